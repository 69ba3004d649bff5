// Which session: the list in the editor's window, and the files that it opens and saves.
#include "Plugins/Lull/Editor.h"

#include <algorithm>
#include <cmath>

#include "Files/WholeFile.h"
#include "Ui/Shelf.h"
#include "Ui/Utf8.h"

namespace lull::plugin
{
namespace
{
constexpr int openId = 1000, ownId = 1001, saveId = 1002, libraryId = 2000;

} // namespace

void Editor::fill (const Choices& c)
{
    const auto key = ui::utf8 (c.session);
    if (key == filled) return;
    filled = key;
    sessions.clear (juce::dontSendNotification);
    int id = 0, chosen = 0;
    for (const auto& s : ui::shelvedSessions())
    {
        sessions.addItem (ui::utf8 (s.title) + juce::String::fromUTF8 ("  ·  ") + juce::String (std::lround (s.seconds / 60.0)) + " min", ++id);
        if (s.id == c.session) chosen = id;
    }
    library = files::sessions();
    std::erase_if (library, [] (const files::Entry& e) { return ! e.own; });
    for (std::size_t i = 0; i < std::min<std::size_t> (library.size(), 500); ++i)
    {
        sessions.addItem (ui::utf8 (library[i].name) + juce::String::fromUTF8 ("  ·  own"), libraryId + static_cast<int> (i));
        if (library[i].file.filename() == c.session && library[i].file.parent_path() == c.folder) chosen = libraryId + static_cast<int> (i);
    }
    if (chosen == 0)
    {
        sessions.addItem (ui::utf8 (c.session), ownId);
        chosen = ownId;
    }
    sessions.addSeparator();
    sessions.addItem (juce::String::fromUTF8 ("Open a script…"), openId);
    sessions.addItem (juce::String::fromUTF8 ("Save this script…"), saveId);
    sessions.setSelectedId (chosen, juce::dontSendNotification);
}

void Editor::chooseSession()
{
    const int id = sessions.getSelectedId();
    if (id == openId || id == saveId)
    {
        filled.clear(); // the list shows again what is loaded
        return id == openId ? openFile() : saveFile();
    }
    if (id >= libraryId && id < libraryId + static_cast<int> (library.size())) return open (library[static_cast<std::size_t> (id - libraryId)].file);
    if (id < 1 || id > static_cast<int> (ui::shelvedSessions().size())) return;
    choose (withShelved (owner.instrument.choices(), static_cast<std::size_t> (id - 1)));
}

void Editor::openFile()
{
    chooser = std::make_unique<juce::FileChooser> ("Open a session script", juce::File(), "*.yaml");
    chooser->launchAsync (juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles, [this] (const juce::FileChooser& f) {
        if (const auto file = f.getResult(); file != juce::File()) open (file.getFullPathName().toStdString());
    });
}

void Editor::open (const std::filesystem::path& file)
{
    auto text = files::readText (file, longestScript);
    if (! text) return controls.setTrouble (ui::utf8 (text.error().message));
    auto c = owner.instrument.choices();
    c.session = file.filename().string();
    c.folder = file.parent_path().string();
    c.script = std::move (*text);
    choose (c);
}

void Editor::saveFile()
{
    chooser = std::make_unique<juce::FileChooser> ("Save the session script",
                                                   juce::File::getSpecialLocation (juce::File::userHomeDirectory).getChildFile ("session.lull.yaml"), "*.yaml");
    const auto text = inside.text();
    chooser->launchAsync (juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles | juce::FileBrowserComponent::warnAboutOverwriting,
                          [this, text] (const juce::FileChooser& f) {
                              const auto file = f.getResult();
                              if (file == juce::File()) return;
                              if (const auto kept = files::writeWhole (file.getFullPathName().toStdString(), text); ! kept)
                                  return controls.setTrouble (ui::utf8 (kept.error().message));
                              controls.setTrouble ({});
                          });
}
} // namespace lull::plugin

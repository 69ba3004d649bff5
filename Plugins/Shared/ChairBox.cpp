#include "Plugins/Shared/ChairBox.h"

#include <algorithm>
#include <filesystem>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/People.h"
#include "Touch/Person.h"
#include "Ui/Shelf.h"
#include "Ui/Utf8.h"

namespace lull::plugin
{
namespace
{
constexpr int ownId = 1001, noneId = 1000;
constexpr std::size_t mostPeople = 20, mostChairs = 200;

juce::String titleOf (const std::string& title, const std::string& person)
{
    return ui::utf8 (title) + (person.empty()            ? juce::String()
                               : person == files::myself ? juce::String (", as it fits me")
                                                         : ", as it fits " + ui::utf8 (person));
}

// Everybody of whom something is kept.
std::vector<std::string> people()
{
    std::vector<std::string> names;
    const auto some = files::personFolder (files::myself);
    if (! some) return names;
    std::error_code ignored;
    for (std::filesystem::directory_iterator at (some->parent_path(), ignored), end; at != end && names.size() < mostPeople; at.increment (ignored))
        if (const auto name = at->path().filename().string(); files::isPlainName (name)) names.push_back (name);
    std::sort (names.begin(), names.end());
    return names;
}
} // namespace

ChairBox::ChairBox() { setTitle ("Chair"); }

void ChairBox::fill (const Choices& c)
{
    all.clear();
    for (const auto& e : files::chairs())
    {
        if (! e.own || all.size() >= mostChairs) continue;
        const auto text = files::readText (e.file, longestChair);
        if (! text) continue;
        if (const auto chair = ui::chairFrom (e.name, *text)) all.push_back ({ e.name, (*chair)->title.empty() ? e.name : (*chair)->title, *text, {} });
    }
    for (const auto& ch : ui::shelvedChairs())
        if (std::none_of (all.begin(), all.end(), [&] (const Offer& o) { return o.id == ch.id; }))
            all.push_back ({ ch.id, ch.title, std::string (ch.text), {} });
    std::vector<Offer> fitted;
    for (const auto& who : people())
    {
        const auto spots = files::loadSpots (who);
        for (const auto& o : all)
            if (const auto fit = files::loadFit (who, o.id); (fit && *fit) || (spots && *spots)) fitted.push_back ({ o.id, o.title, o.text, who });
    }
    all.insert (all.end(), fitted.begin(), fitted.end());

    clear (juce::dontSendNotification);
    int id = 0, chosen = 0;
    for (const auto& o : all)
    {
        addItem (titleOf (o.title, o.person), ++id);
        if (o.id == c.chair && o.person == c.person) chosen = id;
    }
    if (! c.chair.empty() && chosen == 0)
    {
        addItem (titleOf (c.chair, c.person), ownId);
        chosen = ownId;
    }
    addItem ("No chair, sound only", noneId);
    setSelectedId (c.chair.empty() ? noneId : chosen, juce::dontSendNotification);
}

std::optional<Result<Choices>> ChairBox::chosen (Choices c) const
{
    const int id = getSelectedId();
    if (id == noneId) c.chair = c.chairText = c.person = c.fit = c.spots = {};
    else if (id >= 1 && id <= static_cast<int> (all.size()))
    {
        const auto& o = all[static_cast<std::size_t> (id - 1)];
        c.chair = o.id;
        c.chairText = o.text;
        c.person = o.person;
        c.fit = c.spots = {};
        if (! o.person.empty())
        {
            const auto fit = files::loadFit (o.person, o.id);
            const auto spots = files::loadSpots (o.person);
            if (! fit) return fail (fit.error());
            if (! spots) return fail (spots.error());
            if (*fit) c.fit = touch::toText (**fit);
            if (*spots) c.spots = touch::toText (**spots);
        }
    }
    else return std::nullopt;
    return c;
}
} // namespace lull::plugin

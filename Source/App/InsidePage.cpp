#include "App/InsidePage.h"

#include <algorithm>
#include <utility>

#include "Files/Library.h"
#include "Files/Notice.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"
#include "Ui/Utf8.h"

namespace fs = std::filesystem;

namespace lull::app
{
namespace
{
constexpr double everyLook = 0.7; // s between looks at the file
constexpr double fade = 1.7;      // s of sound after a stop

fs::file_time_type writtenAt (const fs::path& file)
{
    std::error_code none;
    const auto t = fs::last_write_time (file, none);
    return none ? fs::file_time_type {} : t;
}

// Where a session that came with the program is saved as one of the person's own: a name that is free.
fs::path ownPlace (const std::string& name)
{
    std::error_code ignored;
    const auto folder = files::dataHome() / "Sessions";
    for (int n = 1;; ++n)
        if (auto file = folder / (name + "-mine" + (n > 1 ? "-" + std::to_string (n) : std::string()) + ".lull.yaml"); ! fs::exists (file, ignored))
            return file;
}
} // namespace

InsidePage::InsidePage (ui::Look& l, devices::Signals& s, Arguments a, Found f, double str, double vol, std::function<void()> b)
    : look (l),
      signals (s),
      asked (std::move (a)),
      of (std::move (f)),
      draft (of),
      back (std::move (b)),
      strength (str),
      volume (vol),
      inside (l),
      leave (l, "Tonight"),
      undo (l, "Undo"),
      redo (l, "Redo"),
      save (l, "Save"),
      hear (l, "Hear this", ui::Pill::Kind::main),
      arm (l, "Arm touch"),
      halt (l, "Stop", ui::Pill::Kind::alarm)
{
    setLookAndFeel (&look);
    setTitle ("Look inside " + ui::utf8 (of.name));
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    for (auto& [pill, id] : { std::pair (&leave, "leave"), std::pair (&undo, "undo"), std::pair (&redo, "redo"), std::pair (&save, "save"),
                              std::pair (&hear, "hear"), std::pair (&arm, "arm"), std::pair (&halt, "stop") })
        pill->setComponentID (id);
    leave.onClick = [this] { back(); };
    undo.onClick = [this] { inside.script.undo(); };
    redo.onClick = [this] { inside.script.redo(); };
    save.onClick = [this] { store(); };
    hear.setTitle ("Hear and feel it from where the cursor stands");
    hear.onClick = [this] { play(); };
    arm.onClick = [this] { armTouch(); };
    halt.onClick = [this] { stop(); };
    inside.onDraft = [this] { keepDraft(); };
    inside.onApply = [this] { play(); };
    inside.onEscape = [this] { stop(); };
    for (juce::Component* c : std::initializer_list<juce::Component*> { &leave, &undo, &redo, &save, &hear, &arm, &halt, &inside }) addAndMakeVisible (c);
    if (! asked.chair.empty())
        if (auto seat = seatOf (asked.chair)) chair = std::move (*seat);
    if (of.own) seen = writtenAt (of.path());
    const auto unsaved = draft.load();
    inside.setSession (of.file, of.text, {}, chair);
    if (unsaved && *unsaved != of.text)
    {
        inside.script.replaceAll (*unsaved); // so that undo goes back to what is saved
        ask ("This was written and not saved. It is shown as it was written.", "Keep it", {}, "Throw it away", [this] {
            inside.script.replaceAll (of.text);
            draft.forget();
        });
    }
    refresh();
}

InsidePage::~InsidePage()
{
    signals.watch (nullptr);
    toRead.reset();
    setLookAndFeel (nullptr);
}

void InsidePage::say (const juce::String& w, bool isRefusal)
{
    if (w == words && isRefusal == refusal) return;
    words = w;
    refusal = isRefusal;
    repaint();
}

// One question at the top; either answer takes it away, and then does what it says.
void InsidePage::ask (const juce::String& question, const juce::String& yes, std::function<void()> onYes, const juce::String& no, std::function<void()> onNo)
{
    const auto then = [this] (std::function<void()> act) {
        return [this, act = std::move (act)] {
            later ([this, act] {
                answered();
                if (act) act();
            });
        };
    };
    strip = std::make_unique<ui::Strip> (look);
    strip->ask (question, yes, then (std::move (onYes)), no, then (std::move (onNo)));
    addAndMakeVisible (*strip);
    resized();
    repaint();
}

void InsidePage::answered()
{
    strip.reset();
    resized();
    repaint();
}

void InsidePage::later (std::function<void()> act) { ui::afterPress (*this, std::move (act))(); }

void InsidePage::keepDraft()
{
    if (! inside.edited()) draft.forget();
    else if (const auto kept = draft.keep (inside.text()); ! kept) say (ui::utf8 (kept.error().message), true);
    refresh();
}

void InsidePage::store()
{
    if (! of.own) return write (ownPlace (of.name));
    const auto now = files::readText (of.path());
    if (! now || *now == of.text) return write (of.path());
    ask ("The file was changed by somebody else.", "Write over it", [this] { write (of.path()); }, "Not now", {});
}

// The text as it stands: comments, order and everything else are the writer's.
void InsidePage::write (const fs::path& file)
{
    const auto text = inside.text();
    if (const auto kept = files::writeWholeIn (file, text); ! kept) return say (ui::utf8 (kept.error().message), true);
    draft.forget();
    of = { files::nameOf (file), file.filename().string(), text, file.parent_path(), true };
    draft = Draft (of);
    seen = {}; // somebody else may have written it in the same moment: the next look compares the texts
    inside.setSession (of.file, of.text, {}, chair);
    say ("Saved as " + ui::utf8 (file.string()) + (inside.right() ? "" : ", though it cannot be played as it is"));
    refresh();
}

// A file that another program has changed: shown at once where nothing of it is being written; else it is asked which is meant.
void InsidePage::lookOutside()
{
    if (! of.own) return;
    const auto time = writtenAt (of.path());
    if (time == seen) return;
    seen = time;
    auto text = files::readText (of.path());
    if (! text || *text == of.text) return;
    if (! inside.edited()) return take (std::move (*text));
    ask ("The file was changed outside, and here too.", "Keep mine", {}, "Take theirs", [this, theirs = std::move (*text)] { take (theirs); });
}

void InsidePage::take (std::string text)
{
    of.text = std::move (text);
    inside.script.replaceAll (of.text);
    draft.forget();
    inside.setSession (of.file, of.text, {}, chair);
    say ("The file was changed outside; this is how it is now.");
    refresh();
}

void InsidePage::play()
{
    if (! inside.right()) return say ("It cannot be played as it is written; the line in red says why.", true);
    endPlay();
    auto a = asked;
    a.text = of;
    a.text->text = inside.text();
    a.from = inside.cursorSeconds();
    a.timer = 0.0;
    a.asked = {};
    stage = std::make_unique<Stage>();
    stage->obey (signals);
    stage->setStrength (strength);
    stage->setVolume (volume);
    if (const auto started = stage->start (a); ! started)
    {
        say (ui::utf8 (started.error().message), true);
        return endPlay();
    }
    inside.setTimeline (stage->timeline());
    say ({});
    refresh();
}

void InsidePage::armTouch()
{
    if (stage == nullptr || toRead != nullptr || stage->arm()) return;
    toRead = std::make_unique<ui::NoticeView> (look, *this, ui::utf8 (files::noticeText()), [this] (bool read) {
        later ([this, read] {
            toRead.reset();
            if (! read || stage == nullptr) return;
            if (const auto kept = files::acknowledgeNotice(); kept) (void)stage->arm();
            else say (ui::utf8 (kept.error().message), true);
        });
    });
}

void InsidePage::stop()
{
    if (stage == nullptr || silentAt > 0.0) return;
    stage->stop();
    silentAt = last + fade;
}

void InsidePage::endPlay()
{
    signals.watch (nullptr);
    stage.reset();
    silentAt = 0.0;
    refresh();
}

void InsidePage::tick (double now)
{
    const double elapsed = last < 0.0 ? 0.0 : now - last;
    last = now;
    if (now >= nextLook)
    {
        nextLook = now + everyLook;
        lookOutside();
    }
    undo.setEnabled (inside.script.canUndo());
    redo.setEnabled (inside.script.canRedo());
    if (stage == nullptr) return;
    stage->tick (now);
    const auto told = stage->telemetry();
    inside.follow (told, elapsed);
    if (const auto notice = stage->notice(); ! notice.text.empty()) say (ui::utf8 (notice.text), notice.refusal);
    using State = safety::Interlock::State;
    arm.setButtonText (told.interlock == State::armed ? "Touch is on" : told.interlock == State::arming ? "Touch is rising" : "Arm touch");
    arm.setEnabled (told.interlock == State::unarmed && stage->canTouch() && silentAt <= 0.0);
    if ((silentAt > 0.0 && now > silentAt) || told.ended) endPlay();
}

void InsidePage::refresh()
{
    save.setButtonText (of.own ? "Save" : "Save a copy");
    save.setEnabled (inside.edited() || ! of.own);
    hear.setButtonText (stage == nullptr ? "Hear this" : "From here");
    arm.setVisible (stage != nullptr && chair != nullptr);
    halt.setVisible (stage != nullptr);
    repaint();
}

bool InsidePage::keyPressed (const juce::KeyPress& key)
{
    const bool command = key.getModifiers().isCommandDown();
    const auto letter = juce::CharacterFunctions::toUpperCase (static_cast<juce::juce_wchar> (key.getKeyCode()));
    if (key == juce::KeyPress::escapeKey) stop();
    else if (command && letter == 'S') store();
    else if (command && letter == 'Z') (void)(key.getModifiers().isShiftDown() ? inside.script.redo() : inside.script.undo());
    else if (command && letter == 'Y') (void)inside.script.redo();
    else if (command && key.isKeyCode (juce::KeyPress::returnKey)) play();
    else return false;
    return true;
}

void InsidePage::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    if (getWidth() <= 0 || getHeight() <= 0) return;
    if (toRead != nullptr) toRead->setBounds (getLocalBounds());
    k = std::clamp (std::min (w / 1366.0f, h / 768.0f), 0.5f, 3.0f);
    const auto at = [] (float x, float y, float ww, float hh) {
        return juce::Rectangle<float> (x, y, std::max (0.0f, ww), std::max (0.0f, hh)).toNearestInt();
    };
    const float margin = 28.0f * k, row = std::max (44.0f, 46.0f * k), gap = 10.0f * k, top = 16.0f * k;
    float x = w - margin;
    for (auto* pill : { &hear, &save, &redo, &undo })
    {
        const float wide = pill == &hear || pill == &save ? std::max (96.0f, 150.0f * k) : std::max (60.0f, 96.0f * k);
        x -= wide;
        pill->setBounds (at (x, top, wide, row));
        x -= gap;
    }
    leave.setBounds (at (margin, top, std::max (80.0f, 130.0f * k), row));
    float y = top + row + 10.0f * k;
    if (strip != nullptr)
    {
        const float tall = std::max (52.0f, 56.0f * k);
        strip->setBounds (at (margin, y, w - 2.0f * margin, tall));
        y += tall + 8.0f * k;
    }
    const float foot = h - row - 12.0f * k;
    inside.setBounds (at (margin, y, w - 2.0f * margin, foot - y - 8.0f * k));
    inside.setScale (k);
    halt.setBounds (at (w - margin - 240.0f * k, foot, 240.0f * k, row));
    arm.setBounds (at (w - margin - 240.0f * k - gap - 180.0f * k, foot, 180.0f * k, row));
}

void InsidePage::paint (juce::Graphics& g)
{
    g.fillAll (look[ui::Token::ground]);
    const float x = static_cast<float> (leave.getRight()) + 16.0f * k, middle = static_cast<float> (leave.getBounds().getCentreY());
    g.setColour (look[ui::Token::text]);
    const auto title = ui::utf8 (of.file) + (inside.edited() ? juce::String::fromUTF8 ("  ·  not saved")
                                             : of.own        ? juce::String()
                                                             : juce::String::fromUTF8 ("  ·  came with Lull"));
    look.writeParagraph (g, title, { x, middle - 12.0f * k, static_cast<float> (undo.getX()) - x - 8.0f, 30.0f * k }, 18.0f * k, 1, ui::Weight::semiBold);
    if (words.isEmpty()) return;
    g.setColour (look[refusal ? ui::Token::stopText : ui::Token::soft]);
    const float left = static_cast<float> (inside.getX()), top = static_cast<float> (halt.getY());
    const float room = (halt.isVisible() ? static_cast<float> (arm.getX()) : static_cast<float> (getWidth())) - left - 16.0f;
    look.write (g, look.fit (words, room, static_cast<float> (halt.getHeight()), 16.0f * k, std::max (10.0f, 11.0f * k)), left, top + 4.0f * k);
}
} // namespace lull::app

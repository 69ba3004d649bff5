#include "App/ChairPage.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "App/Texts.h"
#include "App/TonightShelf.h"
#include "Files/OwnChairs.h"
#include "Files/People.h"
#include "Ui/Shelf.h"
#include "Ui/Utf8.h"

namespace lull::app
{
namespace
{
using By = devices::Talk::Question::By;

// What is told of them in whole numbers: dBFS, %.
std::pair<int, int> figures (const SetupRun::Shown& s) { return { juce::roundToInt (s.level), juce::roundToInt (100.0 * s.arming) }; }

std::vector<int> all (std::size_t n)
{
    std::vector<int> list (n);
    std::iota (list.begin(), list.end(), 0);
    return list;
}
} // namespace

ChairPage::ChairPage (ui::Look& l, devices::Signals& s, const std::string& chair, const std::string& device,
                      std::function<void (const std::string&, const std::string&)> b)
    : look (l),
      signals (s),
      back (std::move (b)),
      map (l),
      tones (l),
      leave (l, "Tonight"),
      mine (l, "Make it mine"),
      softer (l, "Weaker"),
      louder (l, "Stronger"),
      done (l, "That is it", ui::Pill::Kind::main),
      stopArea (l)
{
    setLookAndFeel (&look);
    setTitle ("The chair");
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    for (const auto& [c, id] : std::initializer_list<std::pair<juce::Component*, const char*>> { { &leave, "leave" },
                                                                                                 { &mine, "mine" },
                                                                                                 { &softer, "softer" },
                                                                                                 { &louder, "louder" },
                                                                                                 { &done, "done" },
                                                                                                 { &chairs, "chair" },
                                                                                                 { &outputs, "device" },
                                                                                                 { &typed, "typed" } })
        c->setComponentID (id);
    chairs.setTitle ("Chair");
    outputs.setTitle ("Sound device");
    typed.setTitle ("Answer");
    leave.onClick = [this] { back (file.name, this->device()); };
    mine.onClick = [this] { makeMine(); };
    softer.onClick = [this] {
        if (run != nullptr) run->louder (-1);
    };
    louder.onClick = [this] {
        if (run != nullptr) run->louder (1);
    };
    done.onClick = [this] {
        if (tool) return endDrawing();
        std::string list;
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i]) list += (list.empty() ? "" : ",") + std::to_string (i + 1);
        if (run != nullptr) run->answer (typed.isVisible() ? typed.getText().toStdString() : list.empty() ? "0" : list);
    };
    typed.setJustification (juce::Justification::centred);
    typed.onReturnKey = [this] { done.onClick(); };
    typed.onEscapeKey = [this] { stop(); };
    chairs.onChange = [this] { choose(); };
    map.onPress = [this] (int z) { pressZone (z); };
    stopArea.onStop = [this] { stop(); };
    for (juce::Component* c :
         std::initializer_list<juce::Component*> { &stopArea, &map, &tones, &leave, &chairs, &outputs, &mine, &softer, &louder, &done, &typed })
        addAndMakeVisible (c);

    using devices::Desk;
    struct Step
    {
        const char* word;
        bool own; // it is kept in a chair of one's own
        std::function<SetupRun::Conversation()> make;
    };
    const auto me = std::string (files::myself);
    for (const auto& step : std::vector<Step> {
             { "Which output is where", false, [this] { return [a = ask(), f = file] (Desk& d) { return devices::walk (a, {}, f, d); }; } },
             { "Volts", true,
               [this] { return [a = ask(), f = file] (Desk& d) { return devices::measureVolts (a, f, *devices::amplifiersNamed (*f.chair, {}), d); }; } },
             { "Tones", true, [this] { return [a = ask(), f = file] (Desk& d) { return devices::feelTones (a, f, all (f.chair->actuators.size()), d); }; } },
             { "Test each zone", false, [this] { return [a = ask(), f = file] (Desk& d) { return devices::testZones (a, f, d); }; } },
             { "Fit it to me", false, [this, me] { return [a = ask(), f = file, me] (Desk& d) { return devices::fit (a, me, true, f, d); }; } },
             { "Align sound and touch", false, [this] { return [a = ask(), f = file] (Desk& d) { return devices::align (a, f, d); }; } },
             { "Find my spots", false, [this, me] { return [a = ask(), f = file, me] (Desk& d) { return devices::markSpots (a, me, f, d); }; } } })
    {
        auto& pill = *begins.emplace_back (std::make_unique<ui::Pill> (look, step.word));
        pill.setComponentID (juce::String ("begin ") + step.word);
        pill.onClick = [this, step] {
            if (step.own && ! file.own) return say ("What is found there is kept in a chair of your own: press \"Make it mine\" first.");
            begin (step.make());
        };
        addAndMakeVisible (pill);
    }
    auto& draw = *begins.emplace_back (std::make_unique<ui::Pill> (look, "Draw my spots"));
    draw.setComponentID ("draw");
    draw.onClick = ui::afterPress (*this, [this] { beginDrawing(); });
    addAndMakeVisible (draw);
    map.onPlace = [this] (const text::Point& at) { place (at); };
    fill (chair, device);
    choose();
    seeSpots();
    heed();
}

ChairPage::~ChairPage()
{
    run.reset();
    setLookAndFeel (nullptr);
}

void ChairPage::fill (const std::string& chair, const std::string& device)
{
    seats = offeredChairs (chair);
    chairs.clear (juce::dontSendNotification);
    int id = 1;
    for (std::size_t i = 0; i < seats.size(); ++i)
    {
        chairs.addItem (ui::utf8 (seats[i].second), static_cast<int> (i) + 1);
        if (seats[i].first == chair) id = static_cast<int> (i) + 1;
    }
    chairs.setSelectedId (id, juce::dontSendNotification);
    found = devices::listDevices();
    outputs.clear (juce::dontSendNotification);
    id = 1;
    for (std::size_t i = 0; i < found.size(); ++i)
    {
        outputs.addItem (ui::utf8 (found[i].id()), static_cast<int> (i) + 1);
        if (found[i].id() == device) id = static_cast<int> (i) + 1;
    }
    if (! found.empty()) outputs.setSelectedId (id, juce::dontSendNotification);
    else outputs.setTextWhenNoChoicesAvailable ("no sound device");
}

std::string ChairPage::device() const
{
    const int i = outputs.getSelectedItemIndex();
    return i < 0 ? std::string() : found[static_cast<std::size_t> (i)].id();
}

devices::ChairAsk ChairPage::ask() const { return { file.name, device(), {} }; }

void ChairPage::choose()
{
    const int i = chairs.getSelectedItemIndex();
    if (i < 0) return;
    const auto text = findText (seats[static_cast<std::size_t> (i)].first, Of::chair);
    if (! text) return say (text.error().message);
    const auto read = touch::readChair (text->file, text->text, text->name);
    if (! read) return say (fmt::format ("{}:{}: {}", read.error().front().file, read.error().front().line, read.error().front().message));
    file = { text->name, text->own ? text->path().string() : text->file, text->text, text->own, std::make_shared<const touch::Chair> (*read) };
    map.setChair (file.chair);
    words = { ui::utf8 (file.chair->title) + ": " + juce::String (file.chair->actuators.size()) +
              (file.chair->actuators.size() == 1 ? " actuator, " : " actuators, ") + juce::String (file.chair->zones.size()) +
              (file.chair->zones.size() == 1 ? " zone." : " zones.") };
    if (file.own) words.add ("A chair of your own; what is found is kept in " + ui::utf8 (file.file) + ".");
    else words.add ("It came with Lull. Made yours, it can keep what is measured.");
    const auto& actuators = file.chair->actuators;
    if (std::any_of (actuators.begin(), actuators.end(), [] (const auto& a) { return ! a.netWatts(); }))
        words.add ("Nothing goes above -6 dBFS where its rated power is not known.");
    heed();
}

void ChairPage::makeMine()
{
    std::error_code ignored;
    for (int n = 1;; ++n)
    {
        const auto name = file.name + "-mine" + (n > 1 ? std::to_string (n) : std::string());
        const auto to = files::ownChairFile (name);
        if (! to) return say (to.error().message);
        if (std::filesystem::exists (*to, ignored)) continue;
        if (const auto kept = files::writeChair (*to, files::madeFrom (file.name, file.text, "Lull")); ! kept) return say (kept.error().message);
        fill (name, device());
        return choose();
    }
}

void ChairPage::say (const std::string& line)
{
    words = { ui::utf8 (line) };
    repaint();
}

void ChairPage::begin (SetupRun::Conversation conversation)
{
    if (run != nullptr) return;
    if (device().empty()) return say ("There is no sound device.");
    shown = {};
    run = std::make_unique<SetupRun> (signals, std::move (conversation));
    heed();
}

void ChairPage::stop()
{
    if (run != nullptr) run->stop();
}

void ChairPage::tick()
{
    if (run == nullptr) return;
    auto now = run->shown();
    const bool other = now.change != shown.change, moved = figures (now) != figures (shown);
    const bool asked = now.asks && (! shown.asks || now.question.words != shown.question.words);
    shown = std::move (now);
    if (asked)
    {
        // Where one after another is asked for, the one that is felt stays marked.
        const auto choices = shown.question.choices.size();
        if (shown.question.by != By::one || chosen.size() != choices) chosen.assign (choices, false);
        typed.clear();
    }
    if (shown.over)
    {
        words.clear();
        for (const auto& line : shown.said) words.add (ui::utf8 (line));
        run.reset();
        seeSpots();
        // What was found may be in the file now.
        const auto kept = words;
        choose();
        words = kept;
        shown = {};
        return heed();
    }
    if (other) heed();
    else if (moved) repaint (talk.getSmallestIntegerContainer());
}

void ChairPage::heed()
{
    const bool idle = run == nullptr && ! tool;
    for (const auto& b : begins) b->setVisible (idle);
    leave.setVisible (idle);
    mine.setVisible (idle && ! file.own && file.chair != nullptr);
    chairs.setVisible (idle);
    outputs.setVisible (idle);
    stopArea.setVisible (run != nullptr);
    stopArea.show (ui::StopArea::Face::stop);
    softer.setVisible (! idle && shown.plays);
    louder.setVisible (! idle && shown.plays);
    const auto& q = shown.question;
    const bool asks = ! idle && shown.asks, types = asks && (q.by == By::words || q.by == By::number), zones = asks && ! q.choices.empty();
    done.setVisible (tool || types || (asks && q.by == By::several));
    tones.setVisible (! idle && shown.tones.has_value());
    if (shown.tones) tones.setTones (*shown.tones);
    typed.setVisible (types);
    map.setPressable (zones);
    map.setChosen (zones ? chosen : std::vector<bool>());
    offer();
    resized();
    repaint();
    if (tool) return;
    if (typed.isVisible()) typed.grabKeyboardFocus();
    else if (isShowing()) grabKeyboardFocus();
}

void ChairPage::offer()
{
    answers.clear();
    if (tool) return offerTools();
    if (run == nullptr) return;
    const auto tell = [this] (auto act) {
        return [this, act] {
            if (run != nullptr) act (*run);
        };
    };
    if (shown.arms) answer (shown.notice ? "I have read this" : "Let touch rise", "arm", ui::Pill::Kind::main, tell ([] (SetupRun& r) { r.arm(); }));
    if (shown.taps)
    {
        auto& pill = answer ("Tap", "tap", ui::Pill::Kind::main, {});
        pill.setTriggeredOnMouseDown (true);
        pill.onClick = tell ([] (SetupRun& r) { r.tap(); }); // at once
    }
    if (! shown.asks && ! shown.waits) return;
    const bool alone = shown.question.keys.size() == 1 && shown.asks && shown.question.by == By::keys; // there is one way on
    for (const auto& key : shown.question.keys)
        answer (ui::capital (key.word), "answer " + juce::String::charToString (static_cast<juce::juce_wchar> (key.letter)),
                alone ? ui::Pill::Kind::main : ui::Pill::Kind::plain, tell ([c = key.letter] (SetupRun& r) { r.answer (std::string (1, c)); }));
}

ui::Pill& ChairPage::answer (const juce::String& word, const juce::String& id, ui::Pill::Kind kind, std::function<void()> act)
{
    auto& pill = *answers.emplace_back (std::make_unique<ui::Pill> (look, word, kind));
    pill.setComponentID (id);
    pill.onClick = ui::afterPress (*this, std::move (act));
    addAndMakeVisible (pill);
    return pill;
}

void ChairPage::pressZone (int z)
{
    if (run == nullptr || ! shown.asks || z < 0 || z >= static_cast<int> (chosen.size())) return;
    const auto i = static_cast<std::size_t> (z);
    const bool one = shown.question.by == By::one;
    chosen[i] = one || ! chosen[i];
    for (std::size_t other = 0; one && other < chosen.size(); ++other) chosen[other] = other == i;
    if (one) return run->answer (std::to_string (z + 1)); // a press is the answer
    map.setChosen (chosen);
}

bool ChairPage::keyPressed (const juce::KeyPress& key)
{
    if (key == juce::KeyPress::escapeKey)
    {
        if (run != nullptr) stop();
        else if (tool) endDrawing();
        else back (file.name, device());
        return true;
    }
    if (tool)
    {
        const auto c = key.getTextCharacter();
        if (c != 't' && c != 'x' && c != 'd') return false;
        take (c == 't' ? Tool::tight : c == 'x' ? Tool::avoid : Tool::away);
        return true;
    }
    if (run == nullptr) return false;
    const auto c = key.getTextCharacter();
    if (shown.taps && c == ' ') run->tap();
    else if (c == '+' || c == '=') run->louder (1);
    else if (c == '-') run->louder (-1);
    else if (shown.arms && (c == 'a' || c == 'A')) run->arm();
    else if (const auto* is = devices::Talk::find (shown.question.keys, static_cast<char32_t> (c))) run->answer (std::string (1, is->letter));
    else if (shown.asks && ! shown.question.choices.empty() && c >= '1' && c <= '9') pressZone (static_cast<int> (c - '1'));
    else if (shown.asks && key == juce::KeyPress::returnKey)
    {
        if (done.isVisible()) done.onClick();
        else run->answer ({});
    }
    else return false;
    return true;
}
} // namespace lull::app

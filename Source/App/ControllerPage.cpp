#include "App/ControllerPage.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "Files/MidiMapFile.h"
#include "Ui/Utf8.h"

namespace lull::app
{
namespace
{
constexpr double searchEvery = 2.0; // s

std::string givenBy (const engine::MidiMap& map, engine::MidiDoes does)
{
    for (const auto& r : map.rules())
        if (r.does == does) return engine::sourceWords (r.from, r.channel, r.first);
    return "nothing";
}
} // namespace

ControllerPage::ControllerPage (const ui::Look& l, Around a) : look (l), around (std::move (a)), leave (l, "Tonight")
{
    setTitle ("A controller");
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    leave.setComponentID ("leave");
    leave.onClick = [this] { around.back(); };
    addAndMakeVisible (leave);
    build();
}

ControllerPage::~ControllerPage()
{
    if (search.valid()) search.wait();
}

std::unique_ptr<ui::Pill> ControllerPage::pill (const juce::String& word, const juce::String& id, bool lit, std::function<void()> act)
{
    auto p = std::make_unique<ui::Pill> (look, word, lit ? ui::Pill::Kind::main : ui::Pill::Kind::plain);
    p->setComponentID (id);
    p->onClick = ui::afterPress (*this, std::move (act));
    addAndMakeVisible (*p);
    return p;
}

void ControllerPage::build()
{
    const bool on = around.midi != nullptr;
    onOff = pill (on ? "MIDI is on" : "MIDI is off", "midi", on, [this, on] { make (! on); });
    ports.clear();
    lessons.clear();
    if (on)
    {
        const auto& chosen = around.settings.midiPorts;
        std::vector<std::string> names;
        for (const auto& p : found)
            if (p.in && std::find (names.begin(), names.end(), p.name) == names.end()) names.push_back (p.name);
        std::vector<std::string> gone;
        for (const auto& c : chosen)
            if (std::find (names.begin(), names.end(), c) == names.end()) gone.push_back (c);
        for (const auto* list : { &names, &gone })
            for (const auto& name : *list)
            {
                const bool is = std::find (chosen.begin(), chosen.end(), name) != chosen.end();
                ports.push_back (
                    pill (ui::utf8 (name) + (list == &gone ? " (not there)" : ""), "port " + ui::utf8 (name), is, [this, name] { choosePort (name); }));
            }
        const auto& map = around.midi->ears().map();
        for (const auto does : engine::lessons())
        {
            const auto name = engine::nameOf (does);
            lessons.push_back (pill (ui::capital (name) + ": " + (learning == does ? juce::String ("move it now") : ui::utf8 (givenBy (map, does))),
                                     "learn " + ui::utf8 (name), learning == does, [this, does] { learn (does); }));
        }
    }
    resized();
    repaint();
}

void ControllerPage::make (bool on)
{
    learning.reset();
    around.settings.midi = on;
    around.settings.first = false;
    const auto wrong = around.again();
    words = wrong ? ui::utf8 (wrong->message) : juce::String();
    if (! around.settings.store()) words = "That could not be kept: it is so for this time alone.";
    build();
}

void ControllerPage::choosePort (const std::string& name)
{
    auto& chosen = around.settings.midiPorts;
    const auto at = std::find (chosen.begin(), chosen.end(), name);
    if (at != chosen.end()) chosen.erase (at);
    else chosen.push_back (name);
    make (true);
}

void ControllerPage::learn (engine::MidiDoes does)
{
    if (learning == does) learning.reset();
    else learning = does;
    (void)around.midi->ears().moved();
    words = learning ? "Turn or press what is to do \"" + ui::utf8 (std::string (engine::nameOf (does))) + "\". Esc leaves it as it is." : juce::String();
    build();
}

void ControllerPage::heard (const engine::MidiEars::Moved& m)
{
    const auto what = ui::utf8 (engine::sourceWords (m.from, m.channel + 1, m.number));
    if (! learning)
    {
        // What arrives is seen, so that a cable can be trusted.
        words = what + " was moved.";
        return repaint();
    }
    const auto does = *std::exchange (learning, std::nullopt);
    const auto kept = files::learnMidi (m.from, m.channel, m.number, does);
    const auto wrong = kept ? around.again() : std::optional (kept.error());
    words = wrong ? ui::utf8 (wrong->message) : what + " does \"" + ui::utf8 (std::string (engine::nameOf (does))) + "\" now.";
    keepsUntil = ticked + 6.0;
    build();
}

void ControllerPage::tick (double now)
{
    ticked = now;
    if (around.midi == nullptr) return;
    if (search.valid() && search.wait_for (std::chrono::seconds (0)) == std::future_status::ready)
    {
        auto list = search.get();
        searchAt = now + searchEvery;
        const auto same = [] (const devices::MidiPort& a, const devices::MidiPort& b) { return a.name == b.name && a.in == b.in; };
        if (! std::equal (list.begin(), list.end(), found.begin(), found.end(), same))
        {
            found = std::move (list);
            build();
        }
    }
    else if (! search.valid() && now >= searchAt) search = std::async (std::launch::async, [] { return devices::listMidiPorts(); });
    for (const auto& news : around.midi->news())
    {
        if (! learning && now >= keepsUntil) words = ui::utf8 (news);
        repaint();
    }
    if (const auto m = around.midi->ears().moved()) heard (*m);
}

bool ControllerPage::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::escapeKey) return false;
    if (learning) learn (*learning);
    else around.back();
    return true;
}

void ControllerPage::resized()
{
    const auto w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    if (getWidth() <= 0 || getHeight() <= 0) return;
    k = std::clamp (std::min (w / 1366.0f, h / 768.0f), 0.5f, 3.0f);
    const float margin = 28.0f * k, gap = 8.0f * k, top = 16.0f * k, head = std::max (44.0f, 50.0f * k);
    const float split = 0.42f * w;
    leave.setBounds (juce::Rectangle<float> (margin, top, std::max (80.0f, 130.0f * k), head).toNearestInt());
    left = juce::Rectangle<float> (margin, top + head + gap, split - margin, h - top - head - 2.0f * gap);
    right = juce::Rectangle<float> (split + margin, top, w - split - 2.0f * margin, h - 2.0f * top);
    auto side = left;
    if (onOff != nullptr) onOff->setBounds (side.removeFromTop (head).toNearestInt());
    side.removeFromTop (gap + 30.0f * k);
    for (const auto& p : ports)
    {
        p->setBounds (side.removeFromTop (head).toNearestInt());
        side.removeFromTop (gap);
    }
    left = side;
    // As many columns as there is height for rows that a finger finds.
    auto grid = right.withTrimmedTop (40.0f * k);
    const auto n = static_cast<int> (lessons.size());
    const int columns = grid.getWidth() > 420.0f ? 2 : 1, rows = (n + columns - 1) / std::max (1, columns);
    const float row = std::min (head, rows > 0 ? grid.getHeight() / static_cast<float> (rows) - gap : head);
    for (int i = 0; i < n; ++i)
    {
        const int column = i / std::max (1, rows), line = i % std::max (1, rows);
        lessons[static_cast<std::size_t> (i)]->setBounds (
            juce::Rectangle<float> (grid.getX() + static_cast<float> (column) * (grid.getWidth() + gap) / static_cast<float> (columns),
                                    grid.getY() + static_cast<float> (line) * (row + gap),
                                    (grid.getWidth() - gap * static_cast<float> (columns - 1)) / static_cast<float> (columns), row)
                .toNearestInt());
    }
}

void ControllerPage::paint (juce::Graphics& g)
{
    g.fillAll (look[ui::Token::ground]);
    const float size = std::max (13.5f, 17.0f * k);
    if (around.midi == nullptr)
    {
        g.setColour (look[ui::Token::soft]);
        look.write (
            g,
            look.fit ("With MIDI on, knobs, pads and keys of a controller play the session, Stop among them, and the session is told as clock and notes.",
                      right.getWidth(), right.getHeight(), size, 11.0f),
            right.getX(), right.getY() + 10.0f * k);
    }
    else
    {
        g.setColour (look[ui::Token::soft]);
        look.write (g, ports.empty() ? "No controller is connected." : "Listens to", left.getX(),
                    ports.empty() ? left.getY() : static_cast<float> (ports.front()->getY()) - 10.0f * k, size);
        look.write (g, "What does what: press one, then move what is to do it", right.getX(), right.getY() + 22.0f * k, size);
    }
    if (words.isEmpty()) return;
    g.setColour (look[ui::Token::text]);
    const auto said = look.fit (words, left.getWidth(), left.getHeight(), size, 10.0f);
    look.write (g, said, left.getX(), left.getBottom() - said.height() - 8.0f * k);
}
} // namespace lull::app

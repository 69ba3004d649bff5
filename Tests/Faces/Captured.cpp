// What is played on the generator and turned by its host, made a script; and that script, played, is what was played.
#include "Rig.h"

using namespace lull;
using namespace lull::test;

namespace
{
const char* const script = R"(
session: 1
title: Ground
tempo: 66 bpm
breath: 7/min
sounds:
  sea: { kind: ocean, level: -30 LUFS }
phases:
  - { name: Arrive, for: 14 s, fade: 0 s, sound: { sea: { level: -36 LUFS -> -30 LUFS } } }
  - { name: Strokes, for: 20 s, fade: 0 s, tempo: 66 bpm -> 60 bpm, sound: { sea: {} },
      touch: [ { stroke: vibration, path: still, strength: 40% -> 60%, place: mid back } ] }
)";

struct Studio : Rig
{
    explicit Studio (const std::string& text) : Rig ("try", "four-zone")
    {
        auto c = processor->instrument.choices();
        c.session = "ground";
        c.script = text;
        REQUIRE (processor->choose (c).isEmpty());
        head.playing = false;
        press (*editor, "arm");
        // The first ramp is over before anything is compared.
        midi.addEvent (juce::MidiMessage::noteOn (1, 53, 0.5f), 0);
        (void)with (32.0);
        midi.addEvent (juce::MidiMessage::noteOff (1, 53), 0);
        (void)with (2.0);
        head.playing = true;
        head.frame = 0;
    }
    Channels with (double seconds)
    {
        auto all = run (*processor, head, static_cast<int> (std::lround (seconds * 48'000.0)), 512, {}, midi);
        midi.clear();
        return all;
    }
    void add (Channels& to, Channels more)
    {
        to.resize (more.size());
        for (std::size_t c = 0; c < more.size(); ++c) to[c].insert (to[c].end(), more[c].begin(), more[c].end());
    }
    juce::MidiBuffer midi;
};

std::vector<double> levels (const std::vector<float>& x, int window)
{
    std::vector<double> out;
    for (std::size_t i = 0; i + static_cast<std::size_t> (window) <= x.size(); i += static_cast<std::size_t> (window))
    {
        double sum = 0.0;
        for (int k = 0; k < window; ++k) sum += static_cast<double> (x[i + static_cast<std::size_t> (k)]) * x[i + static_cast<std::size_t> (k)];
        out.push_back (std::sqrt (sum / window));
    }
    return out;
}
} // namespace

TEST_CASE ("a script made of keys and automation, played again, is what was played: levels within a decibel in every fifth of a second, taps within a quantum")
{
    Studio studio (script);
    studio.processor->instrument.capture (true);
    CHECK (studio.processor->instrument.captures());
    Channels played;
    studio.turn (studio.processor->is.technique, 3.0f); // tapotement
    studio.add (played, studio.with (4.0));
    studio.midi.addEvent (juce::MidiMessage::noteOn (1, 55, 0.9f), 100); // the shoulders
    studio.add (played, studio.with (5.0));
    studio.midi.addEvent (juce::MidiMessage::noteOff (1, 55), 37);
    studio.add (played, studio.with (5.0));
    for (int i = 0; i < 100; ++i) // the strength falls, and the sound with it
    {
        studio.turn (studio.processor->strength, 0.5f - 0.003f * static_cast<float> (i));
        studio.turn (studio.processor->is.volume, -0.06f * static_cast<float> (i));
        studio.add (played, studio.with (0.1));
    }
    studio.processor->instrument.mark();
    studio.add (played, studio.with (5.0));
    studio.processor->instrument.capture (false);
    const auto made = studio.processor->instrument.captured();
    INFO ((made ? *made : made.error().message));
    REQUIRE (made.has_value());
    const auto score = session::readScore ("made", *made);
    REQUIRE (score.has_value());
    CHECK (score->length() == Approx (29.0).margin (0.05));
    CHECK (score->phases.size() == 5); // before the taps, taps, after them, strokes, and from the mark on

    Studio again (*made);
    Channels heard;
    again.add (heard, again.with (29.0));
    // Sound: within a quarter of a decibel, where it is the same noise.
    for (std::size_t c = 0; c < 2; ++c)
    {
        const auto a = levels (played[c], 9'600), b = levels (heard[c], 9'600);
        for (std::size_t i = 1; i < 124; ++i) // what was made ends with a fade of its own
        {
            INFO ("sound at " << static_cast<double> (i) * 0.2);
            CHECK (std::abs (20.0 * std::log10 (b[i] / a[i])) < 0.6);
        }
    }
    // Touch.
    for (std::size_t c = 2; c < 6; ++c)
    {
        const auto a = levels (played[c], 9'600), b = levels (heard[c], 9'600);
        double loudest = 0.0;
        for (const double v : a) loudest = std::max (loudest, v);
        REQUIRE (loudest > 1e-3);
        for (std::size_t i = 0; i < std::min (a.size(), b.size()); ++i)
        {
            INFO ("touch " << c - 1 << " at " << static_cast<double> (i) * 0.2 << ": " << a[i] << " and " << b[i]);
            CHECK (std::abs (a[i] - b[i]) < 0.12 * loudest);
        }
    }
    // The first sample of every tap.
    const auto onsets = [] (const Channels& all) {
        std::vector<long> at;
        long quiet = 0;
        for (std::size_t i = 4 * 48'000; i < 9 * 48'000; ++i)
        {
            float most = 0.0f;
            for (std::size_t c = 2; c < 6; ++c) most = std::max (most, std::abs (all[c][i]));
            if (most > 2e-3f)
            {
                if (quiet > 2'000) at.push_back (static_cast<long> (i));
                quiet = 0;
            }
            else ++quiet;
        }
        return at;
    };
    const auto first = onsets (played), second = onsets (heard);
    REQUIRE (first.size() > 20);
    REQUIRE (first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) CHECK (std::abs (first[i] - second[i]) <= 48);
}

TEST_CASE ("nothing captured is said, and a host that stops or jumps ends a capture where it was")
{
    Studio studio (script);
    CHECK_FALSE (studio.processor->instrument.captured());
    studio.processor->instrument.capture (true);
    studio.head.playing = false;
    (void)studio.with (1.0);
    CHECK_FALSE (studio.processor->instrument.captured());
    studio.head.playing = true;
    studio.locate (2.0);
    (void)studio.with (3.0);
    studio.locate (20.0);
    (void)studio.with (3.0);
    const auto made = studio.processor->instrument.captured();
    REQUIRE (made.has_value());
    CHECK (session::readScore ("made", *made)->length() == Approx (3.0).margin (0.02));
}

TEST_CASE ("the window's Capture becomes what is written, and can be taken back")
{
    Studio studio (script);
    auto& window = dynamic_cast<plugin::Editor&> (*studio.editor);
    window.update();
    press (window, "capture");
    (void)studio.with (3.0);
    window.update();
    CHECK (window.said().contains ("M begins a phase"));
    press (window, "capture");
    CHECK (window.inside.edited());
    CHECK (window.inside.right());
    CHECK (window.inside.text().find (", played") != std::string::npos);
    CHECK (studio.processor->instrument.choices().script == script);
    window.undo();
    CHECK (window.inside.text() == script);
}

// MIDI in and out as values: mappings that say what is wrong with them, stop under a flood, a clock that is the session's own beat.
#include "Catch.h"

#include <thread>

#include "Engine/Detour.h"
#include "Engine/MidiEars.h"
#include "Engine/MidiScore.h"
#include "Engine/PlaceClock.h"
#include "Engine/TapTempo.h"
#include "Scripts.h"

using namespace lull;
using namespace lull::engine;

namespace
{
using From = MidiRule::From;
using Does = MidiDoes;

std::string complaint (const std::string& in)
{
    const auto map = MidiMap::read ("midi.yaml", in);
    if (map) return "none";
    std::string all;
    for (const auto& d : map.error())
        all += d.file + ":" + std::to_string (d.line) + ":" + std::to_string (d.column) + ": " + d.message + (d.fix.empty() ? "" : "; " + d.fix) + "\n";
    return all;
}

std::shared_ptr<const session::Timeline> line (const std::string& tempo = "60 bpm -> 90 bpm")
{
    return test::timelineOf ("session: 1\ntitle: M\ntempo: 60 bpm\nsounds:\n  noise: { kind: pink, level: -34 LUFS }\nphases:\n"
                             "  - { name: One, for: 20 s, tempo: " +
                             tempo +
                             ", sound: { noise: {} }, touch: [ { stroke: effleurage, strength: 40%, place: upper back } ] }\n"
                             "  - { name: Two, for: 20 s, sound: { noise: {} } }\n");
}

struct Ears
{
    std::shared_ptr<HandLane> hand = std::make_shared<HandLane>();
    MidiEars ears { MidiMap::usual(), hand };
    void send (int a, int b, int c = 0, std::size_t count = 3, int source = 0)
    {
        const unsigned char bytes[] { static_cast<unsigned char> (a), static_cast<unsigned char> (b), static_cast<unsigned char> (c) };
        ears.receive (source, bytes, count);
    }
};
} // namespace

TEST_CASE ("the usual mapping reads, and knows knobs, pads and keys")
{
    const auto& map = MidiMap::usual();
    CHECK (map.find (From::control, 0, 1)->does == Does::strength);
    CHECK (map.find (From::control, 15, 2)->does == Does::volume);
    CHECK (map.find (From::note, 9, 36)->does == Does::stop);
    CHECK (map.find (From::note, 0, 83)->does == Does::play);
    CHECK (map.find (From::note, 0, 84) == nullptr);
    CHECK (map.find (From::program, 3, 1)->technique == "petrissage");
    CHECK (map.out().channel == 16);
}

TEST_CASE ("a mapping that is wrong is told where, and what would be right")
{
    CHECK (complaint ("midi: 1\n") == "none");
    CHECK (complaint ("in: []\n") == "midi.yaml:1:1: a mapping begins with \"midi: 1\"\n");
    CHECK (complaint ("midi: 2\n") == "midi.yaml:1:7: this Lull reads \"midi: 1\"\n");
    CHECK (complaint ("midi: 1\nin:\n  - { control: 1, does: strenght }\n") ==
           "midi.yaml:3:25: \"strenght\" is not something that it can do; did you mean \"strength\"?\n");
    CHECK (complaint ("midi: 1\nin:\n  - { control: 128, does: volume }\n") == "midi.yaml:3:16: a control is a whole number from 0 to 127\n");
    CHECK (complaint ("midi: 1\nin:\n  - { note: 1, does: volume }\n") == "midi.yaml:3:5: volume follows a control\n");
    CHECK (complaint ("midi: 1\nin:\n  - { note: 1, does: tap }\n") == "midi.yaml:3:5: place: says where; such as place: left shoulders\n");
    CHECK (complaint ("midi: 1\nin:\n  - { note: 1, does: tap, place: left shoulder }\n").find ("did you mean \"left shoulders\"?") != std::string::npos);
    CHECK (complaint ("midi: 1\nin:\n  - { program: 1, does: technique, technique: efleurage }\n").find ("did you mean \"effleurage\"?") != std::string::npos);
    CHECK (complaint ("midi: 1\nin:\n  - { note: 5, does: stop }\n  - { note: 5, does: skip }\n").find ("midi.yaml:4:5: note 5 does something else already") ==
           0);
    CHECK (complaint ("midi: 1\nin:\n  - { note: 5, does: stop }\n  - { note: 5, channel: 3, does: skip }\n") == "none");
    CHECK (complaint ("midi: 1\nout: { clock: maybe }\n") == "midi.yaml:2:15: clock is yes or no\n");
    CHECK (complaint ("midi: 1\nin: [ { note: 1 } ]\n").find ("it does not say what it does") != std::string::npos);
    for (const char* never : { "arm", "ceiling" })
        CHECK (complaint (std::string ("midi: 1\nin: [ { note: 1, does: ") + never + " } ]\n").find ("is not something that it can do") != std::string::npos);
}

TEST_CASE ("what is learned is written into the file and the rest stays")
{
    const std::string before = "# mine\nmidi: 1\nin:\n  - { control: 7, does: strength }   # old\n  - { note: 36, does: stop }\n";
    const auto after = learned (before, From::control, 2, 20, Does::strength);
    CHECK (after == "# mine\nmidi: 1\nin:\n  - { control: 20, channel: 3, does: strength }   # old\n  - { note: 36, does: stop }\n");
    const auto more = learned (after, From::note, 0, 36, Does::pause); // the pad did something else before
    CHECK (more == "# mine\nmidi: 1\nin:\n  - { note: 36, channel: 1, does: pause }\n  - { control: 20, channel: 3, does: strength }   # old\n");
    for (const auto& t :
         { after, more, learned ("midi: 1\n", From::control, 0, 1, Does::volume), learned (MidiMap::usualText(), From::note, 9, 40, Does::skip) })
        CHECK (MidiMap::read ("midi.yaml", t).has_value());
}

TEST_CASE ("levels keep their newest value, presses come in order, a control is a button when it comes to 64")
{
    Ears e;
    for (int v = 0; v < 128; ++v) e.send (0xb0, 1, v);
    e.send (0x90, 37, 100);
    e.send (0x80, 37, 0);
    e.send (0x90, 39, 1);
    const auto a = e.ears.next(), b = e.ears.next(), c = e.ears.next();
    REQUIRE ((a && b && c));
    CHECK (a->rule->does == Does::strength);
    CHECK (a->value == 1.0);
    CHECK (b->rule->does == Does::pause);
    CHECK (c->rule->does == Does::skip);
    CHECK_FALSE (e.ears.next());
    CHECK (e.ears.moved()->number == 39);
    CHECK_FALSE (e.ears.moved());

    auto map = *MidiMap::read ("m", "midi: 1\nin: [ { control: 9, does: pause } ]\n");
    MidiEars buttons (map, e.hand);
    const auto push = [&] (int v) {
        const unsigned char m[] { 0xb4, 9, static_cast<unsigned char> (v) };
        buttons.receive (1, m, 3);
    };
    int pauses = 0;
    for (const int v : { 0, 63, 64, 100, 127, 0, 127, 127, 3 }) push (v);
    while (buttons.next()) ++pauses;
    CHECK (pauses == 2);
}

TEST_CASE ("stop is obeyed in the callback itself, whatever floods the queues; what is dropped is counted; nonsense does nothing")
{
    Ears e;
    safety::Interlock lock (SampleRate { 48'000.0 });
    e.ears.watch (&lock.latch());
    const auto before = lock.latch().presses();
    std::vector<unsigned char> sysex (100'000, 0x11);
    sysex.front() = 0xf0;
    sysex.back() = 0xf7;
    for (int i = 0; i < 145'000; ++i)
    {
        e.send (0x90, 39, 1 + i % 127);
        if (i % 10'000 == 0) e.ears.receive (0, sysex.data(), sysex.size());
    }
    CHECK (lock.latch().presses() == before);
    e.send (0x90, 36, 127);
    CHECK (lock.latch().presses() == before + 1);
    const auto counts = e.ears.counts();
    CHECK (counts.stops == 1);
    CHECK (counts.dropped > 100'000);
    int queued = 0;
    while (e.ears.next()) ++queued;
    CHECK (queued <= 1'024);
    e.ears.receive (0, nullptr, 3);
    e.ears.receive (9, sysex.data(), 3);
    e.ears.receive (-1, sysex.data(), 3);
    const unsigned char bytes[] { 0x90 };
    for (std::size_t n = 0; n < 2; ++n) e.ears.receive (0, bytes, n);
    e.ears.watch (nullptr);
    e.send (0x90, 36, 127);
    CHECK (lock.latch().presses() == before + 1);
}

TEST_CASE ("the clock is the session's beat: 24 a beat from Start or from a song position, whatever the tempo does")
{
    const auto session = line();
    for (const double from : { 0.0, 7.3 })
    {
        MidiScore score { MidiMap::Out {} };
        score.take (session);
        MidiMessages all;
        score.start (from, all);
        for (double t = from; t < 30.0; t += 0.0131) score.advance (t, all);
        std::vector<double> ticks;
        int starts = 0, position = -1;
        for (const auto& m : all)
        {
            if (m.bytes[0] == 0xf8) ticks.push_back (m.at);
            if (m.bytes[0] == 0xfa || m.bytes[0] == 0xfb)
            {
                ++starts;
                CHECK (ticks.empty());
                CHECK (m.bytes[0] == (from > 0.0 ? 0xfb : 0xfa));
            }
            if (m.bytes[0] == 0xf2) position = m.bytes[1] + 128 * m.bytes[2];
        }
        CHECK (starts == 1);
        REQUIRE (ticks.size() > 400);
        REQUIRE (position >= 0);
        CHECK (session->secondsOfBeat (position / 4.0) >= from - 1e-9);
        for (std::size_t i = 0; i < ticks.size(); ++i)
            CHECK (session->beatAt (ticks[i]) == Approx (position / 4.0 + static_cast<double> (i) / 24.0).margin (1e-6));
        for (std::size_t i = 1; i < all.size(); ++i) CHECK (all[i].at >= all[i - 1].at - 0.0132);
    }
}

TEST_CASE ("notes are phases and strokes, controls what is driven, and after stop nothing is on")
{
    MidiScore score { MidiMap::Out {} };
    const auto session = line ("60 bpm");
    score.take (session);
    MidiMessages all;
    score.start (0.0, all);
    for (double t = 0.0; t < 30.0; t += 0.01) score.advance (t, all);
    const float rms[] { 0.5f, 0.0f, 2.0f };
    score.levels (rms, 3, 30.0, all);
    score.levels (rms, 3, 30.0, all);
    std::vector<std::pair<int, double>> ons;
    std::vector<int> controls;
    for (const auto& m : all)
    {
        if (m.bytes[0] == 0x9f) ons.emplace_back (m.bytes[1], m.at);
        if (m.bytes[0] == 0xbf) controls.push_back (m.bytes[2]);
    }
    REQUIRE (ons.size() == 3);
    CHECK (ons[0].first == 0);
    CHECK (ons[1].first >= 24);
    CHECK (ons[2].first == 1);
    CHECK (ons[2].second == Approx (20.0).margin (0.02));
    CHECK (controls == std::vector<int> { 90, 127 });
    MidiMessages last;
    score.stop (last);
    CHECK (last.front().bytes[0] == 0xfc);
    std::vector<int> off;
    bool allOff = false;
    for (const auto& m : last)
    {
        if (m.bytes[0] == 0x8f) off.push_back (m.bytes[1]);
        allOff = allOff || (m.bytes[0] == 0xbf && m.bytes[1] == 123);
        if (m.bytes[0] == 0xbf && m.bytes[1] >= 20 && m.bytes[1] < 36) CHECK (m.bytes[2] == 0);
    }
    CHECK (off == std::vector<int> { 1 });
    CHECK (allOff);
    MidiMessages none;
    score.stop (none);
    score.advance (40.0, none);
    CHECK (none.empty());
}

TEST_CASE ("a place that is told late and unevenly is followed within a millisecond, and a jump at once")
{
    PlaceClock clock;
    std::uint32_t r = 1;
    double worst = 0.0;
    for (double wall = 100.0; wall < 130.0; wall += 0.033)
    {
        r = r * 1664525u + 1013904223u;
        clock.hear (std::floor ((wall - 100.0) / 0.0053) * 0.0053 - 0.002 * (r >> 16) / 65536.0, wall); // blocks of 5.3 ms, up to 2 ms late
        if (wall > 110.0) worst = std::max (worst, std::abs (clock.placeAt (wall) - (wall - 100.0)));
    }
    CHECK (worst < 0.001);
    clock.hear (500.0, 131.0);
    CHECK (clock.placeAt (131.0) == 500.0);
}

TEST_CASE ("four taps are a tempo; a slip is outvoted, and a long rest begins anew")
{
    TapTempo tap;
    double t = 10.0;
    for (int i = 0; i < 3; ++i, t += 0.8) CHECK_FALSE (tap.tap (t));
    CHECK (*tap.tap (t) == Approx (75.0));
    t += 0.8;
    CHECK (*tap.tap (t += 0.25) == Approx (75.0));
    CHECK_FALSE (tap.tap (t += 5.0));
}

TEST_CASE ("a nudge of the tempo leaves what has been, and turns within half a second")
{
    const auto session = line();
    const auto d = tempoDetour (session, 10.0, 1.1);
    REQUIRE (d);
    CHECK (d->timeline->beatAt (10.4) == Approx (session->beatAt (10.4)));
    CHECK (d->timeline->bpmAt (11.5) == Approx (1.1 * session->bpmAt (11.5)));
    CHECK_FALSE (tempoDetour (session, 10.0, 0.1));
    CHECK_FALSE (tempoDetour (session, 10.0, 10.0));
}

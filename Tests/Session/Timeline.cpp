#include "Catch.h"

#include <cmath>

#include "Base/Math.h"
#include "Session/Rules.h"
#include "Session/Timeline.h"

using namespace lull;

namespace
{
std::shared_ptr<const session::Score> score (const std::string& text)
{
    auto s = session::readScore ("t.lull.yaml", text);
    if (! s)
    {
        for (const auto& d : s.error()) UNSCOPED_INFO (text::toText (d, text));
        FAIL ("refused");
    }
    return std::make_shared<const session::Score> (std::move (*s));
}

std::shared_ptr<const touch::Chair> oneActuator()
{
    return std::make_shared<const touch::Chair> (touch::readChair ("c",
                                                                   "chair: 1\ntitle: C\nactuators: [ { name: a, band: 20 Hz -> 80 Hz } ]\n"
                                                                   "zones: [ { name: a, at: { x: 0 cm, y: 40 cm }, actuator: a } ]\n",
                                                                   "c")
                                                     .value());
}

const char* ramps = R"(
session: 1
title: Ramps
tempo: 66 bpm
breath: 8/min
sounds:
  hush: { kind: pink, level: -40 LUFS }
  deep: { kind: pink, level: -30 LUFS }
phases:
  - { name: A, for: 2 min, tempo: 66 bpm -> 60 bpm, breath: 8/min -> 6/min, fade: 4 s, sound: { hush: { level: -50 LUFS -> -40 LUFS } } }
  - { name: B, for: 1 min, fade: 4 s, sound: { hush: { level: -30 LUFS }, deep: {} } }
  - { name: C, for: 10 min, tempo: 60 bpm -> 52 bpm smooth, fade: 4 s, sound: { deep: {} } }
)";
} // namespace

TEST_CASE ("beats over any ramp equal the closed-form integral")
{
    const session::Timeline t (score (ramps), nullptr, 1);
    CHECK (t.length() == 780.0);
    CHECK (t.beatAt (120.0) == Approx (126.0).epsilon (1e-12));         // (66 + 60) / 2 x 2
    CHECK (t.beatAt (180.0) == Approx (186.0).epsilon (1e-12));         // held at 60
    CHECK (t.beatAt (780.0) == Approx (186.0 + 560.0).epsilon (1e-12)); // smooth is symmetric: 56 x 10
    CHECK (t.breathAt (120.0) == Approx (14.0).epsilon (1e-12));
    for (double beat : { 0.0, 1.0, 99.5, 160.0, 500.25, 745.0 }) CHECK (t.beatAt (t.secondsOfBeat (beat)) == Approx (beat).margin (1e-9));
}

TEST_CASE ("spans abut to the last bit over ninety minutes at odd rates")
{
    const session::Timeline t (score (ramps), nullptr, 1);
    for (double rate : { 44'100.0, 48'000.0, 96'000.0 })
        for (Frame f : { Frame { 0 }, Frame { 32 * 1000 }, Frame { 32 * 8'100'000 } })
        {
            const auto a = t.span (f, SampleRate { rate }), b = t.span (f + quantum, SampleRate { rate });
            CHECK (a.seconds.end == b.seconds.begin);
            CHECK (a.beat.end == b.beat.begin);
            CHECK (a.breath.end == b.breath.begin);
        }
}

TEST_CASE ("levels glide in dB over a boundary that a layer outlives; unlike layers cross with constant power")
{
    const session::Timeline t (score (ramps), nullptr, 1);
    REQUIRE (t.sounds().size() == 2);
    const auto& hush = t.sounds()[0];
    const auto& deep = t.sounds()[1];
    const auto level = [&] (const session::SoundLayer& l, double s) { return 20.0 * std::log10 (l.gain (s)) + l.kind->loudness (l.values); };
    CHECK (level (hush, 60.0) == Approx (-45.0).margin (1e-6));
    CHECK (level (hush, 120.0) == Approx (-35.0).margin (0.01)); // half-way between -40 and -30
    CHECK (level (hush, 119.0) == Approx (-37.5).margin (0.2));
    CHECK (level (hush, 150.0) == Approx (-30.0).margin (1e-6));
    CHECK (level (deep, 120.0) == Approx (-33.01).margin (0.01)); // sin 45 degrees
    for (double s = 178.0; s <= 182.0; s += 0.25)
    {
        const double out = hush.gain (s) * math::amplitude (hush.kind->loudness (hush.values) + 30.0);
        CHECK (out * out + std::pow (std::sin (0.5 * M_PI * (s - 178.0) / 4.0), 2.0) == Approx (1.0).margin (1e-9));
    }
    CHECK (hush.gain (182.01) == 0.0);
    CHECK (deep.gain (117.9) == 0.0);
    CHECK (hush.gain (0.0) == 0.0);
    CHECK (deep.gain (780.0) == 0.0);
    CHECK (deep.gain (779.0) > 0.0);
}

TEST_CASE ("strength follows the perceptual law and the listener's control multiplies before it")
{
    CHECK (touch::growthExponent (60.0) == Approx (0.95));
    CHECK (touch::growthExponent (250.0) == Approx (0.6));
    CHECK (touch::growthExponent (20.0) == Approx (0.95));
    CHECK (touch::growthExponent (std::sqrt (60.0 * 250.0)) == Approx (0.775));
    session::TouchLayer layer;
    layer.carrier = 60.0;
    layer.strength = Curve (0.4);
    layer.presence = { 0.0, 100.0, 0.0, 0.0, true, true };
    CHECK (layer.drive (50.0, 0.5) == Approx (std::pow (0.2, 1.0 / 0.95)).epsilon (1e-12));
    CHECK (layer.drive (50.0, 0.0) == 0.0);
    CHECK (layer.drive (101.0, 0.5) == 0.0);
}

TEST_CASE ("tempo and breath hold before their first point, after a step where the phase begins")
{
    const session::Timeline t (score ("session: 1\ntitle: T\ntempo: 60 bpm\nbreath: 6/min\nphases:\n  - { name: A, for: 1 min }\n"
                                      "  - { name: B, for: 2 min, tempo: [ 60 s 90 bpm, end 30 bpm ], breath: [ end 12/min ] }\n"
                                      "  - { name: C, for: 1 min, tempo: [ 0 s 40 bpm, 30 s 50 bpm ] }\n"),
                               nullptr, 1);
    CHECK (t.bpmAt (59.999) == 60.0);
    CHECK (t.bpmAt (60.0) == 90.0);
    CHECK (t.bpmAt (119.0) == 90.0);
    CHECK (t.beatAt (60.0) == Approx (60.0).epsilon (1e-12));
    CHECK (t.beatAt (120.0) == Approx (60.0 + 90.0).epsilon (1e-12));
    CHECK (t.beatAt (180.0) == Approx (150.0 + 60.0).epsilon (1e-12));        // (90 + 30) / 2
    CHECK (t.beatAt (240.0) == Approx (210.0 + 22.5 + 25.0).epsilon (1e-12)); // (40 + 50) / 4, then held
    CHECK (t.breathAt (180.0) == Approx (6.0 + 24.0).epsilon (1e-12));
}

TEST_CASE ("before sleep no crossfade carries touch into the last phase, nor tapping into the last third")
{
    const auto touches = [] (const std::string& sleep, const std::string& fade) {
        const std::string stroke = ", touch: [ { stroke: effleurage, strength: 30% }, { stroke: tapotement, strength: 20% } ]";
        return session::Timeline (score ("session: 1\ntitle: T\nfor sleep: " + sleep + "\nphases:\n  - { name: A, for: 2 min" + stroke +
                                         " }\n  - { name: B, for: 1 min, fade: " + fade +
                                         ", touch: [ { stroke: effleurage, strength: 30% } ] }\n  - { name: C, for: 1 min, fade: " + fade + " }\n"),
                                  oneActuator(), 1)
            .touches();
    };
    // A ends at 120 s, two thirds of the session lie before 160 s, C begins at 180 s.
    const auto sleep = touches ("yes", "8 s"), wake = touches ("no", "8 s");
    REQUIRE (sleep.size() == 3);
    for (double s = 0.0; s <= 240.0; s += 0.25) // far from the limit nothing differs
        for (std::size_t i : { 0u, 1u }) CHECK (sleep[i].presence.gain (s) == wake[i].presence.gain (s));
    CHECK (sleep[1].presence.gain (122.0) > 0.3);
    CHECK (wake[2].presence.gain (180.0) == Approx (std::sqrt (0.5)));
    CHECK (sleep[2].presence.gain (180.0) == 0.0);
    CHECK (sleep[2].presence.gain (183.0) == 0.0);
    CHECK (sleep[2].presence.gain (176.0) == Approx (std::sqrt (0.5)));
    CHECK (sleep[2].presence.gain (171.9) == 1.0);
    CHECK (sleep[2].presence.gain (120.0) == Approx (std::sqrt (0.5)));
    CHECK (touches ("yes", "0 s")[2].presence.gain (180.001) == 0.0);
}

TEST_CASE ("tapping that ends two thirds into a session for sleep fades within its phase")
{
    const std::string both = ", touch: [ { stroke: effleurage, strength: 30% }, { stroke: tapotement, strength: 20% } ] }\n";
    const auto touches = session::Timeline (score ("session: 1\ntitle: T\nfor sleep: yes\nphases:\n  - { name: A, for: 2 min" + both +
                                                   "  - { name: B, for: 30 s }\n  - { name: C, for: 30 s }\n"),
                                            oneActuator(), 1)
                             .touches();
    CHECK (touches[0].presence.gain (120.0) == Approx (std::sqrt (0.5))); // strokes may cross over
    CHECK (touches[1].presence.gain (120.0) == 0.0);
    CHECK (touches[1].presence.gain (119.0) > 0.0);
    CHECK (touches[1].presence.gain (110.0) == 1.0);
}

TEST_CASE ("a crossfade is at most a quarter of the shorter of its two phases")
{
    const auto s = score ("session: 1\ntitle: T\nphases:\n  - { name: A, for: 16 s, fade: 60 s }\n  - { name: B, for: 40 s, fade: 60 s }\n"
                          "  - { name: C, for: 8 s, fade: 60 s }\n  - { name: D, for: 8 min, fade: 1 s }\n");
    std::vector<double> fades;
    for (std::size_t i = 0; i <= s->phases.size(); ++i) fades.push_back (session::fadeAt (s->phases, i));
    CHECK (fades == std::vector<double> { 4.0, 4.0, 2.0, 1.0, 1.0 });
    std::vector<std::string> said;
    for (const auto& w : s->warnings) said.push_back (std::to_string (w.line) + " " + w.message);
    CHECK (said == std::vector<std::string> { "4 this fade becomes 4 s, a quarter of the shorter of the two phases",
                                              "5 this fade becomes 4 s, a quarter of the shorter of the two phases",
                                              "6 this fade becomes 2 s, a quarter of the shorter of the two phases" });
}

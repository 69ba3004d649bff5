#include "Catch.h"

#include <cmath>

#include "Base/Math.h"
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
    CHECK (t.beatAt (120.0) == Approx (126.0).epsilon (1e-12));           // (66 + 60) / 2 x 2
    CHECK (t.beatAt (180.0) == Approx (186.0).epsilon (1e-12));           // held at 60
    CHECK (t.beatAt (780.0) == Approx (186.0 + 560.0).epsilon (1e-12));   // smooth is symmetric: 56 x 10
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
    CHECK (level (hush, 120.0) == Approx (-35.0).margin (0.01));  // half-way between -40 and -30
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
    CHECK (session::growthExponent (60.0) == Approx (0.95));
    CHECK (session::growthExponent (250.0) == Approx (0.6));
    CHECK (session::growthExponent (20.0) == Approx (0.95));
    CHECK (session::growthExponent (std::sqrt (60.0 * 250.0)) == Approx (0.775));
    session::TouchLayer layer;
    layer.carrier = 60.0;
    layer.strength = Curve (0.4);
    layer.presence = { 0.0, 100.0, 0.0, 0.0, true, true };
    CHECK (layer.drive (50.0, 0.5) == Approx (std::pow (0.2, 1.0 / 0.95)).epsilon (1e-12));
    CHECK (layer.drive (50.0, 0.0) == 0.0);
    CHECK (layer.drive (101.0, 0.5) == 0.0);
}

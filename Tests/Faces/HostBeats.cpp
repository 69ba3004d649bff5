// A host's beats, learned from what it says, and the pace of a session by them.
#include "Catch.h"

#include <cmath>
#include <limits>

#include "Plugins/Shared/HostBeats.h"
#include "Plugins/Shared/Pacer.h"

using namespace lull;
using plugin::HostBeats;
using plugin::HostSlope;
using plugin::Pacer;
using plugin::Pacing;

namespace
{
constexpr double rate = 48'000.0;
constexpr double tolerance = 0.5 * 32 / rate; // beats at 60 bpm: half a quantum

// Plays a host of that tempo from second to second, block by block, and gives the greatest distance in frames between its beats and what is known, once heard.
double play (HostBeats& beats, const Curve& tempo, double from, double to, int block = 512, int* heard = nullptr)
{
    HostSlope slope;
    double most = 0.0;
    for (double t = from; t < to; t += block / rate)
    {
        const auto said = HostBeats::believed (t, tempo.integral (t) / 60.0, tempo.value (t));
        REQUIRE (said);
        if (beats.hear (slope.follow (*said), tolerance) && heard != nullptr) ++*heard;
        const double end = t + block / rate, off = (beats.curve().integral (end) - tempo.integral (end)) / 60.0;
        most = std::max (most, std::abs (off - std::round (off)) * 60.0 / tempo.value (end) * rate);
    }
    return most;
}

std::shared_ptr<const session::Timeline> timeline()
{
    auto score = session::readScore ("pace.lull.yaml", R"(
session: 1
title: Pace
tempo: 60 bpm
sounds:
  bowl: { kind: bowl, every: 4 beats, level: -36 LUFS }
phases:
  - { name: A, for: 1 min, sound: { bowl: {} } }
  - { name: B, for: 1 min, tempo: 60 bpm -> 66 bpm, sound: { bowl: {} }, touch: [ { stroke: tapotement, strength: 50% } ] }
)");
    REQUIRE (score.has_value());
    touch::Chair chair;
    chair.actuators.push_back ({});
    chair.zones.push_back ({});
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)),
                                                      std::make_shared<const touch::Chair> (std::move (chair)), 1);
}
} // namespace

TEST_CASE ("a steady host is known at its first word, from wherever it begins")
{
    for (const double from : { 0.0, 7.3, 600.0 })
    {
        HostBeats beats;
        int heard = 0;
        CHECK (play (beats, Curve (93.7), from, from + 20.0, 512, &heard) < 0.01);
        CHECK (heard == 1);
    }
}

TEST_CASE ("a host's step and ramp are followed within a quantum, and known when it comes by again")
{
    const Curve tempo ({ { 0.0, 80.0 }, { 10.0, 80.0 }, { 10.0, 120.0 }, { 20.0, 120.0 }, { 30.0, 70.0 } });
    for (const int block : { 64, 512, 1024 })
    {
        INFO (block);
        HostBeats beats;
        int heard = 0;
        CHECK (play (beats, tempo, 0.0, 9.9, block, &heard) < 1.0);
        CHECK (play (beats, tempo, 10.0, 19.9, block, &heard) < 1.0);
        // A ramp is known after a few blocks; the beats are never further off than one block's change of tempo makes them.
        CHECK (play (beats, tempo, 20.0, 29.9, block, &heard) < 32.0);
        CHECK (play (beats, tempo, 30.0, 40.0, block, &heard) < 32.0);
        CHECK (heard <= 12);
        heard = 0;
        CHECK (play (beats, tempo, 0.0, 40.0, block, &heard) < 32.0);
        CHECK (heard <= 6); // what it was half a quantum off about
    }
}

TEST_CASE ("a host that was joined in the middle has its beats where it counts them")
{
    // Slower before than when it was heard first: the beats of the unknown stretch are as many as it says.
    const Curve tempo ({ { 0.0, 60.0 }, { 100.0, 60.0 }, { 100.0, 90.0 } });
    HostBeats beats;
    (void)play (beats, tempo, 120.0, 130.0);
    CHECK (beats.curve().integral (130.0) / 60.0 == Approx (tempo.integral (130.0) / 60.0));
    CHECK (beats.curve().value (125.0) == 90.0);
}

TEST_CASE ("a host's nonsense is not believed")
{
    const double nan = std::nan (""), inf = std::numeric_limits<double>::infinity();
    for (const double bpm : { 0.0, -60.0, nan, inf, 1e9, 19.0, 301.0 }) CHECK_FALSE (HostBeats::believed (1.0, 1.0, bpm));
    for (const double beat : { nan, inf, 1e300 }) CHECK_FALSE (HostBeats::believed (1.0, beat, 60.0));
    CHECK_FALSE (HostBeats::believed (nan, 1.0, 60.0));
    // Beats that run backwards, or stand, leave a curve that is above zero.
    HostBeats beats;
    for (int i = 0; i < 2'000; ++i)
    {
        const auto said = HostBeats::believed (i * 0.01, std::sin (i * 1.7) * 100.0, 60.0 + 40.0 * std::sin (i * 0.3));
        REQUIRE (said);
        (void)beats.hear (*said, tolerance);
        REQUIRE (beats.curve().least() > 0.0);
        REQUIRE (std::isfinite (beats.curve().integral (1'000.0)));
    }
}

TEST_CASE ("a session that nobody paces is the one that was written")
{
    const auto line = timeline();
    Pacer pacer;
    pacer.take (line);
    CHECK (pacer.line() == line);
    CHECK_FALSE (pacer.follow ({ Pacing {}, true, true, 3.0, HostBeats::Said { 3.0, 5.0, 100.0, 0.0 } }, SampleRate { rate }));
    CHECK (pacer.line() == line);
}

TEST_CASE ("with the host's beats, phases keep their seconds and what is counted in beats goes with them")
{
    const auto line = timeline();
    Pacer pacer;
    pacer.take (line);
    CHECK (pacer.follow ({ { true, 1.0, 0.0 }, true, false, 0.0, HostBeats::Said { 0.0, 0.0, 90.0, 0.0 } }, SampleRate { rate }));
    const auto& paced = *pacer.line();
    CHECK (paced.length() == line->length());
    CHECK (paced.phases()[1].begin == 60.0);
    CHECK (paced.beatAt (60.0) == Approx (90.0));
    CHECK (paced.touches()[0].firstBeat == 90.0);
    CHECK (paced.sounds()[0].windows[1].firstBeat == 90.0);
    CHECK (pacer.follow ({ { false, 1.0, 0.0 }, false, false, 0.0, {} }, SampleRate { rate }));
    CHECK (pacer.line() == line);
}

TEST_CASE ("a pace that turns while it plays leaves what has been as it was, and glides; the next start has all of it")
{
    const auto line = timeline();
    Pacer pacer;
    pacer.take (line);
    CHECK (pacer.follow ({ { false, 1.5, 12.0 }, true, true, 20.0, {} }, SampleRate { rate }));
    const auto turned = pacer.line();
    CHECK (turned->beatAt (20.0) == Approx (20.0));
    CHECK (turned->bpmAt (20.0 + 0.5 * Pacer::glide) == Approx (75.0));
    CHECK (turned->bpmAt (21.0) == Approx (90.0));
    CHECK (turned->bpmAt (120.0) == Approx (99.0));
    CHECK (turned->breathsPerMinuteAt (19.9) == Approx (line->breathsPerMinuteAt (19.9)));
    CHECK (turned->breathsPerMinuteAt (21.0) == Approx (12.0));
    CHECK (pacer.follow ({ { false, 1.5, 12.0 }, true, false, 0.0, {} }, SampleRate { rate }));
    CHECK (pacer.line()->bpmAt (1.0) == Approx (90.0));
    CHECK_FALSE (pacer.follow ({ { false, 1.5, 12.0 }, true, true, 5.0, {} }, SampleRate { rate }));
}

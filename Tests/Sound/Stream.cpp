// A stream beside a recording of one (figures.md 11).
#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr double rate = 44'100.0, slowRate = 8'000.0;

Ears stream (const char* yaml, double seconds, double at = rate)
{
    Room room;
    room.rate = at;
    return listen ("stream", yaml, 0.0, seconds, room);
}
} // namespace

TEST_CASE ("a stream's spectrum, width, range and bubbling are those of a recorded one")
{
    // There is one recording: within 1.5 dB of its octaves (and judge's half), a tenth of its correlations, a quarter of its modulations.
    constexpr Spread spread { .octaves = { { { -22.5, -19.5 },
                                             { -14.5, -11.5 },
                                             { -14.5, -11.5 },
                                             { -17.5, -14.5 },
                                             { -11.5, -8.5 },
                                             { -9.5, -6.5 },
                                             { -8.5, -5.5 },
                                             { -6.5, -3.5 },
                                             { -13.5, -10.5 },
                                             { -18.5, -15.5 } } },
                              .range = { 4, 6.5 },
                              .shared = { { { 0.62, 0.82 }, { 0.69, 0.89 }, { 0.73, 0.93 }, { 0.53, 0.73 } } } };
    const Ears brook = stream ("{}", 200.0);
    judge (brook, rate, spread);
    const auto bubbling = roughness (middle (brook), rate, 1600.0, 6400.0);
    CHECK (bubbling.slow == Approx (0.22).epsilon (0.25));
    CHECK (bubbling.middling == Approx (0.29).epsilon (0.25));
    CHECK (bubbling.fast == Approx (0.32).epsilon (0.25));
    CHECK (bubbling.kurtosis > 8.0); // 11
    CHECK (bubbling.kurtosis < 16.0);
    CHECK (folded (brook) > -3.0);
}

TEST_CASE ("far off a stream is a murmur, and near it single bubbles ring: many small ones, few large ones")
{
    const auto near = middle (stream ("{ near: 100% }", 60.0)), far = middle (stream ("{ near: 0% }", 60.0));
    CHECK (roughness (far, rate, 1600.0, 6400.0).kurtosis < 5.0);
    CHECK (roughness (near, rate, 1600.0, 6400.0).kurtosis > 8.0);
    CHECK (roughness (near, rate, 480.0, 960.0).kurtosis > 1.5 * roughness (near, rate, 1920.0, 3840.0).kurtosis);
}

TEST_CASE ("a fuller stream is deeper")
{
    const auto depth = [] (const char* yaml) {
        const Spectrum s (stream (yaml, 30.0).left, rate);
        return s.decibels (50.0, 300.0) - s.decibels (1500.0, 6000.0);
    };
    const double trickle = depth ("{ flow: 0% }"), half = depth ("{}"), full = depth ("{ flow: 100% }");
    CHECK (half > trickle + 3.0);
    CHECK (full > half + 3.0);
}

TEST_CASE ("nothing in a stream startles: loudness rises by less than 6 LU in three seconds")
{
    for (const char* yaml : { "{}", "{ near: 0% }", "{ near: 100%, flow: 0% }" }) CHECK (greatestRise (stream (yaml, 600.0, slowRate), slowRate) < 6.0);
}

TEST_CASE ("half an hour of stream has no period and no repetition")
{
    // Loudness in steps of a quarter of a second; at this rate half an hour is quick.
    const auto e = envelope (middle (stream ("{}", 1800.0, slowRate)), 2'000);
    CHECK (repetition (e, 20) < 0.2); // beyond 5 s
}

// Fire beside two recordings of it (figures.md 11: a fireplace, a crackling one).
#include <algorithm>
#include <cmath>

#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr double rate = 44'100.0, slowRate = 8'000.0;

Ears fire (const char* yaml, double seconds, double at = rate)
{
    Room room;
    room.rate = at;
    return listen ("fire", yaml, 0.0, seconds, room);
}
} // namespace

TEST_CASE ("fire's spectrum, range and crackle lie inside the spread of a recorded fireplace and a recorded crackling fire")
{
    // Both are mono: how far it is spread between the ears is ours.
    constexpr Spread spread {
        .octaves = { { { -44, -13 }, { -21, -8 }, { -16, -7 }, { -17, -15 }, { -21, -13 }, { -23, -12 }, { -18, -9 }, { -13, -6 }, { -6, -5 }, { -8, -7 } } },
        .range = { 2, 16 },
        .shared = { { { 0.8, 1.0 }, { 0.8, 1.0 }, { 0.8, 1.0 }, { 0.6, 0.95 } } }
    };
    for (const char* crackle : { "{}", "{ crackle: 100% }" })
    {
        INFO (crackle);
        const Ears hearth = fire (crackle, 200.0);
        judge (hearth, rate, spread);
        const auto crackling = roughness (middle (hearth), rate, 1600.0, 6400.0);
        CHECK (crackling.slow > 0.08);
        CHECK (crackling.slow < 0.24);
        CHECK (crackling.middling > 0.15);
        CHECK (crackling.middling < 0.75);
        CHECK (crackling.fast > 0.29);
        CHECK (crackling.fast < 2.1);
        CHECK (crackling.kurtosis > 39.0);
        CHECK (crackling.kurtosis < 332.0);
        CHECK (folded (hearth) > -3.0);
    }
}

TEST_CASE ("without crackle a fire is flames and embers alone")
{
    const auto embers = middle (fire ("{ crackle: 0% }", 60.0));
    CHECK (roughness (embers, rate, 1600.0, 6400.0).kurtosis < 5.0);
    CHECK (roughness (embers, rate, 6400.0, 14'000.0).kurtosis < 5.0);
}

TEST_CASE ("wide flames lap more slowly than narrow ones")
{
    // How much of what moves in the level below 200 Hz moves slower than 1.5 Hz, re what moves at 2.5 to 6 Hz.
    const auto slowness = [] (const char* yaml) {
        std::vector<float> moves;
        for (double l : envelope (band (middle (fire (yaml, 300.0, slowRate)), slowRate, 40.0, 160.0), 400)) moves.push_back (static_cast<float> (l)); // 50 ms
        const Spectrum s (moves, 20.0, 256);
        return s.power (0.2, 1.5) / s.power (2.5, 6.0);
    };
    CHECK (slowness ("{ crackle: 0%, width: 150 cm }") > 1.5 * slowness ("{ crackle: 0%, width: 10 cm }"));
}

TEST_CASE ("no crack startles: none is more than 30 dB above the fire's loudness, which rises by less than 6 LU in three seconds")
{
    for (const char* yaml : { "{}", "{ crackle: 100%, width: 150 cm }" })
    {
        CHECK (greatestRise (fire (yaml, 240.0), rate) < 6.0);
        const auto heard = meter (fire (yaml, 180.0), rate);
        CHECK (heard.truePeak - heard.integrated < 30.0);
    }
}

TEST_CASE ("half an hour of fire has no period and no repetition")
{
    const auto e = envelope (middle (fire ("{}", 1800.0, slowRate)), 2'000);
    CHECK (repetition (e, 20) < 0.2); // beyond 5 s
}

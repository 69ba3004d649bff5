// The figures of figures.md 11, worked out as the recordings were, against the spread of the three seas.
#include <cmath>

#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
const Ears& seaOfTwoMinutes() // heard once, judged by several tests
{
    static const Ears e = [] {
        Room room;
        room.rate = 44'100.0;
        room.seed = 2;
        return listen ("ocean", "{ calm: 0% }", 0.0, 120.0, room);
    }();
    return e;
}
} // namespace

TEST_CASE ("the sea's spectrum, range and width lie inside the spread of three recorded beaches")
{
    const double rate = 44'100.0;
    const Ears& sea = seaOfTwoMinutes();
    constexpr Spread spread {
        .octaves = { { { -36, -31 }, { -31, -21 }, { -23, -16 }, { -14, -8 }, { -7, -6 }, { -6, -4 }, { -8, -5 }, { -12, -8 }, { -16, -12 }, { -25, -18 } } },
        .range = { 13, 19 },
        .shared = { { { 0.71, 0.91 }, { 0.55, 0.86 }, { 0.51, 0.72 }, { -0.02, 0.66 } } }
    };
    judge (sea, rate, spread);
}

TEST_CASE ("the sea is rough in time as recorded seas are: swell, wash and foam, with rare crests")
{
    const double rate = 44'100.0;
    const auto [swell, wash, foam, kurtosis] = roughness (middle (seaOfTwoMinutes()), rate, 1600.0, 6400.0);
    CHECK (swell > 0.24);
    CHECK (swell < 0.74);
    CHECK (wash > 0.33);
    CHECK (wash < 0.51);
    CHECK (foam > 0.125);
    CHECK (foam < 0.205);
    CHECK (kurtosis > 4.5);
    CHECK (kurtosis < 7.5);
}

TEST_CASE ("the sea swells with the breath, whatever its pace, and never repeats itself")
{
    for (double perMinute : { 4.5, 6.0, 8.0 })
        for (const bool wild : { true, false })
        {
            Room room;
            room.rate = 24'000.0;
            room.breathsPerMinute = perMinute;
            const auto e = envelope (middle (listen ("ocean", wild ? "{ calm: 0% }" : "{}", 0.0, 120.0, room)), 2400); // 10 per second
            // The mean over breaths, in tenths of a breath: full at the turn from in to out, low before the next.
            std::array<double, 10> breath {};
            std::array<int, 10> count {};
            for (std::size_t i = 0; i < e.size(); ++i)
            {
                const double phase = std::fmod ((static_cast<double> (i) + 0.5) * 0.1 * perMinute / 60.0, 1.0);
                breath[static_cast<std::size_t> (phase * 10.0)] += e[i];
                ++count[static_cast<std::size_t> (phase * 10.0)];
            }
            for (std::size_t k = 0; k < 10; ++k) breath[k] /= count[k];
            const auto top = std::max_element (breath.begin(), breath.end()) - breath.begin();
            INFO (perMinute << (wild ? " wild" : ""));
            CHECK (top >= 3);
            CHECK (top <= 5);
            CHECK (20.0 * std::log10 (breath[static_cast<std::size_t> (top)] / *std::min_element (breath.begin(), breath.end())) > (wild ? 6.0 : 3.5));
        }

    // Free of the breath, no stretch of 10 s comes again within ten minutes: texture of 10 per second, swell taken out.
    Room room;
    room.rate = 8'000.0;
    const auto e = envelope (middle (listen ("ocean", "{ swell: 9 s }", 0.0, 400.0, room)), 800);
    std::vector<double> fine (e.size());
    for (std::size_t i = 5; i + 5 < e.size(); ++i)
    {
        double around = 0.0;
        for (std::size_t k = i - 5; k <= i + 5; ++k) around += e[k] / 11.0;
        fine[i] = e[i] / around;
    }
    const std::vector<double> piece (fine.begin() + 1000, fine.begin() + 1100);
    double most = 0.0;
    for (std::size_t at = 10; at + 110 < fine.size(); ++at)
        if (at + 100 < 1000 || at > 1100)
            most = std::max (most,
                             correlation (piece, { fine.begin() + static_cast<std::ptrdiff_t> (at), fine.begin() + static_cast<std::ptrdiff_t> (at + 100) }));
    CHECK (most < 0.6);
}

TEST_CASE ("a nearer sea is brighter and rougher, and two seas of one session are not the same")
{
    Room room;
    const Ears near = listen ("ocean", "{ distance: 0 }", 0.0, 30.0, room), far = listen ("ocean", "{ distance: 1 }", 0.0, 30.0, room);
    const Spectrum n (near.left, 48'000.0), f (far.left, 48'000.0);
    CHECK (n.decibels (4000, 8000) - n.decibels (250, 500) > f.decibels (4000, 8000) - f.decibels (250, 500) + 8.0);

    Room other = room;
    other.seed = 8;
    const auto a = envelope (listen ("ocean", "{ swell: 9 s }", 0.0, 30.0, room).left, 480),
               b = envelope (listen ("ocean", "{ swell: 9 s }", 0.0, 30.0, other).left, 480);
    CHECK (correlation (a, b) < 0.8);
}

TEST_CASE ("a calm sea never becomes 6 LU louder within 3 s, whatever the breath's pace, and wild ones do as recorded ones")
{
    for (double perMinute : { 4.5, 6.0, 8.0, 12.0 })
    {
        Room room;
        room.rate = 24'000.0;
        room.breathsPerMinute = perMinute;
        const double calm = greatestRise (listen ("ocean", "{}", 0.0, 600.0, room), room.rate);
        INFO (perMinute << ": " << calm << " LU");
        CHECK (calm < 6.0);
        if (perMinute == 6.0) CHECK (greatestRise (listen ("ocean", "{ calm: 0% }", 0.0, 120.0, room), room.rate) > 10.0);
    }
}

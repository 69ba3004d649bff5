// Wind beside two recordings of it (figures.md 11: soft, howling).
#include "Sound/Nature.h"
#include "Sound/Whistles.h"

using namespace lull;
using namespace lull::tests;

namespace
{
// An hour of it, heard once and judged by several tests. At this rate it is quick, and nearly all of a wind is below 1 kHz.
constexpr double slowRate = 8'000.0;
const Ears& hour()
{
    static const Ears e = [] {
        Room room;
        room.rate = slowRate;
        return listen ("wind", "{}", 0.0, 3600.0, room);
    }();
    return e;
}
const std::vector<double>& levels() // in steps of 0.4 s
{
    static const std::vector<double> l = envelope (middle (hour()), 3'200);
    return l;
}
} // namespace

TEST_CASE ("wind's spectrum, width, range and flutter lie inside the spread of a soft and a howling recorded wind")
{
    // The howling one is mono: how far it is spread between the ears is ours.
    constexpr Spread spread {
        .octaves = { { { -22, -13 }, { -13, -4 }, { -6, -4 }, { -6, -3 }, { -16, -9 }, { -23, -21 }, { -36, -28 }, { -47, -33 }, { -59, -39 }, { -68, -48 } } },
        .range = { 6, 22 }, // in so few gusts; of an hour: below
        .shared = { { { 0.85, 0.96 }, { 0.8, 0.9 }, { 0.37, 0.85 }, { 0.35, 0.8 } } }
    };
    constexpr double rate = 44'100.0;
    for (const char* howl : { "{ howl: 0% }", "{}", "{ howl: 100% }" })
    {
        INFO (howl);
        Room room;
        room.rate = rate;
        const Ears wind = listen ("wind", howl, 0.0, 100.0, room);
        judge (wind, rate, spread);
        // .20 - .23, .07 - .14 and .09 - .13, with a few hundredths for what differs between two minutes of gusts, and 2 - 4.
        const auto air = roughness (middle (wind), rate, 1600.0, 6400.0);
        CHECK (air.slow > 0.15);
        CHECK (air.slow < 0.26);
        CHECK (air.middling > 0.06);
        CHECK (air.middling < 0.15);
        CHECK (air.fast > 0.07);
        CHECK (air.fast < 0.14);
        CHECK (air.kurtosis > 2.0);
        CHECK (air.kurtosis < 4.5);
        CHECK (folded (wind) > -3.0);
    }
}

TEST_CASE ("what howls in the wind rises with it")
{
    Room room;
    room.rate = slowRate;
    const auto wind = middle (listen ("wind", "{ howl: 100%, gusts: 100% }", 0.0, 240.0, room));
    // The mean spectrum of the loudest third of all seconds and of the softest, in steps of a 24th octave, less what is smooth in it: how far do
    // the whistles lie apart?
    const auto level = envelope (wind, 8'000);
    auto sorted = level;
    std::sort (sorted.begin(), sorted.end());
    const auto peaks = [&] (double least, double greatest) {
        std::vector<float> x;
        for (std::size_t n = 0; n < level.size(); ++n)
            if (level[n] >= least && level[n] <= greatest)
                for (std::size_t i = 0; i < 8'000; ++i) x.push_back (wind[n * 8'000 + i] / static_cast<float> (level[n]));
        const Spectrum s (x, slowRate, 4'096);
        std::vector<double> steps;
        for (int k = -12; k < 72; ++k) steps.push_back (s.decibels (120.0 * std::exp2 ((k - 0.5) / 24.0), 120.0 * std::exp2 ((k + 1.5) / 24.0)) + 100.0);
        return texture (steps, 12);
    };
    const auto soft = peaks (0.0, sorted[80]), loud = peaks (sorted[160], 1e9);
    std::array<double, 12> alike {}; // by steps upwards
    for (std::size_t up = 0; up < alike.size(); ++up)
        alike[up] =
            correlation ({ soft.begin(), soft.end() - static_cast<std::ptrdiff_t> (up) }, { loud.begin() + static_cast<std::ptrdiff_t> (up), loud.end() });
    const auto most = std::max_element (alike.begin(), alike.end()) - alike.begin();
    CHECK (most >= 4);
    CHECK (alike[static_cast<std::size_t> (most)] > alike[0] + 0.3);
}

TEST_CASE ("no gust startles: loudness rises by less than 6 LU in three seconds")
{
    CHECK (greatestRise (hour(), slowRate) < 6.0);
    Room room;
    room.rate = slowRate;
    for (const char* howl : { "{ gusts: 100%, howl: 0% }", "{ gusts: 100%, howl: 100% }" })
        CHECK (greatestRise (listen ("wind", howl, 0.0, 900.0, room), slowRate) < 6.0);
}

TEST_CASE ("half an hour of wind has no repetition, and an hour of gusts no period")
{
    const std::vector<double> half (levels().begin(), levels().begin() + 4'500);
    CHECK (repetition (texture (half, 3), 12) < 0.2); // beyond 5 s, what is slower than 3 s divided out
    CHECK (repetition (levels(), 150) < 0.2);         // gusts themselves beyond a minute
}

TEST_CASE ("an hour of wind gusts as far as recorded winds do, and is as loud as it says")
{
    auto sorted = levels();
    std::sort (sorted.begin(), sorted.end());
    const double range = 20.0 * std::log10 (sorted[sorted.size() * 95 / 100] / sorted[sorted.size() * 5 / 100]);
    CHECK (range > 11.0);
    CHECK (range < 22.0);

    const auto* kind = sound::findVoiceKind ("wind");
    double mean = 0.0; // of minutes, which differ
    for (std::ptrdiff_t m = 0; m < 60; ++m)
    {
        const auto from = m * 480'000, to = from + 480'000;
        mean += std::pow (10.0,
                          0.1 * meter ({ { hour().left.begin() + from, hour().left.begin() + to }, { hour().right.begin() + from, hour().right.begin() + to } },
                                       slowRate)
                                    .integrated) /
                60.0;
    }
    CHECK (10.0 * std::log10 (mean) == Approx (kind->loudness (text::defaults (kind->fields))).margin (0.5));
}

TEST_CASE ("a whistle is where it is asked to be, as strong at every pitch and rate, in its own place between the ears")
{
    for (double rate : { 44'100.0, 96'000.0 })
        for (double hertz : { 150.0, 600.0 })
        {
            sound::Whistles whistles (0.07, Hertz { 1e6 }, Stream (3), SampleRate { rate });
            const sound::Whistles::Gains gains { 1.0f, 0.0f, 0.0f, 0.0f, 0.5f, 0.0f, 0.0f, 0.0f };
            Ears e;
            for (Frame f = 0; f < static_cast<Frame> (20.0 * rate); f += quantum)
            {
                StereoQuantum q;
                q.clear();
                whistles.add (f, { hertz, 100.0, 100.0, 100.0 }, gains, gains, q);
                e.left.insert (e.left.end(), q.left.begin(), q.left.end());
                e.right.insert (e.right.end(), q.right.begin(), q.right.end());
            }
            INFO (rate << " " << hertz);
            const Spectrum s (e.left, rate, 32'768), r (e.right, rate, 32'768);
            CHECK (s.decibels (0.9 * hertz, 1.1 * hertz) > s.decibels (1.2 * hertz, 20'000.0) + 8.0);
            CHECK (s.decibels (10.0, 20'000.0) == Approx (0.0).margin (0.7));
            CHECK (s.decibels (10.0, 20'000.0) - r.decibels (10.0, 20'000.0) == Approx (6.02).margin (0.01));
        }
}

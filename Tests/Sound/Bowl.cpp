#include <algorithm>
#include <array>
#include <cmath>

#include "Base/Beats.h"
#include "Sound/Listening.h"
#include "Sound/Strikes.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr double d3 = 146.8324;

// Level in dB of a partial's neighbourhood (a split pair) over a stretch.
double levelAt (const Ears& e, double rate, double hertz, double from, double seconds)
{
    const auto m = middle (e);
    double power = 0.0;
    for (double f = hertz - 4.0; f <= hertz + 4.0; f += 0.5 / seconds)
    {
        const double a = amplitudeAt (m.data() + static_cast<std::size_t> (from * rate), static_cast<std::size_t> (seconds * rate), rate, f);
        power += a * a;
    }
    return 10.0 * std::log10 (power + 1e-30);
}
} // namespace

TEST_CASE ("strikes fall on their exact frames, counted in beats along a tempo ramp or in seconds")
{
    for (double rate : { 44'100.0, 48'000.0, 96'000.0 })
    {
        Room room;
        room.rate = rate;
        room.bpm = Curve ({ { 0.0, 66.0, Shape::linear }, { 40.0, 54.0, Shape::linear } });
        room.windows = { { 1.0, 30.0, 2.0 } };
        const Ears e = listen ("bowl", "{ every: 8 beats, softness: 0% }", 0.0, 20.0, room);
        for (double beat : { 2.0, 10.0, 18.0 })
        {
            const auto frame = static_cast<std::size_t> (frameOfBeat (room.bpm, beat, SampleRate { rate }));
            CHECK (room.bpm.integral (secondsOfBeat (room.bpm, beat)) / 60.0 == Approx (beat).margin (1e-9));
            if (beat == 2.0) // the first: silence up to its frame, sound from the next on
            {
                CHECK (std::all_of (e.left.begin(), e.left.begin() + static_cast<std::ptrdiff_t> (frame) + 1, [] (float x) { return x == 0.0f; }));
                CHECK (e.left[frame + 2] != 0.0f);
            }
            // All: what is there without this strike, up to its frame, and something else after it.
            Room without = room;
            without.windows = { { 1.0, secondsOfBeat (room.bpm, beat) - 0.01, 2.0 } };
            const Ears less = listen ("bowl", "{ every: 8 beats, softness: 0% }", 0.0, 20.0, without);
            float apart = 0.0f;
            for (std::size_t i = 0; i <= frame; ++i) apart = std::max (apart, std::abs (e.left[i] - less.left[i]));
            CHECK (apart < 1e-7f);
            CHECK (std::abs (e.left[frame + 4] - less.left[frame + 4]) > 0.0f);
        }
    }
    Room room;
    room.windows = { { 0.0, 10.0, 1.0 } };
    const auto kind = sound::findVoiceKind ("bowl");
    const auto list = sound::strikes ({ valuesOf (*kind, "{}"), Stream (1), SampleRate { 48'000.0 }, room.bpm, room.windows }, 2.5, false);
    REQUIRE (list.size() == 4); // 1, 3.5, 6, 8.5 s
    CHECK (list[1].frame == 168'000);
}

TEST_CASE ("a bowl's partials, decays and beats lie inside the spread of nine recorded bowls")
{
    Room room;
    room.windows = { { 0.0, 0.5, 0.0 } };
    const Ears e = listen ("bowl", "{ softness: 30% }", 0.0, 12.0, room);
    constexpr std::array<double, 5> low { 1.0, 2.66, 4.84, 7.4, 10.0 }, high { 1.0, 2.87, 5.51, 8.8, 12.6 };
    constexpr std::array<double, 5> shortest { 16, 10, 2, 1, 1 }, longest { 54, 77, 50, 12, 11 };
    const Spectrum s (middle (e), room.rate, 131'072);
    for (std::size_t k = 0; k < 5; ++k)
    {
        // The strongest line between half-way to the neighbours lies inside the ratio's spread.
        const double from = k == 0 ? 100.0 : 0.5 * (high[k - 1] + low[k]) * d3, to = k == 4 ? 15.0 * d3 : 0.5 * (high[k] + low[k + 1]) * d3;
        std::size_t best = 0;
        for (std::size_t b = static_cast<std::size_t> (from / s.step); b < static_cast<std::size_t> (to / s.step); ++b)
            if (best == 0 || s.density[b] > s.density[best]) best = b;
        const double hertz = static_cast<double> (best) * s.step;
        INFO ("partial " << k + 1 << " at " << hertz / d3);
        CHECK (hertz / d3 > low[k] - 0.02);
        CHECK (hertz / d3 < high[k] + 0.02);
        // From the first 2 s to those a good while on; whole beats of about a second.
        const double later = k < 3 ? 8.0 : 3.0;
        const double t60 = 60.0 * later / (levelAt (e, room.rate, hertz, 0.1, 2.0) - levelAt (e, room.rate, hertz, 0.1 + later, 2.0));
        INFO ("T60 " << t60);
        CHECK (t60 > shortest[k]);
        CHECK (t60 < longest[k]);
    }

    // The fundamental's pair beats at about 1 Hz: the envelope's own spectrum has its line there.
    std::vector<float> env;
    const auto m = middle (e);
    for (std::size_t at = 0; at + 4800 <= m.size(); at += 480)
        env.push_back (static_cast<float> (amplitudeAt (m.data() + at, 4800, room.rate, d3) * std::exp (6.9 / 34.0 * static_cast<double> (at) / room.rate)));
    double mean = 0.0;
    for (float x : env) mean += static_cast<double> (x) / static_cast<double> (env.size());
    double best = 0.0, rate = 0.0;
    for (double f = 0.5; f < 5.0; f += 0.05)
    {
        std::vector<float> d;
        for (float x : env) d.push_back (x - static_cast<float> (mean));
        if (const double a = amplitudeAt (d.data(), d.size(), 100.0, f); a > best)
        {
            best = a;
            rate = f;
        }
    }
    CHECK (rate > 0.9);
    CHECK (rate < 2.1);
}

TEST_CASE ("a strike is soft: 6 to 10 ms to its peak, and no two are alike")
{
    Room room;
    const Ears e = listen ("bowl", "{ every: 4 s, note: A4 }", 0.0, 60.0, room);
    std::vector<std::array<double, 3>> strikes;
    for (double at = 0.0; at < 59.0; at += 4.0)
    {
        std::array<double, 3> partials {};
        constexpr std::array<double, 3> ratios { 1.0, 2.84, 5.46 };
        for (std::size_t k = 0; k < 3; ++k) partials[k] = levelAt (e, room.rate, 440.0 * ratios[k], at, 0.5);
        strikes.push_back (partials);
    }
    for (std::size_t a = 3; a < strikes.size(); ++a)
        for (std::size_t b = 3; b < a; ++b)
        {
            double apart = 0.0;
            for (std::size_t k = 0; k < 3; ++k) apart += std::abs (strikes[a][k] - strikes[b][k]);
            CHECK (apart > 0.05); // dB
            CHECK (apart < 15.0);
        }
    // As the recordings were measured: level over 10 ms, from 30 % of its greatest to the greatest.
    for (const char* yaml : { "{ softness: 60%, note: A3 }", "{ softness: 100%, note: A3 }", "{ softness: 60%, note: A4 }", "{ softness: 100%, note: A4 }" })
    {
        room.windows = { { 0.0, 0.5, 0.0 } };
        const Ears one = listen ("bowl", yaml, 0.0, 0.5, room);
        const auto window = static_cast<std::size_t> (0.010 * room.rate);
        std::vector<double> energy { 0.0 };
        for (std::size_t i = 0; i < one.left.size(); ++i)
            energy.push_back (energy.back() + std::pow (0.5 * static_cast<double> (one.left[i] + one.right[i]), 2.0));
        std::vector<double> level; // of the window around each frame, silence before the first
        for (std::size_t i = 0; i + window / 2 < energy.size(); ++i)
            level.push_back (std::sqrt (energy[i + window / 2] - energy[i > window / 2 ? i - window / 2 : 0]));
        const auto most = std::max_element (level.begin(), level.end());
        const auto from = std::find_if (level.begin(), level.end(), [&] (double x) { return x > 0.3 * *most; });
        const double attack = static_cast<double> (most - from) / room.rate;
        INFO (yaml << ": " << 1000.0 * attack << " ms");
        CHECK (attack > 0.006);
        CHECK (attack < 0.0105);
    }
}

TEST_CASE ("a softer mallet has less of the high partials")
{
    Room room;
    room.windows = { { 0.0, 0.5, 0.0 } };
    const Ears hard = listen ("bowl", "{ softness: 0% }", 0.0, 2.0, room), soft = listen ("bowl", "{ softness: 100% }", 0.0, 2.0, room);
    for (double ratio : { 2.84, 5.46, 8.74 })
    {
        const double tiltHard = levelAt (hard, room.rate, d3 * ratio, 0.0, 0.5) - levelAt (hard, room.rate, d3, 0.0, 0.5);
        const double tiltSoft = levelAt (soft, room.rate, d3 * ratio, 0.0, 0.5) - levelAt (soft, room.rate, d3, 0.0, 0.5);
        CHECK (tiltSoft < tiltHard - 5.0);
        if (ratio < 3.0)
        {
            CHECK (tiltSoft > -13.0);
            CHECK (tiltHard < 19.0);
        }
    }
}

// Hours of signals that were made to break it, and an observer who knows the limits and the samples alone: every bound is computed again from what went out.
#include "Catch.h"

#include <algorithm>
#include <limits>

#include "Body.h"

using namespace body;

namespace
{
// Sixteen unlike actuators on three surfaces and two supplies, with rated watts as volts allow.
safety::Limits sixteen()
{
    safety::Limits l;
    l.actuators = 16;
    for (std::size_t k = 0; k < 16; ++k)
    {
        l.peak[k] = 0.2f + 0.05f * static_cast<float> (k);
        l.rms[k] = l.peak[k] * 0.70710678f;
        l.sustained[k] = l.peak[k] * 0.5f;
        l.highpass[k] = 10.0 + 2.0 * static_cast<double> (k % 6);
        l.lowpass[k] = 60.0 + 12.0 * static_cast<double> (k);
        l.surface[k] = static_cast<int> (k % 3);
        l.supply[k] = static_cast<int> (k / 8);
        l.watts[k] = 2.0f * 15.0f / (l.peak[k] * l.peak[k]); // 15 W for a sine at its ceiling
    }
    l.supplied[0] = 60.0f;
    l.supplied[1] = 96.0f;
    return l;
}

// What it saw, as shares of what is allowed.
struct Observer
{
    const safety::Limits& l;
    const double rate;
    double peak = 0.0, second = 0.0, twenty = 0.0, supply = 0.0;
    bool finite = true;
    long long frames = 0;

    Observer (const safety::Limits& limits, double r) : l (limits), rate (r), tenths (static_cast<std::size_t> (limits.actuators)) {}

    void operator() (const TouchQuantum& q)
    {
        for (int i = 0; i < quantum; ++i, ++frames)
            for (std::size_t k = 0; k < tenths.size(); ++k)
            {
                const double x = static_cast<double> (q.frame (i)[k]);
                finite = finite && std::isfinite (x);
                if (std::abs (x) > peak * static_cast<double> (l.peak[k])) peak = std::abs (x) / static_cast<double> (l.peak[k]);
                sum[k] += x * x;
            }
        if ((filled += quantum) < static_cast<long long> (rate / 10.0)) return;
        filled -= static_cast<long long> (rate / 10.0);
        std::array<double, safety::Limits::maxSupplies> drawn {};
        for (std::size_t k = 0; k < tenths.size(); ++k)
        {
            auto& t = tenths[k];
            t.push_back ((t.empty() ? 0.0 : t.back()) + sum[k] / rate); // running integral of the square
            sum[k] = 0.0;
            const double one = over (t, 10), many = over (t, 12'000) / 1200.0, r = static_cast<double> (l.rms[k]), s = static_cast<double> (l.sustained[k]);
            second = std::max (second, std::sqrt (one) / r);
            twenty = std::max (twenty, many / (s * s));
            drawn[static_cast<std::size_t> (l.supply[k])] += static_cast<double> (l.watts[k]) * one;
        }
        for (std::size_t s = 0; s < drawn.size(); ++s)
            if (l.supplied[s] > 0.0f) supply = std::max (supply, drawn[s] / static_cast<double> (l.supplied[s]));
    }

private:
    std::array<double, maxLanes> sum {};
    std::vector<std::vector<double>> tenths;
    long long filled = 0;

    static double over (const std::vector<double>& t, std::size_t n) { return t.back() - (t.size() > n ? t[t.size() - 1 - n] : 0.0); }
};

// Thirteen ways to be hostile, each for `turn` seconds, over and over, with a seed that makes every round another.
Signal hostile (double rate, double turn, const Stream& dice)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinite = std::numeric_limits<float>::infinity();
    return [=] (Frame n, int k) -> float {
        const double t = static_cast<double> (n) / rate;
        const auto turns = static_cast<std::uint64_t> (t / turn);
        const Stream d = dice.child (turns);
        const double into = t - static_cast<double> (turns) * turn, hertz = 15.0 + 200.0 * d.unit (1), phase = d.unit (2) < 0.5 ? 0.0 : k / 16.0;
        const auto bit = static_cast<std::uint64_t> (n) * 16 + static_cast<std::uint64_t> (k);
        switch (turns % 13)
        {
            case 0: return static_cast<float> (std::sin (tau * (hertz * t + phase)));                             // full-scale sines, in phase or fanned out
            case 1: return std::sin (tau * hertz * t) < 0.0 ? -1.0f : 1.0f;                                       // squares
            case 2: return into < turn / 2.0 ? 1.0f : -1.0f;                                                      // DC and its step
            case 3: return static_cast<float> (std::sin (tau * (5.0 * into + 0.5 * 245.0 / turn * into * into))); // swept from 5 to 250 Hz
            case 4: return static_cast<float> (dice.sign (bit));                                                  // white
            case 5: return bit % 997 == 0 ? nan : static_cast<float> (std::sin (tau * hertz * t));                // NaN among sines
            case 6: return bit % 499 == 0 ? (bit % 2 == 0 ? infinite : -infinite) : 0.3f;                         // infinities on DC
            case 7: return static_cast<float> (1e30 * std::sin (tau * hertz * t));                                // far too much
            case 8: return static_cast<float> (1e-41 * std::sin (tau * hertz * t));                               // denormals
            case 9: return std::fmod (t, 1.0) < 0.1 + 0.4 * d.unit (3) ? static_cast<float> (std::sin (tau * hertz * t)) : 0.0f; // bursts
            case 10: return std::fmod (t, 2.0) < 1.0 ? 0.0f : static_cast<float> (std::sin (tau * 40.0 * t));                    // a second on, a second off
            case 11: return k == static_cast<int> (t) % 16 ? 1e9f : static_cast<float> (0.8 * std::sin (tau * 40.0 * t));        // one wild at a time
            default: return static_cast<float> ((1.0 + std::sin (tau * 0.05 * t)) * std::sin (tau * 40.0 * t));                  // slowly beyond and back
        }
    };
}

// The guard for so long; what the observer saw is checked.
void withstands (double rate, double hours, double turn, bool warm)
{
    const auto l = sixteen();
    Guarded g (l, rate);
    if (warm) g.heat (safety::BodyMemory::hot);
    Observer seen (l, rate);
    g.run (hours * 3600.0, hostile (rate, turn, Stream (7)), [&] (Frame, const TouchQuantum& q) { seen (q); });
    INFO ("rate " << rate << ", turns of " << turn << " s");
    CHECK (seen.finite);
    CHECK (seen.peak <= 1.0);
    CHECK (seen.second <= 1.01);
    CHECK (seen.twenty <= 1.0);
    CHECK (seen.supply <= 1.02);
    CHECK (seen.peak > 0.5); // something did come through
    CHECK (seen.second > 0.5);
    if (hours > 1.0) CHECK (seen.twenty > 0.5);
    CHECK (seen.frames > static_cast<long long> (hours * 3590.0 * rate));
    std::printf ("%.2f h at %.0f Hz, turns of %.1f s: peak %.4f, second %.4f, 20 min %.4f, supply %.4f of what is allowed\n", hours, rate, turn, seen.peak,
                 seen.second, seen.twenty, seen.supply);
}
} // namespace

TEST_CASE ("whatever comes in for half an hour, every bound holds as an observer computes it: ceiling, second, twenty minutes, supply")
{
    withstands (8'000.0, 0.5, 7.0, false);
    withstands (48'000.0, 0.02, 2.5, true);
}

TEST_CASE ("whatever comes in for hours, every bound holds as an observer computes it", "[.all]")
{
    withstands (8'000.0, 8.0, 31.0, false);
    withstands (8'000.0, 4.0, 300.0, true);
    withstands (48'000.0, 2.0, 13.0, true);
}

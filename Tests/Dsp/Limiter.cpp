#include "Catch.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <ebur128.h>

#include "Base/LookAhead.h"
#include "Base/Random.h"
#include "Base/Simd.h"
#include "Dsp/Limiter.h"

using namespace lull;

namespace
{
constexpr double tau = 6.283185307179586;
using Signal = std::function<float (Frame, int channel)>;

struct Limited
{
    std::vector<float> in[2], out[2];
    float least = 1.0f;
};

Limited limit (const Signal& signal, double rate, double seconds)
{
    Limited all;
    dsp::Limiter limiter (SampleRate { rate });
    const FlushDenormals flush;
    for (Frame n = 0; n < static_cast<Frame> (seconds * rate); n += quantum)
    {
        StereoQuantum q;
        for (std::size_t i = 0; i < quantum; ++i)
        {
            q.left[i] = signal (n + static_cast<Frame> (i), 0);
            q.right[i] = signal (n + static_cast<Frame> (i), 1);
        }
        all.in[0].insert (all.in[0].end(), q.left.begin(), q.left.end());
        all.in[1].insert (all.in[1].end(), q.right.begin(), q.right.end());
        limiter.process (q);
        all.out[0].insert (all.out[0].end(), q.left.begin(), q.left.end());
        all.out[1].insert (all.out[1].end(), q.right.begin(), q.right.end());
        all.least = std::min (all.least, limiter.leastGain());
    }
    return all;
}

// By libebur128, in dBTP.
double truePeak (const Limited& l, double rate)
{
    ebur128_state* s = ebur128_init (2, static_cast<unsigned long> (rate), EBUR128_MODE_TRUE_PEAK);
    std::vector<float> both;
    for (std::size_t n = 0; n < l.out[0].size(); ++n)
    {
        both.push_back (l.out[0][n]);
        both.push_back (l.out[1][n]);
    }
    both.resize (both.size() + 200, 0.0f);
    ebur128_add_frames_float (s, both.data(), both.size() / 2);
    double left = 0.0, right = 0.0;
    ebur128_true_peak (s, 0, &left);
    ebur128_true_peak (s, 1, &right);
    ebur128_destroy (&s);
    return 20.0 * std::log10 (std::max (left, right));
}

float noise (Frame n, int channel)
{
    return static_cast<float> (Stream (9).child (static_cast<std::uint64_t> (channel)).sign (static_cast<std::uint64_t> (n)));
}
} // namespace

TEST_CASE ("nothing is above -1 dBTP by another meter, whatever comes in")
{
    const double rates[] { 44'100.0, 48'000.0, 96'000.0 };
    for (const double rate : rates)
    {
        std::vector<std::pair<std::string, Signal>> signals {
            { "noise", [] (Frame n, int c) { return noise (n, c); } },
            { "loud noise", [] (Frame n, int c) { return 8.0f * noise (n, c); } },
            { "noise bursts", [] (Frame n, int c) { return n / 3'000 % 3 == 0 ? 3.0f * noise (n, c) : 0.1f * noise (n, c); } },
            { "random signs", [] (Frame n, int c) { return noise (n, c) > 0.0f ? 1.0f : -1.0f; } },
            { "square bursts", [] (Frame n, int) { return n / 2'000 % 2 == 0 ? (n / 37 % 2 == 0 ? 1.0f : -1.0f) : 0.0f; } },
            { "impulses", [] (Frame n, int c) { return n % 1'999 == 3 ? (c == 0 ? 1.0f : -4.0f) : 0.0f; } },
            { "a pair of samples", [] (Frame n, int) { return n % 3'001 < 2 ? 1.0f : 0.0f; } },
            { "one channel only", [] (Frame n, int c) { return c == 1 ? 2.0f * noise (n, 1) : 0.0f; } },
        };
        for (const double phase : { 0.0, 0.125, 0.3 })
            for (const double f : { 0.25, 0.2493, 0.125, 1.0 / 6.0, 0.3333, 0.4, 0.45 })
                signals.emplace_back ("sine of " + std::to_string (f) + " from " + std::to_string (phase),
                                      [=] (Frame n, int) { return static_cast<float> (std::sin (tau * (f * static_cast<double> (n) + phase))); });
        signals.emplace_back ("sine sweep", [=] (Frame n, int) {
            const double t = static_cast<double> (n) / rate;
            return static_cast<float> (1.4 * std::sin (tau * 0.2 * rate * t * t));
        });
        for (const auto& entry : signals)
        {
            const auto& name = entry.first;
            const auto& signal = entry.second;
            // It ends inside: a cut behind the limiter would be a peak of the test's own.
            const auto l = limit ([&] (Frame n, int c) { return n < static_cast<Frame> (0.95 * rate) ? signal (n, c) : 0.0f; }, rate, 1.0);
            INFO (name << " at " << rate);
            CHECK (truePeak (l, rate) <= -1.0);
        }
    }
}

TEST_CASE ("what needs no limiting is only delayed, by exactly the look-ahead")
{
    for (const double rate : { 44'100.0, 48'000.0, 96'000.0, 192'000.0 })
    {
        // 1 kHz at -1.3 dBFS: below the ceiling between samples too, yet near enough for the fine look.
        const auto l = limit (
            [=] (Frame n, int c) { return static_cast<float> ((c == 0 ? 0.861 : 0.3) * std::sin (tau * 1000.0 * static_cast<double> (n) / rate)); }, rate, 0.5);
        const auto lag = static_cast<std::size_t> (lookAheadFrames (SampleRate { rate }));
        CHECK (l.least == 1.0f);
        for (int c = 0; c < 2; ++c)
        {
            CHECK (std::memcmp (l.out[c].data() + lag, l.in[c].data(), (l.in[c].size() - lag) * sizeof (float)) == 0);
            CHECK (std::all_of (l.out[c].begin(), l.out[c].begin() + static_cast<std::ptrdiff_t> (lag), [] (float x) { return x == 0.0f; }));
        }
    }
}

TEST_CASE ("both channels are turned down alike, and a loud moment leaves no trace a second later")
{
    const auto loud = [] (Frame n) { return n > 9'600 && n < 14'400; };
    const auto l = limit (
        [&] (Frame n, int c) {
            return c == 0 && loud (n) ? 3.0f * noise (n, 0) : 0.25f * static_cast<float> (std::sin (tau * 440.0 * static_cast<double> (n) / 48'000.0));
        },
        48'000.0, 2.0);
    double most = 0.0;
    for (std::size_t n = 10'500; n < 14'000; ++n) most = std::max (most, static_cast<double> (std::abs (l.out[1][n])));
    CHECK (most < 0.25 * 0.4);
    CHECK (most > 0.25 * 0.15);
    CHECK (l.least < 0.4f);
    for (std::size_t n = 62'400; n + 256 < l.in[1].size(); ++n)
        if (l.out[1][n + 256] != l.in[1][n]) FAIL ("not itself again at " << n);
}

TEST_CASE ("a bass that is too loud is turned down, not bent")
{
    const double rate = 48'000.0;
    const auto l = limit ([=] (Frame n, int) { return static_cast<float> (2.0 * std::sin (tau * 50.0 * static_cast<double> (n) / rate)); }, rate, 2.0);
    // Power at 50 Hz against all the rest, over the last second.
    double re = 0.0, im = 0.0, all = 0.0;
    for (std::size_t n = 48'000; n < 96'000; ++n)
    {
        const double x = l.out[0][n], p = tau * 50.0 * static_cast<double> (n) / rate;
        re += x * std::cos (p);
        im += x * std::sin (p);
        all += x * x;
    }
    const double tone = (re * re + im * im) * 2.0 / 48'000.0;
    CHECK ((all - tone) / tone < 1e-6);
    CHECK (std::sqrt (tone / 48'000.0 * 2.0) == Approx (0.871).epsilon (0.01));
}

TEST_CASE ("NaN, inf and absurd numbers become silence, and sound is itself again within a second")
{
    const float odd[] { std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1e30f, 15.9f };
    for (const float x : odd)
    {
        const auto l = limit (
            [x] (Frame n, int c) {
                return n > 4'000 && n < 4'100 && c == 0 ? x : 0.3f * static_cast<float> (std::sin (tau * 200.0 * static_cast<double> (n) / 48'000.0));
            },
            48'000.0, 1.5);
        for (int c = 0; c < 2; ++c)
        {
            CHECK (std::all_of (l.out[c].begin(), l.out[c].end(), [] (float y) { return std::abs (y) <= 0.8711f; }));
            for (std::size_t n = 52'200; n + 256 < l.in[c].size(); ++n)
                if (l.out[c][n + 256] != l.in[c][n]) FAIL ("not itself again at " << n);
        }
        if (! (std::abs (x) < 16.0f)) CHECK (l.least == 1.0f);
    }
}

TEST_CASE ("priming fills the delay with the new place and forgets the old")
{
    dsp::Limiter limiter (SampleRate { 48'000.0 });
    StereoQuantum q;
    q.left.fill (4.0f);
    q.right.fill (4.0f);
    for (int i = 0; i < 20; ++i)
    {
        StereoQuantum loud = q;
        limiter.process (loud);
    }
    std::vector<StereoQuantum> first (9);
    for (std::size_t k = 0; k < 9; ++k)
        for (std::size_t i = 0; i < quantum; ++i) first[k].left[i] = first[k].right[i] = 0.001f * static_cast<float> (32 * k + i);
    limiter.prime (first.data(), 8);
    StereoQuantum out = first[8];
    limiter.process (out);
    CHECK (out.left == first[0].left);
    CHECK (limiter.leastGain() == 1.0f);
}

TEST_CASE ("the limiter gives the same bytes on both instruction sets")
{
    std::vector<float> all[2];
    for (const bool wide : { false, true })
    {
        simd::allowWide (wide);
        const auto l = limit ([] (Frame n, int c) { return (0.5f + static_cast<float> (n % 7'000) / 3'500.0f) * noise (n, c); }, 48'000.0, 2.0);
        all[wide] = l.out[0];
        all[wide].insert (all[wide].end(), l.out[1].begin(), l.out[1].end());
    }
    simd::allowWide (true);
    CHECK (std::memcmp (all[0].data(), all[1].data(), all[0].size() * sizeof (float)) == 0);
}

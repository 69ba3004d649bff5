// Sound into touch, measured: what comes of bass, of what lies above, of hiss, of strikes and of speech, and how late.
#include "Dsp/Follower.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "Base/Math.h"
#include "Base/Random.h"
#include "Catch.h"

using namespace lull;

namespace
{
constexpr double rate = 48'000.0;
using Signal = std::vector<float>;

Signal made (double seconds, const std::function<double (double)>& at)
{
    Signal x (static_cast<std::size_t> (seconds * rate) / quantum * quantum);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float> (at (static_cast<double> (i) / rate));
    return x;
}

struct Felt
{
    Signal wave, envelope;
};

Felt felt (const Signal& x, double at = rate)
{
    dsp::Follower follower { SampleRate (at) };
    Felt f { Signal (x.size()), Signal (x.size()) };
    for (std::size_t i = 0; i < x.size(); i += quantum)
    {
        dsp::Follower::Felt left, right;
        follower.process (x.data() + i, x.data() + i, left, right);
        REQUIRE ((left.envelope == right.envelope && left.carrier == right.carrier));
        for (std::size_t k = 0; k < quantum; ++k)
        {
            f.envelope[i + k] = left.envelope[k];
            f.wave[i + k] = left.envelope[k] * left.carrier[k];
        }
    }
    return f;
}

double sine (double hertz, double t) { return std::sin (2.0 * math::pi * hertz * t); }

double rms (const Signal& x, double from, double to)
{
    double sum = 0.0;
    for (auto i = static_cast<std::size_t> (from * rate); i < static_cast<std::size_t> (to * rate); ++i) sum += static_cast<double> (x[i] * x[i]);
    return std::sqrt (sum / ((to - from) * rate));
}

double amplitude (const Signal& x, double hertz, double from, double to)
{
    double re = 0.0, im = 0.0;
    for (auto i = static_cast<std::size_t> (from * rate); i < static_cast<std::size_t> (to * rate); ++i)
    {
        const double a = 2.0 * math::pi * hertz * static_cast<double> (i) / rate;
        re += static_cast<double> (x[i]) * std::cos (a), im += static_cast<double> (x[i]) * std::sin (a);
    }
    return 2.0 * std::hypot (re, im) / ((to - from) * rate);
}

// Vowels: harmonics of a voice under two formants, in syllables of four a second.
double speech (double t)
{
    const double f0 = 125.0 + 12.0 * sine (0.7, t);
    double sum = 0.0;
    for (int k = 1; k < 28; ++k)
    {
        const double f = k * f0, formants = 1.0 / (1.0 + std::pow ((f - 550.0) / 180.0, 2.0)) + 0.5 / (1.0 + std::pow ((f - 1600.0) / 250.0, 2.0)) + 0.05;
        sum += formants * std::sin (2.0 * math::pi * k * (125.0 * t - 12.0 / (2.0 * math::pi * 0.7) * std::cos (2.0 * math::pi * 0.7 * t)));
    }
    return 0.08 * sum * std::pow (0.5 - 0.5 * std::cos (2.0 * math::pi * 4.0 * t), 2.0);
}
} // namespace

TEST_CASE ("what lies in the band of a body is felt at its own frequency")
{
    for (const double hertz : { 30.0, 40.0, 60.0 })
    {
        const auto f = felt (made (6.0, [&] (double t) { return 0.2 * sine (hertz, t); }));
        CHECK (amplitude (f.wave, hertz, 3.0, 6.0) > 0.4);
        CHECK (amplitude (f.wave, 2.0 * hertz, 3.0, 6.0) < 0.1);
    }
}

TEST_CASE ("bass above it is felt an octave or two lower")
{
    for (const auto& [hertz, lower] : { std::pair { 110.0, 55.0 }, std::pair { 140.0, 70.0 }, std::pair { 220.0, 55.0 } })
    {
        const auto f = felt (made (6.0, [h = hertz] (double t) { return 0.2 * sine (h, t); }));
        INFO (hertz);
        CHECK (amplitude (f.wave, lower, 3.0, 6.0) > 0.35);
        CHECK (amplitude (f.wave, hertz, 3.0, 6.0) < 0.4 * amplitude (f.wave, lower, 3.0, 6.0));
    }
}

TEST_CASE ("hiss that swells is felt as a swell, no later than it says")
{
    const Stream random (5);
    std::uint64_t n = 0;
    const auto swell = [] (double t) { return 0.55 + 0.45 * sine (0.25, t); };
    const auto f = felt (made (24.0, [&] (double t) { return 0.2 * swell (t) * random.sign (n++); }));
    // Levels of 0.1 s against the swell, moved by so much.
    const auto fit = [&] (double late) {
        double xy = 0.0, xx = 0.0, yy = 0.0, mx = 0.0, my = 0.0;
        std::vector<double> a, b;
        for (double t = 8.0; t < 23.0; t += 0.1) a.push_back (rms (f.wave, t, t + 0.1)), b.push_back (swell (t + 0.05 - late));
        for (std::size_t i = 0; i < a.size(); ++i) mx += a[i] / static_cast<double> (a.size()), my += b[i] / static_cast<double> (a.size());
        for (std::size_t i = 0; i < a.size(); ++i) xy += (a[i] - mx) * (b[i] - my), xx += (a[i] - mx) * (a[i] - mx), yy += (b[i] - my) * (b[i] - my);
        return xy / std::sqrt (xx * yy);
    };
    CHECK (fit (0.2) > 0.9); // its own 150 ms of smoothing: far less than a swell
    CHECK (rms (f.wave, 9.0, 9.3) > 1.5 * rms (f.wave, 11.0, 11.3));
}

TEST_CASE ("a bass that comes is felt within the latency that is stated, and a strike is a tap")
{
    const auto f = felt (made (8.0, [] (double t) { return t < 4.0 ? 0.0 : 0.3 * sine (50.0, t); }));
    // Half of what it becomes, in its first cycles.
    const double most =
        *std::max_element (f.envelope.begin() + static_cast<std::ptrdiff_t> (4.0 * rate), f.envelope.begin() + static_cast<std::ptrdiff_t> (4.1 * rate));
    auto i = static_cast<std::size_t> (4.0 * rate);
    while (static_cast<double> (f.envelope[i]) < 0.5 * most) ++i;
    const double late = static_cast<double> (i) / rate - 4.0;
    CHECK (late > 0.0);
    CHECK (late < dsp::Follower::latency.value + 0.005); // a quarter of the cycle it is made of

    const auto drum = felt (made (8.0, [] (double t) {
        const double since = std::fmod (t, 1.0);
        return 0.5 * std::exp (-since / 0.03) * sine (90.0, since);
    }));
    int taps = 0;
    bool high = false;
    for (auto k = static_cast<std::size_t> (3.0 * rate); k < drum.envelope.size(); ++k)
    {
        if (! high && drum.envelope[k] > 0.5f) ++taps, high = true;
        if (drum.envelope[k] < 0.15f) high = false;
    }
    CHECK (taps == 5);
}

TEST_CASE ("voices are kept out, and music beside them is not")
{
    const auto spoken = felt (made (12.0, speech));
    const auto drone = felt (made (12.0, [] (double t) { return 0.1 * (sine (55.0, t) + 0.7 * sine (110.0, t) + 0.4 * sine (165.0, t)); }));
    const auto both = felt (made (12.0, [] (double t) { return speech (t) + 0.1 * (sine (55.0, t) + 0.7 * sine (110.0, t) + 0.4 * sine (165.0, t)); }));
    const double voice = rms (spoken.wave, 6.0, 12.0), music = rms (drone.wave, 6.0, 12.0);
    INFO ("voice " << voice << ", music " << music);
    CHECK (voice < 0.15 * music);
    CHECK (rms (both.wave, 6.0, 12.0) > 0.7 * music);
    CHECK (amplitude (both.wave, 55.0, 6.0, 12.0) > 0.25);
}

TEST_CASE ("quiet is not made loud, silence is silence, and nothing is ever beyond full")
{
    CHECK (rms (felt (made (4.0, [] (double) { return 0.0; })).wave, 0.0, 4.0) == 0.0);
    CHECK (rms (felt (made (4.0, [] (double t) { return 1e-4 * sine (40.0, t); })).wave, 2.0, 4.0) < 0.05);
    const Stream random (9);
    std::uint64_t n = 0;
    for (const double at : { 8'000.0, 44'100.0, 192'000.0 })
    {
        const auto f = felt (made (1.0, [&] (double t) { return 4.0 * random.sign (n++) + sine (45.0, t); }), at);
        for (const float v : f.wave) REQUIRE (std::abs (v) <= 1.0f);
    }
}

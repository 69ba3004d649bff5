#include "Catch.h"

#include <cmath>
#include <vector>

#include "Base/Simd.h"
#include "Dsp/Formants.h"
#include "Dsp/NoiseBank.h"
#include "Dsp/NoiseColour.h"
#include "Dsp/Spectrum.h"
#include "Dsp/White.h"

using namespace lull;
using namespace lull::dsp;
using tests::Spectrum;

namespace
{
struct Ears
{
    std::vector<float> left, right;
};

template <class F>
Ears listen (double rate, double seconds, F&& render)
{
    const FlushDenormals flush;
    Ears e;
    StereoQuantum q;
    for (Frame n = 0; n < static_cast<Frame> (rate * seconds); n += quantum)
    {
        render (n, q);
        e.left.insert (e.left.end(), q.left.begin(), q.left.end());
        e.right.insert (e.right.end(), q.right.begin(), q.right.end());
    }
    return e;
}
} // namespace

TEST_CASE ("noise colours obey their laws to 0.4 of every rate, at one density, and have nothing at DC")
{
    struct Law
    {
        const char* name;
        NoiseColour (*make) (SampleRate);
        double from, within;              // Hz, dB
        double (*density) (double hertz); // re any
    };
    for (const Law& law : { Law { "pink", NoiseColour::pink, 20.0, 0.3, [] (double f) { return 1.0 / f; } }, // 3.01 dB per octave
                            Law { "brown", NoiseColour::brown, 40.0, 0.5, [] (double f) { return 1.0 / (f * f); } },
                            Law { "green", NoiseColour::green, 20.0, 0.5, [] (double f) { return f * f / ((f * f + 160'000.0) * (f * f + 390'625.0)); } } })
        for (double rate : { 44'100.0, 48'000.0, 96'000.0, 192'000.0 })
        {
            // The filter's own response, from an impulse: exact, where noise would need hours.
            NoiseColour filter = law.make (SampleRate { rate });
            tests::Fourier fourier (1 << 19);
            const std::size_t length = fourier.in.size();
            StereoQuantum q;
            for (std::size_t n = 0; n < length; n += quantum)
            {
                q.clear();
                if (n == 0) q.left[0] = 1.0f;
                filter.process (q);
                for (std::size_t i = 0; i < quantum; ++i) fourier.in[n + i] = static_cast<double> (q.left[i]);
            }
            const auto& x = fourier.of();
            double worst = 0.0;
            for (double f = law.from; f < 0.4 * rate; f *= 1.02)
            {
                const auto bin = static_cast<std::size_t> (f / rate * static_cast<double> (length) + 0.5);
                const double at = static_cast<double> (bin) * rate / static_cast<double> (length);
                const double density = std::norm (x[bin]) * 2.0 / (3.0 * rate); // white noise of power 1/3
                worst = std::max (worst, std::abs (10.0 * std::log10 (density / (NoiseColour::densityAt1k * law.density (at) / law.density (1000.0)))));
            }
            INFO (law.name << " " << rate);
            CHECK (worst < law.within);
            CHECK (std::abs (x[0]) < 3e-3 * std::abs (x[static_cast<std::size_t> (20.0 / rate * static_cast<double> (length))]));
        }
}

TEST_CASE ("a bank's bands share what they say between the ears, at the same density at every rate")
{
    std::array<NoiseBank::Band, NoiseBank::bands> list {};
    for (auto& b : list) b.noise = 0.0;
    list[2] = { .hertz = 1000.0, .damping = 1.0, .band = 1.0, .low = 0.0, .correlation = 0.6 };
    NoiseBank::Gains gains {};
    gains[2] = gains[10] = 1.0f;
    double reference = 0.0;
    for (double rate : { 44'100.0, 96'000.0 })
    {
        NoiseBank bank (list, Hertz { 1e6 }, Stream (5), SampleRate { rate });
        const Ears e = listen (rate, 4.0, [&] (Frame n, StereoQuantum& q) { bank.process (n, gains, gains, q); });
        double lr = 0, ll = 0, rr = 0;
        for (std::size_t i = 0; i < e.left.size(); ++i)
        {
            lr += static_cast<double> (e.left[i] * e.right[i]);
            ll += static_cast<double> (e.left[i] * e.left[i]);
            rr += static_cast<double> (e.right[i] * e.right[i]);
        }
        CHECK (lr / std::sqrt (ll * rr) == Approx (0.6).margin (0.03));
        const double level = Spectrum (e.left, rate).decibels (700.0, 1400.0);
        if (reference == 0.0) reference = level;
        CHECK (level == Approx (reference).margin (0.4));
    }
}

TEST_CASE ("a struck band rings at its own frequency, from the frame it was struck")
{
    std::array<NoiseBank::Band, NoiseBank::bands> list {};
    for (auto& b : list) b.noise = 0.0;
    list[6] = { .hertz = 1500.0, .damping = 0.05, .noise = 0.0 };
    NoiseBank::Gains gains;
    gains.fill (1.0f);
    NoiseBank bank (list, Hertz { 1e6 }, Stream (5), SampleRate { 48'000.0 });
    bank.strike (14, 7, 0.5f); // right ear's band 6
    const Ears e = listen (48'000.0, 0.2, [&] (Frame n, StereoQuantum& q) { bank.process (n, gains, gains, q); });
    for (std::size_t i = 0; i < 7; ++i) CHECK (e.right[i] == 0.0f);
    float peak = 0.0f;
    for (float x : e.right) peak = std::max (peak, std::abs (x));
    for (float x : e.left) REQUIRE (x == 0.0f);
    CHECK (peak == Approx (0.5).margin (0.08));
    CHECK (tests::amplitudeAt (e.right.data() + 7, 4096, 48'000.0, 1500.0) > 8.0 * tests::amplitudeAt (e.right.data() + 7, 4096, 48'000.0, 1200.0));
}

TEST_CASE ("formants stand where they are told, and glide without a step")
{
    const double rate = 48'000.0;
    Formants formants (0.3, SampleRate { rate });
    White white (Stream (9));
    const Formants::Shape low { { 400.0f, 2000.0f }, { 1.0f, 0.0f } }, high { { 1600.0f, 2000.0f }, { 1.0f, 0.0f } };
    const Ears at = listen (rate, 2.0, [&] (Frame n, StereoQuantum& q) {
        white.fill (n, q);
        formants.process (formants.at (low), formants.at (low), q);
    });
    const Spectrum s (at.left, rate);
    CHECK (s.decibels (380.0, 420.0) > s.decibels (780.0, 820.0) + 10.0);
    CHECK (s.decibels (380.0, 420.0) > s.decibels (180.0, 220.0) + 10.0);

    formants.clear();
    float before = 0.0f, step = 0.0f;
    const Ears moving = listen (rate, 0.3, [&] (Frame n, StereoQuantum& q) {
        for (std::size_t i = 0; i < quantum; ++i)
            q.left[i] = q.right[i] = static_cast<float> (0.5 * std::sin (0.01 * static_cast<double> (n + static_cast<Frame> (i))));
        const bool odd = (n / quantum) % 2 != 0;
        formants.process (formants.at (odd ? high : low), formants.at (odd ? low : high), q);
    });
    for (float x : moving.left)
    {
        step = std::max (step, std::abs (x - before));
        before = x;
    }
    CHECK (step < 0.05f); // 76 Hz at 0.5, band-passed: a switch instead of a glide jumps by more
}

#include "Dsp/TruePeak.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::dsp
{
namespace
{
constexpr int phases = 3, taps = TruePeak::taps; // at 1/4, 1/2 and 3/4 of a frame; the samples themselves are the fourth

// Meters differ: at a sudden end a short window reads up to 0.3 dB more than a long one, which in turn sees nearer to half the rate.
// Both look, the greater counts, so that what we call -1.2 dBTP no meter calls more than -1.
constexpr int shortTaps = 12, shortFrom = (taps - shortTaps) / 2;

struct Interpolator
{
    alignas (64) std::array<std::array<float, taps>, phases> tap;           // Kaiser, beta 5
    alignas (64) std::array<std::array<float, shortTaps>, phases> shortTap; // raised cosine
    float greatest = 1.0f;                                                  // of what a signal of peak 1 can become
};

// Modified Bessel function of order 0, by its series.
double bessel (double x) noexcept
{
    double sum = 1.0, term = 1.0;
    for (int k = 1; k < 40; ++k)
    {
        term *= (0.5 * x / k) * (0.5 * x / k);
        sum += term;
    }
    return sum;
}

// One phase of a windowed sinc that is 1 at 0 Hz; returns the sum of its sizes.
template <std::size_t n, class Window>
double interpolate (std::array<float, n>& tap, int phase, const Window& window) noexcept
{
    static_assert (n % 2 == 0);
    constexpr double half = 0.5 * static_cast<double> (n);
    std::array<double, n> h;
    double sum = 0.0, size = 0.0;
    for (std::size_t k = 0; k < n; ++k)
    {
        const double t = static_cast<double> (k) - (half - 1.0) - 0.25 * (phase + 1);
        h[k] = math::sin (math::pi * t) / (math::pi * t) * window (t / half);
        sum += h[k];
        size += std::abs (h[k]);
    }
    for (std::size_t k = 0; k < n; ++k) tap[k] = static_cast<float> (h[k] / sum);
    return size / sum;
}

Interpolator design() noexcept
{
    constexpr double beta = 5.0;
    const auto kaiser = [] (double u) { return bessel (beta * std::sqrt (std::max (0.0, 1.0 - u * u))) / bessel (beta); };
    const auto cosine = [] (double u) { return 0.5 + 0.5 * math::cosCycles (0.5 * u); };
    Interpolator f {};
    for (int p = 0; p < phases; ++p)
    {
        const auto i = static_cast<std::size_t> (p);
        const double most = std::max (interpolate (f.tap[i], p, kaiser), interpolate (f.shortTap[i], p, cosine));
        f.greatest = std::max (f.greatest, static_cast<float> (most * 1.00001));
    }
    return f;
}

const Interpolator& interpolator() noexcept
{
    static const Interpolator f = design();
    return f;
}
const Interpolator& madeBeforehand = interpolator(); // not by whoever comes first on the audio thread

// count: a multiple of 8.
template <int n>
LULL_INLINE void sizeKernel (const float* x, int count, float& greatest) noexcept
{
    Lanes<n> most {};
    for (int i = 0; i < count; i += n)
    {
        Lanes<n> v;
        get (v, x + i);
        v = v > -v ? v : -v;
        most = v > most ? v : most;
    }
    greatest = most[0];
    for (int k = 1; k < n; ++k) greatest = most[k] > greatest ? most[k] : greatest;
}

// Sums over taps in one order, whatever the width.
template <int n, std::size_t count>
LULL_INLINE void pass (const float* x, const std::array<float, count>& tap, Lanes<n>& most) noexcept
{
    constexpr int block = 2 * 8, parts = block / n; // frames at a time: as many registers as there are
    for (int i = 0; i < quantum; i += block)
    {
        Lanes<n> y[parts] {};
        for (std::size_t k = 0; k < count; ++k)
            for (int j = 0; j < parts; ++j)
            {
                Lanes<n> v;
                get (v, x + static_cast<std::size_t> (i + j * n) + k);
                y[j] += v * tap[k];
            }
        for (int j = 0; j < parts; ++j)
        {
            const Lanes<n> size = y[j] > -y[j] ? y[j] : -y[j];
            most = size > most ? size : most;
        }
    }
}

// x: the first of taps - 1 frames before the 32.
template <int n>
LULL_INLINE void betweenKernel (const float* x, const Interpolator& f, float& greatest) noexcept
{
    Lanes<n> most {};
    for (std::size_t p = 0; p < phases; ++p)
    {
        pass<n> (x, f.tap[p], most);
        pass<n> (x + shortFrom, f.shortTap[p], most);
    }
    for (int k = 0; k < n; ++k) greatest = most[k] > greatest ? most[k] : greatest;
}

LULL_LANES_KERNEL (size, (const float* x, int count, float& greatest), (x, count, greatest))
LULL_LANES_KERNEL (between, (const float* x, const Interpolator& f, float& greatest), (x, f, greatest))
} // namespace

float TruePeak::push (const float* x, float threshold) noexcept
{
    std::copy (window.begin() + quantum, window.end(), window.begin());
    std::copy (x, x + quantum, window.begin() + taps);

    float greatest = 0.0f;
    size (window.data(), quantum + taps, greatest);
    if (greatest * madeBeforehand.greatest <= threshold || greatest == 0.0f) return 0.0f;

    // Samples of the 32 frames, then the points after each of them.
    size (window.data() + taps / 2, quantum, greatest);
    between (window.data() + 1, madeBeforehand, greatest);
    return greatest;
}
} // namespace lull::dsp

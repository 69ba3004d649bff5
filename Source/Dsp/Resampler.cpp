#include "Dsp/Resampler.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::dsp
{
namespace
{
constexpr double beta = 10.06; // Kaiser's, for 100 dB: 0.1102 (A - 8.7)
constexpr int crossings = 128;
constexpr double cutoff = 0.95; // of half the lower rate: the transition, 0.05 of the rate wide, ends at half of it

// Modified Bessel function of the first kind, order 0, by its series.
double bessel (double x) noexcept
{
    double sum = 1.0, term = 1.0;
    for (int k = 1; term > 1e-17 * sum; ++k)
    {
        term *= x * x / (4.0 * k * k);
        sum += term;
    }
    return sum;
}
} // namespace

Resampler::Resampler (Frame from, Frame to) : step (static_cast<double> (from) / static_cast<double> (to))
{
    const double scale = cutoff / std::max (1.0, step); // of the input's half rate
    taps = static_cast<int> (crossings * std::max (1.0, step) + 7.0) / 8 * 8;
    kernel.resize (static_cast<std::size_t> (phases + 1) * static_cast<std::size_t> (taps));
    const double half = 0.5 * taps;
    const double norm = 1.0 / bessel (beta);
    for (int p = 0; p <= phases; ++p)
    {
        double sum = 0.0;
        const auto row = kernel.begin() + static_cast<std::ptrdiff_t> (p) * taps;
        std::vector<double> exact (static_cast<std::size_t> (taps));
        for (int k = 0; k < taps; ++k)
        {
            // Tap k stands at input frame floor (x) - taps/2 + 1 + k; x's own part is p / phases.
            const double t = k - half + 1.0 - static_cast<double> (p) / phases, u = t / half;
            const double window = std::abs (u) >= 1.0 ? 0.0 : bessel (beta * std::sqrt (1.0 - u * u)) * norm;
            const double sinc = std::abs (t) < 1e-9 ? 1.0 : math::sinCycles (0.5 * scale * t) / (math::pi * scale * t);
            sum += exact[static_cast<std::size_t> (k)] = scale * sinc * window;
        }
        for (int k = 0; k < taps; ++k) row[k] = static_cast<float> (exact[static_cast<std::size_t> (k)] / sum);
    }
}

void Resampler::make (Frame first, int count, const Read& read, float* outLeft, float* outRight)
{
    const auto floorOf = [] (double x) { return static_cast<Frame> (std::floor (x)); };
    const Frame from = floorOf (static_cast<double> (first) * step) - taps / 2 + 1;
    const Frame to = floorOf (static_cast<double> (first + count - 1) * step) + taps / 2 + 1;
    const auto needed = static_cast<std::size_t> (to - from);
    left.resize (std::max (left.size(), needed));
    right.resize (std::max (right.size(), needed));
    read (from, static_cast<int> (needed), left.data(), right.data());

    for (int i = 0; i < count; ++i)
    {
        const double x = static_cast<double> (first + i) * step;
        const Frame whole = floorOf (x);
        const double place = (x - static_cast<double> (whole)) * phases;
        const auto phase = static_cast<int> (place);
        const auto part = static_cast<float> (place - phase);
        const float* a = kernel.data() + static_cast<std::ptrdiff_t> (phase) * taps;
        const float* b = a + taps;
        const float* l = left.data() + (whole - taps / 2 + 1 - from);
        const float* r = right.data() + (whole - taps / 2 + 1 - from);
        alignas (64) float sumLeft[8] {}, sumRight[8] {};
        for (int k = 0; k < taps; k += 8)
            for (int lane = 0; lane < 8; ++lane)
            {
                const float w = a[k + lane] + part * (b[k + lane] - a[k + lane]);
                sumLeft[lane] += w * l[k + lane];
                sumRight[lane] += w * r[k + lane];
            }
        const auto sum = [] (const float (&s)[8]) { return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7])); };
        outLeft[i] = sum (sumLeft);
        outRight[i] = sum (sumRight);
    }
}
} // namespace lull::dsp

#include "Dsp/Sinc.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "Base/Math.h"

namespace lull::dsp
{
namespace
{
constexpr std::ptrdiff_t places = 256;
constexpr double crossings = 16.0; // of zero, on either side
constexpr double shape = 9.0;      // Kaiser's beta: side lobes at -90 dB

// Modified Bessel function of order 0, by its series.
double bessel (double x) noexcept
{
    double sum = 1.0, term = 1.0;
    for (int k = 1; k < 40; ++k)
    {
        term *= 0.5 * x / k;
        sum += term * term;
    }
    return sum;
}
} // namespace

Sinc::Sinc (double from, double to)
{
    // The band's edge, in cycles per sample; a little of it is given to the slope.
    const double edge = 0.5 * 0.93 * std::min (1.0, to / from);
    half = static_cast<std::ptrdiff_t> (std::ceil (0.25 * crossings * 0.5 / edge)) * 4;
    table.resize (static_cast<std::size_t> ((places + 1) * 2 * half));
    std::vector<double> row (static_cast<std::size_t> (2 * half));
    for (std::ptrdiff_t p = 0; p <= places; ++p)
    {
        double sum = 0.0;
        for (std::ptrdiff_t k = 0; k < 2 * half; ++k)
        {
            const double t = static_cast<double> (k - half + 1) - static_cast<double> (p) / places; // from the place to the sample
            const double u = t / static_cast<double> (half);
            const double x = 2.0 * edge * t;
            const double sinc = std::abs (x) < 1e-9 ? 1.0 : math::sinCycles (0.5 * x) / (math::pi * x);
            const double w = sinc * bessel (shape * std::sqrt (std::max (0.0, 1.0 - u * u)));
            row[static_cast<std::size_t> (k)] = w;
            sum += w;
        }
        for (std::ptrdiff_t k = 0; k < 2 * half; ++k)
            table[static_cast<std::size_t> (p * 2 * half + k)] = static_cast<float> (row[static_cast<std::size_t> (k)] / sum);
    }
}

Sinc::Place Sinc::at (double position) const noexcept
{
    auto whole = static_cast<std::ptrdiff_t> (position);
    if (static_cast<double> (whole) > position) --whole;
    const double between = (position - static_cast<double> (whole)) * static_cast<double> (places);
    const auto row = static_cast<std::ptrdiff_t> (between);
    return { whole - half + 1, table.data() + row * 2 * half, static_cast<float> (between - static_cast<double> (row)) };
}

float Sinc::read (std::span<const float> sound, const Place& place) const noexcept
{
    const auto size = static_cast<std::ptrdiff_t> (sound.size()), width = 2 * half;
    const float *now = place.row, *next = place.row + width;
    std::array<float, 8> sums {}; // in one order, whatever the compiler makes of it
    if (place.first >= 0 && place.first + width <= size)
    {
        const float* x = sound.data() + place.first;
        for (std::ptrdiff_t k = 0; k < width; k += 8)
            for (std::ptrdiff_t l = 0; l < 8; ++l) sums[static_cast<std::size_t> (l)] += (now[k + l] + place.part * (next[k + l] - now[k + l])) * x[k + l];
    }
    else
        for (std::ptrdiff_t k = std::max<std::ptrdiff_t> (0, -place.first); k < std::min (width, size - place.first); ++k)
            sums[static_cast<std::size_t> (k & 7)] += (now[k] + place.part * (next[k] - now[k])) * sound[static_cast<std::size_t> (place.first + k)];
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}
} // namespace lull::dsp

#include "Dsp/NoiseColour.h"

#include <cmath>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::dsp
{
namespace
{
template <int n>
LULL_INLINE void colourKernel (const float* pole, const float* residue, float direct, float* memory, float* left, float* right) noexcept
{
    using V = Lanes<n>;
    constexpr int parts = 8 / n;
    V p[parts], r[parts], l[parts], q[parts];
    for (int k = 0; k < parts; ++k)
    {
        get (p[k], pole + k * n);
        get (r[k], residue + k * n);
        get (l[k], memory + k * n);
        get (q[k], memory + 8 + k * n);
    }

    alignas (64) float sums[2][quantum * 4];
    for (int i = 0; i < quantum; ++i)
    {
        // State first, so that the pole's own sum needs no delay: s' = p s + x, y = direct x + sum (r s').
        for (int k = 0; k < parts; ++k)
        {
            l[k] = p[k] * l[k] + left[i];
            q[k] = p[k] * q[k] + right[i];
        }
        Lanes<4> a, b;
        if constexpr (n == 4)
        {
            a = r[0] * l[0] + r[1] * l[1];
            b = r[0] * q[0] + r[1] * q[1];
        }
        else
        {
            const V x = r[0] * l[0], y = r[0] * q[0];
            a = __builtin_shufflevector (x, x, 0, 1, 2, 3) + __builtin_shufflevector (x, x, 4, 5, 6, 7);
            b = __builtin_shufflevector (y, y, 0, 1, 2, 3) + __builtin_shufflevector (y, y, 4, 5, 6, 7);
        }
        put (a, sums[0] + i * 4);
        put (b, sums[1] + i * 4);
    }
    for (int k = 0; k < parts; ++k)
    {
        put (l[k], memory + k * n);
        put (q[k], memory + 8 + k * n);
    }

    for (int i = 0; i < quantum; ++i) left[i] = direct * left[i] + ((sums[0][i * 4] + sums[0][i * 4 + 1]) + (sums[0][i * 4 + 2] + sums[0][i * 4 + 3]));
    for (int i = 0; i < quantum; ++i) right[i] = direct * right[i] + ((sums[1][i * 4] + sums[1][i * 4 + 1]) + (sums[1][i * 4 + 2] + sums[1][i * 4 + 3]));
}
LULL_LANES_KERNEL (colour, (const float* pole, const float* residue, float direct, float* memory, float* left, float* right),
                   (pole, residue, direct, memory, left, right))
double root (double hertz, SampleRate rate) { return math::exp (-math::tau * hertz / rate.value); }
} // namespace

NoiseColour::NoiseColour (const Roots& p, const Roots& z, std::size_t count, SampleRate rate)
{
    // Magnitude at 1 kHz, for the scale: white noise of power 1/3 has a density of 2 / (3 rate).
    const double c = math::cosCycles (1000.0 / rate.value);
    double power = 1.0;
    for (std::size_t k = 0; k < count; ++k) { power *= (1.0 - 2.0 * z[k] * c + z[k] * z[k]) / (1.0 - 2.0 * p[k] * c + p[k] * p[k]); }
    const double scale = std::sqrt (densityAt1k * 1.5 * rate.value / power);

    // Partial fractions of prod (1 - z_k q) / prod (1 - p_k q), q = 1/z: direct + sum r_k / (1 - p_k q). No two poles are the same.
    double whole = 1.0; // the limit q -> infinity
    for (std::size_t k = 0; k < count; ++k) whole *= z[k] / p[k];
    direct = static_cast<float> (scale * whole);
    for (std::size_t k = 0; k < count; ++k)
    {
        double r = 1.0;
        for (std::size_t j = 0; j < count; ++j)
        {
            r *= 1.0 - z[j] / p[k];
            if (j != k) r /= 1.0 - p[j] / p[k];
        }
        residue[k] = static_cast<float> (scale * r);
        pole[k] = static_cast<float> (p[k]);
    }
}

NoiseColour NoiseColour::pink (SampleRate rate)
{
    // Seven poles at equal ratios with a zero half-way between neighbours make a staircase whose mean slope is -3 dB per octave; all
    // mapped by z = exp (-2 pi f / rate). The last zero corrects the mapping near Nyquist; a pole and a zero at DC keep DC out.
    constexpr double lowest = 4.0, highest = 1.2, correction = -0.0702, highPass = 2.0; // Hz, x rate, z, Hz
    Roots p {}, z {};
    const double ratio = math::pow (highest * rate.value / lowest, 1.0 / 6.0);
    for (int k = 0; k < 7; ++k) p[static_cast<std::size_t> (k)] = root (lowest * math::pow (ratio, k), rate);
    for (int k = 0; k < 6; ++k) z[static_cast<std::size_t> (k)] = root (lowest * math::pow (ratio, k + 0.5), rate);
    p[7] = root (highPass, rate);
    z[6] = correction;
    z[7] = 1.0;
    return { p, z, 8, rate };
}

// A one-pole sampled as it stands flattens towards Nyquist, 2.4 dB at 0.4 of the rate; a zero here takes that back.
constexpr double flattening = -0.158;

NoiseColour NoiseColour::brown (SampleRate rate) { return { { root (9.0, rate), root (5.0, rate), root (3.0, rate) }, { 1.0, 1.0, flattening }, 3, rate }; }

NoiseColour NoiseColour::green (SampleRate rate) { return { { root (400.0, rate), root (625.0, rate) }, { 1.0, flattening }, 2, rate }; }

void NoiseColour::process (StereoQuantum& q) noexcept { colour (pole.data(), residue.data(), direct, memory.data(), q.left.data(), q.right.data()); }
} // namespace lull::dsp

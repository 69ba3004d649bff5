// Our own transcendental functions: the same bits from every compiler, instruction set and libc (glibc's differ between
// processors). Only + - * / sqrt and integer work inside, which IEEE 754 defines exactly. Any thread; the float ones vectorise.
#pragma once

#include <bit>
#include <cstdint>

#include "Base/Simd.h"

namespace lull::math
{
inline constexpr double pi = 3.14159265358979323846;
inline constexpr double tau = 6.28318530717958647692;

// double, off the sample path (coefficients, frames, gains): relative error below 1e-14 (sin and cos: absolute).
double sin (double radians) noexcept;
double cos (double radians) noexcept;
double sinCycles (double cycles) noexcept; // sin (2 pi cycles)
double cosCycles (double cycles) noexcept;
double tan (double radians) noexcept; // |radians| < pi / 2
double atan (double x) noexcept;
double exp (double x) noexcept; // 0 below -708, clamped above 709
double exp2 (double x) noexcept;
double log (double x) noexcept; // x > 0
double log2 (double x) noexcept;
double pow (double base, double exponent) noexcept; // base >= 0; 0 to a positive power is 0

// 10^(dB / 20) and back; amplitude() of -inf is 0 and decibels (0) is -inf.
double amplitude (double decibels) noexcept;
double decibels (double amplitude) noexcept;

// The part of x after the whole number below it, in [0, 1).
[[nodiscard]] LULL_INLINE double fraction (double x) noexcept
{
    const double f = x - static_cast<double> (static_cast<std::int64_t> (x));
    return f < 0.0 ? (f + 1.0 < 1.0 ? f + 1.0 : 0.0) : f;
}

// The nearest whole number, |x| < 2^22: a rounding that every instruction set has.
[[nodiscard]] LULL_INLINE float nearest (float x) noexcept { return (x + 12582912.0f) - 12582912.0f; }

// float, on the sample path. sin (2 pi cycles), |cycles| < 2^22: absolute error below 3e-7 near 0 (the harmonics of a sine lie below -130 dB).
[[nodiscard]] LULL_INLINE float sinCycles (float cycles) noexcept
{
    const float x = cycles - nearest (cycles); // [-1/2, 1/2]
    const float a = x < 0.0f ? -x : x;
    const float m = a > 0.25f ? 0.5f - a : a; // fold: sin (2 pi a) = sin (2 pi (1/2 - a))
    const float f = x < 0.0f ? -m : m;
    const float y = f * f;
    return f * (6.28318548f + y * (-41.3416824f + y * (81.602478f + y * (-76.5812836f + y * 39.7607231f))));
}

// 2^x, -126 <= x <= 126 (clamped): relative error below 3e-7.
[[nodiscard]] LULL_INLINE float exp2 (float x) noexcept
{
    const float c = x < -126.0f ? -126.0f : (x > 126.0f ? 126.0f : x);
    const float whole = nearest (c);
    const float f = c - whole;
    const float p = 1.0f + f * (0.693147182f + f * (0.240226507f + f * (0.0555032715f + f * (0.00961802527f + f * (0.00134004327f + f * 0.000154697322f)))));
    const auto power = static_cast<std::uint32_t> (static_cast<std::int32_t> (whole) + 127) << 23;
    return p * std::bit_cast<float> (power);
}

// e^x by exp2.
[[nodiscard]] LULL_INLINE float exp (float x) noexcept { return exp2 (x * 1.44269504088896f); }
} // namespace lull::math

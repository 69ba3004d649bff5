#include "Base/Math.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace lull::math
{
namespace
{
// sin (2 pi f), |f| <= 1/8, and cos likewise: Taylor series in x = 2 pi f, |x| <= 0.786; the first term left out is below 1e-17.
double sinSmall (double x) noexcept
{
    const double y = x * x;
    double p = -1.0 / 1307674368000.0;
    p = 1.0 / 6227020800.0 + y * p;
    p = -1.0 / 39916800.0 + y * p;
    p = 1.0 / 362880.0 + y * p;
    p = -1.0 / 5040.0 + y * p;
    p = 1.0 / 120.0 + y * p;
    p = -1.0 / 6.0 + y * p;
    return x + x * (y * p);
}

double cosSmall (double x) noexcept
{
    const double y = x * x;
    double p = 1.0 / 20922789888000.0;
    p = -1.0 / 87178291200.0 + y * p;
    p = 1.0 / 479001600.0 + y * p;
    p = -1.0 / 3628800.0 + y * p;
    p = 1.0 / 40320.0 + y * p;
    p = -1.0 / 720.0 + y * p;
    p = 1.0 / 24.0 + y * p;
    return 1.0 + y * (-0.5 + y * p);
}

constexpr double inf = std::numeric_limits<double>::infinity();
} // namespace

double sinCycles (double cycles) noexcept
{
    // std::floor is exact by definition; the eighth of a cycle picks the series.
    const double f = cycles - std::floor (cycles);
    const double eighths = std::floor (f * 8.0);
    switch (static_cast<int> (eighths))
    {
        case 0: return sinSmall (f * tau);
        case 1:
        case 2: return cosSmall ((f - 0.25) * tau);
        case 3:
        case 4: return -sinSmall ((f - 0.5) * tau);
        case 5:
        case 6: return -cosSmall ((f - 0.75) * tau);
        default: return sinSmall ((f - 1.0) * tau);
    }
}

double cosCycles (double cycles) noexcept { return sinCycles (cycles + 0.25); }
double sin (double radians) noexcept { return sinCycles (radians / tau); }
double cos (double radians) noexcept { return sinCycles (radians / tau + 0.25); }
double tan (double radians) noexcept { return sin (radians) / cos (radians); }

double atan (double x) noexcept
{
    if (x < 0.0) return -atan (-x);
    if (x > 1.0) return 0.5 * pi - atan (1.0 / x);
    // Halve the angle three times, then the series: |z| <= tan (pi / 32) < 0.0985.
    double z = x;
    for (int i = 0; i < 3; ++i) z = z / (1.0 + std::sqrt (1.0 + z * z));
    const double y = z * z;
    double p = 1.0 / 17.0;
    for (int k = 15; k >= 3; k -= 2) p = 1.0 / k - y * p;
    return 8.0 * (z - z * (y * p));
}

double exp2 (double x) noexcept
{
    if (x < -1022.0) return 0.0;
    if (x > 1023.0) return x > 1e300 ? inf : std::ldexp (1.0, 1023);
    const double whole = std::floor (x + 0.5);
    const double y = (x - whole) * 0.69314718055994530942; // |y| <= 0.3466
    double p = 1.0 / 6227020800.0;
    p = 1.0 / 479001600.0 + y * p;
    p = 1.0 / 39916800.0 + y * p;
    p = 1.0 / 3628800.0 + y * p;
    p = 1.0 / 362880.0 + y * p;
    p = 1.0 / 40320.0 + y * p;
    p = 1.0 / 5040.0 + y * p;
    p = 1.0 / 720.0 + y * p;
    p = 1.0 / 120.0 + y * p;
    p = 1.0 / 24.0 + y * p;
    p = 1.0 / 6.0 + y * p;
    p = 0.5 + y * p;
    // whole is -1022 .. 1023, so that 2^whole has no mantissa, and the product is rounded once, as by ldexp, which costs more than all of the above.
    const double power = std::bit_cast<double> (static_cast<std::uint64_t> (static_cast<std::int64_t> (whole) + 1023) << 52);
    return (1.0 + y * (1.0 + y * p)) * power;
}

double exp (double x) noexcept { return exp2 (x * 1.44269504088896340736); }

double log (double x) noexcept
{
    if (! (x > 0.0)) return -inf;
    int power = 0;
    double m = std::frexp (x, &power); // [1/2, 1)
    if (m < 0.70710678118654752440)
    {
        m *= 2.0;
        --power;
    }
    // ln m = 2 atanh z, z = (m-1)/(m+1), |z| <= 0.1716
    const double z = (m - 1.0) / (m + 1.0);
    const double y = z * z;
    double p = 1.0 / 21.0;
    for (int k = 19; k >= 3; k -= 2) p = 1.0 / k + y * p;
    return 2.0 * (z + z * (y * p)) + power * 0.69314718055994530942;
}

double log2 (double x) noexcept { return log (x) * 1.44269504088896340736; }

double pow (double base, double exponent) noexcept
{
    if (! (base > 0.0)) return exponent > 0.0 ? 0.0 : 1.0;
    return exp (exponent * log (base));
}

double amplitude (double decibels) noexcept { return exp (decibels * 0.11512925464970228420); }
double decibels (double amplitude) noexcept { return 8.68588963806503655302 * log (amplitude); }
} // namespace lull::math

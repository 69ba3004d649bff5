#include "Catch.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "Base/Math.h"
#include "Base/Random.h"

namespace math = lull::math;

TEST_CASE ("our own functions keep their stated error")
{
    double sine = 0, expo = 0, loga = 0, arc = 0, sineF = 0, expF = 0;
    for (int i = -40'000; i < 40'000; ++i)
    {
        const double x = i * 0.000689;
        sine = std::max (sine, std::abs (math::sinCycles (x) - std::sin (math::tau * (x - std::round (x)))));
        expo = std::max (expo, std::abs (math::exp (x) / std::exp (x) - 1.0));
        if (x > 0.0) loga = std::max (loga, std::abs (math::log (x) - std::log (x)));
        arc = std::max (arc, std::abs (math::atan (x) - std::atan (x)));
        const auto f = static_cast<float> (x);
        const double folded = f - std::round (static_cast<double> (f));
        sineF = std::max (sineF, std::abs (math::sinCycles (f) - std::sin (math::tau * folded)));
        expF = std::max (expF, std::abs (math::exp2 (f) / std::exp2 (static_cast<double> (f)) - 1.0));
    }
    CHECK (sine < 1e-14);
    CHECK (expo < 1e-14);
    CHECK (loga < 1e-14);
    CHECK (arc < 1e-14);
    CHECK (sineF < 3e-7);
    CHECK (expF < 3e-7);
}

TEST_CASE ("powers of two with a whole exponent are exact, from the smallest number with a full mantissa to the largest")
{
    int wrong = 0;
    for (int k = -1022; k <= 1023; ++k) wrong += math::exp2 (static_cast<double> (k)) != std::ldexp (1.0, k) ? 1 : 0;
    CHECK (wrong == 0);
    CHECK (math::exp2 (-1023.0) == 0.0);
    CHECK (math::exp2 (1024.0) == std::ldexp (1.0, 1023)); // held there
    CHECK (std::isinf (math::exp2 (std::numeric_limits<double>::infinity())));
    CHECK (std::isnan (math::exp2 (std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE ("decibels and amplitudes are each other's inverse")
{
    CHECK (math::amplitude (-6.0) == Approx (0.501187233627).epsilon (1e-11));
    CHECK (math::decibels (math::amplitude (-37.25)) == Approx (-37.25).epsilon (1e-12));
    CHECK (math::amplitude (math::decibels (0.0)) == 0.0);
}

TEST_CASE ("noise is white: no mean, the right power, no memory, and other streams share nothing")
{
    const lull::Stream a = lull::Stream (7).child ("sea"), b = lull::Stream (7).child ("rain");
    const auto saltA = a.salt (0), saltB = b.salt (0);
    double mean = 0, power = 0, next = 0, other = 0;
    const int n = 1 << 18;
    for (std::uint32_t i = 0; i < n; ++i)
    {
        const double x = lull::whiteAt (saltA, i);
        mean += x;
        power += x * x;
        next += x * lull::whiteAt (saltA, i + 1);
        other += x * lull::whiteAt (saltB, i);
    }
    CHECK (std::abs (mean / n) < 0.004);
    CHECK (power / n == Approx (1.0 / 3.0).epsilon (0.01));
    CHECK (std::abs (next / n) < 0.003);
    CHECK (std::abs (other / n) < 0.003);
}

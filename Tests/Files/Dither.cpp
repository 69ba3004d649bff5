#include "Catch.h"

#include <cmath>
#include <limits>

#include "Files/Dither.h"

using namespace lull::files;

namespace
{
constexpr int many = 200'000;
}

TEST_CASE ("dither makes the error of rounding into noise of the same mean and size wherever the signal stands between two steps")
{
    const Dither dither (7, 2);
    for (int bits : { 16, 24 })
    {
        const double step = bits == 16 ? 1.0 / 32'768 : 1.0 / 8'388'608;
        for (double part : { 0.001, 0.25, 0.5, 0.7 })
        {
            double sum = 0.0, squares = 0.0;
            for (int i = 0; i < many; ++i)
            {
                const double e = dither.quantise (static_cast<float> ((100.0 + part) * step), bits, 0, i) - (100.0 + part);
                sum += e;
                squares += e * e;
            }
            // Triangular dither: mean 0, variance 1/4 step squared, both independent of the signal.
            CHECK (std::abs (sum / many) < 0.006);
            CHECK (squares / many == Approx (0.25).epsilon (0.02));
        }
    }
}

TEST_CASE ("dither noise is white and its channels have nothing in common")
{
    const Dither dither (7, 2);
    const auto error = [&] (int channel, int i) { return dither.quantise (0.1f, 16, channel, i) - static_cast<double> (0.1f) * 32'768; };
    for (int lag : { 1, 2, 3, 32, 4096 })
    {
        double own = 0.0, across = 0.0;
        for (int i = 0; i < many; ++i)
        {
            own += error (0, i) * error (0, i + lag);
            across += error (0, i) * error (1, i + lag - 1);
        }
        CHECK (std::abs (own / many) < 0.25 * 0.02);
        CHECK (std::abs (across / many) < 0.25 * 0.02);
    }
}

TEST_CASE ("silence stays silent, loudness is clipped and what is not a number is nothing")
{
    const Dither dither (1, 1);
    for (int i = 0; i < 1000; ++i)
    {
        REQUIRE (dither.quantise (0.0f, 16, 0, i) == 0);
        REQUIRE (dither.quantise (-0.0f, 24, 0, i) == 0);
        REQUIRE (dither.quantise (std::numeric_limits<float>::quiet_NaN(), 16, 0, i) == 0);
        REQUIRE (dither.quantise (2.0f, 16, 0, i) == 32'767);
        REQUIRE (dither.quantise (-std::numeric_limits<float>::infinity(), 16, 0, i) == -32'768);
        REQUIRE (dither.quantise (2.0f, 24, 0, i) == 8'388'607);
    }
}

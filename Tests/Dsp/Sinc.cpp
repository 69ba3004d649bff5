#include "Catch.h"

#include <cmath>
#include <vector>

#include "Dsp/Sinc.h"

using namespace lull;

namespace
{
constexpr double pi = 3.14159265358979;

std::vector<float> tone (double hertz, double rate, std::size_t size)
{
    std::vector<float> x (size);
    for (std::size_t i = 0; i < size; ++i) x[i] = static_cast<float> (std::sin (2.0 * pi * hertz * static_cast<double> (i) / rate));
    return x;
}
} // namespace

TEST_CASE ("a tone is the same tone between its samples, at any rate")
{
    for (double to : { 24'000.0, 44'100.0, 48'000.0, 96'000.0, 192'000.0 })
        for (double hertz : { 100.0, 1'000.0, 7'500.0 })
        {
            const auto x = tone (hertz, 24'000.0, 2'000);
            const dsp::Sinc sinc (24'000.0, to);
            double worst = 0.0;
            for (std::size_t i = 0; i < 3'000; ++i)
            {
                const double position = 100.0 + static_cast<double> (i) * 24'000.0 / to;
                if (position > 1'900.0) break;
                worst =
                    std::max (worst, std::abs (static_cast<double> (sinc.read (x, sinc.at (position))) - std::sin (2.0 * pi * hertz * position / 24'000.0)));
            }
            INFO (to << " " << hertz);
            CHECK (worst < 1e-4); // -80 dB
        }
}

TEST_CASE ("what a lower rate cannot hold is left out")
{
    const auto read = [] (double hertz) {
        const auto x = tone (hertz, 24'000.0, 4'000);
        const dsp::Sinc sinc (24'000.0, 8'000.0);
        double sum = 0.0;
        for (int i = 0; i < 1'000; ++i)
        {
            const auto v = static_cast<double> (sinc.read (x, sinc.at (300.0 + 3.0 * i)));
            sum += v * v;
        }
        return 10.0 * std::log10 (sum / 500.0);
    };
    CHECK (read (1'000.0) == Approx (0.0).margin (0.05));
    CHECK (read (5'500.0) < -70.0);
    CHECK (read (9'000.0) < -80.0);
}

TEST_CASE ("before its first sample and after its last a sound is silence")
{
    const std::vector<float> ones (500, 1.0f);
    const dsp::Sinc sinc (24'000.0, 48'000.0);
    for (double far : { -2e6, -30.0, 530.0, 2e6 }) CHECK (sinc.read (ones, sinc.at (far)) == 0.0f);
    CHECK (sinc.read (ones, sinc.at (250.3)) == Approx (1.0f).margin (1e-6));
    CHECK (sinc.read (ones, sinc.at (-0.5)) == Approx (0.5f).margin (0.1));
    CHECK (sinc.read ({}, sinc.at (0.0)) == 0.0f);
}

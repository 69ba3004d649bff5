#include "Catch.h"

#include <cmath>

#include "Base/Math.h"
#include "Dsp/Resampler.h"
#include "Dsp/Spectrum.h"

using namespace lull;
using namespace lull::tests;

namespace
{
// One second of a tone, or a loop of it, from one rate to another.
std::vector<float> converted (double hertz, double from, double to, bool loop = false)
{
    const auto all = static_cast<Frame> (from), frames = static_cast<Frame> (to);
    dsp::Resampler resampler (all, frames);
    const auto read = [&] (Frame first, int count, float* l, float* r) {
        for (int i = 0; i < count; ++i)
        {
            const Frame f = loop ? ((first + i) % all + all) % all : first + i;
            l[i] = f < 0 || f >= all ? 0.0f : static_cast<float> (math::sinCycles (hertz * static_cast<double> (f) / from));
            r[i] = -l[i];
        }
    };
    std::vector<float> left (static_cast<std::size_t> (frames)), right (left);
    for (Frame at = 0; at < frames; at += 1000)
    {
        const auto n = static_cast<int> (std::min<Frame> (1000, frames - at));
        resampler.make (at, n, read, left.data() + at, right.data() + at);
    }
    for (std::size_t i = 0; i < left.size(); ++i) REQUIRE (right[i] == -left[i]);
    return left;
}

double rms (const std::vector<float>& x, std::size_t from, std::size_t to)
{
    double sum = 0.0;
    for (std::size_t i = from; i < to; ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
    return std::sqrt (sum / static_cast<double> (to - from));
}
} // namespace

TEST_CASE ("a tone comes out of another rate as the same tone, up to nine tenths of what both rates can carry")
{
    struct Case
    {
        double from, to, hertz;
    };
    for (const Case& c : { Case { 44'100, 48'000, 1'000 }, Case { 44'100, 48'000, 19'800 }, Case { 48'000, 44'100, 19'800 }, Case { 96'000, 48'000, 21'600 },
                           Case { 8'000, 192'000, 3'600 }, Case { 192'000, 8'000, 3'600 }, Case { 48'000, 47'999, 440 } })
    {
        const auto x = converted (c.hertz, c.from, c.to);
        double worst = 0.0;
        for (std::size_t i = x.size() / 4; i < x.size() * 3 / 4; ++i)
            worst = std::max (worst, std::abs (static_cast<double> (x[i]) - math::sinCycles (c.hertz * static_cast<double> (i) / c.to)));
        INFO (c.from << " -> " << c.to << " at " << c.hertz);
        CHECK (20.0 * std::log10 (worst) < (c.hertz < 2'000 ? -95.0 : -60.0)); // -60 dB off is 0.01 dB
    }
}

TEST_CASE ("nothing comes out of another rate that was not there: images and aliases lie below -95 dB")
{
    // Beyond what the lower rate carries.
    for (double hertz : { 24'100.0, 30'000.0, 47'000.0 })
    {
        const auto x = converted (hertz, 96'000, 48'000);
        CHECK (20.0 * std::log10 (rms (x, 12'000, 36'000) / std::sqrt (0.5) + 1e-12) < -95.0);
    }
    // Beside the tone itself.
    for (double hertz : { 3'100.0, 12'345.0, 19'500.0 })
    {
        const auto x = converted (hertz, 44'100, 96'000);
        const Spectrum s (std::vector<float> (x.begin() + 24'000, x.begin() + 72'000), 96'000.0, 32'768);
        double tone = 0.0, other = 0.0;
        for (std::size_t k = 0; k < s.density.size(); ++k) (std::abs (static_cast<double> (k) * s.step - hertz) < 400.0 ? tone : other) += s.density[k];
        INFO (hertz);
        CHECK (10.0 * std::log10 (other / tone) < -90.0);
    }
}

TEST_CASE ("a loop goes round at its new rate as it did at its own")
{
    const double hertz = 440.0; // whole cycles in the loop
    const auto x = converted (hertz, 44'100, 48'000, true);
    double worst = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i)
        worst = std::max (worst, std::abs (static_cast<double> (x[i]) - math::sinCycles (hertz * static_cast<double> (i) / 48'000.0)));
    CHECK (20.0 * std::log10 (worst) < -95.0);
}

#include "Sound/Weighting.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "Base/Math.h"

namespace lull::sound
{
namespace
{
// |b0 + b1 z + b2 z^2|^2 on the unit circle, c = cos w.
double magnitude (double b0, double b1, double b2, double c) noexcept
{
    return b0 * b0 + b1 * b1 + b2 * b2 + 2.0 * (b0 * b1 + b1 * b2) * c + 2.0 * b0 * b2 * (2.0 * c * c - 1.0);
}
} // namespace

double weight (double hertz) noexcept
{
    const double c = math::cosCycles (std::min (hertz / 48'000.0, 0.4999));
    const double shelf = magnitude (1.53512485958697, -2.69169618940638, 1.19839281085285, c) / magnitude (1.0, -1.69065929318241, 0.73248077421585, c);
    const double high = magnitude (1.0, -2.0, 1.0, c) / magnitude (1.0, -1.99004745483398, 0.99007225036621, c);
    return shelf * high;
}

double loudness (double weightedPower) noexcept { return -0.691 + 0.5 * math::decibels (weightedPower); }

double loudness (std::span<const double> power, double step)
{
    std::vector<double> sums { 0.0 };
    for (double p : power) sums.push_back (sums.back() + p);
    const auto upTo = [&] (double seconds) { // the energy until then, in steps
        const double at = seconds / step, periods = std::floor (at / static_cast<double> (power.size())),
                     rest = at - periods * static_cast<double> (power.size());
        const auto k = std::min (static_cast<std::size_t> (rest), power.size() - 1);
        return periods * sums.back() + sums[k] + (rest - static_cast<double> (k)) * power[k];
    };

    std::vector<double> blocks;
    for (int k = 0; k < 600; ++k) blocks.push_back ((upTo (0.1 * k + 0.4) - upTo (0.1 * k)) * step / 0.4);
    const auto above = [&] (double floor) {
        double sum = 0.0;
        int count = 0;
        for (double b : blocks)
            if (b > floor)
            {
                sum += b;
                ++count;
            }
        return count == 0 ? 0.0 : sum / count;
    };
    return loudness (above (0.1 * above (math::amplitude (2.0 * (-70.0 + 0.691)))));
}
} // namespace lull::sound

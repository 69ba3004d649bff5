#include "Devices/TapAlong.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lull::devices
{
namespace
{
double median (std::vector<double> x)
{
    const auto m = x.size() / 2;
    std::sort (x.begin(), x.end());
    return x.size() % 2 == 1 ? x[m] : 0.5 * (x[m - 1] + x[m]);
}

// Into half a period around 0.
double folded (double x, double period) noexcept { return x - period * std::round (x / period); }
} // namespace

double TapAlong::error() const noexcept { return taps > 0 ? 1.2533 * spread / std::sqrt (static_cast<double> (taps)) : 0.0; } // of a median of normal values

std::optional<TapAlong> TapAlong::of (const std::vector<double>& taps, double period)
{
    std::vector<double> counted;
    for (const double t : taps)
        if (t > (leadIn - 0.5) * period) counted.push_back (t);
    if (static_cast<int> (counted.size()) < fewest) return std::nullopt;
    // Around their mean direction, so that taps half a beat off do not fall apart.
    double x = 0.0, y = 0.0;
    for (const double t : counted)
    {
        const double angle = 2.0 * std::numbers::pi * t / period;
        x += std::cos (angle);
        y += std::sin (angle);
    }
    const double middle = std::atan2 (y, x) / (2.0 * std::numbers::pi) * period;
    for (double& t : counted) t = folded (t - middle, period);
    TapAlong out;
    const double m = median (counted);
    for (double& t : counted) t = std::abs (t - m);
    out.late = folded (middle + m, period);
    out.spread = 1.4826 * median (counted);
    out.taps = static_cast<int> (counted.size());
    return out;
}

double apart (const TapAlong& first, const TapAlong& second, double period) noexcept { return folded (second.late - first.late, period); }
} // namespace lull::devices

#include "Session/Ducking.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "Session/Timeline.h"

namespace lull::session
{
namespace
{
constexpr double most = -1.0, weak = 0.25, strong = 0.6; // dB; of full strength
constexpr double step = 0.5;                             // s
constexpr std::size_t around = 2;                        // steps to each side that are averaged: 2.5 s in all

double strongest (const std::vector<TouchLayer>& touches, double t)
{
    double s = 0.0;
    for (const auto& layer : touches)
        if (t >= layer.presence.from() && t <= layer.presence.to()) s = std::max (s, layer.strength.value (t) * layer.presence.gain (t));
    return s;
}

bool same (double a, double b) { return ! (a < b || a > b); }
} // namespace

Curve duckedUnder (const std::vector<TouchLayer>& touches, double length)
{
    if (touches.empty()) return Curve (0.0);
    const auto steps = static_cast<std::size_t> (length / step) + 2;
    std::vector<double> under (steps + 2 * around, 0.0); // as if nothing touched before and afterwards
    for (std::size_t i = 0; i < steps; ++i)
    {
        const double u = std::clamp ((strongest (touches, static_cast<double> (i) * step) - weak) / (strong - weak), 0.0, 1.0);
        under[i + around] = most * u * u * (3.0 - 2.0 * u);
    }
    std::vector<Curve::Knot> knots;
    for (std::size_t i = 0; i < steps; ++i)
    {
        double sum = 0.0;
        for (std::size_t k = 0; k <= 2 * around; ++k) sum += under[i + k];
        const Curve::Knot now { static_cast<double> (i) * step, sum / (2 * around + 1), Shape::linear };
        // Where it stands still, two knots are enough.
        if (const auto n = knots.size(); n > 1 && same (knots[n - 1].value, now.value) && same (knots[n - 2].value, now.value)) knots.back() = now;
        else knots.push_back (now);
    }
    return Curve (std::move (knots));
}
} // namespace lull::session

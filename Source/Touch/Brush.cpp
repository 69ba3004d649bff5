#include "Touch/Brush.h"

#include <algorithm>
#include <cstddef>

namespace lull::touch
{
namespace
{
constexpr double slope = 0.32, least = 0.0473; // s
}

double Brushed::at (double seconds) const noexcept
{
    const double into = seconds - start, left = start + duration - seconds;
    if (! (into > 0.0) || ! (left > 0.0)) return 0.0;
    const double edge = std::min (0.015, 0.25 * duration), u = std::min (1.0, std::min (into, left) / edge);
    const double amplitude = u * u * (3.0 - 2.0 * u); // squared: a power whose root has no corner
    return amplitude * amplitude;
}

// Each point is on from before the hand is there until after: before[i] and after[i] around the moment at which both of its phantoms hand over.
std::vector<Brushed> brush (const std::vector<double>& passes)
{
    std::vector<Brushed> points (passes.size());
    double before = 0.0, onset = 0.0;
    for (std::size_t i = 0; i < passes.size(); ++i)
    {
        points[i].start = onset;
        if (i + 1 == passes.size())
        {
            points[i].duration = before;
            break;
        }
        const double next = (slope * (before + passes[i + 1] - onset) + least) / (1.0 + slope); // onset to onset
        const double after = std::max (0.0, passes[i + 1] - onset - next);
        points[i].duration = before + after;
        before = after;
        onset += next;
    }
    return points;
}
} // namespace lull::touch

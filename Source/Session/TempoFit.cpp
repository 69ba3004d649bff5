#include "Session/TempoFit.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::session
{
namespace
{
constexpr double step = 2.0, least = 20.0, most = 200.0; // bpm

text::Ramp moved (const text::Ramp& written, double first, double travel)
{
    auto ramp = written;
    for (auto& p : ramp.points) p.value = std::clamp (first + travel * (p.value - written.first()), least, most);
    return ramp;
}
} // namespace

double steepest (const text::Ramp& ramp, double length) noexcept
{
    double slope = 0.0;
    for (std::size_t i = 1; i < ramp.points.size(); ++i)
    {
        const auto &a = ramp.points[i - 1], &b = ramp.points[i];
        const double time = (b.end ? length : b.seconds) - (a.end ? length : a.seconds);
        if (! (time > 0.0)) continue;
        double change = std::abs (b.value - a.value);
        if (ramp.shape == Shape::smooth) change *= 1.5; // in its middle
        else if (ramp.shape == Shape::exp && a.value > 0.0 && b.value > 0.0) change = std::max (a.value, b.value) * std::abs (math::log (b.value / a.value));
        slope = std::max (slope, change / time);
    }
    return slope;
}

void keepUnhurried (const Score& written, Score& fitted)
{
    double was = written.tempo.last(), is = was; // bpm, as it is written and as it becomes
    for (std::size_t i = 0; i < written.phases.size(); ++i)
    {
        if (! written.phases[i].tempo) continue;
        const auto& asked = *written.phases[i].tempo;
        const auto stretched = *fitted.phases[i].tempo;
        const double length = fitted.phases[i].length, allowed = std::max (unhurried, steepest (asked, written.phases[i].length));
        const double by = asked.first() - was, first = std::abs (by) > step ? asked.first() : is + by;
        double travel = std::abs (asked.last() - asked.first()) > 0.0 ? (asked.last() - first) / (asked.last() - asked.first()) : 1.0;
        auto& ramp = *fitted.phases[i].tempo;
        ramp = moved (stretched, first, travel);
        for (int again = 0; again < 4; ++again) // an exponential ramp does not scale with its travel
        {
            const double slope = steepest (ramp, length);
            if (! (slope > allowed * (1.0 + 1e-9))) break;
            travel *= allowed / slope;
            ramp = moved (stretched, first, travel);
        }
        was = asked.last();
        is = ramp.last();
    }
}
} // namespace lull::session

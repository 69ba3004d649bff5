#include "Plugins/Shared/HostBeats.h"

#include <algorithm>
#include <cmath>

namespace lull::plugin
{
namespace
{
constexpr double foresight = 8.0; // s for which a ramp is believed to go on
constexpr std::size_t most = 512; // points

bool near (double a, double b, double share) noexcept { return std::abs (a - b) <= share * std::abs (b); }
} // namespace

std::optional<HostBeats::Said> HostBeats::believed (double seconds, double beat, double bpm) noexcept
{
    if (! std::isfinite (seconds) || ! std::isfinite (beat) || ! std::isfinite (bpm)) return {};
    if (std::abs (seconds) > 1e6 || std::abs (beat) > 1e7 || bpm < slowest || bpm > fastest) return {};
    return Said { seconds, beat, bpm, 0.0 };
}

bool HostBeats::hear (const Said& said, double tolerance)
{
    if (said.seconds < 0.0) return false; // before the session
    if (known())
    {
        // Whole beats more or less are the host's own count.
        const double off = bpm.integral (said.seconds) / 60.0 - said.beat;
        if (std::abs (off - std::round (off)) <= tolerance && near (bpm.value (said.seconds), said.bpm, 0.2)) return false;
    }
    points.erase (std::find_if (points.begin(), points.end(), [&] (const Said& p) { return p.seconds >= said.seconds - 1e-9; }), points.end());
    if (points.size() >= most) points.erase (points.begin());
    points.push_back (said);
    draw();
    return true;
}

void HostBeats::draw()
{
    std::vector<Curve::Knot> knots;
    double at = 0.0, beat = 0.0; // where the curve is known up to
    const Said* before = nullptr;
    for (const auto& p : points)
    {
        const double length = p.seconds - at;
        if (length > 1e-6)
        {
            const double pace = before != nullptr ? before->bpm : p.bpm;
            double beats = p.beat - beat; // in this stretch
            if (beats <= 0.0 || ! (beats * 60.0 / length >= 1.0) || ! near (beats * 60.0 / length, pace, 4.0))
            {
                // Another count than ours: as many whole ones as go with its pace, and its part of a beat.
                const double part = beats - std::floor (beats), about = pace * length / 60.0;
                beats = std::max (0.0, std::round (about - part)) + part;
                if (beats <= 0.0) beats += 1.0;
            }
            const double mean = beats * 60.0 / length;
            const double to = 2.0 * mean - pace; // of a ramp that brings so many
            const bool ramp = before != nullptr && std::abs (before->slope) > 0.0 && near (to, p.bpm, 0.02) && to > 1.0;
            knots.push_back ({ at, ramp ? pace : mean, Shape::linear });
            knots.push_back ({ p.seconds, ramp ? to : mean, Shape::linear });
        }
        at = p.seconds;
        beat = p.beat;
        before = &p;
    }
    if (before != nullptr)
    {
        knots.push_back ({ at, before->bpm, Shape::linear });
        if (std::abs (before->slope) > 0.0)
        {
            const double goal = before->slope > 0.0 ? fastest : slowest;
            const double seconds = std::min (foresight, (goal - before->bpm) / before->slope);
            if (seconds > 0.0) knots.push_back ({ at + seconds, before->bpm + before->slope * seconds, Shape::linear });
        }
    }
    if (knots.empty()) knots.push_back ({ 0.0, 60.0, Shape::linear });
    bpm = Curve (std::move (knots));
}

HostBeats::Said HostSlope::follow (HostBeats::Said said) noexcept
{
    const double passed = said.seconds - seconds;
    const bool onward = seen > 0 && passed > 1e-6 && passed < 1.0;
    const double now = onward ? (said.bpm - bpm) / passed : 0.0;
    agreed = onward && std::abs (now) > 1e-3 && near (now, slope, 0.05) ? agreed + 1 : 0;
    slope = now;
    seconds = said.seconds;
    bpm = said.bpm;
    seen = 1;
    said.slope = agreed >= 2 ? now : 0.0;
    return said;
}
} // namespace lull::plugin

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Session/Rules.h"
#include "Session/Score.h"
#include "Session/SessionFields.h"

namespace lull::session
{
namespace
{
struct Reach
{
    double natural, least, most; // s
    [[nodiscard]] double at (double k) const noexcept { return std::clamp (k * natural, least, most); }
};

Reach reachOf (const Phase& p)
{
    if (p.fixed || p.link) return { p.length, p.length, p.length };
    return { p.length, p.atLeast.value_or (std::min (p.length, shortestPhase)), p.atMost.value_or (longestSession) };
}

double sumAt (const std::vector<Reach>& all, double k)
{
    double sum = 0.0;
    for (const auto& r : all) sum += r.at (k);
    return sum;
}

std::string clockText (double seconds)
{
    const auto s = static_cast<int> (seconds);
    return s < 3600 ? fmt::format ("{}:{:02}", s / 60, s % 60) : fmt::format ("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

// The k at which the sum is `seconds`, which lies between the least and the greatest sum. The sum is piecewise linear in k and never falls:
// walk its corners, then solve the piece.
double factorFor (const std::vector<Reach>& all, double seconds)
{
    std::vector<double> corners { 0.0 };
    for (const auto& r : all)
    {
        corners.push_back (r.least / r.natural);
        corners.push_back (r.most / r.natural);
    }
    std::sort (corners.begin(), corners.end());
    for (std::size_t i = 1; i < corners.size(); ++i)
    {
        const double high = sumAt (all, corners[i]);
        if (high < seconds) continue;
        const double low = sumAt (all, corners[i - 1]);
        if (! (high > low)) return corners[i - 1];
        return corners[i - 1] + (corners[i] - corners[i - 1]) * (seconds - low) / (high - low);
    }
    return corners.back();
}

// Points keep their place within a phase whose length changes.
text::Ramp stretched (text::Ramp ramp, double factor)
{
    for (auto& p : ramp.points) p.seconds *= factor;
    return ramp;
}

void stretch (Phase& phase, double length, const std::vector<LayerDef>& sounds)
{
    const double factor = length / phase.length;
    phase.length = length;
    if (phase.tempo) phase.tempo = stretched (*phase.tempo, factor);
    if (phase.breath) phase.breath = stretched (*phase.breath, factor);
    for (auto& use : phase.sound) use.level = stretched (use.level ? *use.level : sounds[use.layer].level, factor);
    for (auto& use : phase.touch)
    {
        const auto entries = use.values.entries();
        for (const auto& [key, value] : entries)
            if (const auto* ramp = std::get_if<text::Ramp> (&value.is))
            {
                auto changed = value;
                changed.is = stretched (*ramp, factor);
                use.values.set (key, std::move (changed));
            }
    }
}
} // namespace

Result<Score> fitted (const Score& score, double seconds)
{
    std::vector<Reach> all;
    double least = 0.0, most = 0.0;
    for (const auto& phase : score.phases)
    {
        all.push_back (reachOf (phase));
        least += all.back().least;
        most += all.back().most;
    }
    most = std::min (most, longestSession);

    constexpr double tolerance = 1e-6;
    if (! (seconds >= least - tolerance) || ! (seconds <= most + tolerance))
    {
        const bool shorter = ! (seconds > least);
        // Whole seconds that are possible, where there are any between the two ends.
        double nearest = shorter ? std::ceil (least - tolerance) : std::floor (most + tolerance);
        if (nearest > most || nearest < least) nearest = shorter ? least : most;
        return fail (
            fmt::format ("\"{}\" cannot last that {}; the nearest length is {}", score.title, shorter ? "short" : "long", clockText (nearest)),
            Error::Kind::usage);
    }

    const double k = factorFor (all, std::clamp (seconds, least, most));
    Score out = score;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const double length = all[i].at (k); std::abs (length - all[i].natural) > 0.0) stretch (out.phases[i], length, out.sounds);

    if (out.forSleep)
        if (const auto tapping = tappingOf (out);
            tapping.total > longestTappingForSleep + tolerance || tapping.lastEnd > out.length() * 2.0 / 3.0 + tolerance)
            return fail (
                fmt::format ("\"{}\" cannot last {}: its tapping would grow too long or come too late for sleep", score.title, clockText (seconds)),
                Error::Kind::usage);
    return out;
}
} // namespace lull::session

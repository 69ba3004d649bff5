#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Session/Rules.h"
#include "Session/Score.h"
#include "Session/SessionFields.h"
#include "Session/TempoFit.h"

namespace lull::session
{
namespace
{
constexpr double tolerance = 1e-6; // s

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

// "12:34", "0:03.5": as --for reads it back, to a millionth of a second.
std::string exactly (double seconds)
{
    const auto micro = static_cast<long long> (std::floor (seconds * 1e6 + 0.5)), s = micro / 1'000'000;
    auto out = text::clockText (static_cast<double> (s));
    if (micro % 1'000'000 == 0) return out;
    out += fmt::format (".{:06}", micro % 1'000'000);
    return out.substr (0, out.find_last_not_of ('0') + 1);
}

// Where a phase meets a limit of its own.
std::vector<double> cornersOf (const std::vector<Reach>& all)
{
    std::vector<double> corners { 0.0 };
    for (const auto& r : all)
    {
        corners.push_back (r.least / r.natural);
        corners.push_back (r.most / r.natural);
    }
    std::sort (corners.begin(), corners.end());
    return corners;
}

// The k at which the sum is `seconds`, which lies between the least and the greatest sum. The sum is piecewise linear in k and never falls:
// walk its corners, then solve the piece.
double factorFor (const std::vector<Reach>& all, double seconds)
{
    const auto corners = cornersOf (all);
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

// Whether tapping is neither too long nor too late for sleep when every phase lasts what it does at k.
bool lulls (const Score& score, const std::vector<Reach>& all, double k, double slack)
{
    double tapped = 0.0, lastEnd = 0.0, end = 0.0;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        end += all[i].at (k);
        const auto& touch = score.phases[i].touch;
        if (std::none_of (touch.begin(), touch.end(), [] (const TouchUse& t) { return t.kind->pulsed; })) continue;
        tapped += all[i].at (k);
        lastEnd = end;
    }
    return ! score.forSleep || (tapped <= longestTappingForSleep + slack && lastEnd <= tappingEndsForSleep (end) + slack);
}

// On the way from k, where tapping is too long or too late, to the session as it is written: the length at which it first is neither.
// Between two corners all lengths are linear in k, so what sleep allows there is one stretch.
std::optional<double> firstThatLulls (const Score& score, const std::vector<Reach>& all, double k)
{
    constexpr double slack = 0.5 * tolerance; // so that what is named passes when it is asked for
    auto stops = cornersOf (all);
    stops.push_back (1.0);
    std::erase_if (stops, [&] (double c) { return c < std::min (k, 1.0) || c > std::max (k, 1.0); });
    std::sort (stops.begin(), stops.end(), [&] (double a, double b) { return std::abs (a - k) < std::abs (b - k); });
    double no = k;
    for (double yes : stops)
    {
        if (! lulls (score, all, yes, slack))
        {
            no = yes;
            continue;
        }
        for (int i = 0; i < 60; ++i)
        {
            const double middle = 0.5 * (no + yes);
            (lulls (score, all, middle, slack) ? yes : no) = middle;
        }
        return sumAt (all, yes);
    }
    return std::nullopt;
}

// The length to name at this end of what is possible: whole seconds where they are possible, else to a millionth.
template <class Possible>
double named (double end, bool least, const Possible& possible)
{
    const double whole = least ? std::ceil (end - tolerance) : std::floor (end + tolerance);
    if (possible (whole)) return whole;
    return (least ? std::ceil (end * 1e6 - 0.01) : std::floor (end * 1e6 + 0.01)) * 1e-6;
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

    const auto within = [&] (double s) { return s >= least - tolerance && s <= most + tolerance; };
    const auto factor = [&] (double s) { return factorFor (all, s > least ? std::min (s, most) : least); };
    const auto possible = [&] (double s) { return within (s) && lulls (score, all, factor (s), tolerance); };
    const double k = factor (seconds);
    if (! possible (seconds))
    {
        auto message = within (seconds)
                           ? fmt::format ("\"{}\" cannot last {}: its tapping would grow too long or come too late for sleep", score.title, exactly (seconds))
                           : fmt::format ("\"{}\" cannot last that {}", score.title, seconds > least ? "long" : "short");
        const auto end = lulls (score, all, k, tolerance) ? std::optional (sumAt (all, k)) : firstThatLulls (score, all, k);
        if (end) message += "; the nearest length is " + exactly (named (*end, ! (seconds > *end), possible));
        return fail (std::move (message), Error::Kind::usage);
    }

    Score out = score;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const double length = all[i].at (k); std::abs (length - all[i].natural) > 0.0) stretch (out.phases[i], length, out.sounds);
    keepUnhurried (score, out);
    return out;
}
} // namespace lull::session

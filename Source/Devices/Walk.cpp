#include "Devices/Walk.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace lull::devices
{
namespace
{
constexpr double near = 40.0; // cm

std::string listed (const std::vector<std::string>& words)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return out;
}

std::string zonesOf (const touch::Chair& chair, int actuator)
{
    std::vector<std::string> names;
    for (const auto& z : chair.zones)
        if (z.actuator == actuator) names.push_back (z.name);
    return listed (names);
}

// Between the nearest two zones of theirs on one surface, cm; none: they share no surface.
std::optional<double> distance (const touch::Chair& chair, int a, int b)
{
    std::optional<double> least;
    for (const auto& x : chair.zones)
        for (const auto& y : chair.zones)
        {
            if (x.actuator != a || y.actuator != b || x.surface != y.surface) continue;
            const double d = std::hypot (x.x - y.x, x.y - y.y);
            least = std::min (least.value_or (d), d);
        }
    return least;
}
} // namespace

touch::Chair walkedChair (const touch::Chair& chair, int outputs)
{
    auto walked = chair;
    touch::Actuator least;
    least.name = "output";
    double ceiling = 1.0;
    for (std::size_t k = 0; k < chair.actuators.size(); ++k)
    {
        const auto& a = chair.actuators[k];
        least.bandLow = k == 0 ? a.bandLow : std::max (least.bandLow, a.bandLow);
        least.bandHigh = k == 0 ? a.bandHigh : std::min (least.bandHigh, a.bandHigh);
        ceiling = std::min (ceiling, chair.ceiling (static_cast<int> (k)));
    }
    if (least.bandHigh <= least.bandLow) least.bandHigh = least.bandLow * 1.5; // nothing in common: then where it begins
    // The same ceiling in every lane, said as volts of which one is rated. Where a rating is unknown it is -6 dBFS at most, so no tone exceeds -12 there.
    least.ohms = 1.0;
    least.watts = 1.0;
    least.voltsAtFullScale = 1.0 / ceiling;
    walked.shared = false;
    walked.amplifiers.clear();
    walked.actuators.assign (static_cast<std::size_t> (outputs), least);
    walked.zones.clear();
    for (int k = 0; k < outputs; ++k)
    {
        touch::Zone zone;
        zone.actuator = k;
        walked.zones.push_back (zone);
    }
    return walked;
}

WalkEnd walkEnd (const touch::Chair& chair, const std::vector<WalkAnswer>& answers, const std::optional<Binding>& before, std::string device)
{
    WalkEnd end;
    std::vector<std::vector<int>> found (chair.actuators.size()); // outputs
    std::vector<int> left, right;
    for (const auto& a : answers)
    {
        std::vector<int> actuators;
        std::vector<std::string> places;
        for (const int z : a.zones)
        {
            const auto& zone = chair.zones[static_cast<std::size_t> (z)];
            places.push_back (zone.name);
            if (std::find (actuators.begin(), actuators.end(), zone.actuator) == actuators.end()) actuators.push_back (zone.actuator);
        }
        if (actuators.size() > 1)
            end.findings.push_back (fmt::format ("output {} is felt at {}: one signal drives {} actuators; look for an amplifier set to mono or bridged, or a "
                                                 "splitter",
                                                 a.output, listed (places), actuators.size()));
        for (const int k : actuators) found[static_cast<std::size_t> (k)].push_back (a.output);
        if (! actuators.empty() && a.heard != WalkAnswer::Heard::no)
            end.findings.push_back (fmt::format ("output {} is felt at {} and heard from a loudspeaker: the two share a signal", a.output, listed (places)));
        if (a.heard == WalkAnswer::Heard::left || a.heard == WalkAnswer::Heard::both) left.push_back (a.output);
        if (a.heard == WalkAnswer::Heard::right) right.push_back (a.output);
    }
    for (std::size_t k = 0; k < found.size(); ++k)
    {
        std::vector<std::string> numbers;
        for (const int o : found[k]) numbers.push_back (std::to_string (o));
        const auto places = zonesOf (chair, static_cast<int> (k));
        if (numbers.empty())
            end.findings.push_back (fmt::format ("nothing was felt at {} ({}): is it connected, and its amplifier on?", places, chair.actuators[k].name));
        if (numbers.size() > 1)
            end.findings.push_back (
                fmt::format ("outputs {} are all felt at {}: they are joined somewhere, or what moves them is set to mono", listed (numbers), places));
        end.binding.touch.push_back (numbers.empty() ? 0 : found[k].front());
    }
    if (left.size() > 1 || right.size() > 1) end.findings.emplace_back ("one loudspeaker is heard on several outputs: they are joined somewhere");
    if (! left.empty() || ! right.empty())
    {
        end.binding.left = left.empty() ? right.front() : left.front();
        end.binding.right = left.empty() || right.empty() ? 0 : right.front();
    }
    else if (before)
    {
        end.binding.left = before->left;
        end.binding.right = before->right;
    }
    const auto& touch = end.binding.touch;
    const auto taken = [&] (int output) { return output > 0 && std::find (touch.begin(), touch.end(), output) != touch.end(); };
    if (taken (end.binding.left) || taken (end.binding.right)) end.binding.left = end.binding.right = 0; // where touch was found there is no sound
    end.binding.device = std::move (device);
    return end;
}

std::vector<std::pair<int, int>> neighbours (const touch::Chair& chair)
{
    std::vector<std::pair<int, int>> pairs;
    const auto n = static_cast<int> (chair.actuators.size());
    std::vector<bool> reached (static_cast<std::size_t> (n), false);
    for (int begin = 0; begin < n; ++begin)
    {
        if (reached[static_cast<std::size_t> (begin)]) continue;
        reached[static_cast<std::size_t> (begin)] = true;
        std::vector<int> group { begin };
        for (;;) // the nearest that is not yet among them
        {
            std::optional<double> least;
            std::pair<int, int> best;
            for (const int a : group)
                for (int b = 0; b < n; ++b)
                {
                    const auto d = reached[static_cast<std::size_t> (b)] ? std::nullopt : distance (chair, a, b);
                    if (! d || *d > near || (least && *d >= *least)) continue;
                    least = d;
                    best = { a, b };
                }
            if (! least) break;
            reached[static_cast<std::size_t> (best.second)] = true;
            group.push_back (best.second);
            pairs.push_back (best);
        }
    }
    return pairs;
}

std::vector<bool> polarities (const touch::Chair& chair, const std::vector<std::pair<int, int>>& pairs, const std::vector<int>& stronger)
{
    std::vector<bool> inverted;
    for (const auto& a : chair.actuators) inverted.push_back (a.inverted);
    for (std::size_t i = 0; i < std::min (pairs.size(), stronger.size()); ++i)
    {
        if (stronger[i] == 0) continue;
        const auto [a, b] = pairs[i];
        inverted[static_cast<std::size_t> (b)] = inverted[static_cast<std::size_t> (a)] != (stronger[i] < 0);
    }
    return inverted;
}
} // namespace lull::devices

#include "Engine/Detour.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "Base/Math.h"

namespace lull::engine
{
namespace
{
using Line = std::shared_ptr<const session::Timeline>;
constexpr double lead = 0.5;       // s, in which it is built
constexpr double longest = 3600.0; // s that are stayed, in all

Detour nothing (std::string why) { return { nullptr, 0.0, Performance::Entrance::cut, std::move (why) }; }

// "kneading and friction": each once.
void addOnce (std::string& names, std::string_view name)
{
    if (names.find (name) == std::string::npos) names.append (names.empty() ? "" : " and ").append (name);
}

// What is felt at t, in the order of the script.
std::string strokesAt (const session::Timeline& line, double t)
{
    std::string names;
    for (const auto& layer : line.touches())
        if (layer.presence.gain (t) > 0.0) addOnce (names, layer.kind->name);
    return names;
}

std::string minutes (double seconds)
{
    const auto whole = std::llround (seconds);
    if (whole == 60) return "A minute";
    if (whole == 120) return "Two minutes";
    return whole % 60 == 0 ? fmt::format ("{} minutes", whole / 60) : fmt::format ("{} seconds", whole);
}

Detour stay (const Line& line, double now, double seconds)
{
    if (line->after (now)) return nothing ("The session is over; nothing is left to stay in.");
    double stayed = seconds;
    for (const auto& h : line->holds()) stayed += h.seconds;
    if (stayed > longest) return nothing ("It has stayed for an hour; it goes on now.");
    auto longer = line->stays ({ now + lead, seconds });
    if (longer == nullptr) return nothing ("The session is over; nothing is left to stay in.");
    const auto& phase = line->phases()[line->phaseAt (now)];
    const auto strokes = strokesAt (*line, now);
    return { std::move (longer), now + lead, Performance::Entrance::onward,
             fmt::format ("{} more of {}.", minutes (seconds), strokes.empty() ? phase.name : strokes) };
}

Detour again (const Line& line, double now)
{
    if (line->phases().empty()) return nothing ({});
    const auto i = line->after (now) ? line->phases().size() - 1 : line->phaseAt (now);
    const auto& phase = line->phases()[i];
    double from = phase.begin;
    // Behind its crossfade with what came before it, which is over.
    if (i > 0)
        for (const auto& s : line->sounds())
            for (const auto& p : s.presences)
                if (p.end > phase.begin - 1e-6 && p.end < phase.begin + 1e-6) from = std::max (from, p.to());
    if (i > 0)
        for (const auto& l : line->touches())
            if (l.end > phase.begin - 1e-6 && l.end < phase.begin + 1e-6) from = std::max (from, l.presence.to());
    return { line, std::min (from, phase.end), Performance::Entrance::across, phase.name + " once more." };
}

Detour notHere (const Line& line, double now, int actuator)
{
    const auto* before = line->chair();
    if (before == nullptr) return nothing ({});
    if (actuator < 0 || actuator >= static_cast<int> (before->actuators.size())) return nothing ("Nothing is touched right now.");
    auto chair = std::make_shared<touch::Chair> (*before);
    std::string places, strokes;
    for (auto& zone : chair->zones)
    {
        if (zone.actuator != actuator) continue;
        places += (places.empty() ? "" : " and ") + zone.name;
        for (const auto& layer : line->touches())
        {
            const std::string stroke (layer.kind->name);
            if (! (layer.presence.gain (now) > 0.0) || std::find (zone.without.begin(), zone.without.end(), stroke) != zone.without.end()) continue;
            zone.without.push_back (stroke);
            addOnce (strokes, stroke);
        }
    }
    if (strokes.empty()) return nothing ({});
    return { line->on (std::move (chair)), now + lead, Performance::Entrance::onward, fmt::format ("No {} at {} any more.", strokes, places) };
}
} // namespace

std::optional<Detour> detourOf (const Line& line, const Logged& wish, SampleRate rate)
{
    using What = Logged::What;
    if (line == nullptr) return std::nullopt;
    const double now = static_cast<double> (wish.frame) / rate.value;
    if (wish.what == What::stay) return stay (line, now, wish.value);
    if (wish.what == What::again) return again (line, now);
    if (wish.what == What::notHere) return notHere (line, now, static_cast<int> (wish.value));
    return std::nullopt;
}

std::optional<Detour> tempoDetour (const Line& line, double now, double times)
{
    constexpr double glide = 0.5, least = 20.0, most = 300.0; // s; bpm
    if (line == nullptr || ! (times > 0.0)) return std::nullopt;
    const double turns = now + lead, infinite = std::numeric_limits<double>::infinity();
    const auto faster = line->tempo().times (times);
    if (const double then = faster.value (turns + glide); then < least || then > most) return std::nullopt;
    auto knots = line->tempo().between (-infinite, turns);
    const auto after = faster.between (turns + glide, infinite);
    knots.insert (knots.end(), after.begin(), after.end());
    return Detour { line->paced (Curve (std::move (knots)), line->breath()), turns, Performance::Entrance::onward,
                    fmt::format ("{:.0f} beats a minute.", faster.value (turns + glide)) };
}

double nudged (double v) noexcept
{
    const double from = std::clamp (v, 0.0, 1.0) * 127.0, middle = from < 64.0 ? from / 64.0 : 1.0 + (from - 64.0) / 63.0; // 0 .. 2, 64 is 1
    return math::pow (1.25, middle - 1.0);
}
} // namespace lull::engine

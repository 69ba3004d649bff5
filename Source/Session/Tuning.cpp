#include "Session/Tuning.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "Base/Math.h"

namespace lull::session
{
namespace
{
// Seconds of every carrier, in the script's order, over the phases that `counts` names.
template <class Counts>
std::optional<double> longestCarrier (const Score& score, const Counts& counts)
{
    std::vector<std::pair<double, double>> times;
    for (const auto& phase : score.phases)
    {
        if (! counts (phase)) continue;
        for (const auto& use : phase.touch)
        {
            if (use.kind == nullptr || use.kind->pulsed) continue;
            const double carrier = use.values.has ("carrier") ? use.values.number ("carrier") : use.kind->carrier;
            auto known = std::find_if (times.begin(), times.end(), [&] (const auto& t) { return ! (t.first < carrier || t.first > carrier); });
            if (known == times.end()) known = times.insert (times.end(), { carrier, 0.0 });
            known->second += phase.length;
        }
    }
    const auto most = std::max_element (times.begin(), times.end(), [] (const auto& a, const auto& b) { return a.second < b.second; });
    return most == times.end() ? std::nullopt : std::optional (most->first);
}

bool saysTouch (const text::Values& values, const text::Field& field) noexcept
{
    return field.kind == text::Field::Kind::quantity && values.isWord (field.key) && values.word (field.key) == sound::fromTouch;
}
} // namespace

std::optional<double> carrierBeside (const Score& score, std::size_t layer)
{
    const auto lists = [&] (const Phase& p) { return std::any_of (p.sound.begin(), p.sound.end(), [&] (const LayerUse& u) { return u.layer == layer; }); };
    if (const auto beside = longestCarrier (score, lists)) return beside;
    return longestCarrier (score, [] (const Phase&) { return true; });
}

double octaveOf (double carrier, double wanted, double least, double greatest) noexcept
{
    double best = wanted, apart = 1e9;
    for (double f = 2.0 * carrier; f <= greatest; f *= 2.0)
        if (const double now = std::abs (math::log2 (f / wanted)); f >= least && now < apart - 1e-9)
        {
            best = f;
            apart = now;
        }
    return best;
}

const text::Value* toTouch (const LayerDef& def) noexcept
{
    if (def.kind == nullptr) return nullptr;
    for (const auto& field : def.kind->fields)
        if (saysTouch (def.values, field)) return def.values.find (field.key);
    return nullptr;
}

text::Values tuned (const Score& score, std::size_t layer)
{
    const auto& def = score.sounds[layer];
    auto values = def.values;
    for (const auto& field : def.kind->fields)
    {
        if (! saysTouch (def.values, field)) continue;
        auto value = *values.find (field.key);
        auto number = text::defaults ({ field }).number (field.key);
        if (const auto carrier = carrierBeside (score, layer)) number = octaveOf (*carrier, number, field.ranges[0].least, field.ranges[0].greatest);
        value.is = text::Quantity { number, text::Measure::hertz };
        values.set (field.key, std::move (value));
    }
    return values;
}
} // namespace lull::session

#include "Safety/RmsBudget.h"

#include <algorithm>
#include <cmath>

namespace lull::safety
{
namespace
{
using Eight = RmsBudget::Eight;

// To the nearest multiple of 2^-34, 0 <= e < 2^17: sums of these up to 2^19 are exact.
double grain (double e) noexcept { return (e + 393'216.0) - 393'216.0; }

void slide (Eight& sum, const Eight& newest, const Eight& oldest) noexcept
{
    for (std::size_t k = 0; k < laneStep; ++k) sum[k] += newest[k] - oldest[k];
}
} // namespace

RmsBudget::RmsBudget (const Eight& limit, SampleRate rate) : whole (static_cast<int> (std::ceil (rate.value / quantum)))
{
    for (std::size_t h = 0; h < horizons; ++h)
    {
        past[h] = std::max (1, whole >> (h + 1));
        rest[h] = whole - past[h];
    }
    slots = whole + 1 + 32;
    onsets.resize (static_cast<std::size_t> (slots));
    tap = static_cast<int> (std::ceil (0.075 * rate.value / quantum));
    in.assign (static_cast<std::size_t> (slots), Eight {});
    out.assign (static_cast<std::size_t> (slots), Eight {});
    for (std::size_t k = 0; k < laneStep; ++k)
    {
        const double energy = limit[k] > 0.0 ? limit[k] * limit[k] * rate.value : 1e12;
        soft[k] = energy * 1.015;
        hard[k] = energy * 1.0198;
    }
    whollySoft = soft;
    whollyHard = hard;
}

void RmsBudget::lower (double share) noexcept
{
    if (share == lowered) return;
    lowered = share;
    for (std::size_t k = 0; k < laneStep; ++k)
    {
        soft[k] = whollySoft[k] * (share * share);
        hard[k] = whollyHard[k] * (share * share);
    }
}

double RmsBudget::expected (std::size_t k) const noexcept
{
    constexpr std::size_t h = 3; // 1/16 s: its mean power is what the overload is
    const int n = onset.quanta[k];
    return n > tap && n < rest[h] ? lately[h][k] / past[h] * (whole - n) : 0.0;
}

bool RmsBudget::ask (const Eight& energy, Eight& gain) noexcept
{
    auto& newest = in[static_cast<std::size_t> (at)];
    for (std::size_t k = 0; k < laneStep; ++k) newest[k] = grain (energy[k]);

    double over = 0.0;
    for (std::size_t h = 0; h < horizons; ++h)
    {
        slide (lately[h], newest, in[ago (past[h])]);
        for (std::size_t k = 0; k < laneStep; ++k) over = std::max (over, lately[h][k] + spent[h][k] - soft[k]);
    }
    for (std::size_t k = 0; k < laneStep; ++k) over = std::max (over, newest[k] + second[k] - hard[k]);
    for (std::size_t k = 0; k < laneStep; ++k) over = std::max (over, expected (k) + onset.spent[k] - soft[k]);
    gain.fill (1.0);
    if (over <= 0.0) return false;

    for (std::size_t k = 0; k < laneStep; ++k)
    {
        double power = 1.0;
        for (std::size_t h = 0; h < horizons; ++h)
        {
            const double room = std::max (0.0, soft[k] - spent[h][k]);
            if (lately[h][k] > room) power = std::min (power, room / lately[h][k]);
        }
        const double left = std::max (0.0, soft[k] - onset.spent[k]);
        if (const double all = expected (k); all > left) power = std::min (power, left / all);
        const double room = std::max (0.0, hard[k] - second[k]);
        if (newest[k] > room) power = std::min (power, room / newest[k]);
        gain[k] = std::sqrt (power);
    }
    return true;
}

void RmsBudget::spend (const Eight& energy) noexcept
{
    auto& newest = out[static_cast<std::size_t> (at)];
    for (std::size_t k = 0; k < laneStep; ++k) newest[k] = grain (energy[k]);
    for (std::size_t h = 0; h < horizons; ++h) slide (spent[h], newest, out[ago (rest[h])]);
    slide (second, newest, out[ago (whole)]);
    onsets[static_cast<std::size_t> (at)] = onset;
    for (std::size_t k = 0; k < laneStep; ++k)
    {
        constexpr std::size_t h = horizons - 1;
        const bool overloaded = lately[h][k] * whole > soft[k] * past[h];
        onset.quanta[k] = overloaded ? std::min (onset.quanta[k] + 1, whole) : 0;
        onset.spent[k] = overloaded ? onset.spent[k] + newest[k] : 0.0;
    }
    at = at + 1 == slots ? 0 : at + 1;
}

void RmsBudget::takeBack (int quanta) noexcept
{
    for (int i = 0; i < quanta; ++i)
    {
        at = at == 0 ? slots - 1 : at - 1;
        auto& gone = out[static_cast<std::size_t> (at)];
        auto& asked = in[static_cast<std::size_t> (at)];
        for (std::size_t h = 0; h < horizons; ++h)
        {
            slide (spent[h], out[ago (rest[h])], gone);
            slide (lately[h], in[ago (past[h])], asked);
        }
        slide (second, out[ago (whole)], gone);
        onset = onsets[static_cast<std::size_t> (at)];
        gone.fill (0.0);
        asked.fill (0.0);
    }
}
} // namespace lull::safety

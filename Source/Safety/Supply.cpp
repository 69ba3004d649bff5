#include "Safety/Supply.h"

#include <algorithm>
#include <cmath>

namespace lull::safety
{
Supply::Supply (const Limits& limits, SampleRate rate)
{
    const auto n = static_cast<std::size_t> (std::clamp (limits.actuators, 0, maxLanes));
    std::array<double, Limits::maxSupplies> whole {};
    const auto counts = [&] (std::size_t k) { return limits.watts[k] > 0.0f && limits.supplied[supplyOf[k]] > 0.0f; };
    for (std::size_t k = 0; k < n; ++k)
    {
        supplyOf[k] = static_cast<std::size_t> (std::clamp (limits.supply[k], 0, Limits::maxSupplies - 1));
        if (counts (k)) whole[supplyOf[k]] += static_cast<double> (limits.watts[k]);
    }
    if (std::all_of (whole.begin(), whole.end(), [] (double w) { return w == 0.0; })) return;
    for (std::size_t k = 0; k < n; ++k)
        if (counts (k)) draw[k / laneStep][k % laneStep] = static_cast<double> (limits.watts[k]) / whole[supplyOf[k]];
    RmsBudget::Eight greatest {};
    constexpr double margin = 0.98; // RmsBudget's greatest excess
    for (std::size_t s = 0; s < whole.size(); ++s)
        if (whole[s] > 0.0) greatest[s] = std::sqrt (std::min (1.0, margin * static_cast<double> (limits.supplied[s]) / whole[s]));
    budgets.emplace_back (greatest, rate);
}

RmsBudget::Eight Supply::drawn (const Groups& energy) const noexcept
{
    RmsBudget::Eight sum {};
    for (std::size_t k = 0; k < maxLanes; ++k) sum[supplyOf[k]] += energy[k / laneStep][k % laneStep] * draw[k / laneStep][k % laneStep];
    for (auto& e : sum) e = std::min (e, static_cast<double> (quantum));
    return sum;
}

bool Supply::ask (const Groups& asked, Groups& gain) noexcept
{
    RmsBudget::Eight of;
    const bool held = budgets.front().ask (drawn (asked), of);
    for (std::size_t k = 0; k < maxLanes; ++k) gain[k / laneStep][k % laneStep] = draw[k / laneStep][k % laneStep] > 0.0 ? of[supplyOf[k]] : 1.0;
    return held;
}

void Supply::spend (const Groups& energy) noexcept { budgets.front().spend (drawn (energy)); }
void Supply::takeBack (int quanta) noexcept
{
    for (auto& b : budgets) b.takeBack (quanta);
}
} // namespace lull::safety

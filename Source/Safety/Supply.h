// The power supplies that actuators share: what they draw together, as a mean over any second, stays within what each gives. Actuators or supplies whose
// watts are unknown are not counted. Audio thread; allocates when made.
#pragma once

#include <array>
#include <vector>

#include "Safety/Limits.h"
#include "Safety/RmsBudget.h"

namespace lull::safety
{
class Supply
{
public:
    using Groups = std::array<RmsBudget::Eight, maxLanes / laneStep>;

    Supply (const Limits&, SampleRate);

    [[nodiscard]] bool any() const noexcept { return ! budgets.empty(); }

    // asked: sum of squares of the newest quantum per lane, as it would go out. Returns per lane a gain <= 1; true if any is below 1.
    bool ask (const Groups& asked, Groups& gain) noexcept;

    // What was planned for the same quantum in the end.
    void spend (const Groups& energy) noexcept;
    void takeBack (int quanta) noexcept;

private:
    std::vector<RmsBudget> budgets;                // none or one: a lane of it is a supply
    Groups draw {};                                // of each actuator, re all of its supply at full scale: so no quantum counts for more than one
    std::array<std::size_t, maxLanes> supplyOf {}; // lane of the budget, where draw is above 0

    [[nodiscard]] RmsBudget::Eight drawn (const Groups& energy) const noexcept;
};
} // namespace lull::safety

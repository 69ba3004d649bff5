#include "Dsp/LookAheadGain.h"

#include <algorithm>
#include <cassert>

#include "Base/Math.h"

namespace lull::dsp
{
LookAheadGain::LookAheadGain (int q, SampleRate rate, Seconds hold, Decibels rise)
    : quanta (q), holdQuanta (static_cast<int> (hold.value * rate.value / quantum)), up (math::amplitude (rise.value * quantum / rate.value))
{
    assert (quanta >= 1 && quanta <= mostQuanta);
    double sum = 0.0;
    for (int i = 0; i < quanta; ++i) sum += 1.0 - math::cosCycles ((i + 1.0) / (quanta + 1.0));
    for (int i = 0; i < quanta; ++i) weight[static_cast<std::size_t> (i)] = (1.0 - math::cosCycles ((i + 1.0) / (quanta + 1.0))) / sum;
    clear();
}

void LookAheadGain::clear() noexcept
{
    level = first = second = 1.0;
    held = stirring = now = nowLeast = 0;
    planned.fill (1.0);
    least.fill (1.0);
}

double LookAheadGain::push (double greatest) noexcept
{
    constexpr double floor = 0.001; // where a gain of zero starts to rise from
    if (greatest <= level)
    {
        level = greatest;
        held = holdQuanta;
    }
    else if (held > 0) --held;
    else level = std::min (greatest, std::max (level, floor) * up);

    planned[static_cast<std::size_t> (now)] = level;
    now = now == quanta ? 0 : now + 1;
    first = second;
    stirring = level < 1.0 ? 2 * quanta + 1 : std::max (0, stirring - 1);

    // Edge n lies before the newest quantum n. The least of the plans n - quanta .. n is below the plan on either side of each of the edges
    // n - quanta + 1 .. n, so a mean over the `quanta` newest of these is a gain that the oldest edge's two quanta bear.
    auto& newest = least[static_cast<std::size_t> (nowLeast)];
    nowLeast = nowLeast + 1 == quanta ? 0 : nowLeast + 1;
    if (stirring == 0)
    {
        newest = second = 1.0;
        return level;
    }
    newest = *std::min_element (planned.begin(), planned.begin() + quanta + 1);
    double missing = 0.0;
    for (int i = 0, at = nowLeast; i < quanta; ++i)
    {
        missing += weight[static_cast<std::size_t> (i)] * (1.0 - least[static_cast<std::size_t> (at)]);
        at = at + 1 == quanta ? 0 : at + 1;
    }
    second = std::max (0.0, 1.0 - missing);
    return level;
}
} // namespace lull::dsp

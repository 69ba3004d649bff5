#include "Safety/Permitted.h"

#include <algorithm>

#include "Base/Math.h"

namespace lull::safety
{
Permitted::Permitted (SampleRate rate)
    : up (math::amplitude (risePerSecond * quantum / rate.value)),
      down (math::amplitude (-fallPerSecond * quantum / rate.value)),
      headroom (math::amplitude (headroomDecibels)),
      floor (math::amplitude (floorDecibels)),
      allowed (floor),
      bucketQuanta (std::max (1, static_cast<int> (rate.value / (quantum * buckets) + 0.999)))
{}

double Permitted::gain (double level, bool timePasses) noexcept
{
    newest = std::max (newest, level);
    held = std::max (older, newest);
    if (timePasses)
    {
        const double target = std::clamp (held * headroom, floor, 1.0);
        allowed = target > allowed ? std::min (target, allowed * up) : std::max (target, allowed * down);
        if (++inBucket == bucketQuanta)
        {
            full[static_cast<std::size_t> (at)] = newest;
            at = (at + 1) % buckets;
            older = *std::max_element (full.begin(), full.end());
            newest = 0.0;
            inBucket = 0;
        }
    }
    return held > allowed ? allowed / held : 1.0;
}
} // namespace lull::safety

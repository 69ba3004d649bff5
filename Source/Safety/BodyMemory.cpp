#include "Safety/BodyMemory.h"

#include <algorithm>

#include "Base/Math.h"

namespace lull::safety
{
void BodyMemory::rest (Seconds time) noexcept
{
    if (! (time.value > 0.0)) return;
    const double s = std::min (time.value, 1e6);
    rested.store (rested.load (std::memory_order_relaxed) + static_cast<float> (s), std::memory_order_relaxed);
    const auto left = static_cast<float> (math::exp (-s / coolingSeconds));
    for (auto& lane : heat) lane.store (lane.load (std::memory_order_relaxed) * left, std::memory_order_relaxed);
}
} // namespace lull::safety

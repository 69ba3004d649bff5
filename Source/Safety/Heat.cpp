#include "Safety/Heat.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::safety
{
namespace
{
constexpr double steepness = 4.0; // how much more than it can bear for ever a node may be given, per warmth that it lacks
} // namespace

Heat::Heat (const std::array<float, maxLanes>& sustained, SampleRate rate, BodyMemory& m) noexcept : memory (m), framesPerSecond (rate.value)
{
    targets.fill (1.0);
    for (std::size_t k = 0; k < maxLanes; ++k) limit[k] = static_cast<double> (sustained[k]) * static_cast<double> (sustained[k]);
    recall();
}

void Heat::recall() noexcept
{
    for (std::size_t k = 0; k < maxLanes; ++k)
    {
        const auto before = static_cast<double> (memory.heat[k].load (std::memory_order_relaxed));
        warmth[k] = before >= 0.0 && before < 4.0 ? before : most; // NaN and nonsense: hot
    }
}

// All means as they are after `seconds` of an even power.
void Heat::live (std::size_t k, double power, double gain, double seconds) noexcept
{
    const double held = std::max (least, gain), asked = power / (held * held);
    warmth[k] += (power - warmth[k]) * (1.0 - math::exp (-seconds / tau.value));
    lately[k] += (asked - lately[k]) * (1.0 - math::exp (-seconds / 10.0));
    longer[k] += (asked - longer[k]) * (1.0 - math::exp (-seconds / 60.0));
    const double allowed = std::max (0.0, most + steepness * (most - warmth[k])), wanted = std::max (lately[k], longer[k]);
    targets[k] = wanted > allowed ? std::max (least, std::sqrt (allowed / wanted)) : 1.0;
    memory.heat[k].store (static_cast<float> (warmth[k]), std::memory_order_relaxed);
}

void Heat::settle (const std::array<double, maxLanes>& gains) noexcept
{
    for (std::size_t k = 0; k < maxLanes; ++k)
        live (k, limit[k] > 0.0 ? static_cast<double> (spent[k]) / (frames * limit[k]) : 0.0, gains[k], frames / framesPerSecond);
    spent.fill (0.0f);
    frames = 0.0;
}

void Heat::rest (Seconds time) noexcept
{
    if (! (time.value > 0.0)) return;
    for (std::size_t k = 0; k < maxLanes; ++k) live (k, 0.0, 1.0, std::min (time.value, 1e6));
}

std::array<float, maxLanes> Heat::filled() const noexcept
{
    std::array<float, maxLanes> full {};
    for (std::size_t k = 0; k < maxLanes; ++k) full[k] = static_cast<float> (warmth[k] / most);
    return full;
}
} // namespace lull::safety

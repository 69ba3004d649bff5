#include <algorithm>
#include <cmath>

#include "Engine/Renderer.h"

namespace lull::engine
{
// figures.md 3.5, 4.4: a sine at the ceiling is at its greatest 1 s rms; filters at the edges of what the actuator can do.
safety::Limits limitsOf (const touch::Chair* chair)
{
    safety::Limits limits;
    if (chair == nullptr) return limits;
    limits.actuators = static_cast<int> (chair->actuators.size());
    for (std::size_t i = 0; i < chair->actuators.size(); ++i)
    {
        const auto& a = chair->actuators[i];
        const double ceiling = chair->ceiling (static_cast<int> (i));
        limits.peak[i] = static_cast<float> (ceiling);
        limits.rms[i] = static_cast<float> (ceiling / std::sqrt (2.0));
        limits.sustained[i] = static_cast<float> (ceiling / 2.0); // half the power
        limits.highpass[i] = a.highpass();
        limits.lowpass[i] = chair->shared ? std::min (a.lowpass(), chair->crossover) : a.lowpass();
        if (const auto watts = a.wattsAtFullScale()) limits.watts[i] = static_cast<float> (2.0 * *watts); // a full-scale sine has a mean square of 1/2
        limits.supply[i] = std::max (0, a.amplifier);
        for (const auto& z : chair->zones)
            if (z.actuator == static_cast<int> (i))
            {
                limits.surface[i] = static_cast<int> (z.surface);
                break;
            }
    }
    // [D] an amplifier hands on four fifths of what its supply gives.
    for (std::size_t s = 0; s < std::min (chair->amplifiers.size(), limits.supplied.size()); ++s)
        limits.supplied[s] = static_cast<float> (0.8 * chair->amplifiers[s].supply.value_or (0.0));
    return limits;
}
} // namespace lull::engine

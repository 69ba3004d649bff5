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
        limits.lowpass[i] = a.lowpass();
        for (const auto& z : chair->zones)
            if (z.actuator == static_cast<int> (i))
            {
                limits.surface[i] = static_cast<int> (z.surface);
                break;
            }
    }
    return limits;
}
} // namespace lull::engine

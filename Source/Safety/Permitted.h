// The permitted level of one surface: how strong touch may be now, given how strong it has lately been. It slews, the signal does not.
// Starts at and never falls below -24 dB re ceiling, rises at most 6 dB/s, falls at most 0.1 dB/s (figures.md 4.4). Audio thread.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::safety
{
class Permitted
{
public:
    static constexpr double floorDecibels = -24.0, risePerSecond = 6.0, fallPerSecond = 0.1;
    // It rises to this much above the envelope: what a hand adds to another, or one tap to the last, passes at once.
    static constexpr double headroomDecibels = 3.0;

    explicit Permitted (SampleRate);

    // level: greatest amplitude of the newest quantum over the surface's actuators, re ceiling. Returns g = min (1, P / envelope), where the
    // envelope is the greatest level of the last 1.0 to 1.1 s. Without `timePasses` the level is heard but the clock stands.
    double gain (double level, bool timePasses) noexcept;

    [[nodiscard]] double permitted() const noexcept { return allowed; } // linear, re ceiling
    [[nodiscard]] double envelope() const noexcept { return held; }

private:
    static constexpr int buckets = 16; // of 1/16 s

    double up, down, headroom, floor, allowed;
    double held = 0.0, newest = 0.0, older = 0.0; // older: greatest of the full buckets
    int bucketQuanta, inBucket = 0, at = 0;
    std::array<double, buckets> full {};
};
} // namespace lull::safety

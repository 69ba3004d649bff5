// The slow one of two nodes of heat (figures.md 4.4; the fast one is RmsBudget's second): magnet and frame of a transducer, warmed by mean power with a
// time constant of minutes. Power is counted re half of what the actuator is rated for. The node may warm to `most`, which keeps the mean of any 20 min
// within that half: over a window T the power is tau (E1 - E0) + the integral of E, so its mean is at most most x (1 + tau / T) = 0.97. It hears what
// really went out, second by second, and answers with a gain that glides. Its state lives in BodyMemory. Audio thread; allocates nothing.
#pragma once

#include <array>

#include "Safety/BodyMemory.h"

namespace lull::safety
{
class Heat
{
public:
    static constexpr Seconds window { 1200.0 }, tau { BodyMemory::coolingSeconds };
    static constexpr double most = BodyMemory::hot;
    static constexpr double least = 0.0625; // gain: -24 dB

    // sustained: greatest rms over 20 min per lane, linear; 0: none to keep. The memory must outlive this.
    Heat (const std::array<float, maxLanes>& sustained, SampleRate, BodyMemory&) noexcept;

    // The memory has been written anew, by who knows better.
    void recall() noexcept;

    // 32 frames went by: sums of squares of what went out, per lane. True once a second: then settle() is due.
    bool add (const std::array<float, maxLanes>& energy) noexcept
    {
        for (std::size_t k = 0; k < maxLanes; ++k) spent[k] += energy[k];
        return (frames += quantum) >= framesPerSecond;
    }

    // gains: those that held during that second, per lane. From here on target() is new.
    void settle (const std::array<double, maxLanes>& gains) noexcept;

    // Nothing went out for so long, and nothing was called.
    void rest (Seconds) noexcept;

    // The gain that each lane should have reached a second from now, `least` .. 1; exactly 1 while it is not near its limit.
    [[nodiscard]] const std::array<double, maxLanes>& target() const noexcept { return targets; }

    // How warm, re the warmest it may be, per lane.
    [[nodiscard]] std::array<float, maxLanes> filled() const noexcept;

private:
    BodyMemory& memory;
    std::array<double, maxLanes> limit {}; // mean square
    alignas (64) std::array<float, maxLanes> spent {};
    std::array<double, maxLanes> targets {}, warmth {}, lately {}, longer {}; // what would have gone out at gain 1: means of 10 s and 60 s
    double framesPerSecond, frames = 0.0;

    void live (std::size_t lane, double power, double gain, double seconds) noexcept;
};
} // namespace lull::safety

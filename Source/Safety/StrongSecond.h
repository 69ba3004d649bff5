// Whether the last second of what went out was strong: its rms above half (-6 dB) of the greatest rms of some actuator. Looked at sixteen times a second;
// what was strong stays so until the second has passed. Audio thread.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::safety
{
class StrongSecond
{
public:
    // rms: greatest 1 s rms per lane, linear; lanes with 0 are never strong.
    StrongSecond (const std::array<float, maxLanes>& rms, SampleRate rate) noexcept : framesPerPart (rate.value / parts)
    {
        for (std::size_t k = 0; k < maxLanes; ++k)
            limit[k] = rms[k] > 0.0f ? 0.2512 * static_cast<double> (rms[k]) * static_cast<double> (rms[k]) * rate.value : 1e30;
    }

    // 32 frames went by: sums of squares per lane.
    void add (const std::array<float, maxLanes>& energy) noexcept
    {
        for (std::size_t k = 0; k < maxLanes; ++k) part[k] += energy[k];
        frames += quantum;
        if (frames < framesPerPart) return;
        frames -= framesPerPart;
        ring[at] = part;
        part.fill (0.0f);
        at = (at + 1) % parts;
        is = false;
        for (std::size_t k = 0; k < maxLanes; ++k)
        {
            double second = 0.0;
            for (const auto& p : ring) second += static_cast<double> (p[k]);
            is = is || second > limit[k];
        }
    }
    void clear() noexcept
    {
        ring = {};
        part.fill (0.0f);
        frames = 0.0;
        is = false;
    }
    [[nodiscard]] bool strong() const noexcept { return is; }

private:
    static constexpr std::size_t parts = 16;

    double framesPerPart, frames = 0.0;
    std::array<double, maxLanes> limit {}; // energy of a second
    std::array<std::array<float, maxLanes>, parts> ring {};
    alignas (64) std::array<float, maxLanes> part {};
    std::size_t at = 0;
    bool is = false;
};
} // namespace lull::safety

// The greatest value between samples: 4x oversampling as in ITU-R BS.1770-4 annex 2, by windowed sincs of 12 and of 24 taps per phase. One channel.
// For the limiter on the audio thread and for meters; no allocation.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::dsp
{
class TruePeak
{
public:
    static constexpr int taps = 24, delay = taps / 2; // frames

    TruePeak() noexcept { clear(); }

    // The greatest |x| on the fine grid of the 32 frames that end `delay` frames before this quantum's end. Returns exactly 0 if nothing can be above
    // `threshold` there (most of the time, and cheaply). Input finite.
    float push (const float* x, float threshold = 0.0f) noexcept;

    void clear() noexcept { window.fill (0.0f); }

private:
    alignas (64) std::array<float, quantum + taps> window;
};
} // namespace lull::dsp

// The one unit of work: 32 frames, aligned to the session's frame 0. Shapes of sound and touch, and the clock's answer for one quantum.
#pragma once

#include <array>
#include <cstddef>

#include "Base/Units.h"

namespace lull
{
inline constexpr int quantum = 32;  // frames
inline constexpr int maxLanes = 16; // actuators; lanes are padded to 8 or 16
inline constexpr int laneStep = 8;

// Lanes that hold `actuators` actuators: 0, 8 or 16.
[[nodiscard]] constexpr int lanesFor (int actuators) noexcept { return (actuators + laneStep - 1) / laneStep * laneStep; }

// Two planar channels x 32 frames, linear, full scale 1.
struct StereoQuantum
{
    alignas (64) std::array<float, quantum> left;
    alignas (64) std::array<float, quantum> right;

    void clear() noexcept
    {
        left.fill (0.0f);
        right.fill (0.0f);
    }
};

// 32 frames x up to 16 actuators, frame-major: frame i, lane k at [i * maxLanes + k]. Padding lanes are zero.
struct TouchQuantum
{
    alignas (64) std::array<float, static_cast<std::size_t> (quantum* maxLanes)> at;

    void clear() noexcept { at.fill (0.0f); }
    [[nodiscard]] float* frame (int i) noexcept { return at.data() + i * maxLanes; }
    [[nodiscard]] const float* frame (int i) const noexcept { return at.data() + i * maxLanes; }
};

// One value at both ends of a quantum; linear between.
struct Ends
{
    double begin = 0.0, end = 0.0;
};

// What the clock says of one quantum. Seconds are frame / rate in double, never accumulated. Beats and breaths are cycles from the
// session's start (a whole number is a beat, or the start of an inhalation). Spans abut unless `jump`.
struct Span
{
    Frame frame = 0; // of the first sample; a multiple of 32
    SampleRate rate {};
    Ends seconds {}, beat {}, breath {};
    bool jump = false;
};
} // namespace lull

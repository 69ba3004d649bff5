// The guard's arithmetic for eight actuators in lanes, 32 frames at a time: filters in, gain and clamp out. One source, compiled for the baseline
// and for AVX2; both give the same bytes. Called by Guard on the audio thread; nothing here allocates.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::safety
{
using EightFloats = std::array<float, laneStep>;

// Fourth-order Butterworth high-pass, then low-pass: each two state-variable filters in the trapezoidal form (Zavalishin; figures.md 4.4), which
// keeps its shape in float at 10 Hz and 192 kHz where a biquad does not.
struct alignas (64) LaneFilters
{
    alignas (32) EightFloats highG, highA1, highA2; // g = tan (pi f / rate); a = 1 / (1 + g (g + k))
    alignas (32) EightFloats lowG, lowA1, lowA2;
    alignas (32) std::array<EightFloats, 8> memory; // two each: high 1, high 2, low 1, low 2

    // A lane that has no actuator, or a dead one: whatever comes in, zero comes out.
    void silence (std::size_t lane) noexcept;
    void tune (std::size_t lane, Hertz high, Hertz low, SampleRate) noexcept;
    void forget() noexcept
    {
        for (auto& m : memory) m.fill (0.0f);
    }
    void forget (std::size_t lane) noexcept
    {
        for (auto& m : memory) m[lane] = 0.0f;
    }
};

// 32 frames of eight lanes, frame-major.
struct alignas (64) EightLanes
{
    std::array<float, static_cast<std::size_t> (quantum* laneStep)> at;
};

struct Heard // per lane over one quantum
{
    alignas (32) EightFloats peak;   // greatest |x|
    alignas (32) EightFloats energy; // sum of x^2
};

// What emit() multiplies and clamps with: gains at both ends of the quantum (linear between), ceilings.
struct Emission
{
    alignas (32) EightFloats begin, end, ceiling;
};

// Input beyond this (36 dB above full scale) is no signal but a fault, like NaN and inf.
inline constexpr float wildest = 64.0f;

// In and out point at lane 0 of eight within frames of maxLanes lanes.
[[nodiscard]] unsigned wildLanes (const float* in) noexcept; // one bit per lane: NaN, inf or beyond `wildest` somewhere
void filterLanes (LaneFilters&, const float* in, EightLanes& out, Heard&) noexcept;
void emitLanes (const EightLanes&, const Emission&, const std::array<float, quantum>& after, float* out, Heard&) noexcept;
} // namespace lull::safety

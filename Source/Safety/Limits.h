// What an actuator and a person can take, in plain numbers: all that the guard knows. Made by Engine from chair and person.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::safety
{
struct Limits
{
    int actuators = 0; // 0 .. 16

    // Per actuator; lanes beyond `actuators` are ignored and put out as zero.
    std::array<float, maxLanes> peak {};      // hard ceiling of every sample, linear, <= 1
    std::array<float, maxLanes> rms {};       // greatest 1 s rms, linear
    std::array<float, maxLanes> sustained {}; // greatest 20 min rms, linear; 0: half of rms in power
    std::array<double, maxLanes> highpass {}; // Hz: 4th order; max (10, f_low/2 .. f_low)
    std::array<double, maxLanes> lowpass {};  // Hz: 4th order; <= 250
    std::array<int, maxLanes> surface {};     // 0 .. 7: gains are linked within one

    // Power supplies that several actuators share: the mean of any second of all they draw stays within what it gives. Unknown: not kept.
    static constexpr int maxSupplies = 8;
    std::array<int, maxLanes> supply {};        // 0 .. 7
    std::array<float, maxLanes> watts {};       // W at a mean square of 1 (twice those of a full-scale sine); 0: unknown, not counted
    std::array<float, maxSupplies> supplied {}; // W; 0: unknown
};
} // namespace lull::safety

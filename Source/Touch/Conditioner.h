// What follows the field before the guard: each actuator's response undone, eight lanes at a time. Owned by a Performance; process() on the audio thread.
// It remembers a few tens of milliseconds, no more: a start in the middle sounds like arriving there before a fade is over.
#pragma once

#include <array>

#include "Base/Quantum.h"
#include "Touch/Chair.h"

namespace lull::touch
{
class Conditioner
{
public:
    Conditioner (const Chair&, SampleRate);

    // In place, all lanes. Lanes of which nothing is known come out bit for bit as they went in.
    void process (TouchQuantum&) noexcept;
    void forget() noexcept;

    [[nodiscard]] bool idle() const noexcept { return ! works[0] && ! works[1]; }

private:
    // A state-variable filter in the trapezoidal form, its three outputs weighed; float is good at 5 Hz and 192 kHz (figures.md 4.4).
    struct alignas (64) Eight
    {
        using Floats = std::array<float, laneStep>;
        alignas (32) Floats g {}, a1 {}, k {}, high {}, band {}, low {}; // high + band x band-pass + low x low-pass
        alignas (32) Floats memory1 {}, memory2 {};
        alignas (32) Floats dry {}; // 1: as it came
    };
    std::array<Eight, maxLanes / laneStep> eights;
    std::array<bool, maxLanes / laneStep> works { false, false };
};
} // namespace lull::touch

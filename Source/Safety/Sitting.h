// How long a person has been touched since they last rested: at most 95 min armed, faded out over the last minute, and at most 20 min of it strong;
// then 30 min of rest before touch may be armed again. Counted in frames, so that no clock, pause, seek or loop renews it (faults.md 11). Audio thread,
// but for the readings.
#pragma once

#include <array>

#include "Safety/BodyMemory.h"

namespace lull::safety
{
class Sitting
{
public:
    static constexpr Seconds longest { 95.0 * 60.0 }, longestStrong { 20.0 * 60.0 }, fade { 60.0 }, rest { 30.0 * 60.0 };

    // From the memory: a sitting goes on in the next program unless it was rested from.
    Sitting (SampleRate, BodyMemory&);

    // The memory has been written anew, by who knows better.
    void recall() noexcept;

    // 32 frames went by. touching: armed, and something plays. strong: the last second of its output was above half of some ceiling.
    void advance (bool touching, bool strong) noexcept;

    // So long nothing was called: no touch either.
    void pause (Seconds) noexcept;

    // Over: touch is to be let down, and stays unarmed until it has been rested from.
    [[nodiscard]] bool over() const noexcept { return done; }

    // Multiplies touch: 1, and over the last minute of 95 down to 0. At the end of the quantum that advance() was called for last.
    [[nodiscard]] float gain() const noexcept { return level; }

    // What the limits of rms are lowered to once strong touch is used up: 1, and over the last of 20 min down to half.
    [[nodiscard]] double share() const noexcept { return strongShare; }

    [[nodiscard]] Seconds left() const noexcept;                        // until armed touch ends
    [[nodiscard]] Seconds strongLeft() const noexcept;                  // of strong touch
    [[nodiscard]] Seconds restLeft() const noexcept;                    // 0: not over
    [[nodiscard]] static Seconds restLeft (const BodyMemory&) noexcept; // of what is remembered; any thread

private:
    BodyMemory& memory;
    double step;                                    // s a quantum
    double armed = 0.0, strong = 0.0, rested = 0.0; // s
    bool done = false;
    float level = 1.0f;
    double strongShare = 1.0;
    int untold = 0; // quanta

    void settle() noexcept;
    void tell() noexcept;
};
} // namespace lull::safety

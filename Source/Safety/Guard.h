// The last stage of touch, in every face: belongs to the body, not to the session. Its memory (permitted level, rms, later heat and dose)
// outlives seeks, pauses and new timelines. figures.md 4.4, architecture decision 5.
//   NaN / inf -> 0 and that lane's states cleared -> 4th-order high-pass -> 4th-order low-pass -> look-ahead x g (linked per surface)
//   -> stop and arming -> hard clamp.
// While no bound is reached g is exactly 1.0f.
#pragma once

#include <memory>

#include "Base/Quantum.h"
#include "Safety/Limits.h"

namespace lull::safety
{
enum class Bound : unsigned char { none, peak, rms, permitted, sanitised };

struct GuardMeters // of the last quantum, after the guard; per lane
{
    std::array<float, maxLanes> peak {};    // linear
    std::array<float, maxLanes> rms30ms {}; // linear, exponential mean of 30 ms: for the glow
    std::array<float, maxLanes> gain {};    // least g in the quantum (without arming and stop)
    std::array<Bound, maxLanes> bound {};   // what held it
};

class Guard
{
public:
    // Allocates everything. Any thread but audio.
    Guard (const Limits&, SampleRate);
    ~Guard();
    Guard (Guard&&) noexcept;

    // In: what the chair should do, L frames ahead of now. Out: what it does now. `after[i]` (0 .. 1) multiplies after the look-ahead: arming
    // gain times stop ramp, applied at once. Audio thread.
    void process (TouchQuantum& inOut, const std::array<float, quantum>& after) noexcept;

    // The session jumped: filters and look-ahead are cleared and filled with the first L frames of the new place (quanta, in order); level memory stays.
    void prime (const TouchQuantum* quanta, int count) noexcept;

    [[nodiscard]] const GuardMeters& meters() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::safety

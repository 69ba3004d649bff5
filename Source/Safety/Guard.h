// The last stage of touch, in every face: belongs to the body, not to the session. Its memory (permitted level, rms; heat, which even outlives it)
// is untouched by seeks, pauses and new timelines. figures.md 4.4, architecture decision 5.
//   NaN / inf -> 0 and that lane's states cleared -> 4th-order high-pass -> 4th-order low-pass -> look-ahead x g (linked per surface)
//   -> stop, arming, the person's ceiling -> hard clamp.
// g is the least that peak, permitted level, 1 s rms, 20 min heat and the power supply leave.
// While no bound is reached g is exactly 1.0f.
#pragma once

#include <memory>
#include <string_view>

#include "Base/Quantum.h"
#include "Safety/BodyMemory.h"
#include "Safety/Limits.h"

namespace lull::safety
{
enum class Bound : unsigned char { none, peak, rms, permitted, sanitised, heat, supply, strong };

// What it does, for people: "its coil cools". Empty for none. Any thread.
[[nodiscard]] std::string_view wordsOf (Bound) noexcept;

struct GuardMeters // of the last quantum, after the guard; per lane
{
    std::array<float, maxLanes> peak {};    // linear
    std::array<float, maxLanes> rms30ms {}; // linear, exponential mean of 30 ms: for the glow
    std::array<float, maxLanes> gain {};    // least g in the quantum (without arming and stop)
    std::array<Bound, maxLanes> bound {};   // what held it
    std::array<float, maxLanes> heat {};    // mean power of the last 20 min re the greatest it may have
};

class Guard
{
public:
    // Allocates everything. Any thread but audio. The memory must outlive it.
    Guard (const Limits&, SampleRate, BodyMemory&);
    ~Guard();
    Guard (Guard&&) noexcept;
    Guard& operator= (Guard&&) noexcept;

    // In: what the chair should do, L frames ahead of now. Out: what it does now. `after[i]` (0 .. 1) multiplies after the look-ahead: arming
    // gain times stop ramp times ceiling, applied at once. Audio thread.
    void process (TouchQuantum& inOut, const std::array<float, quantum>& after) noexcept;

    // 32 frames, or a time without callbacks, in which nothing went out: coils cool. Audio thread.
    void rest() noexcept;
    void rest (Seconds) noexcept;

    // The memory has been written anew. Audio thread.
    void recall() noexcept;

    // Strong touch is used up: the limits of rms become this share of themselves, 0 .. 1, from the next quantum on. Audio thread.
    void lower (double share) noexcept;

    // The last second of what went out was above half of some actuator's greatest rms. Audio thread.
    [[nodiscard]] bool strong() const noexcept;

    // The session jumped: filters and look-ahead are cleared and filled with the first L frames of the new place (quanta, in order); level memory stays.
    void prime (const TouchQuantum* quanta, int count) noexcept;

    [[nodiscard]] const GuardMeters& meters() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::safety

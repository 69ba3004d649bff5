// The gain of a look-ahead limiter, one value per quantum edge: down in time for what is coming, held, then up slowly; exactly 1 while nothing
// asks for less. Shared by the sound limiter and the touch guard. Audio thread; no allocation at all.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::dsp
{
class LookAheadGain
{
public:
    static constexpr int mostQuanta = 32;

    // quanta: how many lie between a target's arrival and its quantum going out, 1 .. 32. hold: before it rises; rise: dB per second.
    LookAheadGain (int quanta, SampleRate, Seconds hold, Decibels rise);

    // The greatest gain that the newest quantum bears, 0 .. 1. Returns the gain planned for that quantum, which what comes out never exceeds.
    double push (double greatest) noexcept;

    // At both ends of the quantum that goes out now, `quanta` after its own push; linear between. They abut from push to push.
    [[nodiscard]] float begin() const noexcept { return static_cast<float> (first); }
    [[nodiscard]] float end() const noexcept { return static_cast<float> (second); }

    // Back to 1, nothing remembered.
    void clear() noexcept;

private:
    int quanta, holdQuanta;
    double up;          // per quantum, a ratio
    double level = 1.0; // planned for the newest quantum
    double first = 1.0, second = 1.0;
    int held = 0, stirring = 0, now = 0, nowLeast = 0;
    std::array<double, mostQuanta + 1> planned {}; // the newest quanta + 1
    std::array<double, mostQuanta> least {};       // of each edge's last quanta + 1 plans, the newest `quanta` edges
    std::array<double, mostQuanta> weight {};      // raised cosine, sums to 1
};
} // namespace lull::dsp

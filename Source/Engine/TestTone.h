// One frequency on single actuators, for setting a chair up: found, measured and compared by it. It passes the guard, the interlock and the ceiling like
// any session.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "Base/Quantum.h"
#include "Safety/Limits.h"

namespace lull::engine
{
struct TestTone
{
    double hertz = 40.0;
    std::array<float, maxLanes> peak {}; // of each actuator before the guard, linear, re full scale; negative: the other polarity
};

// The row by which buzz and resonance are looked for: Hz, and how long each lasts, its glide in.
inline constexpr std::array toneRow { 20.0, 25.0, 30.0, 35.0, 40.0,  45.0,  50.0,  55.0,  60.0,  65.0,
                                      70.0, 75.0, 80.0, 90.0, 100.0, 120.0, 140.0, 160.0, 180.0, 200.0 };
inline constexpr Seconds toneLasts { 4.0 };

// Such a row while it is gone through: what is known of it so far.
struct TonesFelt
{
    std::vector<double> hertz, level; // level: dBFS that leaves for the actuator
    std::vector<bool> buzzes;
    int now = -1, most = -1;         // which is played; which was felt most so far
    std::optional<double> resonance; // Hz, as its chair says
    std::string actuator;
};

// Never a step: amplitudes move in a straight line over `glide`; to another frequency through silence. Phase 0 is where silence ended. Audio thread.
class ToneGenerator
{
public:
    static constexpr Seconds glide { 0.3 };

    explicit ToneGenerator (SampleRate) noexcept;

    void want (const TestTone&) noexcept;                                // finite; from the next quantum on
    [[nodiscard]] bool silent() const noexcept { return rests >= tail; } // for so long that nothing rings any more
    void render (TouchQuantum&) noexcept;                                // overwrites

private:
    void begin (const std::array<float, maxLanes>& to) noexcept;

    const SampleRate rate;
    const int steps; // quanta that a glide takes
    TestTone wanted;
    std::array<float, maxLanes> now {}, from {}, to {};
    double hertz = 0.0, cycles = 0.0;
    int step = 0;
    bool still = true, waiting = false;
    const int tail; // quanta
    int rests;      // quanta of zeros, up to tail
};

// The peak amplitude that leaves the guard of these limits for a tone of peak 1 e-3 on one actuator, re that: what its filters do to this frequency,
// as found by playing it. 0 < gain <= 1. Any thread but audio; takes a few milliseconds.
[[nodiscard]] double guardGain (const safety::Limits&, SampleRate, int actuator, double hertz);
} // namespace lull::engine

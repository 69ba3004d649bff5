// A tick that is heard and a push that is felt, over and over: by tapping along with one and the other it is found how far apart they arrive. It passes the
// guard, the interlock and the ceiling like any session.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::engine
{
struct TestBeat
{
    double bpm = 75.0;                   // 30 .. 120
    double hertz = 50.0;                 // of the push
    std::array<float, maxLanes> peak {}; // of its envelope, of each actuator before the guard, linear, re full scale
    float tick = 0.0f;                   // peak of the tick, linear, re full scale; 0: none
    Seconds early { 0.0 };               // of the push before its tick, at most 0.3, and 0.1 s less than half a beat; negative: after it
    bool beats = false;                  // false: silence
};

// A wish takes effect with the next beat. Beat n is where the tick's and the push's envelopes rise through half of their peaks. Audio thread.
class BeatGenerator
{
public:
    explicit BeatGenerator (SampleRate) noexcept;

    void want (const TestBeat&) noexcept;
    [[nodiscard]] bool silent() const noexcept { return ! now.beats && ! waiting && rests >= tail; } // for so long that nothing rings any more
    void add (StereoQuantum&, TouchQuantum&) noexcept;
    [[nodiscard]] double since() const noexcept; // s from beat 0 to the next frame; beats at 0, 60 / bpm ...

private:
    const SampleRate rate;
    TestBeat now, wanted;
    bool waiting = false;
    Frame period = 1, frame = 0; // of a beat; since the first one's window began, which is half a period before it
    const int tail;              // quanta
    int rests;
};
} // namespace lull::engine

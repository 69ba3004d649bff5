// A true-peak look-ahead limiter for sound, stereo-linked, of our own: nothing above its ceiling between samples either (4x oversampled detection),
// gain exactly 1 while nothing would. Judged by libebur128 in tests.
#pragma once

#include <memory>

#include "Base/Quantum.h"

namespace lull::dsp
{
class Limiter
{
public:
    // Ceiling -1.2 dBTP, so that -1 dBTP holds for any meter. Latency lookAheadFrames (rate), the same as the guard's.
    explicit Limiter (SampleRate, Decibels ceiling = Decibels { -1.2 });
    ~Limiter();
    Limiter (Limiter&&) noexcept;

    // In: sound L frames ahead of now. Out: sound of now. NaN and inf become silence. Audio thread.
    void process (StereoQuantum& inOut) noexcept;

    // A jump: the delay is filled with the first L frames of the new place; gain memory cleared. Audio thread.
    void prime (const StereoQuantum* quanta, int count) noexcept;

    [[nodiscard]] float leastGain() const noexcept; // in the last quantum

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::dsp

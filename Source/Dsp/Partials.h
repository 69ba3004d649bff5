// Many sines at once, each with a fixed frequency and decay and a complex amplitude for each ear: bowls, pads, tones. The phase at the
// start of a quantum comes from a closed form; inside it a table of 32 turns does the rest, so a sine costs four multiplications a frame.
// Made off the audio thread, run on it.
#pragma once

#include <array>
#include <vector>

#include "Base/Quantum.h"

namespace lull::dsp
{
struct Partial
{
    double hertz = 440.0;
    double decay = 0.0; // nepers per second
};

// Complex amplitudes of up to 32 partials for two ears: left and right, real and imaginary.
struct Amplitudes
{
    static constexpr std::size_t most = 32;
    alignas (64) std::array<float, most> leftRe {}, leftIm {}, rightRe {}, rightIm {};
};

class Partials
{
public:
    // At most Amplitudes::most of them. Those at or above 0.45 of the rate stay silent.
    Partials (const std::vector<Partial>&, SampleRate);

    // amplitude x e^((-decay + i 2 pi hertz) seconds) for every partial: where a sum that had these amplitudes at 0 stands now.
    void turn (const Amplitudes& amplitudes, double seconds, Amplitudes& out) const noexcept;

    // The same for two sets at once, in place: the turn is worked out once.
    void turn (Amplitudes& one, Amplitudes& two, double seconds) const noexcept;

    // Writes 32 frames, `seconds` on, of the first `n` partials alone of a sum that had these amplitudes at 0.
    void render (const Amplitudes& amplitudes, double seconds, std::size_t n, StereoQuantum& out) const noexcept;

    // Writes 32 frames of the real part of the sum, the amplitudes being those of the first frame...
    void render (const Amplitudes& now, StereoQuantum& out) const noexcept;

    // ...or moving in a straight line, in the turning frame, from `begin` to `end` (both given at the first frame's phase).
    void render (const Amplitudes& begin, const Amplitudes& end, StereoQuantum& out) const noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return count; }

private:
    std::size_t count;
    std::array<double, Amplitudes::most> hertz {};
    alignas (64) std::array<float, Amplitudes::most> decay {}; // octaves of amplitude per second
    std::vector<float> table;                                  // per partial: 32 cosines, 32 sines, damped
};
} // namespace lull::dsp

// Narrow resonances of noise whose pitches move: wind that sheds vortices round edges and wires. Four sources, each in one place between the
// ears. Made by a voice off the audio thread, run on it.
#pragma once

#include <array>

#include "Base/Quantum.h"
#include "Base/Random.h"

namespace lull::sound
{
class Whistles
{
public:
    static constexpr int count = 4;
    // Amplitudes: left 0..3, right 0..3. 1 is as strong as a noise bank's band of level 1, whatever the pitch.
    using Gains = std::array<float, 2 * count>;
    using Pitches = std::array<double, count>; // Hz

    // damping: 1 / Q of all. tilt: one low-pass of 6 dB per octave over the whole.
    Whistles (double damping, Hertz tilt, const Stream& noise, SampleRate) noexcept;

    // Adds 32 frames. Pitches hold for a quantum; gains go in a straight line from one end of it to the other.
    void add (Frame, const Pitches&, const Gains& begin, const Gains& end, StereoQuantum& out) noexcept;
    void clear() noexcept;

    struct State // of 4 lanes, as the kernel reads it
    {
        alignas (16) std::array<float, count> s1 {}, s2 {}, a1 {}, a2 {}, a3 {};
        alignas (16) std::array<float, 4> tilted {}; // left in two partial sums, right in two
        float tilt = 1.0f;
    };

private:
    State state;
    Stream stream;
    double rate, damping;
    float white;
};
} // namespace lull::sound

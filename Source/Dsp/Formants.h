// Two resonances that move over a stereo signal, as a mouth does over breath: band-pass filters whose frequencies glide in a straight line
// through the quantum. Made off the audio thread, run on it.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::dsp
{
class Formants
{
public:
    // Where both resonances stand at one moment.
    struct Shape
    {
        std::array<float, 2> hertz { 500.0f, 1500.0f };
        std::array<float, 2> level { 1.0f, 0.5f }; // of each band-pass's peak
    };

    struct Coefficients // lanes: left 1, right 1, left 2, right 2
    {
        alignas (16) std::array<float, 4> a1, a2, a3, gain;
    };

    Formants (double damping, SampleRate); // k = 1 / Q of both

    // What the filters need to stand in a shape.
    [[nodiscard]] Coefficients at (const Shape&) const noexcept;

    void process (const Coefficients& begin, const Coefficients& end, StereoQuantum& inOut) noexcept;
    void clear() noexcept { memory.fill (0.0f); }

private:
    float damping, perHertz;
    alignas (16) std::array<float, 8> memory {};
};
} // namespace lull::dsp

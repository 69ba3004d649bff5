// White noise in, pink noise out: power falls 3.01 dB per octave, within 0.15 dB from 20 Hz to 0.4 of the rate, at any rate from 8 to 192 kHz,
// and nothing at DC. Two channels at once. Made off the audio thread, run on it.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::dsp
{
class PinkFilter
{
public:
    explicit PinkFilter (SampleRate);

    // 32 frames of white noise, uniform in [-1, 1), become pink with a density of `densityAt1k` (power per Hz at 1 kHz) at every rate.
    void process (StereoQuantum& inOut) noexcept;
    void clear() noexcept { memory.fill (0.0f); }

    static constexpr double densityAt1k = 5e-8;

    // The slowest pole forgets to -90 dB in this time.
    static constexpr double forgets = 1.0; // s

private:
    alignas (64) std::array<float, 8> pole {}, residue {};
    alignas (64) std::array<float, 16> memory {}; // left, right
    float direct = 0.0f;
};
} // namespace lull::dsp

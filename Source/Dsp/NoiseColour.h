// White noise in, coloured noise out, at one density for every rate from 8 to 192 kHz, and nothing at DC: a product of real poles and zeros, run
// side by side. Two channels at once. Made off the audio thread, run on it.
#pragma once

#include <array>

#include "Base/Quantum.h"

namespace lull::dsp
{
class NoiseColour
{
public:
    // Power falls 3.01 dB per octave, within 0.15 dB from 20 Hz to 0.4 of the rate.
    [[nodiscard]] static NoiseColour pink (SampleRate);

    // 6.02 dB per octave, within 0.4 dB from 40 Hz to 0.4 of the rate; below 10 Hz it turns and falls to nothing, so that it does not drift.
    [[nodiscard]] static NoiseColour brown (SampleRate);

    // Green, which nobody has defined: the middle of the spectrum. Ours is f^2 / ((f^2 + 400^2) (f^2 + 625^2)), within 0.4 dB to 0.4 of the rate:
    // widest at 500 Hz, 6 dB per octave far to either side.
    [[nodiscard]] static NoiseColour green (SampleRate);

    // 32 frames of white noise, uniform in [-1, 1), get a density of `densityAt1k` (power per Hz at 1 kHz) at every rate.
    void process (StereoQuantum& inOut) noexcept;
    void clear() noexcept { memory.fill (0.0f); }

    static constexpr double densityAt1k = 5e-8;

    // The slowest pole forgets to -90 dB in this time.
    static constexpr double forgets = 1.0; // s

private:
    static constexpr std::size_t most = 8;
    using Roots = std::array<double, most>; // of z, real

    alignas (64) std::array<float, most> pole {}, residue {};
    alignas (64) std::array<float, 2 * most> memory {}; // left, right
    float direct = 0.0f;

    NoiseColour (const Roots& poles, const Roots& zeros, std::size_t count, SampleRate);
};
} // namespace lull::dsp

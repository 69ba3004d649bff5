// Eight bands of noise for two ears, each band with a fixed filter, its own share between the ears and a gain that moves: surf, breath, wind.
// The bands' noises are independent of each other, so their powers add. Made off the audio thread, run on it.
#pragma once

#include <array>

#include "Base/Quantum.h"
#include "Base/Random.h"

namespace lull::dsp
{
class NoiseBank
{
public:
    static constexpr int bands = 8;

    // One band: a state-variable filter (Zavalishin 2012) and how much of its noise both ears hear.
    struct Band
    {
        double hertz = 1000.0, damping = 1.4; // k = 1 / Q
        double band = 1.0, low = 0.0;         // output = band x band-pass (peak 1) + low x low-pass
        double correlation = 0.5;             // of left and right, -1 .. 1
        double noise = 1.0;                   // 0: silent but for strikes
    };

    // Lanes: left bands 0..7, then right bands 0..7.
    using Gains = std::array<float, 2 * bands>;

    // tilt: one low-pass of 6 dB per octave over the whole, so that high bands need not hide behind the skirts of low ones.
    NoiseBank (const std::array<Band, bands>&, Hertz tilt, const Stream& noise, SampleRate);

    // An impulse into a lane at a frame of the coming quantum: the filter rings like a bubble, peak about `amplitude` at any rate.
    void strike (int lane, int frame, float amplitude) noexcept
    {
        strikes[static_cast<std::size_t> (frame * strikeLanes + column (lane))] += amplitude * strikeScale[static_cast<std::size_t> (lane)];
        struck = true;
    }

    // Writes 32 frames; gains go in a straight line from one end of the quantum to the other.
    void process (Frame, const Gains& begin, const Gains& end, StereoQuantum& out) noexcept;
    void clear() noexcept;

    // Lanes that may be struck: bands 4 .. 7 of either ear.
    static constexpr int firstStruckBand = 4, strikeLanes = 8;

    struct State // of 16 lanes, as the kernel reads it
    {
        alignas (64) std::array<float, 16> s1 {}, s2 {}, a1 {}, a2 {}, a3 {}, m1 {}, m2 {};
        alignas (64) std::array<float, 8> tilted {}; // four partial sums per ear
        float tilt = 1.0f;
        alignas (64) std::array<float, 8> shared {}, apart {}; // left = shared x A + apart x B, right = shared x A - apart x B
    };

private:
    State state;
    Stream stream;
    std::array<float, 16> strikeScale {};
    alignas (64) std::array<float, static_cast<std::size_t> (quantum* strikeLanes)> strikes {};
    bool struck = false;

    static constexpr int column (int lane) noexcept { return lane < bands ? lane - firstStruckBand : lane - firstStruckBand - 4; }
};
} // namespace lull::dsp

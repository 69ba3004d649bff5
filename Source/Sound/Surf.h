// How a sea moves: for every band of noise and either ear, how strong it is at a moment. Closed forms of swell and time, no memory, so any
// moment can be asked for at once. Made by a voice off the audio thread, asked on it.
#pragma once

#include <array>

#include "Base/Random.h"
#include "Dsp/NoiseBank.h"

namespace lull::sound
{
class Surf
{
public:
    static constexpr std::size_t noises = 6; // bands of noise; the last two bands of the bank are bubbles' resonators

    // distance 0 .. 1: from the water's edge to far off. calm 0 .. 1: waves as high as they are, or lower, alike and slow to rise. loose: how far waves
    // stray from the swell's own beat, in cycles.
    Surf (double distance, double calm, double loose, const Stream&);

    // Writes 16 gains for the moment. swell: cycles; a whole number is the start of an inhalation, the crest comes at about 0.45.
    void gains (double swell, double seconds, dsp::NoiseBank::Gains& out) noexcept;

    // How much foam there is at the moment of the last gains(), about 0 .. 2, for either ear: what bubbles feed on.
    [[nodiscard]] float foam (int ear) const noexcept { return foams[static_cast<std::size_t> (ear)]; }

    // The bank's bands and tilt that these gains are for.
    static constexpr Hertz tilt { 1000.0 };
    [[nodiscard]] static std::array<dsp::NoiseBank::Band, dsp::NoiseBank::bands> bank();

    static constexpr std::size_t trains = 3, near = 3, layers = 5; // wave trains, waves of each that can be heard at once, speeds of texture

    struct Moving // what is heard now, as the kernel reads it
    {
        // Waves near in time, per band; the first train's come again as its undertow.
        static constexpr std::size_t count = trains * near + near;
        std::array<float, count> at {}, level {}; // cycles since the crest; 1, fading to 0 where a wave is far
        alignas (64) std::array<std::array<float, 8>, count> left {}, right {}, crest {}, rise {}, fall {}; // powers; cycles; 1 / cycles

        // Texture: octaves of amplitude at both ends of the cell we are in, per speed.
        struct Cell
        {
            alignas (64) std::array<float, 16> from {}, to {};
        };
        std::array<Cell, layers> cells;
        std::array<float, layers> within {};

        alignas (64) std::array<float, 16> base {}, floor {}; // amplitude; power
        float calm = 0.0f;
    };

private:
    double distance, calm, loose;
    Stream stream;
    std::array<std::int64_t, trains> waveAt; // number of the first wave kept, per train
    std::array<std::array<float, near>, trains> stray {};
    std::array<std::int64_t, layers> cellAt; // number of the cell kept, per speed
    Moving moving;
    std::array<float, 2> foams {};

    void keepWaves (std::size_t train, std::int64_t first) noexcept;
    void keepCell (std::size_t layer, std::int64_t cell) noexcept;
};
} // namespace lull::sound

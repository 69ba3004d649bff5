// The upper half of a Linkwitz-Riley crossover of the fourth order: two Butterworth high-passes of the second order in the trapezoidal form (Zavalishin),
// -6 dB at its frequency, 24 dB an octave. One channel. Audio thread; no allocation at all.
#pragma once

#include <array>

#include "Base/Math.h"
#include "Base/Units.h"

namespace lull::dsp
{
class CrossoverHigh
{
public:
    // Forgets what it heard.
    void tune (Hertz f, SampleRate rate) noexcept
    {
        g = math::tan (math::pi * (f.value < 0.45 * rate.value ? f.value : 0.45 * rate.value) / rate.value);
        a = 1.0 / (1.0 + g * (g + k));
        memory = {};
    }

    void process (float* x, int frames) noexcept
    {
        for (int i = 0; i < frames; ++i)
        {
            double v = static_cast<double> (x[i]);
            for (auto& m : memory)
            {
                const double band = a * (g * (v - m.low) + m.band), low = m.low + g * band;
                m.band = 2.0 * band - m.band;
                m.low = 2.0 * low - m.low;
                v -= k * band + low;
            }
            x[i] = static_cast<float> (v);
        }
    }

private:
    static constexpr double k = 1.4142135623730951; // 1 / Q of Butterworth

    struct Section
    {
        double band = 0.0, low = 0.0;
    };
    double g = 0.0, a = 1.0;
    std::array<Section, 2> memory {};
};
} // namespace lull::dsp

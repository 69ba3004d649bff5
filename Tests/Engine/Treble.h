// What a click leaves where nothing belongs: the power above a frequency, window by window. Test code only.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "Base/Math.h"

namespace lull::test
{
// What lies above a frequency, for several signals side by side: Butterworth of order 4 as two sections.
template <int n>
class Above
{
public:
    Above (double hertz, double rate)
    {
        const double w = std::tan (math::pi * hertz / rate);
        for (std::size_t s = 0; s < 2; ++s)
        {
            const double k = 2.0 * math::cosCycles (s == 0 ? 3.0 / 16.0 : 1.0 / 16.0);
            g = static_cast<float> (w);
            damp[s] = static_cast<float> (k);
            a[s] = static_cast<float> (1.0 / (1.0 + w * (w + k)));
        }
    }

    // Adds one frame to the window's energies.
    void add (const float* x)
    {
        for (std::size_t k = 0; k < n; ++k)
        {
            float v = x[k];
            for (std::size_t s = 0; s < 2; ++s)
            {
                const float v1 = a[s] * (band[s][k] + g * (v - low[s][k])), v2 = low[s][k] + g * v1;
                band[s][k] = 2.0f * v1 - band[s][k];
                low[s][k] = 2.0f * v2 - low[s][k];
                v = v - damp[s] * v1 - v2;
            }
            energy[k] += v * v;
        }
    }

    // Mean power of each signal since the last call, and from here on anew.
    std::array<double, n> power (int frames)
    {
        std::array<double, n> p {};
        for (std::size_t k = 0; k < n; ++k) p[k] = static_cast<double> (energy[k]) / frames;
        energy.fill (0.0f);
        return p;
    }

private:
    float g = 0.0f;
    std::array<float, 2> damp {}, a {};
    std::array<std::array<float, n>, 2> band {}, low {};
    std::array<float, n> energy {};
};
} // namespace lull::test

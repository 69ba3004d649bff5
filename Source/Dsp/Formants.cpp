#include "Dsp/Formants.h"

#include <algorithm>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::dsp
{
namespace
{
// Four lanes are one register everywhere. The filter is the topology-preserving one (Zavalishin 2012), which stays itself while it moves.
void glide (const Formants::Coefficients& from, const Formants::Coefficients& to, float* memory, float* left, float* right) noexcept
{
    using V = Lanes<4>;
    constexpr float part = 1.0f / quantum;
    V a1, a2, a3, gain, d1, d2, d3, dGain, s1, s2;
    get (a1, from.a1.data());
    get (a2, from.a2.data());
    get (a3, from.a3.data());
    get (gain, from.gain.data());
    get (d1, to.a1.data());
    get (d2, to.a2.data());
    get (d3, to.a3.data());
    get (dGain, to.gain.data());
    d1 = (d1 - a1) * part;
    d2 = (d2 - a2) * part;
    d3 = (d3 - a3) * part;
    dGain = (dGain - gain) * part;
    get (s1, memory);
    get (s2, memory + 4);
    for (int i = 0; i < quantum; ++i)
    {
        const V x { left[i], right[i], left[i], right[i] };
        const V v3 = x - s2;
        const V v1 = a1 * s1 + a2 * v3;
        const V v2 = s2 + (a2 * s1 + a3 * v3);
        s1 = (v1 + v1) - s1;
        s2 = (v2 + v2) - s2;
        const V y = gain * v1;
        left[i] = y[0] + y[2];
        right[i] = y[1] + y[3];
        a1 += d1;
        a2 += d2;
        a3 += d3;
        gain += dGain;
    }
    put (s1, memory);
    put (s2, memory + 4);
}
} // namespace

Formants::Formants (double k, SampleRate rate) : damping (static_cast<float> (k)), perHertz (static_cast<float> (1.0 / rate.value)) {}

Formants::Coefficients Formants::at (const Shape& shape) const noexcept
{
    Coefficients c {};
    for (std::size_t f = 0; f < 2; ++f)
    {
        const float half = 0.5f * std::clamp (shape.hertz[f] * perHertz, 1e-5f, 0.45f); // tan (pi f / rate) = sin / cos
        const float g = math::sinCycles (half) / math::sinCycles (half + 0.25f);
        const float a = 1.0f / (1.0f + g * (g + damping));
        for (std::size_t lane : { 2 * f, 2 * f + 1 })
        {
            c.a1[lane] = a;
            c.a2[lane] = g * a;
            c.a3[lane] = g * g * a;
            c.gain[lane] = shape.level[f] * damping;
        }
    }
    return c;
}

void Formants::process (const Coefficients& begin, const Coefficients& end, StereoQuantum& q) noexcept
{
    glide (begin, end, memory.data(), q.left.data(), q.right.data());
}
} // namespace lull::dsp

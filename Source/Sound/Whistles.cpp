#include "Sound/Whistles.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::sound
{
namespace
{
using dsp::Lanes, dsp::get, dsp::put;

// State-variable filters (Zavalishin 2012), whose memories keep their meaning while the pitch moves.
LULL_INLINE void ringKernel (Whistles::State& state, std::uint32_t salt, std::uint32_t frame, const float* begin, const float* end, StereoQuantum& out) noexcept
{
    using V = Lanes<4>;
    typedef dsp::LanesOf<4>::Ints Ints;
    typedef dsp::LanesOf<4>::Bits Bits;
    V s1, s2, a1, a2, a3, left, right, toLeft, toRight, tilted;
    get (s1, state.s1.data());
    get (s2, state.s2.data());
    get (a1, state.a1.data());
    get (a2, state.a2.data());
    get (a3, state.a3.data());
    get (left, begin);
    get (right, begin + 4);
    get (toLeft, end);
    get (toRight, end + 4);
    get (tilted, state.tilted.data());
    toLeft = (toLeft - left) * (1.0f / quantum);
    toRight = (toRight - right) * (1.0f / quantum);
    const Bits toTop { 1u << 24, 1u << 16, 1u << 8, 1u }; // a shift per lane, which SSE2 has not
    for (std::size_t i = 0; i < quantum; ++i)
    {
        // One hash is four bytes: four white noises, as in the noise bank.
        std::uint32_t h = salt ^ ((frame + static_cast<std::uint32_t> (i)) * 0x9E3779B9u);
        h ^= h >> 16;
        h *= 0x7FEB352Du;
        h ^= h >> 15;
        h *= 0x846CA68Bu;
        h ^= h >> 16;
        const V x = __builtin_convertvector((Ints)(toTop * h) >> 23 | 1, V);
        const V v3 = x - s2;
        const V v1 = a1 * s1 + a2 * v3;
        const V v2 = s2 + (a2 * s1 + a3 * v3);
        s1 = (v1 + v1) - s1;
        s2 = (v2 + v2) - s2;
        left += toLeft;
        right += toRight;
        const V l = left * v1, r = right * v1;
        const V sums = __builtin_shufflevector (l, r, 0, 1, 4, 5) + __builtin_shufflevector (l, r, 2, 3, 6, 7);
        tilted += state.tilt * (sums - tilted);
        out.left[i] += tilted[0] + tilted[1];
        out.right[i] += tilted[2] + tilted[3];
    }
    put (s1, state.s1.data());
    put (s2, state.s2.data());
    put (tilted, state.tilted.data());
}
LULL_KERNEL (ring, (Whistles::State & state, std::uint32_t salt, std::uint32_t frame, const float* begin, const float* end, StereoQuantum& out),
             (state, salt, frame, begin, end, out))
} // namespace

Whistles::Whistles (double d, Hertz tilt, const Stream& noise, SampleRate r) noexcept : stream (noise), rate (r.value), damping (d)
{
    // Noise of 256 levels of step 2, its density the same at every rate; a band-pass of peak 1 lets pi / 2 x damping x hertz of it through.
    white = static_cast<float> (std::sqrt (rate / 2.0 / ((65'536.0 - 1.0) / 3.0) / (0.5 * math::pi * damping)));
    state.tilt = static_cast<float> (1.0 - math::exp (-math::tau * tilt.value / rate));
}

void Whistles::add (Frame frame, const Pitches& hertz, const Gains& begin, const Gains& end, StereoQuantum& out) noexcept
{
    Gains from, to;
    for (std::size_t k = 0; k < count; ++k)
    {
        const double f = std::min (hertz[k], 0.45 * rate), g = math::tan (math::pi * f / rate), a1 = 1.0 / (1.0 + g * (g + damping));
        state.a1[k] = static_cast<float> (a1);
        state.a2[k] = static_cast<float> (g * a1);
        state.a3[k] = static_cast<float> (g * g * a1);
        const auto level = white * static_cast<float> (damping / std::sqrt (f));
        for (std::size_t lane : { k, k + count })
        {
            from[lane] = begin[lane] * level;
            to[lane] = end[lane] * level;
        }
    }
    ring (state, stream.salt (frame), static_cast<std::uint32_t> (frame), from.data(), to.data(), out);
}

void Whistles::clear() noexcept
{
    state.s1.fill (0.0f);
    state.s2.fill (0.0f);
    state.tilted.fill (0.0f);
}
} // namespace lull::sound

#include "Dsp/NoiseBank.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::dsp
{
namespace
{
using Quads = LanesOf<4>::Bits;

// One 32-bit hash per frame in four lanes is sixteen bytes: sixteen independent white noises of 256 equally likely levels. Coarse levels do
// not colour a noise: its samples stay independent, so its spectrum is flat, and the filters make it Gaussian.
LULL_INLINE void hash (Quads& x) noexcept // lowbias32, as in Base/Random.h
{
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    x ^= x >> 16;
}

template <int shift>
LULL_INLINE void level (Lanes<4>& out, const Quads& x) noexcept // byte -> odd number in -255 .. 255
{
    typedef LanesOf<4>::Ints Ints;
    const Ints signedByte = (Ints)x << (24 - shift) >> 23;
    out = __builtin_convertvector(signedByte | 1, Lanes<4>);
}

// Writes noise for 32 frames: lanes left 0..7, right 0..7.
LULL_INLINE void whitesKernel (const std::uint32_t* salts, std::uint32_t frame, const float* shared, const float* apart, float* out) noexcept
{
    Quads salt;
    Lanes<4> c0, c1, s0, s1;
    get (salt, salts);
    get (c0, shared);
    get (c1, shared + 4);
    get (s0, apart);
    get (s1, apart + 4);
    for (int i = 0; i < quantum; ++i)
    {
        Quads x = salt ^ ((frame + static_cast<std::uint32_t> (i)) * 0x9E3779B9u);
        hash (x);
        Lanes<4> a0, a1, b0, b1;
        level<0> (a0, x);
        level<8> (a1, x);
        level<16> (b0, x);
        level<24> (b1, x);
        a0 *= c0;
        a1 *= c1;
        b0 *= s0;
        b1 *= s1;
        put (Lanes<4> (a0 + b0), out + i * 16);
        put (Lanes<4> (a1 + b1), out + i * 16 + 4);
        put (Lanes<4> (a0 - b0), out + i * 16 + 8);
        put (Lanes<4> (a1 - b1), out + i * 16 + 12);
    }
}
LULL_KERNEL (whites, (const std::uint32_t* salts, std::uint32_t frame, const float* shared, const float* apart, float* out), (salts, frame, shared, apart, out))

// The filters in lanes, then gains, then eight bands of an ear into one.
template <int n>
LULL_INLINE void filterKernel (NoiseBank::State& state, const float* in, const float* begin, const float* end, float* left, float* right) noexcept
{
    using V = Lanes<n>;
    constexpr int parts = 16 / n;
    V s1[parts], s2[parts], a1[parts], a2[parts], a3[parts], m1[parts], m2[parts], gain[parts], step[parts];
    for (int k = 0; k < parts; ++k)
    {
        get (s1[k], state.s1.data() + k * n);
        get (s2[k], state.s2.data() + k * n);
        get (a1[k], state.a1.data() + k * n);
        get (a2[k], state.a2.data() + k * n);
        get (a3[k], state.a3.data() + k * n);
        get (m1[k], state.m1.data() + k * n);
        get (m2[k], state.m2.data() + k * n);
        get (gain[k], begin + k * n);
        get (step[k], end + k * n);
        step[k] = (step[k] - gain[k]) * (1.0f / quantum);
    }
    Lanes<4> tiltedL, tiltedR;
    get (tiltedL, state.tilted.data());
    get (tiltedR, state.tilted.data() + 4);
    alignas (64) float sums[2][quantum * 4];
    for (int i = 0; i < quantum; ++i)
    {
        V y[parts];
        for (int k = 0; k < parts; ++k)
        {
            V x;
            get (x, in + i * 16 + k * n);
            const V v3 = x - s2[k];
            const V v1 = a1[k] * s1[k] + a2[k] * v3;
            const V v2 = s2[k] + (a2[k] * s1[k] + a3[k] * v3);
            s1[k] = (v1 + v1) - s1[k];
            s2[k] = (v2 + v2) - s2[k];
            gain[k] += step[k];
            y[k] = gain[k] * (m1[k] * v1 + m2[k] * v2);
        }
        Lanes<4> a, b;
        if constexpr (n == 4)
        {
            a = y[0] + y[1];
            b = y[2] + y[3];
        }
        else
        {
            a = __builtin_shufflevector (y[0], y[0], 0, 1, 2, 3) + __builtin_shufflevector (y[0], y[0], 4, 5, 6, 7);
            b = __builtin_shufflevector (y[1], y[1], 0, 1, 2, 3) + __builtin_shufflevector (y[1], y[1], 4, 5, 6, 7);
        }
        tiltedL += state.tilt * (a - tiltedL);
        tiltedR += state.tilt * (b - tiltedR);
        put (tiltedL, sums[0] + i * 4);
        put (tiltedR, sums[1] + i * 4);
    }
    put (tiltedL, state.tilted.data());
    put (tiltedR, state.tilted.data() + 4);
    for (int k = 0; k < parts; ++k)
    {
        put (s1[k], state.s1.data() + k * n);
        put (s2[k], state.s2.data() + k * n);
    }
    for (int i = 0; i < quantum; ++i) left[i] = (sums[0][i * 4] + sums[0][i * 4 + 1]) + (sums[0][i * 4 + 2] + sums[0][i * 4 + 3]);
    for (int i = 0; i < quantum; ++i) right[i] = (sums[1][i * 4] + sums[1][i * 4 + 1]) + (sums[1][i * 4 + 2] + sums[1][i * 4 + 3]);
}
LULL_LANES_KERNEL (filter, (NoiseBank::State & state, const float* in, const float* begin, const float* end, float* left, float* right),
                   (state, in, begin, end, left, right))
} // namespace

NoiseBank::NoiseBank (const std::array<Band, bands>& list, Hertz tilt, const Stream& noise, SampleRate rate) : stream (noise)
{
    // 256 levels of step 2 have a power of (256^2 - 1) / 3; the density, 2 x power / rate, is made the same at every rate.
    const double white = std::sqrt (rate.value / 48'000.0 / ((65'536.0 - 1.0) / 3.0));
    state.tilt = static_cast<float> (1.0 - math::exp (-math::tau * tilt.value / rate.value));
    for (std::size_t k = 0; k < bands; ++k)
    {
        const Band& b = list[k];
        const double hertz = std::min (b.hertz, 0.45 * rate.value);
        const double g = math::tan (math::pi * hertz / rate.value);
        const double a1 = 1.0 / (1.0 + g * (g + b.damping));
        for (std::size_t lane : { k, k + bands })
        {
            state.a1[lane] = static_cast<float> (a1);
            state.a2[lane] = static_cast<float> (g * a1);
            state.a3[lane] = static_cast<float> (g * g * a1);
            state.m1[lane] = static_cast<float> (b.band * b.damping);
            state.m2[lane] = static_cast<float> (b.low);
            strikeScale[lane] = static_cast<float> (rate.value / (math::tau * hertz * b.damping)); // a band-pass's impulse response starts at tau f k / rate
        }
        state.shared[k] = static_cast<float> (b.noise * white * std::sqrt (0.5 * (1.0 + b.correlation)));
        state.apart[k] = static_cast<float> (b.noise * white * std::sqrt (0.5 * (1.0 - b.correlation)));
    }
}

void NoiseBank::process (Frame frame, const Gains& begin, const Gains& end, StereoQuantum& out) noexcept
{
    std::array<std::uint32_t, 4> salts;
    for (std::size_t k = 0; k < 4; ++k) salts[k] = stream.child (k).salt (frame);
    alignas (64) std::array<float, quantum * 16> in;
    whites (salts.data(), static_cast<std::uint32_t> (frame), state.shared.data(), state.apart.data(), in.data());
    if (struck)
    {
        for (std::size_t i = 0; i < quantum; ++i)
            for (std::size_t k = 0; k < 4; ++k)
            {
                in[i * 16 + firstStruckBand + k] += strikes[i * strikeLanes + k];
                in[i * 16 + bands + firstStruckBand + k] += strikes[i * strikeLanes + 4 + k];
            }
        strikes.fill (0.0f);
        struck = false;
    }
    filter (state, in.data(), begin.data(), end.data(), out.left.data(), out.right.data());
}

void NoiseBank::clear() noexcept
{
    state.s1.fill (0.0f);
    state.s2.fill (0.0f);
    state.tilted.fill (0.0f);
    strikes.fill (0.0f);
    struck = false;
}
} // namespace lull::dsp

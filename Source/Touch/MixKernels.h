// The inner loops of Mix: 32 frames x one block of 8 lanes, written once and compiled for SSE2 and AVX2 with the same bytes. Internal to Mix.cpp.
// `begin` and `step`: 8 weights at the first frame and their change per frame; `envelope` and `carrier`: 32 frames; `gain`: 8 lanes; `out`: frame-major
// with maxLanes between frames; `sum`, `total`, `power`: 32 x 8 without gaps.
#pragma once

#include <cmath>

#include "Base/Math.h"
#include "Base/Quantum.h"
#include "Dsp/Lanes.h"

namespace lull::touch::kernels
{
using dsp::get;
using dsp::Lanes;
using dsp::put;

inline constexpr int cells = quantum * laneStep;

// level x sin (2 pi cycles) over a quantum, cycles linear.
LULL_INLINE void sineKernel (float first, float step, float level, float* out)
{
    for (int i = 0; i < quantum; ++i) out[i] = level * math::sinCycles (first + step * static_cast<float> (i));
}
LULL_KERNEL (sine, (float first, float step, float level, float* out), (first, step, level, out))

// The larger of each lane.
template <class V>
LULL_INLINE void larger (V& a, const V& b) noexcept
{
    a = a < b ? b : a;
}

template <int n>
LULL_INLINE float largest (const Lanes<n>& v) noexcept
{
    float m = v[0];
    for (int k = 1; k < n; ++k) m = v[k] > m ? v[k] : m;
    return m;
}

// A contact with its drive folded in: weights at the first frame and per frame, and the most that any lane and frame reaches.
template <int n>
LULL_INLINE void foldKernel (const float* from, const float* to, const float* e, float drive, float driveStep, float* begin, float* step, float* envelope,
                             float* most)
{
    using V = Lanes<n>;
    V weight {}, loud {}, ramp {};
    for (int k = 0; k < n; ++k) ramp[k] = static_cast<float> (k);
    for (int k = 0; k < maxLanes; k += n)
    {
        V a, b;
        get (a, from + k);
        get (b, to + k);
        put (a, begin + k);
        const V s = (b - a) * (1.0f / quantum);
        put (s, step + k);
        larger (weight, a);
        larger (weight, b);
    }
    for (int i = 0; i < quantum; i += n)
    {
        V x;
        get (x, e + i);
        const V m = x * (drive + driveStep * (ramp + static_cast<float> (i)));
        put (m, envelope + i);
        larger (loud, m);
    }
    *most = largest<n> (weight) * largest<n> (loud);
}
LULL_LANES_KERNEL (fold,
                   (const float* from, const float* to, const float* e, float drive, float driveStep, float* begin, float* step, float* envelope, float* most),
                   (from, to, e, drive, driveStep, begin, step, envelope, most))

// Adds one contact alone under its carrier, where it is never above 1: an outer product.
template <int n>
LULL_INLINE void aloneKernel (const float* begin, const float* step, const float* envelope, const float* carrier, const float* gain, float* out)
{
    using V = Lanes<n>;
    for (int k = 0; k < laneStep; k += n)
    {
        V b, s, g;
        get (b, begin + k);
        get (s, step + k);
        get (g, gain + k);
        b *= g;
        s *= g;
        for (int i = 0; i < quantum; ++i)
        {
            V y;
            get (y, out + i * maxLanes + k);
            y += (b + s * static_cast<float> (i)) * (envelope[i] * carrier[i]);
            put (y, out + i * maxLanes + k);
        }
    }
}
LULL_LANES_KERNEL (alone, (const float* begin, const float* step, const float* envelope, const float* carrier, const float* gain, float* out),
                   (begin, step, envelope, carrier, gain, out))

// Adds the square of a contact's amplitude to `power`.
template <int n>
LULL_INLINE void squareKernel (const float* begin, const float* step, const float* envelope, float* power)
{
    using V = Lanes<n>;
    for (int k = 0; k < laneStep; k += n)
    {
        V b, s;
        get (b, begin + k);
        get (s, step + k);
        for (int i = 0; i < quantum; ++i)
        {
            const V a = (b + s * static_cast<float> (i)) * envelope[i];
            V p;
            get (p, power + i * laneStep + k);
            p += a * a;
            put (p, power + i * laneStep + k);
        }
    }
}
LULL_LANES_KERNEL (square, (const float* begin, const float* step, const float* envelope, float* power), (begin, step, envelope, power))

// Adds one tone alone, saturated: the root of its power, at most 1, under its carrier.
template <int n>
LULL_INLINE void rootKernel (const float* power, const float* carrier, const float* gain, float* out)
{
    using V = Lanes<n>;
    alignas (64) float a[cells];
    for (int i = 0; i < cells; ++i) a[i] = std::sqrt (power[i] > 1.0f ? 1.0f : power[i]);
    for (int k = 0; k < laneStep; k += n)
    {
        V g;
        get (g, gain + k);
        for (int i = 0; i < quantum; ++i)
        {
            V y, x;
            get (y, out + i * maxLanes + k);
            get (x, a + i * laneStep + k);
            y += x * carrier[i] * g;
            put (y, out + i * maxLanes + k);
        }
    }
}
LULL_LANES_KERNEL (root, (const float* power, const float* carrier, const float* gain, float* out), (power, carrier, gain, out))

// Adds the root of `power` x carrier to `sum`, and power to `total`.
template <int n>
LULL_INLINE void carryKernel (const float* power, const float* carrier, float* sum, float* total)
{
    using V = Lanes<n>;
    alignas (64) float a[cells];
    for (int i = 0; i < cells; ++i) a[i] = std::sqrt (power[i]);
    for (int i = 0; i < quantum; ++i)
        for (int k = 0; k < laneStep; k += n)
        {
            V x, p, s, t;
            get (x, a + i * laneStep + k);
            get (p, power + i * laneStep + k);
            get (s, sum + i * laneStep + k);
            get (t, total + i * laneStep + k);
            s += x * carrier[i];
            t += p;
            put (s, sum + i * laneStep + k);
            put (t, total + i * laneStep + k);
        }
}
LULL_LANES_KERNEL (carry, (const float* power, const float* carrier, float* sum, float* total), (power, carrier, sum, total))

// Adds sum x gain to `out`, scaled so that the root of `total` is at most 1.
template <int n>
LULL_INLINE void saturateKernel (const float* sum, const float* total, const float* gain, float* out)
{
    using V = Lanes<n>;
    alignas (64) float a[cells];
    for (int i = 0; i < cells; ++i) a[i] = sum[i] / std::sqrt (total[i] > 1.0f ? total[i] : 1.0f);
    for (int k = 0; k < laneStep; k += n)
    {
        V g;
        get (g, gain + k);
        for (int i = 0; i < quantum; ++i)
        {
            V y, x;
            get (y, out + i * maxLanes + k);
            get (x, a + i * laneStep + k);
            y += x * g;
            put (y, out + i * maxLanes + k);
        }
    }
}
LULL_LANES_KERNEL (saturate, (const float* sum, const float* total, const float* gain, float* out), (sum, total, gain, out))
} // namespace lull::touch::kernels

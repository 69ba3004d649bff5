#include "Safety/GuardLanes.h"

#include <algorithm>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::safety
{
namespace
{
template <int n>
constexpr int parts = laneStep / n; // registers that hold eight lanes

template <int n>
LULL_INLINE void load (dsp::Lanes<n> (&v)[parts<n>], const EightFloats& from) noexcept
{
    for (int p = 0; p < parts<n>; ++p) dsp::get (v[p], from.data() + p * n);
}
template <int n>
LULL_INLINE void store (const dsp::Lanes<n> (&v)[parts<n>], EightFloats& to) noexcept
{
    for (int p = 0; p < parts<n>; ++p) dsp::put (v[p], to.data() + p * n);
}
template <class V>
LULL_INLINE void hear (const V& x, V& peak, V& energy) noexcept
{
    const V size = x > -x ? x : -x;
    peak = size > peak ? size : peak;
    energy += x * x;
}

template <int n>
LULL_INLINE void wildKernel (const float* in, unsigned& lanes) noexcept
{
    using Ints = typename dsp::LanesOf<n>::Ints;
    constexpr std::int32_t most = 0x42800000; // the bits of `wildest`; those of inf and NaN are greater still
    Ints found[parts<n>] {};
    for (int i = 0; i < quantum; ++i)
        for (int p = 0; p < parts<n>; ++p)
        {
            Ints bits;
            dsp::get (bits, in + i * maxLanes + p * n);
            found[p] |= (bits & 0x7fffffff) > most;
        }
    lanes = 0;
    for (int k = 0; k < laneStep; ++k)
        if (found[k / n][k % n] != 0) lanes |= 1u << k;
}

// One section over its two memories. high: 1 gives what lies above, else what lies below.
template <bool high, class V>
LULL_INLINE void section (V& x, V& band, V& low, const V& g, const V& a, float k) noexcept
{
    const V v1 = a * (band + g * (x - low));
    const V d = g * v1, v2 = low + d;
    band = (v1 + v1) - band;
    low = v2 + d;
    if constexpr (high) x = (x - v1 * k) - v2;
    else x = v2;
}

template <int n>
LULL_INLINE void filterKernel (LaneFilters& f, const float* in, EightLanes& out, Heard& heard) noexcept
{
    using V = dsp::Lanes<n>;
    constexpr float k1 = 0.765366865f, k2 = 1.84775907f; // 1 / Q of the two halves
    V hg[parts<n>], h1[parts<n>], h2[parts<n>], lg[parts<n>], l1[parts<n>], l2[parts<n>], m[8][parts<n>], peak[parts<n>] {}, energy[parts<n>] {};
    load<n> (hg, f.highG);
    load<n> (h1, f.highA1);
    load<n> (h2, f.highA2);
    load<n> (lg, f.lowG);
    load<n> (l1, f.lowA1);
    load<n> (l2, f.lowA2);
    for (std::size_t s = 0; s < 8; ++s) load<n> (m[s], f.memory[s]);

    for (int i = 0; i < quantum; ++i)
        for (int p = 0; p < parts<n>; ++p)
        {
            V x;
            dsp::get (x, in + i * maxLanes + p * n);
            section<true> (x, m[0][p], m[1][p], hg[p], h1[p], k1);
            section<true> (x, m[2][p], m[3][p], hg[p], h2[p], k2);
            section<false> (x, m[4][p], m[5][p], lg[p], l1[p], k1);
            section<false> (x, m[6][p], m[7][p], lg[p], l2[p], k2);
            dsp::put (x, out.at.data() + i * laneStep + p * n);
            hear (x, peak[p], energy[p]);
        }

    for (std::size_t s = 0; s < 8; ++s) store<n> (m[s], f.memory[s]);
    store<n> (peak, heard.peak);
    store<n> (energy, heard.energy);
}

template <int n, bool flat>
LULL_INLINE void give (const EightLanes& in, const Emission& e, const float* after, float* out, Heard& heard) noexcept
{
    using V = dsp::Lanes<n>;
    V begin[parts<n>], step[parts<n>], ceiling[parts<n>], peak[parts<n>] {}, energy[parts<n>] {};
    load<n> (begin, e.begin);
    load<n> (step, e.end);
    load<n> (ceiling, e.ceiling);
    for (int p = 0; p < parts<n>; ++p) step[p] = (step[p] - begin[p]) * (1.0f / quantum);

    for (int i = 0; i < quantum; ++i)
        for (int p = 0; p < parts<n>; ++p)
        {
            V x;
            dsp::get (x, in.at.data() + i * laneStep + p * n);
            if constexpr (! flat) x = x * (begin[p] + step[p] * static_cast<float> (i));
            x = x * after[i];
            x = x < ceiling[p] ? x : ceiling[p];
            x = x > -ceiling[p] ? x : -ceiling[p];
            dsp::put (x, out + i * maxLanes + p * n);
            hear (x, peak[p], energy[p]);
        }
    store<n> (peak, heard.peak);
    store<n> (energy, heard.energy);
}

template <int n>
LULL_INLINE void emitKernel (const EightLanes& in, const Emission& e, const float* after, float* out, Heard& heard) noexcept
{
    bool flat = true; // gain exactly 1: the same samples, sooner
    for (std::size_t k = 0; k < laneStep; ++k) flat = flat && e.begin[k] == 1.0f && e.end[k] == 1.0f;
    if (flat) give<n, true> (in, e, after, out, heard);
    else give<n, false> (in, e, after, out, heard);
}

LULL_LANES_KERNEL (wild, (const float* in, unsigned& lanes), (in, lanes))
LULL_LANES_KERNEL (filter, (LaneFilters & f, const float* in, EightLanes& out, Heard& heard), (f, in, out, heard))
LULL_LANES_KERNEL (emit, (const EightLanes& in, const Emission& e, const float* after, float* out, Heard& heard), (in, e, after, out, heard))
} // namespace

unsigned wildLanes (const float* in) noexcept
{
    unsigned lanes = 0;
    wild (in, lanes);
    return lanes;
}

void filterLanes (LaneFilters& f, const float* in, EightLanes& out, Heard& heard) noexcept { filter (f, in, out, heard); }

void emitLanes (const EightLanes& in, const Emission& e, const std::array<float, quantum>& after, float* out, Heard& heard) noexcept
{
    emit (in, e, after.data(), out, heard);
}

void LaneFilters::silence (std::size_t lane) noexcept
{
    for (auto* c : { &highG, &highA1, &highA2, &lowG, &lowA1, &lowA2 }) (*c)[lane] = 0.0f;
    forget (lane);
}

void LaneFilters::tune (std::size_t lane, Hertz high, Hertz low, SampleRate rate) noexcept
{
    const auto set = [&] (Hertz f, EightFloats& g, EightFloats& a1, EightFloats& a2) {
        // Butterworth of order 4: 1 / Q = 2 cos (3 pi / 8) and 2 cos (pi / 8).
        const double w = math::tan (math::pi * std::min (f.value, 0.45 * rate.value) / rate.value);
        const double k1 = 2.0 * math::cosCycles (3.0 / 16.0), k2 = 2.0 * math::cosCycles (1.0 / 16.0);
        g[lane] = static_cast<float> (w);
        a1[lane] = static_cast<float> (1.0 / (1.0 + w * (w + k1)));
        a2[lane] = static_cast<float> (1.0 / (1.0 + w * (w + k2)));
    };
    set (high, highG, highA1, highA2);
    set (low, lowG, lowA1, lowA2);
    forget (lane);
}
} // namespace lull::safety

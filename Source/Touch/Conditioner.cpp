#include "Touch/Conditioner.h"

#include <algorithm>

#include "Dsp/Lanes.h"
#include "Touch/Response.h"

namespace lull::touch
{
namespace
{
struct Coefficients
{
    const float *g, *a1, *k, *high, *band, *low;
};

template <int n>
LULL_INLINE void filterKernel (const Coefficients& c, float* memory1, float* memory2, float* frames)
{
    using V = dsp::Lanes<n>;
    for (int lane = 0; lane < laneStep; lane += n)
    {
        V g, a1, k, high, band, low, m1, m2;
        dsp::get (g, c.g + lane);
        dsp::get (a1, c.a1 + lane);
        dsp::get (k, c.k + lane);
        dsp::get (high, c.high + lane);
        dsp::get (band, c.band + lane);
        dsp::get (low, c.low + lane);
        dsp::get (m1, memory1 + lane);
        dsp::get (m2, memory2 + lane);
        for (int i = 0; i < quantum; ++i)
        {
            V x;
            dsp::get (x, frames + i * maxLanes + lane);
            const V v1 = a1 * (m1 + g * (x - m2));
            const V d = g * v1, v2 = m2 + d;
            m1 = (v1 + v1) - m1;
            m2 = v2 + d;
            const V y = (high * ((x - v1 * k) - v2) + band * v1) + low * v2;
            dsp::put (y, frames + i * maxLanes + lane);
        }
        dsp::put (m1, memory1 + lane);
        dsp::put (m2, memory2 + lane);
    }
}
LULL_LANES_KERNEL (filter, (const Coefficients& c, float* memory1, float* memory2, float* frames), (c, memory1, memory2, frames))
} // namespace

Conditioner::Conditioner (const Chair& chair, SampleRate rate)
{
    for (auto& e : eights) e.dry.fill (1.0f);
    for (std::size_t i = 0; i < chair.actuators.size(); ++i)
    {
        const auto c = compensationOf (chair.actuators[i]);
        if (! c) continue;
        auto& e = eights[i / laneStep];
        const auto lane = i % laneStep;
        const auto f = filterOf (*c, rate.value);
        e.g[lane] = static_cast<float> (f.g);
        e.a1[lane] = static_cast<float> (f.a1);
        e.k[lane] = static_cast<float> (f.k);
        e.high[lane] = 1.0f;
        e.band[lane] = static_cast<float> (f.band);
        e.low[lane] = static_cast<float> (f.low);
        e.dry[lane] = 0.0f;
        works[i / laneStep] = true;
    }
}

void Conditioner::process (TouchQuantum& touch) noexcept
{
    for (std::size_t b = 0; b < eights.size(); ++b)
    {
        if (! works[b]) continue;
        auto& e = eights[b];
        float* frames = touch.at.data() + b * laneStep;
        std::array<float, static_cast<std::size_t> (quantum * laneStep)> came;
        for (std::size_t i = 0; i < quantum; ++i) std::copy_n (frames + i * maxLanes, laneStep, came.data() + i * laneStep);
        filter ({ e.g.data(), e.a1.data(), e.k.data(), e.high.data(), e.band.data(), e.low.data() }, e.memory1.data(), e.memory2.data(), frames);
        for (std::size_t lane = 0; lane < laneStep; ++lane)
            if (e.dry[lane] > 0.5f)
                for (std::size_t i = 0; i < quantum; ++i) frames[i * maxLanes + lane] = came[i * laneStep + lane];
    }
}

void Conditioner::forget() noexcept
{
    for (auto& e : eights)
    {
        e.memory1.fill (0.0f);
        e.memory2.fill (0.0f);
    }
}
} // namespace lull::touch

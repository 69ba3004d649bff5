#include "Sound/Grains.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::sound
{
Grains::Grains (const Kind& k, const Stream& s, SampleRate r) noexcept : kind (k), stream (s), rate (r.value)
{
    // No pitch near Nyquist: where a rate cannot hold one it is lowered.
    kind.high = std::min (kind.high, 0.4 * rate);
    kind.low = std::min (kind.low, kind.high);
    lasts = forgets * kind.longest + kind.apart;
    octaves = math::log2 (kind.high / kind.low);
    // A grain of amplitude a and decay d has the energy a^2 d / 4; a^2 is 1 / u, with u even from 1 / nearest^2 to 1.
    const double few = 1.0 / (kind.nearest * kind.nearest), square = few < 0.999 ? -math::log (few) / (1.0 - few) : 1.0;
    scale = kind.level * std::sqrt (4.0 / (kind.perSecond * square));
}

Grains::Birth Grains::birth (std::int64_t cell) const noexcept
{
    const auto n = static_cast<std::uint64_t> (cell) * 8u;
    return { (static_cast<double> (cell) + stream.unit (n)) / kind.perSecond, kind.shortest + (kind.longest - kind.shortest) * stream.unit (n + 1) };
}

Grains::Grain Grains::grain (std::int64_t cell, const Birth& b) const noexcept
{
    const auto n = static_cast<std::uint64_t> (cell) * 8u;
    Grain g;
    static_cast<Birth&> (g) = b;
    const double few = 1.0 / (kind.nearest * kind.nearest);
    g.hertz = kind.low * math::exp2 (octaves * stream.unit (n + 2));
    g.amplitude = scale / std::sqrt (g.decay * (few + (1.0 - few) * stream.unit (n + 3)));
    const double side = stream.sign (n + 4);
    g.left = std::sqrt (1.0 - kind.sides * side);
    g.right = std::sqrt (1.0 + kind.sides * side);
    g.later = 0.5 * kind.apart * side;
    return g;
}

void Grains::ring (const Grain& g, double amplitude, double since, float* out, float* other, double toOther) const noexcept
{
    // A phasor that turns and shrinks. It starts within its first frame, between two frames if need be.
    int i = 0;
    double t = since;
    if (t < 0.0)
    {
        const double wait = -t * rate;
        if (wait >= quantum) return;
        i = static_cast<int> (wait);
        if (static_cast<double> (i) < wait) ++i;
        if (i >= quantum) return;
        t += static_cast<double> (i) / rate;
        if (t < 0.0) t = 0.0;
    }
    // A pitch that rises in a straight line. What it is half-way through the quantum leads to the very phase that the next one begins with.
    const double slope = 0.69314718 * kind.rise / g.decay, cycles = g.hertz * t * (1.0 + 0.5 * slope * t);
    const double now = g.hertz * (1.0 + slope * (t + 0.5 * static_cast<double> (quantum - i) / rate));
    const double a = amplitude * math::exp (-t / g.decay), shrink = math::exp (-1.0 / (g.decay * rate));
    auto re = static_cast<float> (a * math::cosCycles (cycles)), im = static_cast<float> (a * math::sinCycles (cycles));
    const auto c = static_cast<float> (shrink * math::cosCycles (now / rate)), s = static_cast<float> (shrink * math::sinCycles (now / rate));
    for (; i < quantum; ++i)
    {
        out[i] += im;
        if (other != nullptr) other[i] += static_cast<float> (toOther) * im;
        const float next = re * c - im * s;
        im = im * c + re * s;
        re = next;
    }
}
} // namespace lull::sound

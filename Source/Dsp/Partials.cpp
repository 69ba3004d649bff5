#include "Dsp/Partials.h"

#include <algorithm>
#include <cassert>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::dsp
{
namespace
{
constexpr std::size_t most = Amplitudes::most;

// Level and direction of every partial's turn.
LULL_INLINE void turnsKernel (const double* hertz, const float* decay, std::size_t padded, double seconds, float* cosines, float* sines) noexcept
{
    constexpr double magic = 6755399441055744.0; // 1.5 x 2^52: adding and subtracting it rounds to a whole number
    alignas (64) float cycles[most];
    for (std::size_t k = 0; k < padded; ++k)
    {
        const double x = hertz[k] * seconds;
        cycles[k] = static_cast<float> (x - ((x + magic) - magic));
    }
    const auto t = static_cast<float> (seconds);
    for (std::size_t k = 0; k < padded; ++k)
    {
        const float level = math::exp2 (-decay[k] * t);
        cosines[k] = level * math::sinCycles (cycles[k] + 0.25f);
        sines[k] = level * math::sinCycles (cycles[k]);
    }
}

LULL_INLINE void applyKernel (const float* cosines, const float* sines, std::size_t padded, Amplitudes& a) noexcept
{
    for (std::size_t k = 0; k < padded; ++k)
    {
        const float c = cosines[k], s = sines[k], lr = a.leftRe[k], li = a.leftIm[k], rr = a.rightRe[k], ri = a.rightIm[k];
        a.leftRe[k] = lr * c - li * s;
        a.leftIm[k] = lr * s + li * c;
        a.rightRe[k] = rr * c - ri * s;
        a.rightIm[k] = rr * s + ri * c;
    }
}

LULL_INLINE void turnOneKernel (const double* hertz, const float* decay, std::size_t padded, double seconds, Amplitudes& a) noexcept
{
    alignas (64) float c[most], s[most];
    turnsKernel (hertz, decay, padded, seconds, c, s);
    applyKernel (c, s, padded, a);
}
LULL_KERNEL (turnOne, (const double* hertz, const float* decay, std::size_t padded, double seconds, Amplitudes& a), (hertz, decay, padded, seconds, a))

LULL_INLINE void turnTwoKernel (const double* hertz, const float* decay, std::size_t padded, double seconds, Amplitudes& a, Amplitudes& b) noexcept
{
    alignas (64) float c[most], s[most];
    turnsKernel (hertz, decay, padded, seconds, c, s);
    applyKernel (c, s, padded, a);
    applyKernel (c, s, padded, b);
}
LULL_KERNEL (turnTwo, (const double* hertz, const float* decay, std::size_t padded, double seconds, Amplitudes& a, Amplitudes& b),
             (hertz, decay, padded, seconds, a, b))

constexpr std::size_t paddedTo8 (std::size_t n) noexcept { return (n + 7) / 8 * 8; }

// Eight frames of both ears stay in registers while all partials pass.
template <int n>
LULL_INLINE void sumKernel (const float* table, std::size_t count, const Amplitudes& a, float* left, float* right) noexcept
{
    using V = Lanes<n>;
    constexpr int parts = 8 / n;
    for (int at = 0; at < quantum; at += 8)
    {
        V l[parts] {}, r[parts] {};
        for (std::size_t k = 0; k < count; ++k)
        {
            const float* row = table + k * 2 * quantum + at;
            for (int j = 0; j < parts; ++j)
            {
                V c, s;
                get (c, row + j * n);
                get (s, row + quantum + j * n);
                l[j] += a.leftRe[k] * c - a.leftIm[k] * s;
                r[j] += a.rightRe[k] * c - a.rightIm[k] * s;
            }
        }
        for (int j = 0; j < parts; ++j)
        {
            put (l[j], left + at + j * n);
            put (r[j], right + at + j * n);
        }
    }
}
LULL_LANES_KERNEL (sum, (const float* table, std::size_t count, const Amplitudes& a, float* left, float* right), (table, count, a, left, right))

template <int n>
LULL_INLINE void glideKernel (const float* table, std::size_t count, const Amplitudes& a, const Amplitudes& b, float* left, float* right) noexcept
{
    using V = Lanes<n>;
    constexpr int parts = 8 / n;
    alignas (64) float ramp[quantum];
    for (int i = 0; i < quantum; ++i) ramp[i] = static_cast<float> (i) * (1.0f / quantum);
    for (int at = 0; at < quantum; at += 8)
    {
        V l[parts] {}, r[parts] {}, dl[parts] {}, dr[parts] {};
        for (std::size_t k = 0; k < count; ++k)
        {
            const float* row = table + k * 2 * quantum + at;
            for (int j = 0; j < parts; ++j)
            {
                V c, s;
                get (c, row + j * n);
                get (s, row + quantum + j * n);
                l[j] += a.leftRe[k] * c - a.leftIm[k] * s;
                r[j] += a.rightRe[k] * c - a.rightIm[k] * s;
                dl[j] += b.leftRe[k] * c - b.leftIm[k] * s;
                dr[j] += b.rightRe[k] * c - b.rightIm[k] * s;
            }
        }
        for (int j = 0; j < parts; ++j)
        {
            V u;
            get (u, ramp + at + j * n);
            put (V (l[j] + u * (dl[j] - l[j])), left + at + j * n);
            put (V (r[j] + u * (dr[j] - r[j])), right + at + j * n);
        }
    }
}
LULL_LANES_KERNEL (glide, (const float* table, std::size_t count, const Amplitudes& a, const Amplitudes& b, float* left, float* right),
                   (table, count, a, b, left, right))
} // namespace

Partials::Partials (const std::vector<Partial>& list, SampleRate rate) : count (list.size()), table (list.size() * 2 * quantum, 0.0f)
{
    assert (count <= most);
    for (std::size_t k = 0; k < count; ++k)
    {
        hertz[k] = list[k].hertz;
        decay[k] = static_cast<float> (list[k].decay * 1.44269504088896340736);
        if (list[k].hertz >= 0.45 * rate.value) continue;
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const double t = static_cast<double> (i) / rate.value, level = math::exp (-list[k].decay * t);
            table[k * 2 * quantum + i] = static_cast<float> (level * math::cosCycles (list[k].hertz * t));
            table[k * 2 * quantum + quantum + i] = static_cast<float> (level * math::sinCycles (list[k].hertz * t));
        }
    }
}

void Partials::turn (const Amplitudes& amplitudes, double seconds, Amplitudes& out) const noexcept
{
    out = amplitudes;
    turnOne (hertz.data(), decay.data(), paddedTo8 (count), seconds, out);
}

void Partials::turn (Amplitudes& one, Amplitudes& two, double seconds) const noexcept
{
    turnTwo (hertz.data(), decay.data(), paddedTo8 (count), seconds, one, two);
}

void Partials::render (const Amplitudes& amplitudes, double seconds, std::size_t n, StereoQuantum& out) const noexcept
{
    assert (n <= count);
    Amplitudes now = amplitudes;
    turnOne (hertz.data(), decay.data(), paddedTo8 (n), seconds, now);
    sum (table.data(), n, now, out.left.data(), out.right.data());
}

void Partials::render (const Amplitudes& now, StereoQuantum& out) const noexcept { sum (table.data(), count, now, out.left.data(), out.right.data()); }

void Partials::render (const Amplitudes& begin, const Amplitudes& end, StereoQuantum& out) const noexcept
{
    glide (table.data(), count, begin, end, out.left.data(), out.right.data());
}
} // namespace lull::dsp

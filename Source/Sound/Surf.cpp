#include "Sound/Surf.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Lanes.h"
#include "Sound/Wander.h"

namespace lull::sound
{
namespace
{
using Bank = dsp::NoiseBank;
using dsp::Lanes, dsp::get, dsp::put;

// A band of noise: its filter, its level in the whole (dB), how a wave's crest lags (cycles), builds and dies in it (cycles per e-fold),
// how strongly the undertow draws in it (dB), and what distance takes from it (dB).
struct Band
{
    double hertz, damping, correlation, level, crest, rise, fall, undertow, far;
};
constexpr std::array<Band, Surf::noises> bands { {
    { 125.0, 1.10, 0.92, -8.0, -0.045, 0.095, 0.085, -10.0, 3.0 },
    { 300.0, 1.20, 0.84, 0.2, -0.030, 0.075, 0.085, -6.0, 1.5 },
    { 640.0, 1.25, 0.74, 3.4, -0.005, 0.050, 0.090, -7.0, 0.0 },
    { 1350.0, 1.25, 0.68, 3.7, 0.010, 0.036, 0.100, -9.0, -4.0 },
    { 3000.0, 1.25, 0.58, 0.5, 0.022, 0.030, 0.115, -11.0, -9.0 },
    { 6500.0, 1.20, 0.36, 2.6, 0.045, 0.032, 0.145, -13.0, -15.0 },
} };

// Wave trains: pace of the swell's, level in dB (and what calm takes from it), how much the levels of single waves differ, how wide they are spread
// between the ears, and how far a wave strays from its train's own time at least, in cycles: else the trains would meet again and again.
struct Train
{
    double pace, start, level, stilled, spread, width, loose;
};
constexpr std::array<Train, Surf::trains> trainsOf { {
    { 1.0, -0.45, 0.0, 0.0, 1.2, 0.35, 0.0 },
    { 0.7236, 0.21, -8.0, -1.0, 3.0, 0.8, 0.3 },
    { 1.6181, 0.67, -11.0, -3.0, 3.0, 1.0, 0.3 },
} };
constexpr float draw = 0.40f; // cycles from crest to undertow

// Texture: cells per second of each speed, its depth in octaves of amplitude, and what calm leaves of that.
constexpr std::array<double, Surf::layers> speed { 0.43, 1.13, 2.71, 6.37, 14.9 };
constexpr std::array<double, Surf::layers> depth { 0.20, 0.88, 2.05, 1.10, 0.92 };
constexpr std::array<double, Surf::layers> calmer { 0.0, 0.25, 0.88, 1.0, 1.0 };
constexpr double slower = 4.0; // what calm lengthens a wave's rise by

// Gains for six bands of two ears; foam is the waves' part of the fifth.
template <int n>
LULL_INLINE void moveKernel (const Surf::Moving& m, float* out, float* foam) noexcept
{
    using V = Lanes<n>;
    constexpr int parts = 8 / n;
    V l[parts], r[parts];
    for (int p = 0; p < parts; ++p)
    {
        l[p] = V {};
        r[p] = V {};
    }
    for (std::size_t w = 0; w < Surf::Moving::count; ++w)
        for (int p = 0; p < parts; ++p)
        {
            V left, right, crest, rise, fall, e;
            get (left, m.left[w].data() + p * n);
            get (right, m.right[w].data() + p * n);
            get (crest, m.crest[w].data() + p * n);
            get (rise, m.rise[w].data() + p * n);
            get (fall, m.fall[w].data() + p * n);
            // Rounded top, exponential flanks: amplitude e^(-x^2 / (1 + |x|)); powers add, as noises do.
            const V u = m.at[w] - crest;
            const V x = u < 0.0f ? u * -rise : u * fall;
            const V y = (x * x) * (-2.88539008f / (1.0f + x));
            dsp::exp2<n> (e, V (y < -100.0f ? V {} - 100.0f : y));
            e *= m.level[w] * m.level[w];
            l[p] += left * e;
            r[p] += right * e;
        }
    alignas (64) float gain[16], power[16];
    for (int ear = 0; ear < 2; ++ear)
        for (int p = 0; p < parts; ++p)
        {
            const int at = ear * 8 + p * n;
            V octaves {}, base, floor, e;
            for (std::size_t k = 0; k < Surf::layers; ++k)
            {
                V from, to;
                get (from, m.cells[k].from.data() + at);
                get (to, m.cells[k].to.data() + at);
                octaves += from + m.within[k] * (to - from);
            }
            // Gusts are rounded off, so that none startles.
            dsp::exp2<n> (e, octaves / (1.0f + 0.45f * (octaves > 0.0f ? octaves : V {})));
            get (base, m.base.data() + at);
            get (floor, m.floor.data() + at);
            const V& waves = ear == 0 ? l[p] : r[p];
            put (V (base * e), gain + at);
            put (V (floor + waves), power + at);
        }
    // Calm evens waves out: of 10 dB 4.4 are left, p^(1/2) becoming p^(1/8 + 1/16 + 1/32), and crests stay where they are.
    for (int k = 0; k < 16; ++k)
    {
        const float amplitude = std::sqrt (power[k]), eighth = std::sqrt (std::sqrt (amplitude)), sixteenth = std::sqrt (eighth);
        out[k] = gain[k] * (amplitude + m.calm * (eighth * sixteenth * std::sqrt (sixteenth) - amplitude));
    }
    foam[0] = std::sqrt (l[4 / n][4 % n]);
    foam[1] = std::sqrt (r[4 / n][4 % n]);
}
LULL_LANES_KERNEL (move, (const Surf::Moving& m, float* out, float* foam), (m, out, foam))

double below (double x) noexcept // std::floor, which SSE2 has not
{
    const auto t = static_cast<double> (static_cast<std::int64_t> (x));
    return t > x ? t - 1.0 : t;
}
float smooth (float u) noexcept { return u * u * (3.0f - 2.0f * u); }
} // namespace

std::array<Bank::Band, Bank::bands> Surf::bank()
{
    std::array<Bank::Band, Bank::bands> list {};
    for (std::size_t b = 0; b < noises; ++b)
        list[b] = { .hertz = bands[b].hertz, .damping = bands[b].damping, .band = 1.0, .correlation = bands[b].correlation };
    list[6] = { .hertz = 1350.0, .damping = 0.16, .band = 1.0, .noise = 0.0 };
    list[7] = { .hertz = 2650.0, .damping = 0.14, .band = 1.0, .noise = 0.0 };
    return list;
}

Surf::Surf (double howFar, double howCalm, double howLoose, const Stream& s) : distance (howFar), calm (howCalm), loose (howLoose), stream (s)
{
    moving.calm = static_cast<float> (howCalm);
    waveAt.fill (INT64_MIN);
    cellAt.fill (INT64_MIN);
    for (std::size_t b = 0; b < noises; ++b)
    {
        const double farther = bands[b].far * (distance - 0.3) / 0.7;
        for (std::size_t lane : { b, b + 8 })
        {
            moving.base[lane] = static_cast<float> (math::amplitude (bands[b].level + farther));
            moving.floor[lane] = static_cast<float> (math::amplitude (2.0 * (-20.0 + 7.0 * distance)));
        }
    }
    // The resonators' lanes stay open.
    for (std::size_t lane : { 6u, 7u, 14u, 15u })
    {
        moving.base[lane] = 1.0f;
        moving.floor[lane] = 1.0f;
    }
}

void Surf::keepWaves (std::size_t train, std::int64_t first) noexcept
{
    const Train& t = trainsOf[train];
    const Stream own = stream.child (train);
    for (std::size_t k = 0; k < near; ++k)
    {
        const std::int64_t n = first + static_cast<std::int64_t> (k);
        const auto number = static_cast<std::uint64_t> (n) * 8u;
        stray[train][k] = static_cast<float> (std::max (loose, t.loose) * own.sign (number));
        const double unlike = 1.0 - 0.5 * calm, slow = 1.0 + (slower - 1.0) * calm;
        const double length = 1.0 + 0.22 * unlike * own.sign (number + 4);
        const double level = t.level + calm * t.stilled + unlike * t.spread * evenly (own, n, 1) - 2.0 * distance - math::decibels (length) * 0.5;
        const double bright = 0.95 * unlike * evenly (own, n, 2), pan = t.width * own.sign (number + 3);
        const double drawLevel = 2.2 * evenly (own, n, 3);
        const double ears = 3.0 * pan; // dB
        for (std::size_t under = 0; under < (train == 0 ? 2u : 1u); ++under)
        {
            const std::size_t w = (under == 0 ? train : trains) * near + k;
            for (std::size_t b = 0; b < noises; ++b)
            {
                const double shift = bright * (static_cast<double> (b) - 3.2) + (under == 0 ? 0.0 : bands[b].undertow + drawLevel);
                moving.left[w][b] = static_cast<float> (math::amplitude (2.0 * (level + shift - ears)));
                moving.right[w][b] = static_cast<float> (math::amplitude (2.0 * (level + shift + ears)));
                moving.crest[w][b] = static_cast<float> (bands[b].crest * (under == 0 ? 1.0 : -0.5));
                moving.rise[w][b] = static_cast<float> (1.0 / (bands[b].rise * slow * length * (under == 0 ? 1.0 : 1.3)));
                moving.fall[w][b] = static_cast<float> (1.0 / (bands[b].fall * length * (under == 0 ? 1.0 : 0.8)));
            }
        }
    }
    waveAt[train] = first;
}

void Surf::keepCell (std::size_t layer, std::int64_t cell) noexcept
{
    const auto values = [&] (std::int64_t c, std::array<float, 16>& out) {
        const Stream s = stream.child (100 + layer);
        const double d = depth[layer] * (1.0 + calm * (calmer[layer] - 1.0)) * (0.93 - distance * (0.27 + 0.18 * distance));
        const double whole = evenly (s, c, 0);
        for (std::size_t b = 0; b < noises; ++b)
        {
            // Neighbouring bands and the two ears share most of it: foam is one thing.
            const double shared = 0.38 * whole + 0.68 * evenly (s, c, 1 + b / 2);
            out[b] = static_cast<float> (d * (shared + 0.42 * evenly (s, c, 8 + b)));
            out[b + 8] = static_cast<float> (d * (shared + 0.42 * evenly (s, c, 16 + b)));
        }
    };
    values (cell, moving.cells[layer].from);
    values (cell + 1, moving.cells[layer].to);
    cellAt[layer] = cell;
}

void Surf::gains (double swell, double seconds, Bank::Gains& out) noexcept
{
    for (std::size_t t = 0; t < trains; ++t)
    {
        const double cycles = swell * trainsOf[t].pace + trainsOf[t].start, here = below (cycles);
        const auto first = static_cast<std::int64_t> (here) - 1; // the one before, the one that is here, the one to come
        if (first != waveAt[t]) keepWaves (t, first);
        for (std::size_t k = 0; k < near; ++k)
        {
            const auto u = static_cast<float> (cycles - here + 1.0 - static_cast<double> (k)); // -1 .. 2
            const auto since = u - stray[t][k];
            const float level = smooth (std::clamp (2.0f * u + 2.0f, 0.0f, 1.0f)) * smooth (std::clamp (4.0f - 2.0f * u, 0.0f, 1.0f));
            moving.at[t * near + k] = since;
            moving.level[t * near + k] = level;
            if (t != 0) continue;
            moving.at[trains * near + k] = since - draw;
            moving.level[trains * near + k] = level;
        }
    }
    for (std::size_t n = 0; n < layers; ++n)
    {
        const double x = seconds * speed[n], here = below (x);
        if (const auto cell = static_cast<std::int64_t> (here); cell != cellAt[n]) keepCell (n, cell);
        moving.within[n] = smooth (static_cast<float> (x - here));
    }
    move (moving, out.data(), foams.data());
}
} // namespace lull::sound

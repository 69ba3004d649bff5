#include "Engine/Audition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "Base/Math.h"

namespace lull::engine
{
namespace
{
struct Complex
{
    float re = 0.0f, im = 0.0f;
};

// z -> z^2 / |z|: twice the frequency at the same amplitude.
Complex octaveUp (Complex z) noexcept
{
    const float size = std::sqrt (z.re * z.re + z.im * z.im);
    if (size < 1e-9f) return {};
    return { (z.re * z.re - z.im * z.im) / size, 2.0f * z.re * z.im / size };
}

// y[n] = k (x[n] + y[n-2]) - x[n-2]
struct AllPass
{
    float x1 = 0.0f, x2 = 0.0f, y1 = 0.0f, y2 = 0.0f;
    float next (float x, float k) noexcept
    {
        const float y = k * (x + y2) - x2;
        x2 = x1, x1 = x, y2 = y1, y1 = y;
        return y;
    }
};

// A pair of all-pass chains whose outputs stand 90 degrees apart over all but the edges of the band (coefficients: O. Niemitalo, public domain; squared here).
struct Quadrature
{
    static constexpr std::array<float, 4> a { 0.4794008f, 0.8762184f, 0.9765975f, 0.9974992f }, b { 0.1617585f, 0.7330289f, 0.9453497f, 0.9905991f };
    std::array<AllPass, 4> chainA {}, chainB {};
    float late = 0.0f;

    Complex next (float x) noexcept
    {
        float p = x, q = x;
        for (std::size_t i = 0; i < 4; ++i) p = chainA[i].next (p, a[i]), q = chainB[i].next (q, b[i]);
        const Complex z { late, q };
        late = p;
        return z;
    }
};

constexpr double slowRate = 3'000.0; // touch ends at 250 Hz
constexpr float level = 0.5f;        // of the strongest touch, re a sine of -12 dBFS
constexpr float ceiling = 0.87f;     // -1.2 dBFS

struct Ear // of one actuator
{
    Quadrature quadrature;
    std::array<Complex, 4> past {};                 // at the slow rate, newest last
    float turn = 0.0f, power = 1e-12f;              // slow means of sin (phase step) |z|^2 and |z|^2
    std::array<float, 3> gain { 0.0f, 1.0f, 0.0f }; // of x2, x4, x8
    int octave = 1;                                 // index into gain
    float left = 0.0f, right = 0.0f;
};
} // namespace

struct Audition::State
{
    std::vector<Ear> ears;
    int every = 16;               // frames per slow frame
    int phase = 0;                // 0 .. every - 1
    float glide = 0.01f;          // of the octave gains, per frame
    std::array<float, 2> edge {}; // sin of the phase step at 150 Hz and 37.5 Hz

    void slow (Ear& e, float x) const noexcept
    {
        const Complex z = e.quadrature.next (x), before = e.past[3];
        for (std::size_t i = 0; i < 3; ++i) e.past[i] = e.past[i + 1];
        e.past[3] = z;

        // Which octave: by the mean turn of the phase over about 20 ms, with a little reluctance.
        e.turn += 0.016f * (before.re * z.im - before.im * z.re - e.turn);
        e.power += 0.016f * (z.re * z.re + z.im * z.im + 1e-12f - e.power);
        const float f = std::abs (e.turn) / e.power;
        if (e.power < 1e-10f) return;
        if (e.octave > 0 && f > edge[static_cast<std::size_t> (e.octave - 1)] * 1.04f) --e.octave;
        else if (e.octave < 2 && f < edge[static_cast<std::size_t> (e.octave)] * 0.96f) ++e.octave;
    }

    // Cubic between past[1] and past[2]; u in [0, 1).
    static Complex between (const std::array<Complex, 4>& p, float u) noexcept
    {
        const auto mix = [u] (float a, float b, float c, float d) {
            const float k1 = 0.5f * (c - a), k2 = a - 2.5f * b + 2.0f * c - 0.5f * d, k3 = 0.5f * (d - a) + 1.5f * (b - c);
            return b + u * (k1 + u * (k2 + u * k3));
        };
        return { mix (p[0].re, p[1].re, p[2].re, p[3].re), mix (p[0].im, p[1].im, p[2].im, p[3].im) };
    }

    float fast (Ear& e, float u) const noexcept
    {
        const Complex two = octaveUp (between (e.past, u)), four = octaveUp (two), eight = octaveUp (four);
        for (std::size_t i = 0; i < 3; ++i) e.gain[i] += glide * ((static_cast<int> (i) == e.octave ? 1.0f : 0.0f) - e.gain[i]);
        return e.gain[0] * two.re + e.gain[1] * four.re + e.gain[2] * eight.re;
    }
};

Audition::Audition (const touch::Chair& chair, SampleRate rate) : state (std::make_unique<State>())
{
    state->every = std::max (1, static_cast<int> (rate.value / slowRate + 0.5));
    state->glide = static_cast<float> (1.0 / (0.01 * rate.value));
    const double slow = rate.value / state->every;
    state->edge = { static_cast<float> (math::sinCycles (150.0 / slow)), static_cast<float> (math::sinCycles (37.5 / slow)) };
    for (std::size_t a = 0; a < chair.actuators.size(); ++a)
    {
        Ear e;
        double x = 0.0;
        int zones = 0;
        for (const auto& z : chair.zones)
            if (z.actuator == static_cast<int> (a) && ! z.whole) x += z.x, ++zones;
        const double pan = zones > 0 ? std::clamp (x / zones / 18.0, -0.85, 0.85) : 0.0;
        const double gain = static_cast<double> (level) * math::amplitude (-12.0) / std::max (1e-6, chair.a100 (static_cast<int> (a)));
        e.left = static_cast<float> (gain * math::cosCycles (0.125 * (1.0 + pan)));
        e.right = static_cast<float> (gain * math::sinCycles (0.125 * (1.0 + pan)));
        state->ears.push_back (e);
    }
}

Audition::~Audition() = default;
Audition::Audition (Audition&&) noexcept = default;

void Audition::process (const float* const* touch, float* left, float* right, int frames) noexcept
{
    State& s = *state;
    for (int i = 0; i < frames; ++i)
    {
        float l = 0.0f, r = 0.0f;
        const float u = static_cast<float> (s.phase) / static_cast<float> (s.every);
        for (std::size_t a = 0; a < s.ears.size(); ++a)
        {
            Ear& e = s.ears[a];
            if (s.phase == 0) s.slow (e, touch[a][i]);
            const float x = s.fast (e, u);
            l += x * e.left;
            r += x * e.right;
        }
        s.phase = s.phase + 1 == s.every ? 0 : s.phase + 1;
        const auto add = [] (float sound, float t) { return std::abs (sound) >= ceiling ? sound : std::clamp (sound + t, -ceiling, ceiling); };
        left[i] = add (left[i], l);
        right[i] = add (right[i], r);
    }
}

void Audition::restart() noexcept
{
    for (Ear& e : state->ears)
    {
        const Ear fresh {};
        e.quadrature = fresh.quadrature;
        e.past = fresh.past;
        e.turn = fresh.turn;
        e.power = fresh.power;
    }
    state->phase = 0;
}
} // namespace lull::engine

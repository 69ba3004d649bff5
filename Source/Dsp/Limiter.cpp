#include "Dsp/Limiter.h"

#include <algorithm>
#include <vector>

#include "Base/LookAhead.h"
#include "Base/Math.h"
#include "Base/Simd.h"
#include "Dsp/LookAheadGain.h"
#include "Dsp/TruePeak.h"

namespace lull::dsp
{
namespace
{
// 24 dB above full scale is no sound but a fault, like NaN and inf: silence. What is below it has left the gain again after a second.
constexpr float wildest = 16.0f;

LULL_INLINE void cleanKernel (const float* in, float* out) noexcept
{
    for (int i = 0; i < quantum; ++i)
    {
        const float x = in[i], size = x < 0.0f ? -x : x;
        out[i] = size <= wildest ? x : 0.0f; // NaN compares false
    }
}

LULL_INLINE void scaleKernel (const float* in, float begin, float step, float ceiling, float* out) noexcept
{
    for (int i = 0; i < quantum; ++i)
    {
        const float x = in[i] * (begin + step * static_cast<float> (i));
        const float below = x < ceiling ? x : ceiling;
        out[i] = below > -ceiling ? below : -ceiling;
    }
}

LULL_KERNEL (clean, (const float* in, float* out), (in, out))
LULL_KERNEL (scale, (const float* in, float begin, float step, float ceiling, float* out), (in, begin, step, ceiling, out))
} // namespace

struct Limiter::State
{
    State (SampleRate rate, float c)
        : ahead (lookAheadQuanta (rate)),
          ceiling (c)
          // One quantum less: the points between the last samples of a quantum are known when the next one comes.
          ,
          gain (ahead - 1, rate, Seconds { 0.03 }, Decibels { 30.0 }),
          delay (static_cast<std::size_t> (ahead + 1))
    {
        forget();
    }

    void forget() noexcept
    {
        left.clear();
        right.clear();
        gain.clear();
        bears = 1.0;
        for (auto& d : delay) d.clear();
    }

    void take (const StereoQuantum& in) noexcept
    {
        now = now == ahead ? 0 : now + 1;
        StereoQuantum& newest = delay[static_cast<std::size_t> (now)];
        clean (in.left.data(), newest.left.data());
        clean (in.right.data(), newest.right.data());
        const double peak = std::max (left.push (newest.left.data(), ceiling), right.push (newest.right.data(), ceiling));
        const double wanted = peak > ceiling ? ceiling / peak : 1.0;
        gain.push (std::min (bears, wanted)); // for the quantum before
        bears = wanted;
    }

    int ahead, now = 0;
    float ceiling;
    TruePeak left, right;
    LookAheadGain gain;
    double bears = 1.0; // what the newest quantum bears, as far as is known
    std::vector<StereoQuantum> delay;
};

Limiter::Limiter (SampleRate rate, Decibels ceiling) : state (std::make_unique<State> (rate, static_cast<float> (math::amplitude (ceiling.value)))) {}
Limiter::~Limiter() = default;
Limiter::Limiter (Limiter&&) noexcept = default;

void Limiter::process (StereoQuantum& inOut) noexcept
{
    State& s = *state;
    s.take (inOut);
    const StereoQuantum& now = s.delay[static_cast<std::size_t> (s.now == s.ahead ? 0 : s.now + 1)];
    const float begin = s.gain.begin(), end = s.gain.end();
    if (begin == 1.0f && end == 1.0f)
    {
        inOut = now;
        return;
    }
    const float step = (end - begin) * (1.0f / quantum);
    scale (now.left.data(), begin, step, s.ceiling, inOut.left.data());
    scale (now.right.data(), begin, step, s.ceiling, inOut.right.data());
}

void Limiter::prime (const StereoQuantum* quanta, int count) noexcept
{
    constexpr StereoQuantum silence {};
    state->forget();
    for (int i = 0; i < state->ahead; ++i) state->take (i < count ? quanta[i] : silence);
}

float Limiter::leastGain() const noexcept { return std::min (state->gain.begin(), state->gain.end()); }
} // namespace lull::dsp

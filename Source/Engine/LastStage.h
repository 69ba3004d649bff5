// What stands last in every face: limiter for sound, guard for touch, both L ahead, so that output frame n is session frame n.
// The Player and the Renderer share it, which is why they give the same samples. Audio thread, or any one thread at a time.
#pragma once

#include <array>
#include <vector>

#include "Base/LookAhead.h"
#include "Dsp/Limiter.h"
#include "Engine/Performance.h"
#include "Safety/Guard.h"

namespace lull::engine
{
class LastStage
{
public:
    // Allocates everything.
    LastStage (const safety::Limits&, SampleRate, safety::BodyMemory&); // the memory must outlive it

    // A new place: the first L frames from the performance fill the look-ahead. Volume (linear) is applied before the limiter.
    void prime (Performance&, const Controls&, float volume) noexcept;
    // The same, from quanta already rendered: `count` is lookAheadQuanta (rate).
    void prime (StereoQuantum* sound, const TouchQuantum* touch, int count, float volume) noexcept;

    // In: quantum n + L of the session; out: quantum n. Volume glides linearly over the quantum; `after` multiplies touch after its look-ahead.
    void process (StereoQuantum& sound, TouchQuantum& touch, Ends volume, const std::array<float, quantum>& after) noexcept;

    // What the body feels apart from any sample: see Guard.
    [[nodiscard]] safety::Guard& body() noexcept { return guard; }

    [[nodiscard]] const safety::GuardMeters& touchMeters() const noexcept { return guard.meters(); }
    [[nodiscard]] float limiterGain() const noexcept { return limiter.leastGain(); }

private:
    dsp::Limiter limiter;
    safety::Guard guard;
    std::vector<StereoQuantum> soundAhead;
    std::vector<TouchQuantum> touchAhead;
};

// A straight line from one gain to another, 32 samples at a time; exactly its target when it has arrived.
class Fade
{
public:
    explicit Fade (float at) : now (at), target (at) {}
    void to (float next, Seconds time, SampleRate) noexcept;
    void jump (float at) noexcept
    {
        now = target = at;
        left = 0;
    }
    [[nodiscard]] bool moving() const noexcept { return left > 0; }
    [[nodiscard]] float value() const noexcept { return now; }
    [[nodiscard]] float goal() const noexcept { return target; }

    // Multiplies 32 gains.
    void apply (std::array<float, quantum>& gains) noexcept;

private:
    float now, target, step = 0.0f;
    int left = 0; // frames
};
} // namespace lull::engine

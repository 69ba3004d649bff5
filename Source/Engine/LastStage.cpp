#include "Engine/LastStage.h"

#include <algorithm>
#include <cmath>

namespace lull::engine
{
namespace
{
void scale (StereoQuantum& sound, Ends volume) noexcept
{
    const auto g = static_cast<float> (volume.begin), step = static_cast<float> ((volume.end - volume.begin) / quantum);
    for (std::size_t i = 0; i < quantum; ++i)
    {
        const float now = g + step * static_cast<float> (i);
        sound.left[i] *= now;
        sound.right[i] *= now;
    }
}
} // namespace

LastStage::LastStage (const safety::Limits& limits, SampleRate rate, safety::BodyMemory& memory)
    : limiter (rate), guard (limits, rate, memory), soundAhead (static_cast<std::size_t> (lookAheadQuanta (rate))), touchAhead (soundAhead.size())
{}

void LastStage::prime (Performance& performance, const Controls& controls, float volume) noexcept
{
    for (std::size_t q = 0; q < soundAhead.size(); ++q) performance.render (controls, soundAhead[q], touchAhead[q]);
    prime (soundAhead.data(), touchAhead.data(), static_cast<int> (soundAhead.size()), volume);
}

void LastStage::prime (StereoQuantum* sound, const TouchQuantum* touch, int count, float volume) noexcept
{
    for (int q = 0; q < count; ++q) scale (sound[q], { volume, volume });
    limiter.prime (sound, count);
    guard.prime (touch, count);
}

void LastStage::process (StereoQuantum& sound, TouchQuantum& touch, Ends volume, const std::array<float, quantum>& after) noexcept
{
    scale (sound, volume);
    limiter.process (sound);
    guard.process (touch, after);
}

void Fade::to (float next, Seconds time, SampleRate rate) noexcept
{
    target = next;
    left = std::max (1, static_cast<int> (std::floor (time.value * rate.value + 0.5)));
    step = (target - now) / static_cast<float> (left);
}

void Fade::apply (std::array<float, quantum>& gains) noexcept
{
    for (auto& g : gains)
    {
        if (left > 0)
        {
            now += step;
            if (--left == 0) now = target;
        }
        g *= now;
    }
}
} // namespace lull::engine

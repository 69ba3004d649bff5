#include "Engine/SleepTimer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lull::engine
{
namespace
{
constexpr double back = 2.0; // s, from silence to all of it, when more time is given amid the fade

Frame framesOf (double seconds, double rate) noexcept { return std::max<Frame> (1, static_cast<Frame> (std::llround (seconds * rate))); }
} // namespace

SleepTimer::SleepTimer (SampleRate r) noexcept : rate (r.value) {}

void SleepTimer::set (double seconds, double fadeTime, double wholeTime) noexcept
{
    whole = left = 0;
    if (! (seconds > 0.0)) return;
    seconds = std::min (seconds, longest);
    whole = left = framesOf (seconds, rate);
    if (wholeTime > seconds) whole = framesOf (std::min (wholeTime, longest), rate);
    const double most = static_cast<double> (whole) / rate;
    fade = framesOf (std::isfinite (fadeTime) ? std::clamp (fadeTime, std::min (shortestFade, most), most) : most, rate);
}

void SleepTimer::later (double more, double fadeTime) noexcept
{
    if (more > 0.0) set ((set() ? static_cast<double> (left) / rate : 0.0) + more, fadeTime);
}

void SleepTimer::again() noexcept
{
    left = whole;
    gain = 1.0f;
}

double SleepTimer::seconds() const noexcept { return set() ? static_cast<double> (left) / rate : std::numeric_limits<double>::infinity(); }

void SleepTimer::advance (std::array<float, quantum>& gains) noexcept
{
    if (set()) left = std::max<Frame> (0, left - quantum);
    const double rest = fading() ? static_cast<double> (left) / static_cast<double> (fade) : 1.0;
    const auto goal = static_cast<float> (rest * rest);
    if (gain == 1.0f && goal == 1.0f) return;
    const float before = gain;
    gain = std::min (goal, before + static_cast<float> (quantum / (back * rate)));
    for (std::size_t i = 0; i < quantum; ++i) gains[i] *= before + (gain - before) * static_cast<float> (i + 1) / static_cast<float> (quantum);
}
} // namespace lull::engine

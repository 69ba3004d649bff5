#include "Engine/TestBeat.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::engine
{
namespace
{
constexpr double pushRise = 0.02, pushHold = 0.04, pushFall = 0.04; // s
constexpr double tickRise = 0.002, tickTime = 0.012, tickHertz = 1000.0;
constexpr double tickEnd = 0.15; // s: -108 dB

// Seconds from where the push begins.
double pushAt (double t) noexcept
{
    const auto raised = [] (double x) { return 0.5 - 0.5 * math::sinCycles (0.25 + 0.5 * x); };
    if (t <= 0.0 || t >= pushRise + pushHold + pushFall) return 0.0;
    if (t < pushRise) return raised (t / pushRise);
    return t <= pushRise + pushHold ? 1.0 : raised ((pushRise + pushHold + pushFall - t) / pushFall);
}

double tickAt (double t) noexcept
{
    if (t <= 0.0 || t >= tickEnd) return 0.0;
    return t < tickRise ? t / tickRise : math::exp ((tickRise - t) / tickTime);
}
} // namespace

BeatGenerator::BeatGenerator (SampleRate r) noexcept : rate (r), tail (static_cast<int> (0.3 * r.value / quantum)), rests (tail) {}

void BeatGenerator::want (const TestBeat& beat) noexcept
{
    wanted = beat;
    wanted.bpm = std::clamp (beat.bpm, 30.0, 120.0);
    const double most = std::min (0.3, 30.0 / wanted.bpm - 0.1); // the push stays within its own beat
    wanted.early = Seconds { std::clamp (beat.early.value, -most, most) };
    waiting = true;
}

double BeatGenerator::since() const noexcept
{
    const Frame half = period / 2;
    return static_cast<double> (frame - half) / rate.value;
}

void BeatGenerator::add (StereoQuantum& sound, TouchQuantum& touch) noexcept
{
    for (std::size_t i = 0; i < quantum; ++i)
    {
        if (waiting && (! now.beats || frame % period == 0))
        {
            if (! now.beats) frame = 0;
            now = wanted;
            waiting = false;
            period = static_cast<Frame> (std::lround (60.0 / now.bpm * rate.value));
        }
        if (! now.beats) continue;
        const Frame half = period / 2;
        const double at = static_cast<double> (frame % period - half) / rate.value; // s from this window's beat
        const double t = at + 0.5 * tickRise, p = at + now.early.value + 0.5 * pushRise;
        if (const double tick = tickAt (t); tick > 0.0 && now.tick > 0.0f)
        {
            const auto x = now.tick * static_cast<float> (tick * math::sinCycles (tickHertz * t));
            sound.left[i] += x;
            sound.right[i] += x;
        }
        if (const double push = pushAt (p); push > 0.0)
        {
            const auto x = static_cast<float> (push * math::sinCycles (now.hertz * p));
            for (std::size_t k = 0; k < maxLanes; ++k) touch.at[i * maxLanes + k] += now.peak[k] * x;
        }
        ++frame;
    }
    rests = now.beats ? 0 : std::min (tail, rests + 1);
}
} // namespace lull::engine

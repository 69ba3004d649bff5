#include "Safety/Sitting.h"

#include <algorithm>

namespace lull::safety
{
namespace
{
constexpr double half = 0.49; // of a greatest rms, which RmsBudget lets pass by up to one percent: below -6 dB

double read (const std::atomic<float>& a, double most) noexcept
{
    const auto x = static_cast<double> (a.load (std::memory_order_relaxed));
    return x >= 0.0 && x <= most ? x : most; // NaN and nonsense: used up
}
} // namespace

Sitting::Sitting (SampleRate rate, BodyMemory& m) : memory (m), step (quantum / rate.value) { recall(); }

void Sitting::recall() noexcept
{
    armed = read (memory.armed, longest.value);
    strong = read (memory.strong, longestStrong.value);
    rested = std::min (read (memory.rested, 1e9), rest.value);
    settle();
}

void Sitting::settle() noexcept
{
    if (rested >= rest.value) armed = strong = 0.0;
    done = armed >= longest.value;
    level = static_cast<float> (std::clamp ((longest.value - armed) / fade.value, 0.0, 1.0));
    const double last = std::clamp ((strong - (longestStrong.value - fade.value)) / (0.9 * fade.value), 0.0, 1.0);
    strongShare = 1.0 - (1.0 - half) * last;
}

void Sitting::advance (bool touching, bool isStrong) noexcept
{
    if (touching)
    {
        armed += step;
        rested = 0.0;
        if (isStrong) strong += step;
        settle();
    }
    else if (rested < rest.value)
    {
        rested += step;
        if (rested >= rest.value) settle();
    }
    else return;
    if (++untold * step >= 0.1) tell();
}

void Sitting::pause (Seconds length) noexcept
{
    if (! (length.value > 0.0)) return;
    rested = std::min (rest.value, rested + length.value);
    settle();
    tell();
}

void Sitting::tell() noexcept
{
    untold = 0;
    memory.armed.store (static_cast<float> (armed), std::memory_order_relaxed);
    memory.strong.store (static_cast<float> (strong), std::memory_order_relaxed);
    memory.rested.store (static_cast<float> (rested), std::memory_order_relaxed);
}

Seconds Sitting::left() const noexcept { return Seconds { std::max (0.0, longest.value - armed) }; }
Seconds Sitting::strongLeft() const noexcept { return Seconds { std::max (0.0, longestStrong.value - strong) }; }
Seconds Sitting::restLeft (const BodyMemory& m) noexcept
{
    if (read (m.armed, longest.value) < longest.value) return Seconds { 0.0 };
    return Seconds { std::max (0.0, rest.value - read (m.rested, 1e9)) };
}

Seconds Sitting::restLeft() const noexcept { return Seconds { done ? std::max (0.0, rest.value - rested) : 0.0 }; }
} // namespace lull::safety

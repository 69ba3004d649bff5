#include "Safety/Interlock.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lull::safety
{
Interlock::Interlock (SampleRate r) : rate (r), stopFrames (std::max (1, static_cast<int> (stopRamp.value * r.value))) {}

Interlock::Interlock (SampleRate r, Offline) : Interlock (r)
{
    offline = true;
    isCold = false;
    level = 1.0f;
    begin (State::armed);
}

void Interlock::begin (State s) noexcept
{
    now = s;
    published.store (static_cast<unsigned char> (s), std::memory_order_release);
}

bool Interlock::arm() noexcept
{
    if (isOver()) return false;
    const auto known = stopLatch.raised.load (std::memory_order_acquire); // later stops stay
    const bool latched = known != stopLatch.cleared.load (std::memory_order_acquire);
    if (disarmRequests.load (std::memory_order_acquire) != disarmsTaken.load (std::memory_order_acquire)) return false;

    const State s = state();
    if (s == State::stopping || (latched && s != State::unarmed)) return false;
    if (s != State::unarmed) return true;
    stopLatch.cleared.store (known, std::memory_order_release);
    armRequests.fetch_add (1, std::memory_order_acq_rel);
    return true;
}

void Interlock::over (bool is) noexcept
{
    if (! offline && is != closed.load (std::memory_order_relaxed)) closed.store (is, std::memory_order_release);
}

void Interlock::led (bool is) noexcept
{
    if (offline) return;
    if (is != follows)
    {
        follows = mayFollow = is;
        if (! is) return rampDown();
        stopsBefore = stopLatch.raised.load (std::memory_order_acquire);
    }
    if (! mayFollow || now == State::stopping) return;
    mayFollow = false;
    if (now != State::unarmed) return;
    stopLatch.cleared.store (stopsBefore, std::memory_order_release);
    beginsToFollow = true;
}

void Interlock::disarm() noexcept { disarmRequests.fetch_add (1, std::memory_order_acq_rel); }

void Interlock::rampDown() noexcept
{
    if (now != State::arming && now != State::armed) return;
    stopFrom = level;
    stopLeft = stopFrames;
    begin (State::stopping);
}

float Interlock::armingGain (double seconds, bool isColdArming) noexcept
{
    const double length = isColdArming ? cold.value : warm.value;
    if (! (seconds > 0.0)) return 0.0f;
    return seconds >= length ? 1.0f : static_cast<float> (seconds / length);
}

void Interlock::advance (std::array<float, quantum>& gain, bool silent) noexcept
{
    // Requests before the latch: an arm() that is seen here has cleared what it knew of, so a latch seen after it is a newer stop, which wins.
    const unsigned arms = armRequests.load (std::memory_order_acquire);
    const unsigned disarms = disarmRequests.load (std::memory_order_acquire);
    const bool disarmed = disarms != disarmsTaken.load (std::memory_order_relaxed);
    const bool asked = arms != armsSeen || std::exchange (beginsToFollow, false);
    armsSeen = arms;

    if (stopLatch.stopped() || disarmed || isOver()) rampDown();
    else if (asked && now == State::unarmed)
    {
        const auto limit = static_cast<Frame> (coldAfter.value * rate.value);
        isCold = isCold || unarmedFor < 0 || unarmedFor > limit;
        armingFor = 0;
        begin (State::arming);
    }

    int i = 0;
    const auto put = [&] (float g) { gain[static_cast<std::size_t> (i)] = level = g; };
    switch (now)
    {
        case State::unarmed:
            for (; i < quantum; ++i) put (0.0f);
            if (unarmedFor >= 0) unarmedFor += quantum;
            break;

        case State::arming:
            if (silent)
            {
                for (; i < quantum; ++i) put (level);
                break;
            }
            for (; i < quantum; ++i) put (armingGain (static_cast<double> (armingFor + i) / rate.value, isCold));
            armingFor += quantum;
            if (level == 1.0f)
            {
                isCold = false;
                begin (State::armed);
            }
            break;

        case State::armed:
            for (; i < quantum; ++i) put (1.0f);
            silentFor = silent && ! offline ? silentFor + quantum : 0;
            if (silentFor > static_cast<Frame> (coldAfter.value * rate.value))
            {
                silentFor = 0;
                isCold = true;
                armingFor = 0;
                level = 0.0f;
                begin (State::arming);
            }
            break;

        case State::stopping:
            for (; i < quantum && stopLeft > 0; ++i)
            {
                const float u = static_cast<float> (--stopLeft) / static_cast<float> (stopFrames);
                put (stopFrom * (u * u * (3.0f - 2.0f * u))); // no corner at either end
            }
            if (stopLeft == 0)
            {
                unarmedFor = quantum - i;
                for (; i < quantum; ++i) put (0.0f);
                begin (State::unarmed);
            }
            break;
    }
    // After the state: who waits for the end of a disarm must not see the time before its ramp.
    disarmsTaken.store (disarms, std::memory_order_release);
}

void Interlock::gap (Seconds length) noexcept
{
    if (! (length.value > gapNoticed.value)) return;
    if (now == State::unarmed)
    {
        const double passed = std::min (length.value, 1e6) * rate.value;
        if (unarmedFor >= 0) unarmedFor = std::min (unarmedFor + static_cast<Frame> (passed), Frame { 1 } << 60);
        return;
    }
    level = 0.0f;
    if (now == State::stopping || length.value > gapDisarms.value)
    {
        stopLeft = 0;
        unarmedFor = static_cast<Frame> (std::min (length.value, 1e6) * rate.value);
        begin (State::unarmed);
        return;
    }
    armingFor = -static_cast<Frame> (gapNoticed.value * rate.value);
    begin (State::arming);
}
} // namespace lull::safety

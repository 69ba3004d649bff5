// Whether touch may flow at all: latched at start, armed by a deliberate act in this program only, stored nowhere, ended at once by stop.
// Stop is not a message but a latch that any thread or signal handler may set; audio reads it every quantum. faults.md 3, 4, 12.
#pragma once

#include <array>
#include <atomic>

#include "Base/Quantum.h"

namespace lull::safety
{
// Lock-free; safe in a signal handler.
class StopLatch
{
public:
    void stop() noexcept
    {
        flag.store (true, std::memory_order_release);
        count.fetch_add (1, std::memory_order_acq_rel);
    }
    [[nodiscard]] bool stopped() const noexcept { return flag.load (std::memory_order_acquire); }

    // How often stop() was called: lets a reader notice a stop that follows a stop.
    [[nodiscard]] unsigned presses() const noexcept { return count.load (std::memory_order_acquire); }

private:
    friend class Interlock;
    std::atomic<bool> flag { false };
    std::atomic<unsigned> count { 0 };
    static_assert (std::atomic<bool>::is_always_lock_free);
};

// Arming gain: 30 s cold (the first arming, or after more than 10 min unarmed), 3 s warm, monotone, ending at exactly 1.
// Stop ramp: 20 ms down from wherever the gain stands, then zero until armed again.
class Interlock
{
public:
    enum class State : unsigned char { unarmed, arming, armed, stopping };

    explicit Interlock (SampleRate);

    // Face threads. arm() is refused (false) while a stop is still ramping. disarm() ramps down like stop but is not an alarm.
    bool arm() noexcept;
    void disarm() noexcept;
    StopLatch& latch() noexcept { return stopLatch; }

    // Audio thread, once per quantum: the 32 gains to multiply after the look-ahead. Advances time by 32 frames.
    void advance (std::array<float, quantum>& gain) noexcept;

    // Audio thread: callbacks had stopped for `gap`. Over 100 ms: gain to 0 at once, then the warm ramp; over 5 s: unarmed.
    void gap (Seconds) noexcept;

    // Any thread.
    [[nodiscard]] State state() const noexcept { return static_cast<State> (published.load (std::memory_order_relaxed)); }
    [[nodiscard]] bool stopped() const noexcept { return stopLatch.stopped(); }

    // For offline rendering, which opens no device: gain 1 from the first frame, nothing to arm.
    struct Offline {};
    Interlock (SampleRate, Offline);

    // The gain `seconds` after arming: smoothstep-free, linear in time, so that its slope is bounded (<= 0.1 %/ms cold, 1 %/ms warm); exactly 1 at the end.
    [[nodiscard]] static float armingGain (double seconds, bool cold) noexcept;

private:
    SampleRate rate;
    StopLatch stopLatch;
    std::atomic<unsigned char> published { 0 };
    std::atomic<unsigned> armRequests { 0 }, disarmRequests { 0 };
    unsigned armsSeen = 0, disarmsSeen = 0;
    Frame armingFor = 0;       // frames since arming
    Frame unarmedFor = -1;     // frames since the gain reached zero; -1: never armed
    bool cold = true;
    float stopFrom = 0.0f, now = 0.0f;
    int stopLeft = 0;          // frames of the 20 ms ramp still to go
};
} // namespace lull::safety

// Whether touch may flow at all: latched at start, armed by a deliberate act in this program only, stored nowhere, ended at once by stop.
// Stop is not a message but a latch that any thread or signal handler may set; audio reads it every quantum. faults.md 3, 4, 12.
#pragma once

#include <array>
#include <atomic>

#include "Base/Quantum.h"

namespace lull::safety
{
// Lock-free; safe in a signal handler. Counted, so that clearing one stop can never swallow the next.
class StopLatch
{
public:
    void stop() noexcept { raised.fetch_add (1, std::memory_order_acq_rel); }
    [[nodiscard]] bool stopped() const noexcept { return raised.load (std::memory_order_acquire) != cleared.load (std::memory_order_acquire); }

    // How often stop() was called: lets a reader notice a stop that follows a stop.
    [[nodiscard]] unsigned long long presses() const noexcept { return raised.load (std::memory_order_acquire); }

private:
    friend class Interlock;
    std::atomic<unsigned long long> raised { 0 }, cleared { 0 };
    static_assert (std::atomic<unsigned long long>::is_always_lock_free);
};

// Arming gain: 30 s cold, 3 s warm, monotone, ending at exactly 1. Cold is the first arming, and any after more than 10 min without touch (counted in
// frames, and in the gaps that gap() reports, also while armed and paused); a cold arming that was cut short is cold again.
// Stop ramp: 20 ms down from wherever the gain stands, then exactly zero until armed again.
class Interlock
{
public:
    enum class State : unsigned char { unarmed, arming, armed, stopping };

    static constexpr Seconds cold { 30.0 }, warm { 3.0 }, coldAfter { 600.0 }, stopRamp { 0.020 };
    static constexpr Seconds gapNoticed { 0.1 }, gapDisarms { 5.0 };

    explicit Interlock (SampleRate);

    // Face threads (one at a time). arm() is the one deliberate act that clears the latch: of the stops that came before it, none that comes
    // after. Refused (false) while a stop or disarm is pending or ramping, and when touch is over; true and nothing more when armed already. disarm()
    // ramps down like stop but is not an alarm.
    bool arm() noexcept;
    void disarm() noexcept;
    StopLatch& latch() noexcept { return stopLatch; }

    // Audio thread, once per quantum: the 32 gains to multiply after the look-ahead. Advances time by 32 frames. `silent`: nothing plays (a pause):
    // a rise that nobody would feel stands still, and over 10 min of it the next rise is cold.
    void advance (std::array<float, quantum>& gain, bool silent = false) noexcept;

    // Audio thread: down in 20 ms and unarmed, as if a face had said disarm().
    void letDown() noexcept { rampDown(); }

    // Audio thread, before advance(): touch is over (true), or may be armed again. While it is over it is let down, and arm() is refused; what is offline
    // has nothing to arm.
    void over (bool) noexcept;
    [[nodiscard]] bool isOver() const noexcept { return closed.load (std::memory_order_acquire); }

    // Audio thread, before advance(): one that stands after this one on the same chair is armed (Company.h), which arms this one too; when it no longer is,
    // this one is let down. A stop since then holds until that one is armed anew.
    void led (bool) noexcept;
    void leadAnew() noexcept { follows = false; } // after a rest of its own: that arming counts once more

    // Audio thread: callbacks had stopped for `gap`. Over 100 ms: gain to 0 at once and for 100 ms (so the first block after it is zero, whatever its
    // size), then the warm ramp (the cold one, if that was not finished); over 5 s: unarmed.
    void gap (Seconds) noexcept;

    // Any thread.
    [[nodiscard]] State state() const noexcept { return static_cast<State> (published.load (std::memory_order_acquire)); }
    [[nodiscard]] bool stopped() const noexcept { return stopLatch.stopped(); }

    // For offline rendering, which opens no device: gain 1 from the first frame, nothing to arm. Stop still stops.
    struct Offline
    {};
    Interlock (SampleRate, Offline);

    // The gain `seconds` after arming began: linear in time, so that its slope is bounded (<= 0.1 %/ms cold, 1 %/ms warm); exactly 1 at the end.
    // Frame n after arming has armingGain (n / rate).
    [[nodiscard]] static float armingGain (double seconds, bool cold) noexcept;

private:
    SampleRate rate;
    StopLatch stopLatch;
    std::atomic<unsigned char> published { 0 };
    std::atomic<bool> closed { false };
    std::atomic<unsigned> armRequests { 0 }, disarmRequests { 0 }, disarmsTaken { 0 };

    // Audio thread only.
    State now = State::unarmed;
    unsigned armsSeen = 0;
    Frame armingFor = 0;   // frames since arming; negative: still held at zero
    Frame unarmedFor = -1; // frames since the gain reached zero; -1: never armed
    Frame silentFor = 0;   // frames of silence while armed
    bool offline = false, follows = false, mayFollow = false, beginsToFollow = false;
    unsigned long long stopsBefore = 0; // those that being led may clear
    bool isCold = true;                 // this arming, or (after one that was cut short) the next
    float level = 0.0f;                 // gain of the last frame
    float stopFrom = 0.0f;              // gain that the ramp came down from
    int stopFrames, stopLeft = 0;

    void begin (State) noexcept;
    void rampDown() noexcept;
};
} // namespace lull::safety

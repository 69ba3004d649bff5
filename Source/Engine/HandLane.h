// Touch by hand over a live session: keys that come from MIDI threads and are played by two hands, one with the chosen technique, one that taps. Each
// source has a bounded queue of its own; what finds it full is dropped and counted.
#pragma once

#include <array>
#include <atomic>
#include <memory>

#include "Engine/Hand.h"

namespace lull::engine
{
class HandLane final : public Carried
{
public:
    static constexpr int sources = 4;
    enum class Which : std::uint8_t { plays, taps };

    HandLane();
    ~HandLane() override;

    // ---- face thread
    void set (std::shared_ptr<const touch::Chair>, SampleRate, const std::string& technique); // both hands
    void collect();
    void setStrength (double zeroToOne) noexcept { strength.store (zeroToOne, std::memory_order_relaxed); } // the listener's
    void setPressure (double zeroToOne) noexcept { pressure.store (zeroToOne, std::memory_order_relaxed); }
    void liftAll() noexcept { lifts.fetch_add (1, std::memory_order_release); }
    [[nodiscard]] std::uint32_t dropped() const noexcept { return lost.load (std::memory_order_relaxed); }

    // ---- one thread per source; never waits. velocity 0: up.
    void key (int source, Which, int key, double velocity) noexcept;

    // ---- audio thread
    [[nodiscard]] bool sounds() const noexcept override { return plays.sounds() || taps.sounds(); }
    void add (Frame, TouchQuantum&) noexcept override;

private:
    struct Event
    {
        Which which = Which::plays;
        int key = 0;
        double velocity = 0.0;
    };
    using Queue = moodycamel::ReaderWriterQueue<Event, 512>;

    Hand plays, taps;
    std::array<std::unique_ptr<Queue>, sources> queues;
    std::atomic<double> strength { 0.5 }, pressure { 1.0 };
    std::atomic<std::uint32_t> lifts { 0 }, lost { 0 };
    std::uint32_t lifted = 0; // audio thread
};
} // namespace lull::engine

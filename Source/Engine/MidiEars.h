// MIDI as it comes in: looked up in a mapping, and done. Stop is a latch that is set here and now; keys go to the hand; levels keep their newest value; the
// rest waits in a bounded queue for the face. A flood overflows: what is dropped is counted, stop is not.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>

#include "Engine/HandLane.h"
#include "Engine/MidiMap.h"
#include "Safety/Interlock.h"

namespace lull::engine
{
class MidiEars
{
public:
    explicit MidiEars (MidiMap, std::shared_ptr<HandLane>);
    ~MidiEars();

    // ---- one thread per source (0 .. HandLane::sources - 1), whatever it is: never waits, allocates or throws. One whole message.
    void receive (int source, const unsigned char* bytes, std::size_t count) noexcept;

    // ---- face thread

    // The latch that stop sets; null: none. When it returns, the one before is out of use.
    void watch (safety::StopLatch*) noexcept;

    struct Done
    {
        const MidiRule* rule = nullptr;
        double value = 0.0; // 0 .. 1: a level, or how hard
        double at = 0.0;    // s by the steady clock: when it came
    };
    [[nodiscard]] std::optional<Done> next(); // the oldest not yet taken; levels once with their newest value

    // What moved last, for learning: taken once.
    struct Moved
    {
        MidiRule::From from = MidiRule::From::control;
        int channel = 0, number = 0; // channel 0 .. 15
    };
    [[nodiscard]] std::optional<Moved> moved() noexcept;

    struct Counts
    {
        std::uint64_t heard = 0, dropped = 0, stops = 0;
    };
    [[nodiscard]] Counts counts() const noexcept;
    [[nodiscard]] const MidiMap& map() const noexcept { return mapping; }

private:
    using Queue = moodycamel::ReaderWriterQueue<Done, 256>;

    const MidiMap mapping;
    const std::shared_ptr<HandLane> hand;
    std::array<std::unique_ptr<Queue>, HandLane::sources> queues;
    std::array<std::atomic<int>, 4> levels;                        // by MidiDoes: value 0 .. 127, or -1: not moved
    std::array<std::atomic<std::uint64_t>, 16 * 128 / 64> held {}; // controls that stand at 64 or more
    std::atomic<safety::StopLatch*> latch { nullptr };
    std::atomic<int> inside { 0 };         // threads that may hold it
    std::atomic<std::uint32_t> last { 0 }; // what moved
    std::atomic<std::uint64_t> heard { 0 }, dropped { 0 }, stops { 0 };

    void happen (int source, const MidiRule&, int number, int value, bool down) noexcept;
    void stop() noexcept;
};
} // namespace lull::engine

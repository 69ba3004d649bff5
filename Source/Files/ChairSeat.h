// Who holds a chair, and what it has borne: one POSIX shared-memory segment per user and chair, so that no two programs, plugins or instances drive it
// at once, and heat and sittings outlive them all, kill -9 too. It is held exactly while touch may flow. One face thread; a thread of its own keeps it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "Base/Result.h"
#include "Safety/BodyMemory.h"
#include "Touch/Chair.h"

namespace lull::files
{
class ChairSeat
{
public:
    // who: "lull play", for the other one to say. Nothing is opened yet.
    ChairSeat (const touch::Chair&, std::string who);
    ~ChairSeat(); // leaves
    ChairSeat (const ChairSeat&) = delete;
    ChairSeat& operator= (const ChairSeat&) = delete;

    // Takes the chair and says what it has borne, the time since then counted as rest. A chair that nobody has held since the machine was started, or whose
    // actuators have changed, is hot. An error (kind device) says who holds it, or why it cannot be known. Held already: the same again.
    [[nodiscard]] Result<bool> take (safety::BodyMemory& borne);

    // From now on it notes, ten times a second, what this Player's body bears, as a killed program would leave it behind; and leaves the chair when
    // nothing has flowed for a second: nothing is armed, or nobody calls the Player any more (if somebody does again, that gap trips its interlock).
    void keep (std::shared_ptr<const safety::BodyMemory>);

    void leave() noexcept;
    [[nodiscard]] bool held() const noexcept { return holding; }

private:
    struct Segment;

    std::string name, title, who;
    std::uint64_t wiring;
    std::uint64_t token = 0; // of this instance
    Segment* segment = nullptr;
    int file = -1;
    std::atomic<bool> holding { false };

    // The keeper's.
    std::thread keeper;
    std::mutex desk;
    std::condition_variable woken;
    std::shared_ptr<const safety::BodyMemory> kept;
    bool enough = false;
    int still = 0; // tenths of a second without touch
    std::uint32_t heard = 0;

    void watch();

    [[nodiscard]] Result<bool> open();
    void close() noexcept;
};
} // namespace lull::files

// Who holds a chair, and what it has borne: one POSIX shared-memory segment per user and chair, so that no two programs drive it at once, and heat and
// sittings outlive them all, kill -9 too. It is held exactly while touch may flow. Within one program those that share (plugins) hold it together, and keep
// to its limits together by its Company. One face thread; a thread of its own keeps it.
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
#include "Safety/Company.h"
#include "Touch/Chair.h"

namespace lull::files
{
class ChairSeat
{
public:
    // who: "lull play", for the other one to say. Nothing is opened yet.
    enum class Sharing { alone, withinProgram };
    ChairSeat (const touch::Chair&, std::string who, Sharing = Sharing::alone);
    ~ChairSeat(); // leaves
    ChairSeat (const ChairSeat&) = delete;
    ChairSeat& operator= (const ChairSeat&) = delete;

    // Takes the chair and says what it has borne, the time since then counted as rest. A chair that nobody has held since the machine was started, or whose
    // actuators have changed, is hot. An error (kind device) says who holds it, or why it cannot be known. Held already: the same again.
    [[nodiscard]] Result<bool> take (safety::BodyMemory& borne);

    // From now on it notes, ten times a second, what this Player's body bears, as a killed program would leave it behind; and leaves the chair when
    // nothing has flowed for a second: nothing is armed, or nobody calls the Player any more (if somebody does again, that gap trips its interlock).
    void keep (std::shared_ptr<const safety::BodyMemory>);

    // What those of this program share who drive this chair, whether or not it is held. It outlives this. Null where it cannot be had.
    [[nodiscard]] std::shared_ptr<safety::Company> company();
    void stands (int place);                      // there: who is called no more flows no more for the others
    [[nodiscard]] static std::uint64_t program(); // this one, as its places there are marked

    void leave() noexcept;
    [[nodiscard]] bool held() const noexcept { return holding; }

private:
    struct Segment;
    struct Mapping;

    std::string name, title, who;
    const bool shares;
    std::uint64_t wiring;
    std::shared_ptr<Mapping> mapping; // null: not opened
    std::atomic<bool> holding { false };
    std::atomic<int> place { -1 }; // in the company

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
    void note() noexcept;    // what was borne until now
    void release() noexcept; // one holder less
};
} // namespace lull::files

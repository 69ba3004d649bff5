// Keeps one sitting in the journal from a thread of its own, so that a slow disk holds nobody up: the newest state wins, and at the end the last of
// it is waited for, at most three seconds. A journal that cannot be written is told once; the session plays on. Main thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "Engine/Command.h"
#include "Files/Journal.h"
#include "Session/Timeline.h"

namespace lull::files
{
class JournalKeeper
{
public:
    JournalKeeper() = default;
    ~JournalKeeper() { finish(); }
    JournalKeeper (const JournalKeeper&) = delete;
    JournalKeeper& operator= (const JournalKeeper&) = delete;

    static constexpr double every = 2.0; // s between notes of where it is

    // It begins now. `goesOn`: the id of a sitting that it continues, which is not offered any more.
    void begin (Sitting, std::optional<std::int64_t> goesOn = {});
    [[nodiscard]] bool keeps() const noexcept { return desk != nullptr; }
    [[nodiscard]] Sitting& sitting() noexcept { return now; } // as it is known here; put() writes it

    void put();                              // what sitting() says now
    void end (Ending, std::string why = {}); // and nothing after it but rate()
    void rate (std::optional<int>);
    void finish(); // waits until it is written

    // One sentence when something is to be told, once; else empty.
    [[nodiscard]] std::string news();

    // The newest state as time passes, s by any clock that goes forward: `heard` and `touched` grow by what went by while they were on. silent: nothing is
    // heard of it, whatever the Player does (its device is gone, it was stopped).
    void follow (double seconds, const engine::Telemetry&, const session::Timeline*, bool silent);

private:
    struct Desk;
    std::shared_ptr<Desk> desk;
    Sitting now;
    double seen = -1.0, written = -1.0;
};
} // namespace lull::files

// The signals that end or suspend a program, as orderly as a key: SIGINT, SIGTERM, SIGHUP, SIGTSTP stop touch in the handler itself (the latch is all that
// is needed for that) and then wake the face's loop. After a second SIGINT or SIGTERM the loop is to end at once; the program ends within a second even if it
// does not, and at a third one here and now. One at a time; made on the face's thread.
#pragma once

#include <optional>

#include "Safety/Interlock.h"

namespace lull::devices
{
class Signals
{
public:
    enum class Kind { interrupt, terminate, hangup, suspend };

    Signals();  // takes the four signals over, ignores SIGPIPE and SIGXFSZ (writes fail instead)
    ~Signals(); // gives them back
    Signals (const Signals&) = delete;
    Signals& operator= (const Signals&) = delete;

    // The latch that a signal sets from now on, or nullptr. When it returns, no handler uses the one before: it may be freed.
    void watch (safety::StopLatch*) noexcept;

    // Becomes readable when a signal came: for the loop's poll().
    [[nodiscard]] int descriptor() const noexcept;
    [[nodiscard]] std::optional<Kind> next() noexcept; // the oldest not yet taken; never waits

    // After a SIGTSTP, when sound and touch are silent and the device is parked: really stops, and returns when the shell has continued us.
    static void suspendNow() noexcept;

    // 128 + the signal, as a shell would say; 130 for an interrupt.
    [[nodiscard]] static int exitCode (Kind) noexcept;
};
} // namespace lull::devices

// The socket's side of a live session: questions come on the socket's thread, are answered by the main loop; stop acts at once, whatever the loop does,
// and is not forgotten when the loop takes long (while a device opens).
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "Devices/ControlSocket.h"
#include "Safety/Interlock.h"

namespace lull::devices
{
class Control
{
public:
    Control();
    ~Control();
    Control (const Control&) = delete;
    Control& operator= (const Control&) = delete;

    // Why nobody can reach this instance, or empty.
    [[nodiscard]] const std::string& refusal() const noexcept { return why; }

    // Main thread. The latch that stop sets from now on; the one before is out of use when this returns.
    void watch (safety::StopLatch*);
    [[nodiscard]] int descriptor() const noexcept { return wake; }    // readable when somebody asks
    void answer (const std::function<std::string (ControlCommand)>&); // all that is asked now, and a stop that nobody waits for any more

private:
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<ControlCommand> question;
    std::optional<std::string> reply;
    safety::StopLatch* latch = nullptr;
    bool stopPends = false, ended = false;
    int wake = -1;
    std::string why;
    std::optional<ControlSocket> socket; // last: its thread uses the others

    std::string ask (ControlCommand); // socket's thread
};
} // namespace lull::devices

// A stop in the hand: any key of a USB keyboard, foot pedal or button that is bound to a chair, whatever window has the focus; unplugging it stops too. Read
// from Linux's event devices, beside whoever else reads them. Nothing here ever arms. One owner's thread; a thread of its own reads.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "Base/Result.h"
#include "Safety/Interlock.h"

namespace lull::devices
{
// What a device with keys calls itself: "046d:c31c Logitech USB Keyboard"; nothing when it has no keys or is no event device.
using IdentifyButton = std::function<std::optional<std::string> (int descriptor)>;
[[nodiscard]] std::optional<std::string> eventDeviceName (int descriptor);

struct ButtonDevice
{
    std::string id;
    std::filesystem::path file;
};

// Those with keys that may be read; `refused` counts those that may not.
[[nodiscard]] std::vector<ButtonDevice> listButtons (int& refused, const std::filesystem::path& folder = "/dev/input", const IdentifyButton& = eventDeviceName);

// The one that is bound to a chair: $XDG_CONFIG_HOME/lull/stops. An error when what is written there cannot be understood: then there is one, and it is
// not known which.
[[nodiscard]] Result<std::optional<std::string>> boundButton (std::string_view chair);
[[nodiscard]] Result<void> bindButton (std::string_view chair, const std::optional<std::string>& id);

// The device on which a key goes down first, on any of them; nothing when none does within so long, or `give` says so.
[[nodiscard]] std::optional<ButtonDevice> awaitButton (const std::vector<ButtonDevice>&, Seconds patience, const std::function<bool()>& give = {});

class HandStop
{
public:
    explicit HandStop (std::filesystem::path f = "/dev/input", IdentifyButton i = eventDeviceName) : folder (std::move (f)), identify (std::move (i)) {}
    ~HandStop() { close(); }
    HandStop (const HandStop&) = delete;
    HandStop& operator= (const HandStop&) = delete;

    // Listens to it from now on. An error when it is not there or may not be read.
    [[nodiscard]] Result<bool> open (const std::string& id);
    void close();

    // For a chair, before it is armed: listens to what is bound to it. Empty when it does, or when nothing is bound; else why touch is to stay off.
    [[nodiscard]] std::string readyFor (std::string_view chair);

    // The latch that it sets; nullptr: none. When it returns, the one before is out of use.
    void watch (safety::StopLatch*);

    [[nodiscard]] bool isThere() const noexcept { return there.load (std::memory_order_acquire); }

    // What happened since the last call: pressed, or gone.
    struct News
    {
        bool pressed = false, gone = false;
    };
    [[nodiscard]] News news() noexcept { return { pressed.exchange (false), gone.exchange (false) }; }

private:
    const std::filesystem::path folder;
    const IdentifyButton identify;
    std::atomic<bool> there { false }, pressed { false }, gone { false };
    std::mutex desk;
    safety::StopLatch* latch = nullptr;
    std::string listensTo;
    int device = -1, quit = -1;
    std::thread reader;

    void listen();
    void stop();
};
} // namespace lull::devices

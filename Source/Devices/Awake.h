// Keeps the computer from going to sleep while a session plays; the screen may go dark. By systemd-logind's inhibitor locks, where there is one. Face thread.
#pragma once

#include <chrono>

namespace lull::devices
{
class Awake
{
public:
    Awake() = default;
    ~Awake() { want (false); }
    Awake (const Awake&) = delete;
    Awake& operator= (const Awake&) = delete;

    // Asked as often as you like. Where logind is not there it is tried again a minute later at the earliest.
    void want (bool awake);
    [[nodiscard]] bool holds() const noexcept { return lock >= 0; }

private:
    int lock = -1; // a descriptor that holds it as long as it is open
    std::chrono::steady_clock::time_point notBefore {};
};
} // namespace lull::devices

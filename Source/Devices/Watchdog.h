// A second process that ends this one when it has frozen with touch armed: a server repeats a stopped program's last block for as long as it stands, and
// only SIGKILL ends that (faults.md, 5 and known traps). It is this very program, spawned before the first arming, in a session of its own; between them lie
// one word each of audio, control and arming. It kills when audio and control have both stood still for half a second while armed, or audio alone for two.
// Control's thread, but for what is said.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include <sys/types.h>

#include "Base/Result.h"

namespace lull::devices
{
class Watchdog
{
public:
    static constexpr double frozen = 0.5, deaf = 2.0; // s
    static constexpr const char* word = "--watchdog"; // its only argument

    Watchdog() = default;
    ~Watchdog(); // it ends too
    Watchdog (const Watchdog&) = delete;
    Watchdog& operator= (const Watchdog&) = delete;

    // Spawns it, once. An error: touch must not be armed.
    [[nodiscard]] Result<bool> start();

    // What audio counts up once a callback; none before start(). It must not be used any more when this is gone.
    [[nodiscard]] std::atomic<std::uint32_t>* audio() noexcept { return words != nullptr ? &words->audio : nullptr; }

    // Control is alive. armed: touch may flow through an open device.
    void beat (bool armed) noexcept;

    // It has ended by itself: touch must be let down.
    [[nodiscard]] bool lost() noexcept;

    // The whole of the second process, when the program's arguments are just `word`; its exit code. Nothing: this is the first one.
    [[nodiscard]] static std::optional<int> serve (int argc, const char* const* argv);

private:
    struct Words
    {
        std::atomic<std::uint32_t> armed, audio, control;
    };
    Words* words = nullptr;
    int shared = -1; // descriptor of the words
    pid_t child = -1;
};
} // namespace lull::devices

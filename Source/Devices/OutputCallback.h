// The device's end of the wire: takes samples from a Feed and lays them on the device's channels, in any block size, with silence and 20 ms fades where
// feeds change. Owned by AudioOutput; public functions are the owner's thread, the AudioIODeviceCallback ones say.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include <juce_audio_devices/juce_audio_devices.h>

#include "Base/Quantum.h"
#include "Devices/ChannelMap.h"
#include "Devices/Feed.h"
#include "Dsp/Crossover.h"

namespace lull::devices
{
class OutputCallback final : public juce::AudioIODeviceCallback
{
public:
    static constexpr double fadeSeconds = 0.02;
    static constexpr double shortestGap = 0.1; // s; faults.md 5
    static constexpr double longestGap = 5.0;  // s: beyond it playing waits for the person

    // Nanoseconds that go on through suspend. The default makes no system call.
    using Nanoseconds = std::int64_t (*)() noexcept;
    static std::int64_t bootTime() noexcept;
    explicit OutputCallback (Nanoseconds clock = bootTime) noexcept : now (clock) {}

    // While the device is stopped: what its channels carry. The time without it is no gap that playing waits for; the feed is told all the same.
    void use (const ChannelMap&, double rate) noexcept;

    // While it runs: the device's rate has become another; touch may flow or not (a step: stop touch first).
    void follow (double newRate) noexcept { rate.store (newRate, std::memory_order_relaxed); }
    void letTouch (bool flow) noexcept { touchFlows.store (flow, std::memory_order_relaxed); }

    // The feed from now on, nullptr for silence; the one before fades out. `faded`: the new one fades in too (a replacement amid a session).
    // settled() tells when only the newest is in use.
    void want (Feed*, bool faded) noexcept;
    [[nodiscard]] bool settled() const noexcept { return inUse.load (std::memory_order_acquire) == wanted.load (std::memory_order_relaxed); }
    void settleStopped() noexcept; // the device is stopped: at once

    // Fades to silence and calls the feed no more, or takes it up again.
    void park (bool) noexcept;
    [[nodiscard]] bool silent() const noexcept { return silentBlocks.load (std::memory_order_acquire) >= 2; }
    [[nodiscard]] bool parked() const noexcept { return parkWanted.load (std::memory_order_relaxed); }

    // The feed in use or about to be; owner's thread.
    [[nodiscard]] Feed* feed() const noexcept { return wanted.load (std::memory_order_relaxed); }

    // Counted up with every callback, for who watches from outside; nullptr: nothing. Owner's thread.
    void beatInto (std::atomic<std::uint32_t>* b) noexcept { beat.store (b, std::memory_order_release); }

    // Any thread.
    [[nodiscard]] std::uint64_t callbacks() const noexcept { return count.load (std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t frames() const noexcept { return frameCount.load (std::memory_order_relaxed); }
    [[nodiscard]] int lastBlock() const noexcept { return block.load (std::memory_order_relaxed); }
    [[nodiscard]] float load() const noexcept { return busy.load (std::memory_order_relaxed); } // of the block's time, slowly falling peak
    [[nodiscard]] double takeGap() noexcept { return longest.exchange (0.0); }                  // longest gap since the last call, s; 0: none

    // ---- AudioIODeviceCallback: audio thread, never allocates, locks or waits
    void audioDeviceIOCallbackWithContext (const float* const*, int, float* const* out, int channels, int frames,
                                           const juce::AudioIODeviceCallbackContext&) noexcept override;
    void audioDeviceAboutToStart (juce::AudioIODevice*) override {} // owner's thread
    void audioDeviceStopped() override {}

private:
    static constexpr int chunk = 1024;
    const Nanoseconds now;

    void noticeGap (int frames) noexcept;
    void play (float* const* out, int channels, int frames) noexcept;
    void run (float* const* out, int channels, int from, int frames) noexcept;
    void runMixed (std::array<float*, 2 + maxLanes> to, int frames) noexcept; // mono, or touch on the channels of sound
    [[nodiscard]] bool changing() const noexcept;

    // Set while stopped.
    std::array<int, 2 + maxLanes> channelOf {}; // callback channel of left, right, touch_1 ...; -1: none
    int carried = 2;
    bool mono = false, shared = false;
    std::array<dsp::CrossoverHigh, 2> above {}; // of a shared line, per ear
    int fadeFrames = 960;

    // Owner to audio.
    std::atomic<Feed*> wanted { nullptr };
    std::atomic<bool> fadeInWanted { false }, parkWanted { false }, touchFlows { false };
    std::atomic<double> rate { 48'000.0 };
    std::atomic<std::atomic<std::uint32_t>*> beat { nullptr };

    // Audio to all.
    std::atomic<Feed*> inUse { nullptr };
    std::atomic<int> silentBlocks { 0 }, block { 0 };
    std::atomic<std::uint64_t> count { 0 }, frameCount { 0 };
    std::atomic<float> busy { 0.0f };
    std::atomic<double> longest { 0.0 };

    // Audio thread's own.
    Feed* current = nullptr;
    int level = 0;              // of the fade, 0 .. fadeFrames
    std::int64_t lastStart = 0; // ns, including suspend; 0: no callback yet for this feed
    bool wasClosed = false;     // between the last callback and the next one
    int lastFrames = 0;
    std::array<std::array<float, chunk>, 4> mix {}; // sound; touch of a shared line
};
} // namespace lull::devices

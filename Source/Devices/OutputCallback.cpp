#include "Devices/OutputCallback.h"

#include <algorithm>
#include <cmath>

#include <time.h>

#include "Base/Simd.h"

namespace lull::devices
{
// vDSO. BOOTTIME goes on through suspend: a night asleep is a gap.
std::int64_t OutputCallback::bootTime() noexcept
{
    timespec t {};
    clock_gettime (CLOCK_BOOTTIME, &t);
    return t.tv_sec * 1'000'000'000ll + t.tv_nsec;
}

void OutputCallback::use (const ChannelMap& map, double newRate) noexcept
{
    channelOf.fill (-1);
    mono = map.right < 0;
    channelOf[0] = map.left;
    channelOf[1] = map.right;
    carried = 2 + static_cast<int> (std::min (map.touch.size(), static_cast<std::size_t> (maxLanes)));
    for (int k = 2; k < carried; ++k) channelOf[static_cast<std::size_t> (k)] = map.touch[static_cast<std::size_t> (k - 2)];
    rate = newRate > 0.0 ? newRate : 48'000.0;
    const int before = fadeFrames;
    shared = map.crossover > 0.0;
    if (shared) carried = std::min (carried, 4);
    for (auto& a : above) a.tune (Hertz { map.crossover }, SampleRate { rate.load() });
    fadeFrames = std::max (1, static_cast<int> (std::lround (fadeSeconds * rate.load())));
    level = static_cast<int> (static_cast<std::int64_t> (level) * fadeFrames / before);
    block = 0;
    wasClosed = true;
}

void OutputCallback::want (Feed* next, bool faded) noexcept
{
    fadeInWanted.store (faded, std::memory_order_relaxed);
    wanted.store (next, std::memory_order_release);
}

void OutputCallback::settleStopped() noexcept
{
    current = wanted.load();
    inUse = current;
    level = fadeInWanted ? 0 : fadeFrames;
    lastStart = 0;
}

void OutputCallback::park (bool yes) noexcept
{
    if (yes) silentBlocks.store (0, std::memory_order_release);
    parkWanted.store (yes, std::memory_order_release);
}

bool OutputCallback::changing() const noexcept { return current != wanted.load (std::memory_order_acquire); }

void OutputCallback::noticeGap (int frames) noexcept
{
    const auto t = now();
    const double hz = rate.load (std::memory_order_relaxed);
    if (lastStart != 0 && current != nullptr)
    {
        const double gap = static_cast<double> (t - lastStart) * 1e-9 - lastFrames / hz;
        if (gap > shortestGap)
        {
            current->gap (Seconds { gap });
            if (! wasClosed && gap > longest.load (std::memory_order_relaxed)) longest.store (gap, std::memory_order_relaxed);
            if (! wasClosed && gap > longestGap)
            {
                level = 0;
                silentBlocks.store (0, std::memory_order_relaxed);
                parkWanted.store (true, std::memory_order_release);
            }
        }
    }
    wasClosed = false;
    lastStart = t;
    lastFrames = frames;
}

// frames [from, from + n): the feed's samples on their channels.
void OutputCallback::run (float* const* out, int channels, int from, int n) noexcept
{
    std::array<float*, 2 + maxLanes> to {};
    const int flowing = touchFlows.load (std::memory_order_relaxed) ? carried : 2;
    for (int k = 0; k < flowing; ++k)
    {
        const auto at = static_cast<std::size_t> (k);
        if (const int c = channelOf[at]; c >= 0 && c < channels && out[c] != nullptr) to[at] = out[c] + from;
    }
    if (shared || (mono && to[0] != nullptr)) runMixed (to, n);
    else current->process (to.data(), carried, n);
}

void OutputCallback::runMixed (std::array<float*, 2 + maxLanes> to, int n) noexcept
{
    const auto wide = [] (int i) { return static_cast<std::size_t> (i); };
    float* const left = to[0];
    float* const right = mono ? nullptr : to[1];
    const int touches = shared ? carried - 2 : 0; // at most two
    for (int done = 0; done < n;)
    {
        const int m = std::min (chunk, n - done);
        auto part = to;
        for (int k = 2; k < carried; ++k)
            if (part[wide (k)] != nullptr) part[wide (k)] = shared ? mix[wide (k)].data() : part[wide (k)] + done;
        part[0] = mix[0].data();
        part[1] = mix[1].data();
        current->process (part.data(), carried, m);
        if (mono)
            for (std::size_t i = 0; i < wide (m); ++i) mix[0][i] = 0.5f * (mix[0][i] + mix[1][i]);
        for (std::size_t e = 0; shared && e < 2; ++e) above[e].process (mix[e].data(), m);
        for (int k = 0; k < touches; ++k)
            for (std::size_t e = 0; e < 2 && part[wide (2 + k)] != nullptr; ++e)
                // One actuator is felt on both lines; of two each has its own, or both the only one.
                if (touches == 1 || mono || e == wide (k))
                    for (std::size_t i = 0; i < wide (m); ++i) mix[e][i] += mix[wide (2 + k)][i];
        if (left != nullptr) std::copy_n (mix[0].data(), m, left + done);
        if (right != nullptr) std::copy_n (mix[1].data(), m, right + done);
        done += m;
    }
}

void OutputCallback::play (float* const* out, int channels, int frames) noexcept
{
    for (int from = 0; from < frames;)
    {
        const bool down = changing() || parkWanted.load (std::memory_order_acquire);
        if (down && (level == 0 || current == nullptr))
        {
            if (! changing()) return; // parked
            current = wanted.load (std::memory_order_acquire);
            level = fadeInWanted.load (std::memory_order_relaxed) || parkWanted.load (std::memory_order_relaxed) ? 0 : fadeFrames;
            lastStart = now();
            lastFrames = frames;
            inUse.store (current, std::memory_order_release);
            continue;
        }
        if (current == nullptr) return;
        if (! down && level == fadeFrames)
        {
            run (out, channels, from, frames - from);
            return;
        }
        const int n = std::min (frames - from, down ? level : fadeFrames - level);
        run (out, channels, from, n);
        const float step = (down ? -1.0f : 1.0f) / static_cast<float> (fadeFrames), begin = static_cast<float> (level) / static_cast<float> (fadeFrames);
        for (int k = 0; k < (shared ? 2 : carried); ++k)
        {
            const int c = channelOf[static_cast<std::size_t> (k)];
            if (c < 0 || c >= channels || out[c] == nullptr) continue;
            for (int i = 0; i < n; ++i) out[c][from + i] *= begin + step * static_cast<float> (i + 1);
        }
        level += down ? -n : n;
        from += n;
    }
}

void OutputCallback::audioDeviceIOCallbackWithContext (const float* const*, int, float* const* out, int channels, int frames,
                                                       const juce::AudioIODeviceCallbackContext&) noexcept
{
    const FlushDenormals flush;
    noticeGap (frames);
    const bool wasSilent = current == nullptr || (level == 0 && parkWanted.load (std::memory_order_relaxed));
    for (int c = 0; c < channels; ++c)
        if (out[c] != nullptr) std::fill (out[c], out[c] + frames, 0.0f);
    play (out, channels, frames);
    silentBlocks.store (wasSilent ? std::min (silentBlocks.load (std::memory_order_relaxed) + 1, 1000) : 0, std::memory_order_release);

    count.fetch_add (1, std::memory_order_relaxed);
    if (auto* b = beat.load (std::memory_order_acquire)) b->fetch_add (1, std::memory_order_release);
    frameCount.fetch_add (static_cast<std::uint64_t> (frames), std::memory_order_relaxed);
    block.store (frames, std::memory_order_relaxed);
    if (frames > 0)
    {
        const auto used = static_cast<float> (static_cast<double> (now() - lastStart) * 1e-9 * rate.load (std::memory_order_relaxed) / frames);
        busy.store (std::max (used, busy.load (std::memory_order_relaxed) * 0.999f), std::memory_order_relaxed);
    }
}
} // namespace lull::devices

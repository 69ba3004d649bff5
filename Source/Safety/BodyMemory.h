// What a chair's coils and the person on it have borne: the memory that outlives guards, Players, and (in shared memory) programs. Lock-free atomics
// and nothing else, so that it may lie in a POSIX shared-memory segment. Who owns it writes (a Player's audio thread its own); anybody reads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "Base/Quantum.h"

namespace lull::safety
{
struct BodyMemory
{
    static constexpr float hot = 0.776f; // the warmest that a node may be, re half its rated power for ever: see Heat
    static constexpr double coolingSeconds = 300.0;

    // Unknown is hot: as if every actuator had carried all that it may for long.
    BodyMemory() noexcept { assume (hot); }

    // For offline rendering, where no coil is: cold.
    struct Cold
    {};
    explicit BodyMemory (Cold) noexcept { assume (0.0f); }

    std::array<std::atomic<float>, maxLanes> heat; // warmth of each actuator's slow node

    // Of the sitting: seconds touch was armed, seconds its output was strong, seconds of rest since it last was (Sitting.h).
    std::atomic<float> armed { 0.0f }, strong { 0.0f }, rested { 0.0f };

    // Of the Player that it belongs to: touch is armed, or rises; and quanta counted, by which one that nobody calls any more is known. Copies leave
    // them out.
    std::atomic<bool> flows { false };
    std::atomic<std::uint32_t> beats { 0 };

    void assume (float warmth) noexcept
    {
        for (auto& lane : heat) lane.store (warmth, std::memory_order_relaxed);
    }

    // What was borne.
    void copy (const BodyMemory& from) noexcept
    {
        const auto take = [] (std::atomic<float>& to, const std::atomic<float>& x) {
            to.store (x.load (std::memory_order_relaxed), std::memory_order_relaxed);
        };
        for (std::size_t k = 0; k < heat.size(); ++k) take (heat[k], from.heat[k]);
        take (armed, from.armed);
        take (strong, from.strong);
        take (rested, from.rested);
    }

    // The most of both.
    void most (const BodyMemory& other) noexcept
    {
        const auto take = [] (std::atomic<float>& to, const std::atomic<float>& x, bool less) {
            const float a = to.load (std::memory_order_relaxed), b = x.load (std::memory_order_relaxed);
            if (less ? b < a : b > a) to.store (b, std::memory_order_relaxed);
        };
        for (std::size_t k = 0; k < heat.size(); ++k) take (heat[k], other.heat[k], false);
        take (armed, other.armed, false);
        take (strong, other.strong, false);
        take (rested, other.rested, true);
    }

    // Time went by in which nothing flowed and no Player counted: between two programs.
    void rest (Seconds) noexcept;

    static_assert (std::atomic<float>::is_always_lock_free);
};
} // namespace lull::safety

// All Players of one program that drive the same chair, though none knows of another: plugins are three libraries and share no statics, so this lies in
// the chair's shared memory. One stop is everybody's; what is armed last in the chain (a Guard) arms what it feeds from; and as long as n of them flow, each
// keeps to an n-th of every limit, so that their sum, in phase too, is within all of them. Atomics alone; the audio threads read and write it.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace lull::safety
{
struct Company
{
    static constexpr int most = 64; // Players

    struct Place
    {
        std::atomic<std::uint64_t> program { 0 }; // whose, told apart from one of the same number that has ended; 0: free
        std::atomic<bool> flows { false };        // its touch is armed, or rises
        std::atomic<bool> guards { false };       // it stands last, and arms those before it
    };
    std::array<Place, most> places;
    std::atomic<std::uint32_t> stops { 0 }; // by people, so far

    // Any thread but audio: a place of one's own, or -1 when there is none left; and back.
    [[nodiscard]] int enter (std::uint64_t program, bool guards) noexcept
    {
        for (int i = 0; i < most; ++i)
        {
            auto& p = places[static_cast<std::size_t> (i)];
            std::uint64_t nobody = 0;
            if (! p.program.compare_exchange_strong (nobody, program)) continue;
            p.flows = false;
            p.guards = guards;
            return i;
        }
        return -1;
    }
    void leave (int place) noexcept
    {
        auto& p = places[static_cast<std::size_t> (place)];
        p.flows = p.guards = false;
        p.program = 0;
    }

    // Whether one of this program that stands last is armed. Others' are nobody's business: a chair is one program's at a time.
    [[nodiscard]] bool guarded (std::uint64_t program) const noexcept { return count (program, true) > 0; }

    // How many of this program flow, of those that stand last or of those before them.
    [[nodiscard]] int count (std::uint64_t program, bool guards) const noexcept
    {
        int n = 0;
        for (const auto& p : places)
            n += p.flows.load (std::memory_order_relaxed) && p.guards.load (std::memory_order_relaxed) == guards &&
                         p.program.load (std::memory_order_relaxed) == program
                     ? 1
                     : 0;
        return n;
    }

    static_assert (std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);
};
} // namespace lull::safety

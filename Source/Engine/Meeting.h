// Where two threads meet, thousands of times a second: who comes first looks out for the other for a moment before it sleeps, since waking somebody
// takes longer than most waits here. Offline rendering only; the audio thread meets nobody.
#pragma once

#include <atomic>
#include <cstdint>

#if defined __x86_64__ || defined __i386__
 #include <immintrin.h>
#endif

namespace lull::engine
{
class Meeting
{
public:
    // Returns when both have come. What either did before is seen by both.
    void meet() noexcept
    {
        const std::uint64_t mine = arrived.fetch_add (1, std::memory_order_acq_rel) + 1;
        if (mine % 2 == 0)
        {
            arrived.notify_one();
            return;
        }
        for (int i = 0; i < looks; ++i)
        {
            if (arrived.load (std::memory_order_acquire) > mine) return;
            pause();
        }
        while (arrived.load (std::memory_order_acquire) <= mine) arrived.wait (mine, std::memory_order_acquire);
    }

private:
    static constexpr int looks = 4'000; // some 100 us
    std::atomic<std::uint64_t> arrived { 0 };

    static void pause() noexcept
    {
#if defined __x86_64__ || defined __i386__
        _mm_pause();
#endif
    }
};
} // namespace lull::engine

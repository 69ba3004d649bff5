// Calls into a server that may stand still: the work goes on a thread of its own, and the caller waits only so long. Owner's thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace lull::devices
{
inline constexpr std::chrono::milliseconds serverPatience { 5000 };

// What `work` returns, or `otherwise` when it has not returned in time; `late` then gets its result whenever it comes, on that thread. Both must own
// what they touch.
template <class Work, class T, class Late>
T inTime (Work work, T otherwise, Late late, std::chrono::milliseconds patience = serverPatience)
{
    struct Shared
    {
        std::mutex mutex;
        std::condition_variable came;
        bool done = false, left = false;
        T result {};
    };
    auto shared = std::make_shared<Shared>();
    std::thread ([shared, work = std::move (work), late = std::move (late)]() mutable {
        T result = work();
        std::unique_lock lock (shared->mutex);
        if (shared->left)
        {
            lock.unlock();
            late (std::move (result));
            return;
        }
        shared->result = std::move (result);
        shared->done = true;
        shared->came.notify_one();
    }).detach();

    std::unique_lock lock (shared->mutex);
    if (shared->came.wait_for (lock, patience, [&] { return shared->done; })) return std::move (shared->result);
    shared->left = true;
    return otherwise;
}
} // namespace lull::devices

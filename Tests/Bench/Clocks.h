// Clocks for measuring: processor time of this process or of this thread, which other programs do not disturb.
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

namespace bench
{
template <clockid_t id>
struct ProcessorClock
{
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<ProcessorClock>;
    static constexpr bool is_steady = true;

    static time_point now() noexcept
    {
        timespec t {};
        ::clock_gettime (id, &t);
        return time_point (std::chrono::seconds (t.tv_sec) + std::chrono::nanoseconds (t.tv_nsec));
    }
};

using ProcessTime = ProcessorClock<CLOCK_PROCESS_CPUTIME_ID>;
using ThreadTime = ProcessorClock<CLOCK_THREAD_CPUTIME_ID>;
using WallTime = std::chrono::steady_clock;

// Seconds that `work` takes by a clock.
template <class Clock, class Work>
double secondsOf (const Work& work)
{
    const auto begin = Clock::now();
    work();
    return std::chrono::duration<double> (Clock::now() - begin).count();
}

inline double median (std::vector<double> v)
{
    if (v.empty()) return 0.0;
    std::sort (v.begin(), v.end());
    return v[v.size() / 2];
}

// The value that a share (0 .. 1) of them does not exceed.
inline double percentile (std::vector<double> v, double share)
{
    if (v.empty()) return 0.0;
    std::sort (v.begin(), v.end());
    return v[std::min (v.size() - 1, static_cast<std::size_t> (share * static_cast<double> (v.size())))];
}
} // namespace bench

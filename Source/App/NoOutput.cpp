#include "App/NoOutput.h"

#include <array>
#include <chrono>

namespace lull::app
{
NoOutput::NoOutput (devices::Feed& f) : feed (f), clock ([this] { run(); }) {}

NoOutput::~NoOutput()
{
    ending = true;
    clock.join();
}

void NoOutput::run()
{
    using Clock = std::chrono::steady_clock;
    constexpr int frames = 480;
    constexpr auto block = std::chrono::milliseconds (10);
    std::array<float, frames> left {}, right {};
    std::array<float*, 2> out { left.data(), right.data() };
    auto next = Clock::now();
    while (! ending)
    {
        feed.process (out.data(), 2, frames);
        next += block;
        const auto now = Clock::now();
        if (now > next + std::chrono::milliseconds (100))
        {
            feed.gap (Seconds { std::chrono::duration<double> (now - next).count() });
            next = now;
        }
        std::this_thread::sleep_until (next);
    }
}
} // namespace lull::app

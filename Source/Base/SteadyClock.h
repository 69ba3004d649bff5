// Seconds by the clock that only goes forward. Any thread.
#pragma once

#include <chrono>

namespace lull
{
[[nodiscard]] inline double steadySeconds() noexcept { return std::chrono::duration<double> (std::chrono::steady_clock::now().time_since_epoch()).count(); }
} // namespace lull

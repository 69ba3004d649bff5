// Moments as the person's own calendar and clock have them. Any thread but audio.
#pragma once

#include <ctime>
#include <string>

namespace lull::files
{
[[nodiscard]] std::tm localTime (std::time_t);
[[nodiscard]] std::string dateOf (std::time_t);        // "2026-11-29"
[[nodiscard]] std::string dateAndTimeOf (std::time_t); // "2026-11-29 22:31"
} // namespace lull::files

// What a person reads before the first touch ever: acknowledged once per person and version, in the person's XDG configuration; skipped by no flag.
// Any thread but audio.
#pragma once

#include <string_view>

#include "Base/Result.h"

namespace lull::files
{
inline constexpr int noticeVersion = 1; // a new one is read again by everybody: raise it when a sentence says something new

[[nodiscard]] std::string_view noticeText() noexcept; // paragraphs, parted by empty lines

[[nodiscard]] bool noticeAcknowledged();
[[nodiscard]] Result<bool> acknowledgeNotice(); // the person has read it: noted with the day
} // namespace lull::files

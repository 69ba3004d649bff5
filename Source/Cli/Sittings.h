// What the journal's sittings are in words, as JSON and as CSV. Main thread.
#pragma once

#include <string>
#include <vector>

#include "Text/Json.h"
#include "Files/Journal.h"

namespace lull::cli
{
// "Bedtime was cut off 4 minutes ago, at 12:34 of 30:00 (four-zone)."
[[nodiscard]] std::string offerWords (const files::Sitting&, std::int64_t now);

void putSitting (text::Json&, const files::Sitting&, std::string_view key = {});

// RFC 4180 with a line of names; times as ISO 8601 in UTC, numbers in the C locale.
[[nodiscard]] std::string csvOf (const std::vector<files::Sitting>&);
} // namespace lull::cli

// Where a session becomes louder so fast that it wakes people (figures.md 2.3: short-term loudness rises by at most 6 LU in any 3 s). Any thread.
#pragma once

#include <string>
#include <vector>

#include "Files/Survey.h"

namespace lull::files
{
inline constexpr double startling = 6.0, startlingWithin = 3.0; // LU, s

// A sentence for each of the worst three places, in order; nothing where nothing startles. `begins`: s that the session takes to come in from silence,
// which is what a person waits for; what is 20 LU below the whole session is as good as silence (as in EBU Tech 3342), and a sound out of it no less sudden.
[[nodiscard]] std::vector<std::string> startles (const Survey&, double begins);
} // namespace lull::files

// A score with some of its strokes left out of every phase, as a person asks for. Any thread.
#pragma once

#include <string>
#include <vector>

#include "Session/Score.h"

namespace lull::session
{
// Error::Kind::usage where one is no stroke.
[[nodiscard]] Result<Score> leavingOut (Score, const std::vector<std::string>& strokes);
} // namespace lull::session

// A session as a person asked for it: without some of its strokes, as long as they have, what follows it, how it is told. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "Session/Score.h"

namespace lull::session
{
struct Asked
{
    std::vector<std::string> without {}; // strokes
    std::optional<double> lasting {};    // s: fitted to that
    std::string then = "script";         // parseThen()'s words
    std::string voice {};                // off, text, spoken; empty: as the script says
};

// Error::Kind::usage where it cannot be had.
[[nodiscard]] Result<Score> asAsked (Score, const Asked&);
} // namespace lull::session

// The journal over the weeks: minutes of each, and a picture of them. Any thread but audio.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "Base/Result.h"
#include "Files/Journal.h"

namespace lull::files
{
struct Week
{
    std::string monday;                // "2026-11-23", by the person's own calendar
    double heard = 0.0, touched = 0.0; // minutes
    int sittings = 0;
};

// From the week of the oldest to that of `now`, none left out; at most `most`, the newest.
[[nodiscard]] std::vector<Week> weeksOf (const std::vector<Sitting>&, std::int64_t now, std::size_t most = 26);

// PNG or SVG by the name's ending; the file appears when it is whole.
[[nodiscard]] Result<void> plotWeeks (const std::filesystem::path&, const std::vector<Week>&);
} // namespace lull::files

// A person's own chairs: files in their configuration, and beside each a log of what was found out about it. Any thread but audio.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"

namespace lull::files
{
// $XDG_CONFIG_HOME/lull/Chairs. Not created.
[[nodiscard]] std::filesystem::path ownChairsFolder();

// Where a chair of this name would lie. A usage error for names that would not do: letters, digits and -, up to 40.
[[nodiscard]] Result<std::filesystem::path> ownChairFile (std::string_view name);

// The text of a chair of one's own, made from another one's: says so, and leaves out the line that tells an editor where the schema lies. by: who made it.
[[nodiscard]] std::string madeFrom (std::string_view name, std::string text, std::string_view by);

// Written whole or not at all; the folder is made when it is missing.
[[nodiscard]] Result<void> writeChair (const std::filesystem::path&, std::string_view text);

// One line about the chair of this name, with the time of day: what was measured, when. Kept for its sheet.
[[nodiscard]] Result<void> noteFinding (std::string_view chair, std::string_view words);
[[nodiscard]] std::vector<std::string> findings (std::string_view chair); // "2026-11-27 18:03  walk: ..."; the newest 200
} // namespace lull::files

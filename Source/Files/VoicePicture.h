// A stretch of one sound as one picture: spectrum over time, modulation spectrum, and its figures, in the night palette. Any thread but audio.
#pragma once

#include <filesystem>
#include <string_view>

#include "Base/Result.h"
#include "Files/Hearing.h"

namespace lull::files
{
// PNG. The file appears when it is whole.
[[nodiscard]] Result<void> picture (const std::filesystem::path&, std::string_view name, std::string_view about, const Heard&);
} // namespace lull::files

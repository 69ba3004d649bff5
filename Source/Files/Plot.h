// A session as one picture: phases, tempo, breath, loudness, each sound layer and each zone of the chair over time, in the night palette.
// Needs no display and no font beyond the system's sans. Any thread but audio.
#pragma once

#include <filesystem>

#include "Base/Result.h"
#include "Files/Survey.h"

namespace lull::files
{
// PNG (two pixels a point) or SVG by the name's ending; anything else is a usage error. The file appears when it is whole.
[[nodiscard]] Result<void> plot (const std::filesystem::path&, const session::Timeline&, const Survey&);
} // namespace lull::files

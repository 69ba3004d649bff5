// What a FLAC file says of itself: its Vorbis comments. libsndfile writes a filler of the right length; this puts our own comments in its
// place (script under LULL_SCRIPT, what else was said under LULL_MADE_WITH, phases under LULL_PHASE and, for players, CHAPTERnnn). Any thread but audio.
#pragma once

#include "Files/RiffTail.h"

namespace lull::files
{
// A Vorbis comment block's contents (without the block's own header).
[[nodiscard]] std::string flacComments (const Inscription&, double rate, int channels);

// How long the filler must be so that those comments fit in the block that libsndfile writes for it.
[[nodiscard]] std::size_t flacPlaceholder (const std::string& comments) noexcept;

// The bytes to write over the file's own comment block (the rest becomes padding), and where. Empty when there is no such block or no room.
struct FlacPatch
{
    std::uint64_t at = 0;
    std::string bytes;
};
[[nodiscard]] FlacPatch flacPatch (const ReadAt&, const std::string& comments);

[[nodiscard]] Inscription readFlacHead (const ReadAt&);
} // namespace lull::files

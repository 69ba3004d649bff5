// The chunks that follow the samples of a WAV or RF64 file of ours, as bytes, and their reading. Our own because libsndfile 1.2.0 loses
// long comments and cue names without a word. Any thread but audio.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "Files/Inscription.h"

namespace lull::files
{
// `cue ` with one point per marker, `LIST adtl` with their names, `LIST INFO` with title and software, `bext` with where it begins, `lull` with the script,
// `made` with what else was said when it was rendered. Whole chunks of even length; empty when there is nothing to say.
[[nodiscard]] std::string riffTail (const Inscription&);

// One chunk header of a file: its four letters and where its contents lie.
struct RiffChunk
{
    std::string id;
    std::uint64_t at = 0, size = 0; // of the contents; cut to what the file really holds
};

// Reads at most `count` bytes at an offset; shorter at the end of the file.
using ReadAt = std::function<std::string (std::uint64_t offset, std::size_t count)>;

// The chunks of a RIFF or RF64 file of `length` bytes, in order; at most 1,000; empty for anything else. An RF64 data chunk has its ds64 size.
[[nodiscard]] std::vector<RiffChunk> riffChunks (const ReadAt&, std::uint64_t length);

// What those chunks say. Sizes are bounded: 1 MB of script, 4,096 markers.
[[nodiscard]] Inscription readRiffTail (const ReadAt&, std::uint64_t length);
} // namespace lull::files

// The recordings beside a script: opened with care, decoded once, made into a seamless loop or a single play of known loudness, kept in the cache, and
// converted to each rate that is asked for. Face and loader threads.
#pragma once

#include <filesystem>
#include <optional>

#include "Files/SoundCache.h"
#include "Session/Recordings.h"

namespace lull::files
{
inline constexpr double longestRecording = 3'600.0; // s; what lies beyond is left out, with a remark

// How a session finds what it names in this folder.
[[nodiscard]] session::FindRecording recordingsIn (std::filesystem::path folder, SoundCache = SoundCache::own());
} // namespace lull::files

// What a picture says about itself: a tEXt chunk, "Software: Lull", right after the first chunk, where a reader finds it without looking for it.
// Private to Files.
#pragma once

#include <string_view>

namespace lull::files
{
using namespace std::string_view_literals;

inline constexpr std::size_t pngMarkAt = 8 + 25;                                              // after the signature and IHDR
inline constexpr std::string_view pngMark = "\0\0\0\x0DtEXtSoftware\0Lull\x34\x1B\xE3\x6D"sv; // length, type, contents, CRC
} // namespace lull::files

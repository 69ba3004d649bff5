// Code points in bytes: decoding that survives anything, and what each is to a reader's eye. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lull::text
{
struct CodePoint
{
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = true; // false: not UTF-8 here; one byte to step over
};

// The code point that begins at `byte`, which lies inside the text. Overlong forms, surrogates and values past 10FFFF are not valid.
[[nodiscard]] CodePoint decode (std::string_view text, std::size_t byte) noexcept;

// How many code points; bytes that are not UTF-8 count as one each.
[[nodiscard]] std::size_t countCodePoints (std::string_view) noexcept;

// As much of the beginning as `bytes` hold, without splitting a code point.
[[nodiscard]] std::string_view beginningOf (std::string_view, std::size_t bytes) noexcept;

// Columns of a terminal: 0 for marks that join, 2 for wide letters and most emoji, else 1.
[[nodiscard]] int widthOf (char32_t) noexcept;

// Has no business in a script: control characters other than tab and line ends, line ends that only some programs know (NEL, LS, PS),
// marks that reverse the order of what is shown, byte order marks inside, non-characters.
[[nodiscard]] bool unseen (char32_t) noexcept;

// As a message may show it: quoted, unseen characters as U+XXXX, shortened past 60 code points.
[[nodiscard]] std::string quoted (std::string_view);

// "U+202E"
[[nodiscard]] std::string nameOf (char32_t);

// The byte order mark that some editors write; columns do not count it.
inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
} // namespace lull::text

// An edit of a text as the smallest change of its bytes, and its way back. Values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "Text/Diagnostic.h"
#include "Text/Yaml.h"

namespace lull::text
{
// Put `with` in the place of these bytes.
struct Splice
{
    ByteSpan where;
    std::string with;
};

// The text after it. `where` lies inside the text.
[[nodiscard]] std::string spliced (std::string_view text, const Splice&);

// What takes spliced (text, s) back to `text`.
[[nodiscard]] Splice inverse (std::string_view text, const Splice& s);

// The least change that turns these bytes into `with`: what is alike at both ends is left out, never splitting a code point.
[[nodiscard]] Splice smallest (std::string_view text, ByteSpan, std::string_view with);

// A scalar as it may be written in a script: as it is where that reads back as the same, else in double quotes.
[[nodiscard]] std::string writtenScalar (std::string_view value);

// In double quotes, with what needs an escape escaped.
[[nodiscard]] std::string inQuotes (std::string_view value);

// "[ a, b ]"
[[nodiscard]] std::string writtenList (const std::vector<std::string>& values);

// The same keys, values and order; places and quotes do not matter.
[[nodiscard]] bool sameTree (const Node&, const Node&) noexcept;

// The innermost scalar, list or map whose own text is exactly this span, or none.
[[nodiscard]] Node* nodeAt (Node& root, ByteSpan) noexcept;
} // namespace lull::text

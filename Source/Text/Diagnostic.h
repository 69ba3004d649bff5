// What is wrong in a text, where, and what would be right. Values, gathered in order of place; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lull::text
{
// Bytes [begin, end) of a text.
struct ByteSpan
{
    std::size_t begin = 0, end = 0;
};

enum class Severity { error, warning, note };

struct Diagnostic
{
    Severity severity = Severity::error;
    std::string file;    // as the person named it
    int line = 1;        // 1-based
    int column = 1;      // 1-based, in code points
    int length = 1;      // code points to underline
    std::string code;    // short and stable: "unknown-key", "range", "yaml-anchor"
    std::string message; // one sentence, lower case, no full stop: what is wrong
    std::string fix;     // what would be right, or empty: did you mean "effleurage"?
};

using Diagnostics = std::vector<Diagnostic>;

// No list grows longer: whoever meets a hundred errors reads the first.
inline constexpr std::size_t mostDiagnostics = 100;

// True when at least one is an error.
[[nodiscard]] bool refused (const Diagnostics&) noexcept;

// Where a byte lies: 1-based line and column in code points. CRLF, LF and CR end lines.
struct Place
{
    int line = 1, column = 1;
};
[[nodiscard]] Place placeOf (std::string_view text, std::size_t byte) noexcept;

// A diagnostic over a span of a text.
[[nodiscard]] Diagnostic at (std::string_view file, std::string_view text, ByteSpan, Severity, std::string code, std::string message, std::string fix = {});

// "file:line:column: message; fix" and then the line with a caret under it, for people. No trailing newline.
[[nodiscard]] std::string toText (const Diagnostic&, std::string_view text);

// The nearest of `known` to `word` when it is near enough to be meant (Damerau-Levenshtein, at most a third of its length), else one that it
// begins with or that begins with it, in whole words, else empty.
[[nodiscard]] std::string nearest (std::string_view word, const std::vector<std::string>& known);
} // namespace lull::text

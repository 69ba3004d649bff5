#include "Text/Diagnostic.h"

#include <algorithm>
#include <cstring>

#include "Text/Utf8.h"

namespace lull::text
{
namespace
{
// The line that a byte lies in, without its end; where it begins.
struct Line
{
    std::size_t begin = 0;
    std::string_view text;
};

Line lineNumbered (std::string_view text, int number)
{
    std::size_t at = text.starts_with (byteOrderMark) ? byteOrderMark.size() : 0;
    for (int line = 1; line < number; ++line)
    {
        const auto end = text.find_first_of ("\r\n", at);
        if (end == std::string_view::npos) return { text.size(), {} };
        at = end + (text.substr (end, 2) == "\r\n" ? 2 : 1);
    }
    return { at, text.substr (at, text.find_first_of ("\r\n", at) - at) };
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// A file may be called anything but must stay in its line.
std::string shownName (std::string_view name)
{
    std::string out;
    for (std::size_t i = 0; i < name.size();)
    {
        const auto c = decode (name, i);
        out += c.valid && c.value >= 0x20 && ! unseen (c.value) ? name.substr (i, c.bytes) : replacement;
        i += c.bytes;
    }
    return out;
}

char folded (char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char> (c - 'A' + 'a') : c; }

// Damerau-Levenshtein (adjacent letters may swap), letters of either case alike.
std::size_t distance (std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before (b.size() + 1), last (b.size() + 1), now (b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            const bool same = folded (a[i - 1]) == folded (b[j - 1]);
            now[j] = std::min ({ last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0u : 1u) });
            if (i > 1 && j > 1 && folded (a[i - 1]) == folded (b[j - 2]) && folded (a[i - 2]) == folded (b[j - 1]))
                now[j] = std::min (now[j], before[j - 2] + 1);
        }
        std::swap (before, last);
        std::swap (last, now);
    }
    return last[b.size()];
}
} // namespace

bool refused (const Diagnostics& list) noexcept
{
    return std::any_of (list.begin(), list.end(), [] (const Diagnostic& d) { return d.severity == Severity::error; });
}

Place placeOf (std::string_view text, std::size_t byte) noexcept
{
    byte = std::min (byte, text.size());
    const std::size_t first = text.starts_with (byteOrderMark) ? byteOrderMark.size() : 0;
    Place place;
    std::size_t lineBegin = first;
    for (std::size_t i = first; i < byte; ++i)
    {
        const char c = text[i];
        if (c != '\n' && c != '\r') continue;
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue; // counted with its LF
        ++place.line;
        lineBegin = i + 1;
    }
    if (byte > lineBegin) place.column += static_cast<int> (countCodePoints (text.substr (lineBegin, byte - lineBegin)));
    return place;
}

Diagnostic at (std::string_view file, std::string_view text, ByteSpan span, Severity severity, std::string code, std::string message, std::string fix)
{
    span.begin = std::min (span.begin, text.size());
    span.end = std::clamp (span.end, span.begin, text.size());
    const auto place = placeOf (text, span.begin);
    auto marked = text.substr (span.begin, span.end - span.begin);
    marked = marked.substr (0, marked.find_first_of ("\r\n")); // underlined in its first line only
    const auto length = std::max<std::size_t> (1, countCodePoints (marked));
    return { severity, std::string (file), place.line, place.column, static_cast<int> (length), std::move (code), std::move (message), std::move (fix) };
}

std::string toText (const Diagnostic& d, std::string_view text)
{
    std::string out = shownName (d.file) + ":" + std::to_string (d.line) + ":" + std::to_string (d.column) + ": ";
    if (d.severity == Severity::warning) out += "warning: ";
    if (d.severity == Severity::note) out += "note: ";
    out += d.message;
    if (! d.fix.empty()) out += "; " + d.fix;

    // The line, from at most 100 code points before the place to 60 after it, and the caret.
    const auto line = lineNumbered (text, d.line).text;
    const int from = std::max (1, d.column - 100), to = d.column + std::max (1, std::min (d.length, 60)) + 60;
    std::string shown = from > 1 ? "..." : "", under = from > 1 ? "   " : "";
    int column = 1;
    for (std::size_t i = 0; i < line.size() && column < to; ++column)
    {
        const auto c = decode (line, i);
        if (column >= from)
        {
            const bool plain = c.valid && ! unseen (c.value);
            if (plain) shown += line.substr (i, c.bytes);
            else shown += replacement;
            const auto width = static_cast<std::size_t> (plain ? widthOf (c.value) : 1);
            if (column < d.column) under += c.value == '\t' ? std::string ("\t") : std::string (width, ' ');
            else if (column == d.column) under += '^' + std::string (width > 1 ? width - 1 : 0, '~');
            else if (column < d.column + d.length) under += std::string (width, '~');
        }
        i += c.bytes;
    }
    if (column <= d.column) under += '^'; // at the line's end
    if (line.empty()) return out;
    return out + "\n" + shown + "\n" + under;
}

std::string nearest (std::string_view word, const std::vector<std::string>& known)
{
    if (word.size() > 64) return {};
    const std::size_t most = word.size() / 3;
    std::string best;
    std::size_t least = most + 1;
    for (const auto& k : known)
    {
        if (k.size() > word.size() + most || word.size() > k.size() + most) continue;
        if (const auto d = distance (word, k); d < least)
        {
            least = d;
            best = k;
        }
    }
    if (! best.empty()) return best;

    // Else one that says more or less: "pink noise" for pink, "upper" for upper back. The one that has most in common.
    const auto goesOn = [] (std::string_view a, std::string_view b) // b is a, and more words
    {
        return ! a.empty() && b.size() > a.size() && b[a.size()] == ' ' &&
               std::equal (a.begin(), a.end(), b.begin(), [] (char x, char y) { return folded (x) == folded (y); });
    };
    for (const auto& k : known)
        if (goesOn (k, word) ? k.size() > best.size() : best.empty() && goesOn (word, k)) best = k;
    return best;
}
} // namespace lull::text

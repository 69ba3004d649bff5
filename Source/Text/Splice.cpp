#include "Text/Splice.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "Text/Utf8.h"

namespace lull::text
{
namespace
{
bool continues (char c) { return (static_cast<unsigned char> (c) & 0xC0u) == 0x80u; }

// Safe without quotes wherever a value may stand, in brackets too.
bool plainIsSafe (std::string_view s)
{
    if (s.empty() || s.front() == ' ' || s.back() == ' ') return false;
    if (std::string_view ("-?:,[]{}#&*!|>'\"%@`=<~.").find (s.front()) != std::string_view::npos)
    {
        // A minus before a digit begins a number.
        if (! (s.front() == '-' && s.size() > 1 && s[1] >= '0' && s[1] <= '9')) return false;
    }
    for (std::string_view word : { "null", "Null", "NULL", "---", "..." })
        if (s == word) return false;
    for (std::size_t i = 0; i < s.size(); ++i)
    {
        const char c = s[i];
        if (static_cast<unsigned char> (c) < 0x20 || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') return false;
        if (c == ':' && (i + 1 == s.size() || s[i + 1] == ' ')) return false;
        if (c == '#' && i > 0 && s[i - 1] == ' ') return false;
    }
    return true;
}
} // namespace

std::string spliced (std::string_view text, const Splice& s)
{
    assert (s.where.begin <= s.where.end && s.where.end <= text.size());
    std::string out;
    out.reserve (text.size() - (s.where.end - s.where.begin) + s.with.size());
    out.append (text.substr (0, s.where.begin)).append (s.with).append (text.substr (s.where.end));
    return out;
}

Splice inverse (std::string_view text, const Splice& s)
{
    return { { s.where.begin, s.where.begin + s.with.size() }, std::string (text.substr (s.where.begin, s.where.end - s.where.begin)) };
}

Splice smallest (std::string_view text, ByteSpan span, std::string_view with)
{
    const auto old = text.substr (span.begin, span.end - span.begin);
    const std::size_t most = std::min (old.size(), with.size());
    std::size_t front = 0, back = 0;
    while (front < most && old[front] == with[front]) ++front;
    while (front > 0 && ((front < old.size() && continues (old[front])) || (front < with.size() && continues (with[front])))) --front;
    while (back < most - front && old[old.size() - 1 - back] == with[with.size() - 1 - back]) ++back;
    while (back > 0 && continues (old[old.size() - back])) --back;
    return { { span.begin + front, span.end - back }, std::string (with.substr (front, with.size() - back - front)) };
}

std::string writtenScalar (std::string_view value) { return plainIsSafe (value) ? std::string (value) : inQuotes (value); }

std::string inQuotes (std::string_view value)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < value.size();)
    {
        const auto c = decode (value, i);
        if (c.value == '"' || c.value == '\\') out.append ("\\").append (value.substr (i, 1));
        else if (c.value == '\n') out += "\\n";
        else if (c.value == '\t') out += "\\t";
        else if (c.value < 0x20) out += fmt::format ("\\x{:02x}", static_cast<unsigned> (c.value));
        else out += value.substr (i, c.bytes);
        i += c.bytes;
    }
    return out + "\"";
}

std::string writtenList (const std::vector<std::string>& values)
{
    if (values.empty()) return "[]";
    std::string out = "[ ";
    for (std::size_t i = 0; i < values.size(); ++i) out.append (i > 0 ? ", " : "").append (writtenScalar (values[i]));
    return out + " ]";
}

bool sameTree (const Node& a, const Node& b) noexcept
{
    if (a.kind != b.kind || a.scalar != b.scalar || a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
    for (std::size_t i = 0; i < a.items.size(); ++i)
        if (! sameTree (a.items[i], b.items[i])) return false;
    for (std::size_t i = 0; i < a.entries.size(); ++i)
        if (a.entries[i].key != b.entries[i].key || ! sameTree (a.entries[i].value, b.entries[i].value)) return false;
    return true;
}

Node* nodeAt (Node& node, ByteSpan span) noexcept
{
    for (auto& item : node.items)
        if (item.span.begin <= span.begin && span.end <= item.span.end)
            if (auto* inner = nodeAt (item, span)) return inner;
    for (auto& entry : node.entries)
        if (entry.value.span.begin <= span.begin && span.end <= entry.value.span.end)
            if (auto* inner = nodeAt (entry.value, span)) return inner;
    return node.span.begin == span.begin && node.span.end == span.end ? &node : nullptr;
}
} // namespace lull::text

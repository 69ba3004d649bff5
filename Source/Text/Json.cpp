#include "Text/Json.h"

#include <cmath>

#include <fmt/format.h>

namespace lull::text
{
namespace
{
// The length of the valid UTF-8 character at the start of `s`, or 0.
std::size_t character (std::string_view s)
{
    const auto byte = [&] (std::size_t i) { return static_cast<unsigned> (static_cast<unsigned char> (s[i])); };
    const unsigned b = byte (0);
    const std::size_t n = b < 0x80 ? 1 : b >= 0xC2 && b < 0xE0 ? 2 : b >= 0xE0 && b < 0xF0 ? 3 : b >= 0xF0 && b < 0xF5 ? 4 : 0;
    if (n == 0 || s.size() < n) return 0;
    for (std::size_t i = 1; i < n; ++i)
        if ((byte (i) & 0xC0) != 0x80) return 0;
    if ((b == 0xE0 && byte (1) < 0xA0) || (b == 0xED && byte (1) > 0x9F) || (b == 0xF0 && byte (1) < 0x90) || (b == 0xF4 && byte (1) > 0x8F)) return 0;
    return n;
}
} // namespace

void Json::quoted (std::string_view s)
{
    out += '"';
    while (! s.empty())
    {
        const std::size_t n = character (s);
        if (n == 0) out += "\\ufffd";
        else if (s[0] == '"' || s[0] == '\\') out += { '\\', s[0] };
        else if (s[0] == '\n') out += "\\n";
        else if (s[0] == '\t') out += "\\t";
        else if (n == 1 && (static_cast<unsigned char> (s[0]) < 0x20 || s[0] == 0x7F)) out += fmt::format ("\\u{:04x}", static_cast<unsigned> (s[0]));
        else out += s.substr (0, n);
        s.remove_prefix (n == 0 ? 1 : n);
    }
    out += '"';
}

void Json::begin (std::string_view key)
{
    if (! first) out += layout == Layout::line ? ", " : ",";
    if (layout == Layout::indented && ! closers.empty()) out += "\n" + std::string (2 * closers.size(), ' ');
    first = false;
    if (closers.empty() || closers.back() != '}') return;
    quoted (key);
    out += ": ";
}

Json& Json::open (std::string_view key, char bracket)
{
    begin (key);
    out += bracket;
    closers.push_back (bracket == '{' ? '}' : ']');
    first = true;
    return *this;
}

Json& Json::close()
{
    const char bracket = closers.back();
    closers.pop_back();
    if (layout == Layout::indented && ! first) out += "\n" + std::string (2 * closers.size(), ' ');
    out += bracket;
    first = false;
    return *this;
}

Json& Json::text (std::string_view key, std::string_view value)
{
    begin (key);
    quoted (value);
    return *this;
}

Json& Json::number (std::string_view key, double value, int decimals)
{
    if (! std::isfinite (value)) return none (key);
    std::string digits = fmt::format ("{:.{}f}", value, decimals);
    if (digits.find ('.') != std::string::npos)
    {
        digits.erase (digits.find_last_not_of ('0') + 1);
        if (digits.ends_with ('.')) digits.pop_back();
    }
    begin (key);
    out += digits == "-0" ? "0" : digits;
    return *this;
}

Json& Json::whole (std::string_view key, long long value)
{
    begin (key);
    out += fmt::format ("{}", value);
    return *this;
}

Json& Json::flag (std::string_view key, bool value)
{
    begin (key);
    out += value ? "true" : "false";
    return *this;
}

Json& Json::none (std::string_view key)
{
    begin (key);
    out += "null";
    return *this;
}

std::string failureJson (std::string_view error)
{
    std::string line = Json (Json::Layout::line).object().flag ("ok", false).text ("error", error).close().done();
    line.pop_back();
    return line;
}
} // namespace lull::text

#include "Text/Utf8.h"

#include <fmt/format.h>

namespace lull::text
{
CodePoint decode (std::string_view text, std::size_t at) noexcept
{
    const auto byte = [&] (std::size_t i) { return static_cast<unsigned char> (text[i]); };
    const unsigned first = byte (at);
    if (first < 0x80) return { first, 1, true };

    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + bytes > text.size()) return { first, 1, false };
    char32_t value = first & (0x7Fu >> bytes);
    for (std::size_t i = 1; i < bytes; ++i)
    {
        if ((byte (at + i) & 0xC0u) != 0x80u) return { first, 1, false };
        value = (value << 6) | (byte (at + i) & 0x3Fu);
    }
    const bool overlong = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return { first, 1, false };
    return { value, bytes, true };
}

std::string_view beginningOf (std::string_view text, std::size_t bytes) noexcept
{
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char> (text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr (0, bytes);
}

std::size_t countCodePoints (std::string_view text) noexcept
{
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size(); i += decode (text, i).bytes) ++n;
    return n;
}

int widthOf (char32_t c) noexcept
{
    const auto in = [c] (char32_t first, char32_t last) { return c >= first && c <= last; };
    if (in (0x300, 0x36F) || in (0x483, 0x489) || in (0x591, 0x5BD) || in (0x610, 0x61A) || in (0x64B, 0x65F) || in (0x1AB0, 0x1AFF) || in (0x1DC0, 0x1DFF) ||
        in (0x200B, 0x200F) || in (0x20D0, 0x20FF) || in (0xFE00, 0xFE0F) || in (0xFE20, 0xFE2F) || in (0x1F3FB, 0x1F3FF))
        return 0;
    if (in (0x1100, 0x115F) || in (0x2E80, 0x303E) || in (0x3041, 0xA4CF) || in (0xAC00, 0xD7A3) || in (0xF900, 0xFAFF) || in (0xFE30, 0xFE6F) ||
        in (0xFF00, 0xFF60) || in (0xFFE0, 0xFFE6) || in (0x1F300, 0x1F64F) || in (0x1F680, 0x1F6FF) || in (0x1F900, 0x1FAFF) || in (0x20000, 0x3FFFD))
        return 2;
    return 1;
}

bool unseen (char32_t c) noexcept
{
    if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
    if (c >= 0x7F && c <= 0x9F) return true;
    return c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xFDD0 && c <= 0xFDEF);
}

std::string nameOf (char32_t c) { return fmt::format ("U+{:04X}", static_cast<unsigned> (c)); }

std::string quoted (std::string_view text)
{
    std::string out = "\"";
    std::size_t shown = 0;
    for (std::size_t i = 0; i < text.size(); ++shown)
    {
        if (shown == 60)
        {
            out += "...";
            break;
        }
        const auto c = decode (text, i);
        if (! c.valid) out += fmt::format ("<{:02X}>", static_cast<unsigned> (c.value));
        else if (unseen (c.value) || c.value < 0x20) out += c.value == '\n' || c.value == '\t' ? " " : "<" + nameOf (c.value) + ">";
        else out += text.substr (i, c.bytes);
        i += c.bytes;
    }
    return out + "\"";
}
} // namespace lull::text

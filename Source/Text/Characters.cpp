#include <fmt/format.h>

#include "Text/Scan.h"
#include "Text/Utf8.h"

namespace lull::text
{
std::optional<Refusal> checkCharacters (std::string_view text)
{
    using namespace std::string_view_literals;
    const auto wide = [&] {
        if (text.starts_with ("\xFF\xFE"sv) || text.starts_with ("\xFE\xFF"sv)) return true;
        return text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0'); // one zero byte beside a letter
    };
    if (wide()) return Refusal { { 0, 1 }, "yaml-encoding", "the text is UTF-16 or UTF-32", "save it as UTF-8" };

    for (std::size_t i = text.starts_with (byteOrderMark) ? byteOrderMark.size() : 0; i < text.size();)
    {
        const auto byte = static_cast<unsigned char> (text[i]);
        if (byte >= 0x20 && byte < 0x7F)
        {
            ++i;
            continue;
        }
        const auto c = decode (text, i);
        const ByteSpan here { i, i + c.bytes };
        if (! c.valid) return Refusal { here, "yaml-utf8", fmt::format ("the byte {:02X} is not UTF-8", byte), "save the text as UTF-8" };
        if (unseen (c.value)) return Refusal { here, "yaml-character", "the unseen character " + nameOf (c.value) + " has no place here", "take it out" };
        if (c.value == '\r' && text.substr (i + 1, 1) != "\n")
            return Refusal { here, "yaml-line-end", "a carriage return alone does not end a line", "end lines with LF or CR LF" };
        i += c.bytes;
    }
    return std::nullopt;
}
} // namespace lull::text

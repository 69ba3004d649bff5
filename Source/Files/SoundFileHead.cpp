#include "Files/SoundFileHead.h"

#include <algorithm>
#include <string>

#include "Files/Bytes.h"
#include "Text/Utf8.h"

namespace lull::files
{
namespace
{
using Refusal = text::Unreadable;
using Container = SoundFileHead::Container;

std::string bytesAt (const ScriptFile& file, std::uint64_t at, std::size_t count)
{
    std::string bytes (count, '\0');
    bytes.resize (file.readAt (at, bytes.data(), count));
    return bytes;
}

std::uint32_t get16 (std::string_view in, std::size_t at) noexcept
{
    return get32 (std::string (in.substr (std::min (at, in.size()), 2)) + std::string (2, '\0'), 0);
}

Refusal broken (const ScriptFile& file)
{
    return { "broken-file", text::quoted (file.name()) + " is broken: its chunks are not those of a WAV file", "export it again" };
}

// RIFF and RF64: chunks up to the sound's. EBU Tech 3306; the fmt chunk as in mmreg.h.
Result<SoundFileHead, Refusal> wav (const ScriptFile& file, bool large)
{
    constexpr std::uint32_t pcm = 1, ieeeFloat = 3, extensible = 0xFFFE, unknown = 0xFFFF'FFFF;
    constexpr int mostChunks = 1000;
    SoundFileHead head { Container::wav, 0, false };
    std::uint64_t at = 12, largeData = 0;
    std::uint32_t frameBytes = 0;
    for (int n = 0; n < mostChunks; ++n)
    {
        const std::string chunk = bytesAt (file, at, 48);
        if (chunk.size() < 8) return fail (broken (file));
        const std::string_view id (chunk.data(), 4);
        const std::uint32_t size = get32 (chunk, 4);
        if (id == "ds64" && large) largeData = get64 (chunk, 16);
        if (id == "fmt ")
        {
            if (size < 16 || chunk.size() < 24) return fail (broken (file));
            std::uint32_t tag = get16 (chunk, 8);
            if (tag == extensible && size >= 40) tag = get16 (chunk, 32);
            if (tag != pcm && tag != ieeeFloat)
                return fail (Refusal { "coding", text::quoted (file.name()) + " is coded in a way that is not read here",
                                       "WAV (PCM or float), FLAC, Ogg Vorbis and Opus are" });
            frameBytes = get16 (chunk, 20);
        }
        if (id == "data")
        {
            if (frameBytes == 0) return fail (broken (file));
            // What is written without knowing where it ends says 0 or all ones, and means: to the end.
            const bool known = size != 0 && size != unknown;
            head.frames = (large && size == unknown ? largeData : known ? size : 0) / frameBytes;
            return head;
        }
        at += 8 + static_cast<std::uint64_t> (size) + size % 2;
    }
    return fail (broken (file));
}

// STREAMINFO: the last 36 of its bits 80 to 143 are the number of samples (RFC 9639, 8.2).
SoundFileHead flac (const ScriptFile& file)
{
    std::uint64_t bits = 0;
    for (char c : bytesAt (file, 18, 8)) bits = bits << 8 | static_cast<unsigned char> (c);
    return { Container::flac, bits & 0xF'FFFF'FFFFull, false };
}

// Whether the last page says that it is (RFC 3533, 6: flag 4).
SoundFileHead ogg (const ScriptFile& file)
{
    constexpr std::size_t longestPage = 65'307;
    const std::uint64_t tail = std::min<std::uint64_t> (file.size(), 2 * longestPage);
    const std::string bytes = bytesAt (file, file.size() - tail, static_cast<std::size_t> (tail));
    const std::size_t page = bytes.rfind ("OggS");
    return { Container::ogg, 0, page == std::string::npos || page + 5 >= bytes.size() || (bytes[page + 5] & 4) == 0 };
}
} // namespace

Result<SoundFileHead, text::Unreadable> readHead (const ScriptFile& file)
{
    const std::string first = bytesAt (file, 0, 12);
    const bool riff = first.starts_with ("RIFF"), large = first.starts_with ("RF64");
    if ((riff || large) && first.ends_with ("WAVE")) return wav (file, large);
    if (first.starts_with ("fLaC")) return flac (file);
    if (first.starts_with ("OggS")) return ogg (file);
    return fail (Refusal { "file-format",
                           text::quoted (file.name()) + (file.size() == 0 ? " is empty" : " is no WAV, FLAC or Ogg file, whatever its name says"),
                           "export the sound as one of them" });
}
} // namespace lull::files

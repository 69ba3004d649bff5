#include "Files/FlacHead.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "Files/Bytes.h"

namespace lull::files
{
namespace
{
constexpr std::size_t mostBlock = (1u << 24) - 1;
constexpr int padding = 1, vorbisComment = 4; // kinds of block

struct Block
{
    int type = 0;
    bool last = false;
    std::uint64_t at = 0; // of its header
    std::size_t size = 0; // of its contents
};

std::vector<Block> blocks (const ReadAt& read)
{
    std::vector<Block> list;
    if (read (0, 4) != "fLaC") return list;
    for (std::uint64_t at = 4; list.size() < 128;)
    {
        const std::string header = read (at, 4);
        if (header.size() < 4) break;
        const auto byte = [&] (std::size_t i) { return static_cast<std::size_t> (static_cast<unsigned char> (header[i])); };
        Block b { static_cast<int> (byte (0) & 127u), byte (0) >= 128, at, byte (1) << 16 | byte (2) << 8 | byte (3) };
        list.push_back (b);
        if (b.last) break;
        at += 4 + b.size;
    }
    return list;
}

std::string blockHeader (int type, bool last, std::size_t size)
{
    return { static_cast<char> (type | (last ? 128 : 0)), static_cast<char> (size >> 16 & 255u), static_cast<char> (size >> 8 & 255u),
             static_cast<char> (size & 255u) };
}

void comment (std::string& out, std::uint32_t& count, const std::string& text)
{
    put32 (out, static_cast<std::uint32_t> (text.size()));
    out += text;
    ++count;
}
} // namespace

std::string flacComments (const Inscription& inscription, double rate, int channels)
{
    std::string list;
    std::uint32_t count = 0;
    if (! inscription.title.empty()) comment (list, count, "TITLE=" + inscription.title);
    if (! inscription.software.empty()) comment (list, count, "ENCODER=" + inscription.software);
    // Else six channels are taken for 5.1; those after left and right belong to no loudspeaker.
    if (channels > 2) comment (list, count, "WAVEFORMATEXTENSIBLE_CHANNEL_MASK=0x0003");
    int number = 1;
    for (const Marker& m : inscription.markers)
    {
        const auto ms = static_cast<long long> (std::floor (static_cast<double> (m.frame) * 1000.0 / rate + 0.5));
        comment (list, count, fmt::format ("CHAPTER{:03}={:02}:{:02}:{:02}.{:03}", number, ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000));
        comment (list, count, fmt::format ("CHAPTER{:03}NAME={}", number, m.name));
        comment (list, count, fmt::format ("LULL_PHASE={} {}", m.frame, m.name));
        ++number;
    }
    if (const std::string made = toText (inscription.made); ! made.empty()) comment (list, count, "LULL_MADE_WITH=" + made);
    if (! inscription.script.empty()) comment (list, count, "LULL_SCRIPT=" + inscription.script);

    const std::string vendor = "Lull";
    std::string out;
    put32 (out, static_cast<std::uint32_t> (vendor.size()));
    out += vendor;
    put32 (out, count);
    return out + list;
}

// Vendor and key of the filler only add to this, and what is left over needs at least a padding block's header.
std::size_t flacPlaceholder (const std::string& comments) noexcept { return comments.size() + 4; }

FlacPatch flacPatch (const ReadAt& read, const std::string& comments)
{
    for (const Block& b : blocks (read))
    {
        if (b.type != vorbisComment) continue;
        if (b.size != comments.size() && b.size < comments.size() + 4) return {};
        if (b.size == comments.size()) return { b.at, blockHeader (vorbisComment, b.last, b.size) + comments };
        const std::size_t rest = b.size - comments.size() - 4;
        return { b.at, blockHeader (vorbisComment, false, comments.size()) + comments + blockHeader (padding, b.last, rest) + std::string (rest, '\0') };
    }
    return {};
}

Inscription readFlacHead (const ReadAt& read)
{
    Inscription found;
    for (const Block& b : blocks (read))
    {
        if (b.type != vorbisComment || b.size > mostBlock) continue;
        const std::string block = read (b.at + 4, b.size);
        std::size_t at = 4 + static_cast<std::size_t> (get32 (block, 0));
        const std::uint32_t count = get32 (block, at);
        at += 4;
        for (std::uint32_t i = 0; i < count && at + 4 <= block.size(); ++i)
        {
            const std::size_t size = get32 (block, at);
            at += 4;
            if (size > block.size() - at) break;
            const std::string text = block.substr (at, size);
            at += size;
            const auto after = [&] (std::string_view key) { return text.starts_with (key) ? text.substr (key.size()) : std::string(); };
            if (auto v = after ("TITLE="); ! v.empty()) found.title = v;
            if (auto v = after ("ENCODER="); ! v.empty()) found.software = v;
            if (auto v = after ("LULL_SCRIPT="); ! v.empty()) found.script = v;
            if (auto v = after ("LULL_MADE_WITH="); ! v.empty()) found.made = madeWithFrom (v);
            if (auto v = after ("LULL_PHASE="); ! v.empty() && found.markers.size() < 4096)
            {
                Marker m;
                const auto [end, failed] = std::from_chars (v.data(), v.data() + v.size(), m.frame);
                if (failed != std::errc() || m.frame < 0) continue;
                const auto used = static_cast<std::size_t> (end - v.data());
                m.name = used < v.size() ? v.substr (used + 1) : std::string();
                found.markers.push_back (std::move (m));
            }
        }
        break;
    }
    return found;
}
} // namespace lull::files

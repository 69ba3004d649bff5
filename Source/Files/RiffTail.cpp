#include "Files/RiffTail.h"

#include <algorithm>

#include "Files/Bytes.h"

namespace lull::files
{
namespace
{
constexpr std::size_t mostScript = 1024 * 1024, mostMarkers = 4096, mostText = 64 * 1024;

void chunk (std::string& out, std::string_view id, std::string_view contents)
{
    out += id;
    put32 (out, static_cast<std::uint32_t> (contents.size()));
    out += contents;
    if (contents.size() % 2 != 0) out += '\0';
}

std::string terminated (std::string_view text) { return std::string (text.substr (0, text.find ('\0'))) + '\0'; }

// EBU Tech 3285 version 1. Without a date: the same session is the same bytes.
std::string broadcast (const Inscription& i)
{
    std::string bext;
    const auto field = [&] (std::string_view text, std::size_t size) {
        bext += text.substr (0, size);
        bext.resize (bext.size() + size - std::min (size, text.size()), '\0');
    };
    std::string title; // the standard has ASCII here
    for (const char c : i.title) title += static_cast<unsigned char> (c) < 0x80 ? c : '?';
    field (title, 256);
    field ("Lull", 32); // originator
    field ({}, 32 + 10 + 8);
    put32 (bext, static_cast<std::uint32_t> (static_cast<std::uint64_t> (*i.starts)));
    put32 (bext, static_cast<std::uint32_t> (static_cast<std::uint64_t> (*i.starts) >> 32));
    bext += '\1';
    field ({}, 1 + 64 + 190);
    return bext;
}

std::string_view untilZero (std::string_view text) { return text.substr (0, text.find ('\0')); }

// Sub-chunks of a LIST after its type.
template <class Use>
void eachIn (std::string_view list, const Use& use)
{
    for (std::size_t at = 4; at + 8 <= list.size();)
    {
        const std::size_t size = std::min<std::size_t> (get32 (list, at + 4), list.size() - at - 8);
        use (list.substr (at, 4), list.substr (at + 8, size));
        at += 8 + size + size % 2;
    }
}
} // namespace

std::string riffTail (const Inscription& inscription)
{
    std::string tail;
    if (! inscription.markers.empty())
    {
        std::string cue, names = "adtl";
        put32 (cue, static_cast<std::uint32_t> (inscription.markers.size()));
        std::uint32_t id = 1;
        for (const Marker& m : inscription.markers)
        {
            const auto frame = static_cast<std::uint32_t> (std::clamp<Frame> (m.frame, 0, 0xFFFF'FFFF));
            put32 (cue, id);
            put32 (cue, frame); // position in play order: there is no play list
            cue += "data";
            put32 (cue, 0);
            put32 (cue, 0);
            put32 (cue, frame);

            std::string label;
            put32 (label, id++);
            chunk (names, "labl", label + terminated (m.name));
        }
        chunk (tail, "cue ", cue);
        chunk (tail, "LIST", names);
    }
    if (! inscription.title.empty() || ! inscription.software.empty())
    {
        std::string info = "INFO";
        if (! inscription.title.empty()) chunk (info, "INAM", terminated (inscription.title));
        if (! inscription.software.empty()) chunk (info, "ISFT", terminated (inscription.software));
        chunk (tail, "LIST", info);
    }
    if (inscription.starts && *inscription.starts >= 0) chunk (tail, "bext", broadcast (inscription));
    if (! inscription.script.empty()) chunk (tail, "lull", inscription.script);
    if (const std::string made = toText (inscription.made); ! made.empty()) chunk (tail, "made", made);
    return tail;
}

std::vector<RiffChunk> riffChunks (const ReadAt& read, std::uint64_t length)
{
    std::vector<RiffChunk> list;
    const std::string head = read (0, 12);
    const std::string_view kind = std::string_view (head).substr (0, 4);
    if (head.size() < 12 || (kind != "RIFF" && kind != "RF64") || head.substr (8, 4) != "WAVE") return list;

    std::uint64_t data64 = 0;
    for (std::uint64_t at = 12; at < length && length - at >= 8 && list.size() < 1000;)
    {
        const std::string header = read (at, 8);
        if (header.size() < 8) break;
        std::uint64_t size = get32 (header, 4);
        if (header.starts_with ("ds64")) data64 = get64 (read (at + 8, 28), 8);
        if (header.starts_with ("data") && size == 0xFFFF'FFFF && kind == "RF64") size = data64;
        const std::uint64_t there = std::min (size, length - at - 8);
        list.push_back ({ header.substr (0, 4), at + 8, there });
        if (there < size) break;
        at += 8 + size + size % 2;
    }
    return list;
}

Inscription readRiffTail (const ReadAt& read, std::uint64_t length)
{
    Inscription found;
    std::vector<std::uint32_t> ids;
    for (const RiffChunk& c : riffChunks (read, length))
    {
        const auto contents = [&] (std::size_t most) { return read (c.at, static_cast<std::size_t> (std::min<std::uint64_t> (c.size, most))); };
        if (c.id == "lull" && c.size <= mostScript) found.script = contents (mostScript);
        if (c.id == "made") found.made = madeWithFrom (contents (mostText));
        if (c.id == "bext" && c.size >= 602)
        {
            const std::string times = read (c.at + 338, 8);
            const std::uint64_t at = get64 (times, 0);
            if (times.size() == 8 && at < std::uint64_t { 1 } << 62) found.starts = static_cast<Frame> (at);
        }
        if (c.id == "cue ")
        {
            const std::string cue = contents (4 + 24 * mostMarkers);
            const std::size_t count = std::min<std::size_t> (get32 (cue, 0), (std::max<std::size_t> (cue.size(), 4) - 4) / 24);
            for (std::size_t i = 0; i < count; ++i)
            {
                ids.push_back (get32 (cue, 4 + 24 * i));
                found.markers.push_back ({ get32 (cue, 4 + 24 * i + 20), "" });
            }
        }
        if (c.id == "LIST")
        {
            const std::string list = contents (mostMarkers * 256);
            eachIn (list, [&] (std::string_view id, std::string_view text) {
                if (list.starts_with ("INFO") && id == "INAM") found.title = untilZero (text.substr (0, mostText));
                if (list.starts_with ("INFO") && id == "ISFT") found.software = untilZero (text.substr (0, mostText));
                if (! list.starts_with ("adtl") || id != "labl" || text.size() < 4) return;
                for (std::size_t i = 0; i < ids.size(); ++i)
                    if (ids[i] == get32 (text, 0)) found.markers[i].name = untilZero (text.substr (4, mostText));
            });
        }
    }
    return found;
}
} // namespace lull::files

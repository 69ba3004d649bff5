#include "Files/MidiFile.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "Text/Utf8.h"

namespace lull::files
{
namespace
{
constexpr std::int64_t mostTicks = std::int64_t { 1 } << 40;
constexpr std::size_t mostEvents = 1'000'000, longestText = 200; // bytes
constexpr int meta = 0xFF, trackName = 0x03, marker = 0x06, cue = 0x07, endOfTrack = 0x2F, setTempo = 0x51;

void big (std::string& out, std::uint64_t v, int bytes)
{
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char> (v >> (8 * i) & 0xFFu);
}

void variable (std::string& out, std::uint64_t v) // at most 2^28 - 1
{
    v = std::min<std::uint64_t> (v, 0x0FFF'FFFF);
    for (int shift = 21; shift > 0; shift -= 7)
        if (v >> shift != 0) out += static_cast<char> ((v >> shift & 0x7Fu) | 0x80u);
    out += static_cast<char> (v & 0x7Fu);
}

struct Event
{
    std::int64_t tick;
    int order; // at the same tick: what ends before what begins
    std::string bytes;
};

std::string metaEvent (int kind, std::string_view data)
{
    std::string out { static_cast<char> (meta), static_cast<char> (kind) };
    variable (out, data.size());
    return out.append (data);
}

std::string chunk (std::string_view name, std::string_view body)
{
    std::string out (name);
    big (out, body.size(), 4);
    return out.append (body);
}

std::string trackOf (std::vector<Event> events, std::int64_t end)
{
    std::stable_sort (events.begin(), events.end(), [] (const Event& a, const Event& b) { return a.tick != b.tick ? a.tick < b.tick : a.order < b.order; });
    std::string body;
    std::int64_t at = 0;
    for (const auto& e : events)
    {
        variable (body, static_cast<std::uint64_t> (e.tick - at));
        body += e.bytes;
        at = e.tick;
    }
    variable (body, static_cast<std::uint64_t> (std::max<std::int64_t> (0, end - at)));
    body += metaEvent (endOfTrack, {});
    return chunk ("MTrk", body);
}

// ---- reading
struct In
{
    std::string_view bytes;
    std::size_t at = 0;
    bool short_ = false;

    int byte() noexcept
    {
        if (at >= bytes.size())
        {
            short_ = true;
            return 0;
        }
        return static_cast<unsigned char> (bytes[at++]);
    }
    std::uint32_t big (int n) noexcept
    {
        std::uint32_t v = 0;
        for (int i = 0; i < n; ++i) v = v << 8 | static_cast<std::uint32_t> (byte());
        return v;
    }
    std::uint32_t variable() noexcept
    {
        std::uint32_t v = 0;
        for (int i = 0; i < 4; ++i)
        {
            const int b = byte();
            v = v << 7 | static_cast<std::uint32_t> (b & 0x7F);
            if ((b & 0x80) == 0) return v;
        }
        short_ = true; // five bytes and more are no number
        return 0;
    }
    std::string_view take (std::size_t n) noexcept
    {
        if (n > bytes.size() - at)
        {
            short_ = true;
            return {};
        }
        at += n;
        return bytes.substr (at - n, n);
    }
};

// What is no UTF-8 is taken for Latin-1, as older programs write it; one line, without control characters.
std::string lineOf (std::string_view raw)
{
    std::string text;
    bool good = true;
    for (std::size_t i = 0; i < raw.size() && good;)
    {
        const auto point = text::decode (raw, i);
        good = point.valid && (point.value < 0x20 || ! text::unseen (point.value));
        i += point.bytes;
    }
    for (const char c : raw)
    {
        const auto u = static_cast<unsigned char> (c);
        if (u < 0x20 || u == 0x7F) text += ' ';
        else if (good || u < 0x80) text += c;
        else if (u < 0xA0) text += ' ';
        else text += { static_cast<char> (0xC0 | u >> 6), static_cast<char> (0x80 | (u & 0x3F)) };
    }
    text.resize (text::beginningOf (text, longestText).size());
    while (! text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

// How many data bytes follow a channel message.
int dataBytes (int status) noexcept { return (status & 0xF0) == 0xC0 || (status & 0xF0) == 0xD0 ? 1 : 2; }

Result<void> readTrack (std::string_view body, int number, MidiFile& file, std::size_t& events)
{
    const auto wrong = [&] (std::string_view what, std::size_t at) { return fail (fmt::format ("track {}, byte {}: {}", number, at, what)); };
    In in { body };
    MidiFile::Track track;
    std::array<std::array<std::int64_t, 128>, 16> since;
    std::array<std::array<int, 128>, 16> how {};
    for (auto& channel : since) channel.fill (-1);
    std::int64_t tick = 0;
    int running = 0;
    const auto off = [&] (int channel, int key) {
        auto& from = since[static_cast<std::size_t> (channel)][static_cast<std::size_t> (key)];
        if (from < 0) return;
        track.notes.push_back ({ from, tick - from, channel, key, how[static_cast<std::size_t> (channel)][static_cast<std::size_t> (key)] });
        from = -1;
    };
    bool ended = false;
    while (! ended && in.at < body.size())
    {
        if (++events > mostEvents) return wrong ("more than a million events", in.at);
        tick += in.variable();
        if (in.short_ || tick > mostTicks) return wrong ("a time that is none", in.at);
        const std::size_t begin = in.at;
        int status = in.byte();
        if (status < 0x80)
        {
            if (running == 0) return wrong ("data without a message before it", begin);
            status = running;
            --in.at;
        }
        if (status == meta)
        {
            running = 0;
            const int kind = in.byte();
            const auto length = in.variable();
            const auto data = in.take (length);
            if (in.short_) return wrong ("an event that is cut short", begin);
            if (kind == endOfTrack) ended = true;
            else if (kind == setTempo && data.size() == 3)
            {
                In value { data };
                if (const auto micros = value.big (3); micros > 0) file.tempos.push_back ({ tick, micros });
            }
            else if (kind == marker || kind == cue) file.markers.push_back ({ tick, lineOf (data) });
            else if (kind == trackName && track.name.empty()) track.name = lineOf (data);
        }
        else if (status == 0xF0 || status == 0xF7)
        {
            running = 0;
            (void)in.take (in.variable());
        }
        else if (status > 0xF0) return wrong (fmt::format ("a message 0x{:02X}, which no file may hold", status), begin);
        else
        {
            running = status;
            const int a = in.byte() & 0x7F, b = dataBytes (status) == 2 ? in.byte() & 0x7F : 0, channel = status & 0x0F;
            if ((status & 0xF0) == 0x80 || ((status & 0xF0) == 0x90 && b == 0)) off (channel, a);
            else if ((status & 0xF0) == 0x90)
            {
                off (channel, a);
                since[static_cast<std::size_t> (channel)][static_cast<std::size_t> (a)] = tick;
                how[static_cast<std::size_t> (channel)][static_cast<std::size_t> (a)] = b;
            }
        }
        if (in.short_) return wrong ("an event that is cut short", begin);
    }
    for (int channel = 0; channel < 16; ++channel)
        for (int key = 0; key < 128; ++key) off (channel, key);
    std::stable_sort (track.notes.begin(), track.notes.end(), [] (const auto& a, const auto& b) { return a.tick < b.tick; });
    file.end = std::max (file.end, tick);
    if (number == 1) file.title = track.name;
    if (number > 1 || ! track.notes.empty()) file.tracks.push_back (std::move (track));
    return {};
}
} // namespace

std::string written (const MidiFile& file)
{
    std::vector<Event> first;
    if (! file.title.empty()) first.push_back ({ 0, -1, metaEvent (trackName, file.title) });
    for (const auto& t : file.tempos)
    {
        std::string data;
        big (data, t.micros, 3);
        first.push_back ({ t.tick, 0, metaEvent (setTempo, data) });
    }
    for (const auto& m : file.markers) first.push_back ({ m.tick, 1, metaEvent (marker, m.text) });
    std::string head;
    big (head, 1, 2);
    big (head, 1 + file.tracks.size(), 2);
    big (head, static_cast<std::uint64_t> (file.division), 2);
    std::string out = chunk ("MThd", head) + trackOf (std::move (first), file.end);
    for (const auto& t : file.tracks)
    {
        std::vector<Event> events { { 0, -1, metaEvent (trackName, t.name) } };
        for (const auto& n : t.notes)
        {
            const auto status = [&] (int kind) { return static_cast<char> (kind | n.channel); };
            events.push_back ({ n.tick, 1, { status (0x90), static_cast<char> (n.key), static_cast<char> (n.velocity) } });
            events.push_back ({ n.tick + n.length, 0, { status (0x80), static_cast<char> (n.key), 64 } });
        }
        out += trackOf (std::move (events), file.end);
    }
    return out;
}

Result<MidiFile> readMidi (std::string_view bytes)
{
    if (bytes.size() > longestMidi) return fail (std::string ("it is larger than 16 MB"));
    In in { bytes };
    if (in.take (4) != "MThd") return fail (std::string ("it is no Standard MIDI File: it does not begin with MThd"));
    const auto length = in.big (4);
    const auto format = in.big (2), tracks = in.big (2), division = in.big (2);
    if (in.short_ || length < 6) return fail (std::string ("its header is cut short"));
    if (format > 1) return fail (fmt::format ("it is of format {}; 0 and 1 are read", format));
    if (division == 0 || (division & 0x8000u) != 0) return fail (std::string ("its time is in SMPTE frames, not in beats"));
    (void)in.take (length - 6);
    MidiFile file;
    file.division = static_cast<int> (division);
    std::size_t events = 0;
    int number = 0;
    while (! in.short_ && in.at < bytes.size() && number < static_cast<int> (tracks))
    {
        const auto name = in.take (4);
        const auto body = in.take (in.big (4));
        if (in.short_) return fail (fmt::format ("track {} is cut short", number + 1));
        if (name != "MTrk") continue; // others are passed over, as the standard says
        if (const auto read = readTrack (body, ++number, file, events); ! read) return fail (read.error());
    }
    if (number < static_cast<int> (tracks)) return fail (fmt::format ("it holds {} of its {} tracks", number, tracks));
    const auto byTick = [] (const auto& a, const auto& b) { return a.tick < b.tick; };
    std::stable_sort (file.tempos.begin(), file.tempos.end(), byTick);
    std::stable_sort (file.markers.begin(), file.markers.end(), byTick);
    return file;
}
} // namespace lull::files

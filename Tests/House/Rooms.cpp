#include "House/Rooms.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <stdexcept>

namespace house
{
namespace
{
std::string trimmed (std::string s)
{
    const auto blank = [] (char c) { return c == ' ' || c == '`' || c == '\r'; };
    while (! s.empty() && blank (s.back())) s.pop_back();
    while (! s.empty() && blank (s.front())) s.erase (s.begin());
    return s;
}

std::vector<std::string> split (const std::string& s, char at)
{
    std::vector<std::string> parts { "" };
    for (char c : s)
    {
        if (c == at) parts.emplace_back();
        else parts.back() += c;
    }
    for (auto& p : parts) p = trimmed (p);
    return parts;
}

bool isWord (const std::string& s)
{
    return ! s.empty() && std::all_of (s.begin(), s.end(), [] (unsigned char c) { return std::isalnum (c) != 0 || c == '-'; });
}

// "nothing", "all above", "all above but Ui, Cli", or names.
std::set<std::string> roomsAllowed (const std::string& rule, const std::vector<std::string>& above)
{
    std::set<std::string> allowed;
    std::string names = rule;
    const std::string all = "all above", but = "all above but ";
    if (rule.starts_with (all))
    {
        allowed.insert (above.begin(), above.end());
        if (rule == all) return allowed;
        if (! rule.starts_with (but)) throw std::runtime_error ("a rule of rooms that nobody understands: " + rule);
        names = rule.substr (but.size());
    }
    if (rule == "nothing") return allowed;
    for (const auto& name : split (names, ','))
    {
        if (std::find (above.begin(), above.end(), name) == above.end()) throw std::runtime_error ("not a room above: " + name);
        if (rule.starts_with (all)) allowed.erase (name);
        else allowed.insert (name);
    }
    return allowed;
}

// Headers of C++, C and POSIX that any room may use.
bool ofTheSystem (const std::string& header)
{
    static const std::set<std::string> known {
        "assert.h",   "dirent.h", "dlfcn.h",  "errno.h",  "fcntl.h",  "immintrin.h", "xmmintrin.h", "emmintrin.h", "inttypes.h",
        "langinfo.h", "limits.h", "locale.h", "malloc.h", "poll.h",   "pthread.h",   "pwd.h",       "sched.h",     "signal.h",
        "spawn.h",    "stdint.h", "stdio.h",  "stdlib.h", "string.h", "termios.h",   "time.h",      "unistd.h",
    };
    if (header.find ('.') == std::string::npos && header.find ('/') == std::string::npos) return true;
    return header.starts_with ("sys/") || known.count (header) != 0;
}

bool startsWithAnyCase (std::string_view text, std::string_view start)
{
    if (text.size() < start.size()) return false;
    const auto same = [] (unsigned char a, unsigned char b) { return std::tolower (a) == std::tolower (b); };
    return std::equal (start.begin(), start.end(), text.begin(), same);
}
} // namespace

Rooms roomsFrom (std::string_view readme)
{
    Rooms rooms;
    std::vector<std::string> above;
    for (const auto& line : linesOf (readme))
    {
        const auto cells = split (line, '|');
        if (cells.size() != 6 || ! isWord (cells[1]) || cells[1] == "room" || cells[1].starts_with ("-")) continue;
        Room room { roomsAllowed (cells[3], above), {} };
        room.below.insert (cells[1]);
        if (cells[4] != "none")
            for (const auto& name : split (cells[4], ',')) room.outside.insert (name);
        rooms[cells[1]] = std::move (room);
        above.push_back (cells[1]);
    }
    return rooms;
}

std::string roomOf (const Rooms& rooms, std::string_view path)
{
    if (path.starts_with ("Plugins/")) return "Plugins";
    const std::string_view source = "Source/";
    if (! path.starts_with (source)) return {};
    const std::string name (path.substr (source.size(), path.find ('/', source.size()) - source.size()));
    return rooms.count (name) != 0 ? name : std::string {};
}

std::vector<std::string> wrongIncludes (const Rooms& rooms, const TextFile& file)
{
    std::vector<std::string> wrong;
    const auto name = roomOf (rooms, file.path);
    if (name.empty()) return { file.path + ": stands in no room of the table" };
    const Room& room = rooms.at (name);

    const std::regex line (R"(^\s*#\s*(?:include|import)\s*([<"])([^>"]+)[>"])");
    int number = 0;
    for (const auto& text : linesOf (file.text))
    {
        ++number;
        std::smatch found;
        if (! std::regex_search (text, found, line)) continue;
        const std::string header = found[2];
        const auto where = file.path + ":" + std::to_string (number) + ": " + header;
        const auto slash = header.find ('/');
        const std::string first = header.substr (0, slash);

        if (slash != std::string::npos && rooms.count (first) != 0)
        {
            if (room.below.count (first) == 0) wrong.push_back (where + ": " + name + " may not include " + first);
            continue;
        }
        if (found[1] == "<" && ofTheSystem (header)) continue;
        std::string library;
        for (const auto& [_, r] : rooms)
            for (const auto& l : r.outside)
                if (startsWithAnyCase (header, l)) library = l;
        if (! library.empty())
        {
            if (room.outside.count (library) == 0) wrong.push_back (where + ": " + name + " may not include " + library);
        }
        else if (found[1] == "<" || header.find ("..") != std::string::npos) wrong.push_back (where + ": a library that the table of rooms does not name");
    }
    return wrong;
}
} // namespace house

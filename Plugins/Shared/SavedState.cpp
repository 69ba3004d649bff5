#include "Plugins/Shared/SavedState.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <tuple>

#include <nlohmann/json.hpp>

namespace lull::plugin
{
namespace
{
using json = nlohmann::json;

constexpr std::array<char, 8> magic { 'L', 'u', 'l', 'l', 'S', 't', 'a', '\n' };
constexpr std::uint32_t version = 1;
constexpr std::size_t header = 24, longestPayload = 4 * 1024 * 1024; // every byte of the texts may need six in JSON
constexpr int deepest = 4, mostTokens = 1'000;

std::uint64_t checksum (std::string_view bytes) noexcept // FNV-1a
{
    std::uint64_t h = 14695981039346656037ull;
    for (char c : bytes) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
    return h;
}

void put (std::vector<std::byte>& to, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i) to.push_back (static_cast<std::byte> (value >> (8 * i) & 0xff));
}

std::uint64_t get (const unsigned char* from, int bytes) noexcept
{
    std::uint64_t v = 0;
    for (int i = 0; i < bytes; ++i) v |= static_cast<std::uint64_t> (from[i]) << (8 * i);
    return v;
}

// Depth and number of things, counted before a parser that recurses or allocates sees them.
bool bounded (std::string_view text) noexcept
{
    int depth = 0, tokens = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        if (inString)
        {
            if (c == '\\') ++i;
            else if (c == '"') inString = false;
            continue;
        }
        if (c == '"') inString = true;
        else if (c == '{' || c == '[') ++depth;
        else if (c == '}' || c == ']') --depth;
        else if (c != ',' && c != ':') continue;
        if (depth > deepest || depth < 0 || ++tokens > mostTokens) return false;
    }
    return depth == 0 && ! inString;
}

// A member of that type, or nothing.
const json* member (const json& map, const char* key, json::value_t type)
{
    const auto at = map.find (key);
    if (at == map.end()) return nullptr;
    if (type == json::value_t::number_float) return at->is_number() ? &*at : nullptr;
    return at->type() == type ? &*at : nullptr;
}

bool text (const json& map, const char* key, std::size_t longest, std::string& into)
{
    const auto* m = member (map, key, json::value_t::string);
    if (m == nullptr || m->get_ref<const std::string&>().size() > longest) return false;
    into = m->get_ref<const std::string&>();
    return true;
}

bool number (const json& map, const char* key, double least, double most, double& into)
{
    const auto* m = member (map, key, json::value_t::number_float);
    if (m == nullptr) return false;
    const double v = m->get<double>();
    if (! std::isfinite (v) || v < least || v > most) return false;
    into = v;
    return true;
}

// Where it is: names and numbers, few of them, each within its bounds.
template <class Number>
bool numbers (const json& map, const char* key, Number least, Number most, std::map<std::string, Number>& into)
{
    if (! map.contains (key)) return true;
    const auto* m = member (map, key, json::value_t::object);
    if (m == nullptr || m->size() > 64) return false;
    for (const auto& [name, value] : m->items())
    {
        double v = 0.0;
        if (name.size() > 64 || ! number (*m, name.c_str(), static_cast<double> (least), static_cast<double> (most), v)) return false;
        into[name] = static_cast<Number> (v);
    }
    return true;
}

bool flag (const json& map, const char* key, bool& into)
{
    const auto* m = member (map, key, json::value_t::boolean);
    if (m == nullptr) return false;
    into = m->get<bool>();
    return true;
}
} // namespace

std::vector<std::byte> write (const SavedState& s)
{
    json session { { "name", s.choices.session }, { "script", s.choices.script } };
    if (! s.choices.folder.empty()) session["folder"] = s.choices.folder; // what has none is written as it was before there were any
    json chair { { "name", s.choices.chair }, { "text", s.choices.chairText } };
    if (! s.choices.person.empty()) chair["person"] = s.choices.person;
    if (! s.choices.fit.empty()) chair["fit"] = s.choices.fit;
    if (! s.choices.spots.empty()) chair["spots"] = s.choices.spots;
    json all { { "session", std::move (session) },
               { "chair", std::move (chair) },
               { "strength", s.strength },
               { "volume", s.volume },
               { "bypass", s.bypass },
               { "stopped", s.stopped } };
    if (s.sidechain) all["sidechain"] = true;
    if (s.choices.audition) all["audition"] = true;
    if (s.choices.pair != 0) all["main"] = { { "pair", s.choices.pair } };
    if (! s.values.empty()) all["values"] = s.values;
    if (! s.controllers.empty()) all["controllers"] = s.controllers;
    if (! s.draft.empty()) all["draft"] = s.draft;
    json window = json::object();
    if (s.width > 0 && s.height > 0) window = { { "width", s.width }, { "height", s.height } };
    if (s.percent != 100) window["percent"] = s.percent;
    if (! window.empty()) all["editor"] = std::move (window);
    // Texts that were read are UTF-8; a file's name may not be.
    const auto payload = all.dump (-1, ' ', false, json::error_handler_t::replace);
    std::vector<std::byte> bytes;
    bytes.reserve (header + payload.size());
    for (char c : magic) bytes.push_back (static_cast<std::byte> (c));
    put (bytes, version, 4);
    put (bytes, payload.size(), 4);
    put (bytes, checksum (payload), 8);
    const auto* first = reinterpret_cast<const std::byte*> (payload.data());
    bytes.insert (bytes.end(), first, first + payload.size());
    return bytes;
}

Result<SavedState> readState (const void* data, std::size_t size)
{
    const auto* bytes = static_cast<const unsigned char*> (data);
    if (bytes == nullptr || size < header || std::memcmp (bytes, magic.data(), magic.size()) != 0) return fail (std::string ("it was not written by Lull"));
    if (const auto v = get (bytes + 8, 4); v != version)
        return fail ("it is of version " + std::to_string (v) + ", and this Lull reads version " + std::to_string (version));
    const auto length = static_cast<std::size_t> (get (bytes + 12, 4));
    if (length > longestPayload || length > size - header) return fail (std::string ("it is cut short or too long"));
    const std::string_view payload (reinterpret_cast<const char*> (bytes) + header, length);
    if (checksum (payload) != get (bytes + 16, 8)) return fail (std::string ("its checksum is wrong"));
    if (! bounded (payload)) return fail (std::string ("it is nested too deeply or holds too much"));
    const auto all = json::parse (payload.begin(), payload.end(), nullptr, false);
    if (! all.is_object()) return fail (std::string ("it is not in the form that Lull writes"));

    SavedState s;
    const auto* session = member (all, "session", json::value_t::object);
    const auto* chair = member (all, "chair", json::value_t::object);
    if (session == nullptr || chair == nullptr || ! text (*session, "name", longestName, s.choices.session) ||
        ! text (*session, "script", longestScript, s.choices.script) || ! text (*chair, "name", longestName, s.choices.chair) ||
        ! text (*chair, "text", longestChair, s.choices.chairText) || ! number (all, "strength", 0.0, 1.0, s.strength) ||
        ! number (all, "volume", -60.0, 6.0, s.volume) || ! flag (all, "bypass", s.bypass) || ! flag (all, "stopped", s.stopped))
        return fail (std::string ("a part of it is missing or out of range"));
    // What came later is not in every state.
    if ((all.contains ("sidechain") && ! flag (all, "sidechain", s.sidechain)) || (all.contains ("audition") && ! flag (all, "audition", s.choices.audition)))
        return fail (std::string ("a part of it is missing or out of range"));
    if (! numbers (all, "values", -1e6, 1e6, s.values) || ! numbers (all, "controllers", 0, 119, s.controllers))
        return fail (std::string ("a part of it is missing or out of range"));
    if (all.contains ("draft") && ! text (all, "draft", longestScript, s.draft))
        return fail (std::string ("the script in it that is being written is not one"));
    std::map<std::string, int> window;
    if (! numbers (all, "editor", 1, 16'384, window)) return fail (std::string ("a part of it is missing or out of range"));
    std::map<std::string, int> main;
    if (! numbers (all, "main", 1, 8, main)) return fail (std::string ("a part of it is missing or out of range"));
    s.choices.pair = main["pair"];
    s.width = window["width"];
    s.height = window["height"];
    if (window.contains ("percent")) s.percent = window["percent"];
    for (const auto& [key, longest, into] : { std::tuple ("person", longestName, &s.choices.person), std::tuple ("fit", longestChair, &s.choices.fit),
                                              std::tuple ("spots", longestChair, &s.choices.spots) })
        if (chair->contains (key) && ! text (*chair, key, longest, *into)) return fail (std::string ("what it knows of a person is not that"));
    if (session->contains ("folder") && ! text (*session, "folder", longestName, s.choices.folder)) return fail (std::string ("the folder in it is not one"));
    return s;
}
} // namespace lull::plugin

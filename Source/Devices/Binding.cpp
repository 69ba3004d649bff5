#include "Devices/Binding.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/format.h>

#include "Base/Quantum.h"
#include "Text/Diagnostic.h"

namespace lull::devices
{
namespace
{
constexpr auto example = "as in --channels sound=1-2,touch=3,4,5,6";

tl::unexpected<Error> wrong (std::string message) { return fail ("channels: " + std::move (message) + ", " + example, Error::Kind::usage); }

std::string_view trimmed (std::string_view s)
{
    while (! s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix (1);
    while (! s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix (1);
    return s;
}

std::optional<int> whole (std::string_view s)
{
    if (s.empty() || s.size() > 4 || ! std::all_of (s.begin(), s.end(), [] (char c) { return c >= '0' && c <= '9'; })) return {};
    int n = 0;
    std::from_chars (s.data(), s.data() + s.size(), n);
    return n;
}

// "3" or "3-6" appended to `to`; the error's text, or empty.
std::string appendOutputs (std::string_view item, std::string_view key, std::vector<int>& to)
{
    if (item.empty()) return fmt::format ("\"{}\" has an empty place", key);
    const auto dash = item.find ('-');
    const auto first = whole (trimmed (item.substr (0, dash)));
    const auto last = dash == std::string_view::npos ? first : whole (trimmed (item.substr (dash + 1)));
    if (! first || ! last) return fmt::format ("\"{}\" is not an output number or a range", item);
    for (int n : { *first, *last })
        if (n < 1 || n > mostOutputs) return fmt::format ("outputs count from 1 to {}, not {}", mostOutputs, n);
    if (*last < *first) return fmt::format ("the range \"{}\" runs backwards", item);
    for (int n = *first; n <= *last; ++n) to.push_back (n);
    return {};
}
} // namespace

int Binding::highest() const noexcept
{
    int most = std::max (left, right);
    for (int t : touch) most = std::max (most, t);
    return most;
}

Result<Binding> parseBinding (std::string_view text)
{
    struct Key
    {
        std::string_view name;
        bool given = false, none = false;
        std::vector<int> outputs;
    };
    Key keys[] { { "sound", false, false, {} }, { "touch", false, false, {} } };
    Key* key = nullptr;

    if (trimmed (text).empty()) return wrong ("nothing is said");
    for (std::size_t from = 0; from <= text.size();)
    {
        const auto comma = std::min (text.find (',', from), text.size());
        auto item = trimmed (text.substr (from, comma - from));
        from = comma + 1;
        if (const auto equals = item.find ('='); equals != std::string_view::npos)
        {
            const auto name = trimmed (item.substr (0, equals));
            const auto found = std::find_if (std::begin (keys), std::end (keys), [&] (const Key& k) { return k.name == name; });
            if (found == std::end (keys))
            {
                const auto meant = text::nearest (name, { "sound", "touch" });
                return wrong (fmt::format ("\"{}\" is neither sound nor touch{}", name, meant.empty() ? "" : "; did you mean \"" + meant + "\"?"));
            }
            if (found->given) return wrong (fmt::format ("\"{}\" is said twice", name));
            key = found;
            key->given = true;
            item = trimmed (item.substr (equals + 1));
            if (item == "none")
            {
                key->none = true;
                continue;
            }
        }
        if (key == nullptr) return wrong (fmt::format ("\"{}\" stands before sound= or touch=", item));
        if (key->none) return wrong (fmt::format ("\"{}\" is none and more", key->name));
        if (auto problem = appendOutputs (item, key->name, key->outputs); ! problem.empty()) return wrong (std::move (problem));
    }

    auto& [sound, touch] = keys;
    if (sound.outputs.size() > 2) return wrong ("sound has one or two outputs");
    if (touch.outputs.size() > static_cast<std::size_t> (maxLanes)) return wrong (fmt::format ("touch has at most {} outputs", maxLanes));
    Binding b;
    if (sound.given)
    {
        b.left = sound.outputs.empty() ? 0 : sound.outputs[0];
        b.right = sound.outputs.size() < 2 ? 0 : sound.outputs[1];
    }
    b.touch = touch.outputs;
    if (b.left == 0 && b.touch.empty()) return wrong ("neither sound nor touch has an output");

    std::vector<int> used = b.touch;
    for (int s : { b.left, b.right })
        if (s > 0) used.push_back (s);
    std::sort (used.begin(), used.end());
    if (const auto twice = std::adjacent_find (used.begin(), used.end()); twice != used.end())
        return wrong (fmt::format ("output {} is used twice{}", *twice, sound.given ? "" : " (sound is 1-2 unless it is said)"));
    return b;
}

std::string toText (const Binding& b)
{
    std::string s = "sound=";
    if (b.left == 0) s += "none";
    else if (b.right == 0) s += std::to_string (b.left);
    else s += fmt::format ("{}{}{}", b.left, b.right == b.left + 1 ? '-' : ',', b.right);
    if (! b.touch.empty()) s += fmt::format (",touch={}", fmt::join (b.touch, ","));
    return s;
}
} // namespace lull::devices

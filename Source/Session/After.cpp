#include "Session/After.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "Session/SessionFields.h"
#include "Text/Measures.h"
#include "Text/Utf8.h"

namespace lull::session
{
namespace
{
using text::quoted;

std::string_view trimmed (std::string_view s)
{
    while (! s.empty() && s.front() == ' ') s.remove_prefix (1);
    while (! s.empty() && s.back() == ' ') s.remove_suffix (1);
    return s;
}

const text::Field& fieldOf (std::string_view key)
{
    const auto& table = thenFields();
    return *std::find_if (table.begin(), table.end(), [&] (const text::Field& f) { return f.key == key; });
}

Result<void> readLayers (const Score& score, std::string_view names, Then& then)
{
    then.layers.clear();
    for (bool more = true; more;)
    {
        const auto comma = names.find (',');
        const auto name = trimmed (names.substr (0, comma));
        more = comma != std::string_view::npos;
        if (more) names.remove_prefix (comma + 1);
        const auto at = std::find_if (score.sounds.begin(), score.sounds.end(), [&] (const LayerDef& l) { return l.name == name; });
        if (at == score.sounds.end())
        {
            std::vector<std::string> known;
            for (const auto& l : score.sounds) known.push_back (l.name);
            const auto meant = text::nearest (name, known);
            return fail (fmt::format ("{} is not one of the sounds of \"{}\"; {}", quoted (name), score.title,
                                      ! meant.empty() ? "did you mean " + quoted (meant) + "?"
                                      : known.empty() ? std::string ("it has none")
                                                      : "there are " + text::listed (known, "and")),
                         Error::Kind::usage);
        }
        const auto index = static_cast<std::size_t> (at - score.sounds.begin());
        if (std::find (then.layers.begin(), then.layers.end(), index) == then.layers.end()) then.layers.push_back (index);
    }
    return {};
}

Result<void> readEnd (std::string_view word, std::string_view value, Then& then)
{
    const bool until = word == "until";
    if (until && value == "stopped")
    {
        then.until = Then::Until::stopped;
        then.value = 0.0;
        return {};
    }
    const auto& range = fieldOf (word).ranges.front();
    auto quantity = text::parseQuantity (value, { range.measure });
    if (const auto time = text::parseTime (value); ! until && time) quantity = text::Quantity { *time, range.measure }; // 40m, as elsewhere on a command line
    if (! quantity)
        return fail (fmt::format ("\"{} {}\": {}; {}", word, value, quantity.error().message,
                                  until ? std::string ("write a time of day (7:00) or \"stopped\"") : quantity.error().fix),
                     Error::Kind::usage);
    if (! (quantity->value >= range.least && quantity->value <= range.greatest))
        return fail (fmt::format ("\"{} {}\" is not from {} to {}", word, value, text::toText (text::Quantity { range.least, range.measure }),
                                  text::toText (text::Quantity { range.greatest, range.measure })),
                     Error::Kind::usage);
    then.until = until ? Then::Until::clock : Then::Until::length;
    then.value = quantity->value;
    return {};
}

// Where " until " or " for " stands last, so that a layer may have a name with such a word in it.
std::size_t endAt (std::string_view words)
{
    std::size_t at = std::string_view::npos;
    for (const std::string_view word : { "until ", "for " })
        for (auto i = words.rfind (word); i != std::string_view::npos; i = words.rfind (word, i - 1))
        {
            if (i == 0 || words[i - 1] == ' ')
            {
                at = at == std::string_view::npos ? i : std::max (at, i);
                break;
            }
            if (i == 0) break;
        }
    return at;
}
} // namespace

Result<std::optional<Then>> parseThen (const Score& score, std::string_view words)
{
    words = trimmed (words);
    if (words == "off") return std::optional<Then>();
    if (words == "script") return score.then;

    Then then = score.then.value_or (Then {});
    const auto at = endAt (words);
    const auto names = trimmed (words.substr (0, at)), end = at == std::string_view::npos ? std::string_view() : words.substr (at);
    if (! names.empty())
    {
        if (const auto read = readLayers (score, names, then); ! read) return fail (read.error());
    }
    else if (then.layers.empty())
        return fail (fmt::format ("\"{}\" says nothing of what follows it: name a sound, such as --then \"{} until 7:00\", or \"off\"", score.title,
                                  score.sounds.empty() ? std::string ("sea") : score.sounds.front().name),
                     Error::Kind::usage);
    const auto space = end.find (' ');
    if (end.empty())
    {
        then.until = Then::Until::stopped;
        then.value = 0.0;
    }
    else if (const auto read = readEnd (end.substr (0, space), trimmed (end.substr (space)), then); ! read) return fail (read.error());
    return std::optional (std::move (then));
}

std::string thenNames (const Score& score, const Then& then)
{
    std::string names;
    for (const auto l : then.layers) names += (names.empty() ? "" : ", ") + score.sounds[l].name;
    return names;
}

std::string thenText (const Score& score, const Then& then)
{
    const auto value = [&] (text::Measure m) { return text::toText (text::Quantity { then.value, m }); };
    return thenNames (score, then) + (then.until == Then::Until::stopped  ? " until stopped"
                                      : then.until == Then::Until::length ? " for " + value (text::Measure::seconds)
                                                                          : " until " + value (text::Measure::clock));
}

double secondsUntil (double clock, std::time_t now)
{
    std::tm day {};
    if (localtime_r (&now, &day) == nullptr) return 86'400.0;
    for (int days = 0;; ++days)
    {
        std::tm at = day;
        at.tm_mday += days;
        at.tm_hour = 0;
        at.tm_min = 0;
        at.tm_sec = static_cast<int> (clock);
        at.tm_isdst = -1;
        // Of the day's hours, not of the seconds since its midnight: those are others when the clocks change in between.
        at.tm_hour = at.tm_sec / 3600;
        at.tm_min = at.tm_sec / 60 % 60;
        at.tm_sec %= 60;
        const double left = std::difftime (std::mktime (&at), now);
        if (left > 0.0 || days == 2) return std::max (left, 1.0);
    }
}

double thenLength (const Then& then, double length, double from, std::time_t start)
{
    if (then.until != Then::Until::clock) return thenLength (then);
    return std::max (0.0, secondsUntil (then.value, start) - std::max (0.0, length - from));
}

double thenLength (const Then& then) noexcept { return then.until == Then::Until::length ? then.value : std::numeric_limits<double>::infinity(); }
} // namespace lull::session

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Text/Fields.h"
#include "Text/Measures.h"
#include "Text/Utf8.h"

namespace lull::text
{
namespace
{
constexpr bool isDigit (char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed (std::string_view s)
{
    while (! s.empty() && s.front() == ' ') s.remove_prefix (1);
    while (! s.empty() && s.back() == ' ') s.remove_suffix (1);
    return s;
}

// -?(0|[1-9]\d*)(\.\d+)?
bool wellFormed (std::string_view s)
{
    if (! s.empty() && s.front() == '-') s.remove_prefix (1);
    std::size_t whole = 0;
    while (whole < s.size() && isDigit (s[whole])) ++whole;
    if (whole == 0 || (whole > 1 && s[0] == '0')) return false;
    if (whole == s.size()) return true;
    if (s[whole] != '.' || whole + 1 == s.size()) return false;
    return std::all_of (s.begin() + static_cast<std::ptrdiff_t> (whole) + 1, s.end(), isDigit);
}

// How much of the front was meant as a number, well or badly written.
std::size_t numberLength (std::string_view s)
{
    for (std::string_view word : { ".nan", ".inf", "-.inf", "nan", "inf", "-nan", "-inf", "infinity", "-infinity", "NaN", ".NaN", "Inf", ".Inf", "-Inf" })
        if (s.starts_with (word) && (s.size() == word.size() || s[word.size()] == ' ' || s[word.size()] == '%')) return word.size();
    std::size_t i = 0;
    if (s.starts_with ("\xE2\x88\x92")) i = 3; // U+2212, the minus sign of typographers
    bool digits = false;
    for (; i < s.size(); ++i)
    {
        const char c = s[i];
        if (isDigit (c)) digits = true;
        else if (c == '+' || c == '-')
        {
            if (i != 0) break;
        }
        else if (c == 'e' || c == 'E')
        {
            const std::size_t next = i + 1 < s.size() && (s[i + 1] == '+' || s[i + 1] == '-') ? i + 2 : i + 1;
            if (! digits || next >= s.size() || ! isDigit (s[next])) break;
            i = next;
        }
        else if (c != '.' && ! (c == ',' && i + 1 < s.size() && isDigit (s[i + 1]))) break;
    }
    return digits ? i : 0;
}

Unreadable badNumber (std::string_view s)
{
    const auto all = quoted (s);
    const bool minus = s.starts_with ('-');
    const auto bare = minus ? s.substr (1) : s;
    const auto again = [&] (std::string digits) { return "write " + std::string (minus ? "-" : "") + std::move (digits); };
    if (s.starts_with ("\xE2\x88\x92")) return { "number", all + " has a minus sign that is not the one of keyboards", "write -" + std::string (s.substr (3)) };
    if (wellFormed (s)) return { "number", "the number " + all + " is too large to be meant", {} };
    if (bare.find_first_of ("nN") != std::string_view::npos) return { "number", all + " is not a number", {} };
    if (s.starts_with ('+')) return { "number", all + " begins with a plus sign", "write " + std::string (s.substr (1)) };
    if (s.find_first_of ("eE") != std::string_view::npos) return { "number", all + " has an exponent", "write all digits" };
    if (const auto comma = s.find (','); comma != std::string_view::npos)
    {
        std::string point (s);
        point[comma] = '.';
        return { "number", all + " has a comma", wellFormed (point) ? "write " + point : "write a point, and no thousands" };
    }
    if (bare.starts_with ('.') && wellFormed (std::string ("0").append (bare)))
        return { "number", all + " has no digit before its point", again ("0" + std::string (bare)) };
    if (bare.ends_with ('.') && wellFormed (bare.substr (0, bare.size() - 1)))
        return { "number", all + " has no digit after its point", again (std::string (bare.substr (0, bare.size() - 1))) };
    if (bare.starts_with ('0'))
    {
        const auto digits = bare.substr (std::min (bare.find_first_not_of ('0'), bare.size() - 1));
        if (wellFormed (digits)) return { "number", all + " begins with a zero too many", again (std::string (digits)) };
    }
    return { "number", all + " is not a number", {} };
}

// C2 to B7; A4 = 440 Hz, equal temperament.
std::optional<double> parseNote (std::string_view s)
{
    constexpr std::string_view letters = "CDEFGAB";
    constexpr std::array steps { 0, 2, 4, 5, 7, 9, 11 };
    if (s.size() < 2 || s.size() > 3) return std::nullopt;
    const auto letter = letters.find (s[0]);
    const char octave = s.back();
    if (letter == std::string_view::npos || octave < '2' || octave > '7') return std::nullopt;
    int semitones = steps[letter] + 12 * (octave - '4') - 9;
    if (s.size() == 3 && s[1] != '#' && s[1] != 'b') return std::nullopt;
    if (s.size() == 3) semitones += s[1] == '#' ? 1 : -1;
    return 440.0 * math::exp2 (semitones / 12.0);
}

std::optional<double> parseClock (std::string_view s)
{
    const auto colon = s.find (':');
    if (colon == std::string_view::npos || colon == 0 || colon > 2 || s.size() != colon + 3) return std::nullopt;
    for (std::size_t i = 0; i < s.size(); ++i)
        if (i != colon && ! isDigit (s[i])) return std::nullopt;
    const int hours = colon == 1 ? s[0] - '0' : 10 * (s[0] - '0') + s[1] - '0';
    const int minutes = 10 * (s[colon + 1] - '0') + s[colon + 2] - '0';
    if (hours > 23 || minutes > 59) return std::nullopt;
    return hours * 3600.0 + minutes * 60.0;
}

std::string withUnit (std::string_view digits, std::string_view unit)
{
    std::string out (digits);
    if (unit != "%" && unit != "/min" && ! unit.empty()) out += ' ';
    return out.append (unit);
}

std::string whatsWanted (const std::vector<Measure>& wanted)
{
    std::vector<std::string> all;
    for (auto m : wanted)
    {
        all.push_back (std::string (infoOf (m).what) + " (" + std::string (infoOf (m).example) + ")");
        if (m == Measure::hertz) all.emplace_back ("a note (D3)");
    }
    return "write " + listed (all);
}
} // namespace

std::optional<double> parseNumber (std::string_view s) noexcept
{
    if (! wellFormed (s)) return std::nullopt;
    double value = 0.0;
    const auto [end, error] = std::from_chars (s.data(), s.data() + s.size(), value);
    if (error != std::errc {} || end != s.data() + s.size() || ! std::isfinite (value)) return std::nullopt;
    return value == 0.0 ? 0.0 : value; // -0 is 0
}

Result<Quantity, Unreadable> parseQuantity (std::string_view text, const std::vector<Measure>& wanted)
{
    const auto has = [&] (Measure m) { return std::find (wanted.begin(), wanted.end(), m) != wanted.end(); };
    if (has (Measure::hertz))
        if (const auto f = parseNote (text)) return Quantity { *f, Measure::hertz };
    if (has (Measure::clock))
        if (const auto t = parseClock (text)) return Quantity { *t, Measure::clock };

    const auto digits = text.substr (0, numberLength (text));
    const auto unit = trimmed (text.substr (digits.size()));
    if (digits.empty() || (has (Measure::clock) && text.find (':') != std::string_view::npos))
        return fail (Unreadable { "quantity", quoted (text) + " is not " + std::string (infoOf (wanted.front()).what), whatsWanted (wanted) });
    const auto value = parseNumber (digits);
    if (! value) return fail (badNumber (digits));

    for (auto m : wanted)
        for (const auto& u : infoOf (m).units)
            if (u.written == unit)
            {
                const double scaled = u.scale < 1.0 ? *value / (1.0 / u.scale) : *value * u.scale; // 15% is 15 / 100, exactly rounded
                if (! std::isfinite (scaled)) return fail (Unreadable { "number", "the number " + quoted (digits) + " is too large to be meant", {} });
                return Quantity { scaled, m };
            }

    if (unit.empty())
    {
        const auto& units = infoOf (wanted.front()).units;
        const bool one = wanted.size() == 1 && ! units.empty();
        return fail (Unreadable { "unit", quoted (text) + " has no unit", one ? "write " + withUnit (digits, units.front().written) : whatsWanted (wanted) });
    }
    if (wanted.size() == 1 && wanted.front() == Measure::number) return fail (Unreadable { "number", quoted (text) + " is not a number", {} });
    std::vector<std::string> known;
    for (auto m : wanted)
        for (const auto& u : infoOf (m).units) known.emplace_back (u.written);
    for (const auto& info : allMeasures())
        for (const auto& u : info.units)
            if (u.written == unit)
                return fail (Unreadable { "unit", quoted (text) + " is " + std::string (info.what) + ", not " + std::string (infoOf (wanted.front()).what),
                                          whatsWanted (wanted) });
    // Units are short: a different case, or a longer word for the same thing, is what is most often meant.
    const auto meant = [&]() -> std::string {
        static const std::vector<std::pair<std::string_view, std::string_view>> longer {
            { "sec", "s" },       { "secs", "s" },          { "second", "s" },       { "seconds", "s" }, { "mins", "min" }, { "minute", "min" },
            { "minutes", "min" }, { "m", "min" },           { "hour", "h" },         { "hours", "h" },   { "hrs", "h" },    { "hertz", "Hz" },
            { "percent", "%" },   { "per minute", "/min" }, { "/beat", "per beat" }, { "LKFS", "LUFS" }, { "db", "dB" },    { "hz", "Hz" },
            { "HZ", "Hz" },       { "BPM", "bpm" },         { "\xCE\xA9", "ohms" },  { "Ohm", "ohms" },  { "watts", "W" },  { "volts", "V" },
        };
        for (const auto& [from, to] : longer)
            if (unit == from && std::find (known.begin(), known.end(), to) != known.end()) return std::string (to);
        return nearest (unit, known);
    }();
    return fail (Unreadable { "unit", quoted (unit) + " is not a unit of " + std::string (infoOf (wanted.front()).what),
                              meant.empty() ? whatsWanted (wanted) : "did you mean " + quoted (withUnit (digits, meant)) + "?" });
}

std::optional<double> parseTime (std::string_view text) noexcept
{
    text = trimmed (text);
    if (text.find (':') == std::string_view::npos)
    {
        std::size_t end = 0;
        while (end < text.size() && (isDigit (text[end]) || text[end] == '.')) ++end;
        const auto value = parseNumber (text.substr (0, end));
        const auto unit = trimmed (text.substr (end));
        if (! value) return std::nullopt;
        if (unit.empty() || unit == "s") return *value;
        if (unit == "m" || unit == "min") return *value * 60.0;
        if (unit == "h") return *value * 3600.0;
        return std::nullopt;
    }
    double seconds = 0.0;
    for (int part = 0;; ++part)
    {
        const auto colon = text.find (':');
        const auto piece = text.substr (0, colon);
        const bool last = colon == std::string_view::npos;
        if (part > 2 || piece.empty() || ! isDigit (piece.front())) return std::nullopt;
        if (part > 0 && (piece.size() < 2 || ! isDigit (piece[1]))) return std::nullopt; // 2:05, not 2:5
        const auto unpadded = part > 0 && piece.front() == '0' ? piece.substr (1) : piece;
        const auto value = parseNumber (unpadded);
        if (! value || (part > 0 && *value >= 60.0) || (! last && piece.find ('.') != std::string_view::npos)) return std::nullopt;
        seconds = seconds * 60.0 + *value;
        if (last) return part == 0 ? std::nullopt : std::optional<double> (seconds);
        text.remove_prefix (colon + 1);
    }
}

std::string clockText (double seconds)
{
    const auto s = static_cast<long long> (std::floor (std::max (0.0, seconds) + 0.5));
    return s >= 3600 ? fmt::format ("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60) : fmt::format ("{}:{:02}", s / 60, s % 60);
}

std::string toText (Quantity q)
{
    const auto digits = [] (double v) {
        if (std::abs (v) < 1e16 && std::floor (v) == v) return fmt::format ("{:.0f}", v == 0.0 ? 0.0 : v);
        return fmt::format ("{:.10g}", v);
    };
    const auto& info = infoOf (q.measure);
    switch (q.measure)
    {
        case Measure::clock:
        {
            const auto minutes = static_cast<int> (std::floor (q.value / 60.0));
            return fmt::format ("{}:{:02}", minutes / 60, minutes % 60);
        }
        case Measure::seconds:
        {
            const double v = std::abs (q.value);
            const auto whole = [v] (double unit) { return v >= unit && std::abs (v / unit - std::floor (v / unit + 0.5)) < 1e-9; };
            if (whole (3600.0) && v > 7200.0) return digits (q.value / 3600.0) + " h";
            if (whole (60.0)) return digits (q.value / 60.0) + " min";
            if (v > 0.0 && v < 0.1) return digits (q.value * 1000.0) + " ms";
            return digits (q.value) + " s";
        }
        case Measure::percent: return digits (q.value * 100.0) + "%";
        case Measure::perMinute: return digits (q.value) + "/min";
        case Measure::beats: return digits (q.value) + (q.value == 1.0 ? " beat" : " beats");
        case Measure::number: return digits (q.value);
        default: return digits (q.value) + " " + std::string (info.units.front().written);
    }
}
} // namespace lull::text

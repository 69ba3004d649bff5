#include "Files/Accelerometer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "Base/Math.h"

namespace lull::files
{
namespace
{
constexpr double gravity = 9.80665;
constexpr std::size_t fewest = 200, most = 4'000'000;
constexpr double edge = 0.6; // s at a tone's begin and end that are not looked at: the next one glides in

std::string lower (std::string_view s)
{
    std::string out;
    for (char c : s)
        if (c != '"' && c != '\r') out += c >= 'A' && c <= 'Z' ? static_cast<char> (c + 32) : c;
    const auto first = out.find_first_not_of (' '), last = out.find_last_not_of (' ');
    return first == std::string::npos ? "" : out.substr (first, last - first + 1);
}

std::vector<std::string_view> cells (std::string_view line, char separator)
{
    std::vector<std::string_view> out;
    for (std::size_t at = 0;;)
    {
        const auto end = std::min (line.find (separator, at), line.size());
        out.push_back (line.substr (at, end - at));
        if (end == line.size()) return out;
        at = end + 1;
    }
}

// "x", "acceleration x (m/s^2)", "accel_x", "gfx"
bool axis (std::string_view name, char which)
{
    const auto paren = name.find ('(');
    auto bare = name.substr (0, paren);
    while (! bare.empty() && bare.back() == ' ') bare.remove_suffix (1);
    if (bare.empty() || bare.back() != which) return false;
    return bare.size() == 1 || bare[bare.size() - 2] == ' ' || bare[bare.size() - 2] == '_' || bare == std::string ("gf") + which ||
           bare == std::string ("a") + which;
}

std::optional<double> number (std::string_view cell, bool comma)
{
    std::string s = lower (cell);
    if (comma) std::replace (s.begin(), s.end(), ',', '.');
    double x = 0.0;
    const char* begin = s.data() + (! s.empty() && s.front() == '+' ? 1 : 0);
    const auto [end, failed] = std::from_chars (begin, s.data() + s.size(), x);
    if (failed != std::errc() || end != s.data() + s.size() || ! std::isfinite (x)) return std::nullopt;
    return x;
}

struct Columns
{
    int time = -1;
    std::array<int, 3> axes { -1, -1, -1 };
    bool inG = false, inMs = false, inNs = false;
};

Columns columnsOf (const std::vector<std::string_view>& header)
{
    Columns c;
    for (int i = 0; i < static_cast<int> (header.size()); ++i)
    {
        const std::string name = lower (header[static_cast<std::size_t> (i)]);
        const bool elapsed = name.find ("elapsed") != std::string::npos;
        if (c.time < 0 || elapsed)
            if (name.find ("time") != std::string::npos || elapsed || name == "t" || name == "t (s)" || name.starts_with ("seconds"))
            {
                c.time = i;
                c.inMs = name.find ("ms") != std::string::npos;
            }
        for (std::size_t a = 0; a < 3; ++a)
            if (c.axes[a] < 0 && axis (name, static_cast<char> ('x' + a)))
            {
                c.axes[a] = i;
                c.inG = c.inG || name.find ("(g)") != std::string::npos || name.starts_with ("gf");
            }
    }
    return c;
}

// The rms of one frequency in [begin, end) seconds, over three axes, the mean taken off; by least squares, so that uneven times do no harm.
double levelAt (const Acceleration& a, double hertz, double begin, double end)
{
    const auto from = std::lower_bound (a.seconds.begin(), a.seconds.end(), begin) - a.seconds.begin();
    const auto to = std::lower_bound (a.seconds.begin(), a.seconds.end(), end) - a.seconds.begin();
    const auto n = static_cast<double> (to - from);
    if (n < 32.0) return 0.0;
    std::array<double, 3> mean {};
    for (auto i = from; i < to; ++i)
        for (std::size_t k = 0; k < 3; ++k) mean[k] += a.metres[static_cast<std::size_t> (i)][k] / n;
    double square = 0.0, cc = 0.0, ss = 0.0, cs = 0.0;
    std::array<double, 3> c {}, s {};
    for (auto i = from; i < to; ++i)
    {
        const double turn = 2.0 * math::pi * hertz * a.seconds[static_cast<std::size_t> (i)];
        const double co = math::cos (turn), si = math::sin (turn);
        cc += co * co, ss += si * si, cs += co * si;
        for (std::size_t k = 0; k < 3; ++k)
        {
            const double x = a.metres[static_cast<std::size_t> (i)][k] - mean[k];
            c[k] += x * co, s[k] += x * si;
        }
    }
    const double det = cc * ss - cs * cs;
    if (! (det > 1e-9 * n * n)) return 0.0;
    for (std::size_t k = 0; k < 3; ++k)
    {
        const double p = (c[k] * ss - s[k] * cs) / det, q = (s[k] * cc - c[k] * cs) / det;
        square += 0.5 * (p * p + q * q);
    }
    return std::sqrt (square);
}
} // namespace

Result<Acceleration> readAcceleration (std::string_view file, std::string_view text)
{
    const auto wrong = [&] (std::size_t line, std::string what) { return fail (fmt::format ("{}:{}: {}", file, line, what), Error::Kind::refused); };
    if (text.starts_with ("\xEF\xBB\xBF")) text.remove_prefix (3);
    Acceleration a;
    Columns columns;
    char separator = ',';
    bool comma = false;
    std::size_t line = 0;
    double first = 0.0;
    for (std::size_t at = 0; at < text.size();)
    {
        const auto end = std::min (text.find ('\n', at), text.size());
        auto words = text.substr (at, end - at);
        at = end + 1;
        ++line;
        while (! words.empty() && (words.back() == '\r' || words.back() == ' ')) words.remove_suffix (1);
        if (words.empty()) continue;
        if (columns.time < 0)
        {
            separator = words.find ('\t') != std::string_view::npos ? '\t' : words.find (';') != std::string_view::npos ? ';' : ',';
            comma = separator != ',';
            columns = columnsOf (cells (words, separator));
            if (columns.time < 0 || std::find (columns.axes.begin(), columns.axes.end(), -1) != columns.axes.end())
                return wrong (line, "the first line is to name a time and x, y and z, as in \"time,x,y,z\"");
            continue;
        }
        const auto row = cells (words, separator);
        const auto value = [&] (int column) {
            return column < static_cast<int> (row.size()) ? number (row[static_cast<std::size_t> (column)], comma) : std::nullopt;
        };
        const auto t = value (columns.time), x = value (columns.axes[0]), y = value (columns.axes[1]), z = value (columns.axes[2]);
        if (! t || ! x || ! y || ! z) return wrong (line, "a number is missing");
        // Since 1970, in ns or ms: nothing else is so large.
        if (a.seconds.empty())
        {
            first = *t;
            columns.inNs = *t > 1e15;
            columns.inMs = columns.inMs || (*t > 1e11 && ! columns.inNs);
        }
        const double s = (*t - first) * (columns.inNs ? 1e-9 : columns.inMs ? 1e-3 : 1.0);
        if (! a.seconds.empty() && s <= a.seconds.back())
        {
            if (s == a.seconds.back()) continue; // said twice
            return wrong (line, "time runs back");
        }
        const double unit = columns.inG ? gravity : 1.0;
        a.seconds.push_back (s);
        a.metres.push_back ({ *x * unit, *y * unit, *z * unit });
        if (a.seconds.size() > most) return wrong (line, fmt::format ("more than {} samples", most));
    }
    if (a.seconds.size() < fewest) return wrong (std::max<std::size_t> (1, line), fmt::format ("{} samples are too few to say anything", a.seconds.size()));
    std::vector<double> steps;
    for (std::size_t i = 1; i < a.seconds.size(); ++i) steps.push_back (a.seconds[i] - a.seconds[i - 1]);
    const double mean = a.seconds.back() / static_cast<double> (steps.size());
    auto sorted = steps;
    std::nth_element (sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t> (sorted.size() / 2), sorted.end());
    const double median = sorted[sorted.size() / 2];
    const auto late = std::count_if (steps.begin(), steps.end(), [&] (double s) { return s > 1.5 * median; });
    if (static_cast<double> (late) > 0.05 * static_cast<double> (steps.size()))
        return wrong (line, fmt::format ("its rate is not steady: {} of {} samples came late; record again with other programs closed", late, steps.size()));
    a.rate = 1.0 / mean;
    return a;
}

Result<std::vector<ToneSeen>> tonesIn (const Acceleration& a, const std::vector<double>& hertz, double each)
{
    std::vector<double> seen;
    for (const double f : hertz)
        if (f <= claimed * a.rate) seen.push_back (f);
    if (seen.empty()) return fail (fmt::format ("at {:.0f} samples a second nothing can be said of these tones", a.rate), Error::Kind::refused);
    // Where do they fit? The share of each tone's own time in what is there of its frequency, in logarithms, so that the loudest does not decide alone.
    const double span = each * static_cast<double> (hertz.size()), room = a.seconds.back() - span + each;
    double best = -1e300, start = 0.0;
    std::vector<double> whole;
    for (const double f : seen) whole.push_back (levelAt (a, f, 0.0, a.seconds.back() + 1.0) + 1e-9);
    for (double t = -0.5 * each; t <= std::max (0.0, room); t += 0.25)
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < seen.size(); ++i)
        {
            const double at = t + each * static_cast<double> (std::find (hertz.begin(), hertz.end(), seen[i]) - hertz.begin());
            sum += math::log (levelAt (a, seen[i], at + edge, at + each - edge) + 1e-4 * whole[i] + 1e-7);
        }
        if (sum > best) best = sum, start = t;
    }
    std::vector<ToneSeen> out;
    int clear = 0;
    for (const double f : seen)
    {
        const double at = start + each * static_cast<double> (std::find (hertz.begin(), hertz.end(), f) - hertz.begin());
        const double level = levelAt (a, f, at + edge, at + each - edge);
        // Beside it, where nothing is played: what is always there.
        const double beside = std::max (levelAt (a, f * 1.06, at + edge, at + each - edge), levelAt (a, f * 0.94, at + edge, at + each - edge));
        if (level > 3.0 * beside) ++clear;
        out.push_back ({ f, level });
    }
    if (clear < 2)
        return fail ("the tones cannot be told from what else was shaking: make them stronger, and lay the telephone flat on the seat", Error::Kind::refused);
    return out;
}

std::optional<Resonance> resonanceOf (const std::vector<ToneSeen>& tones)
{
    if (tones.size() < 3) return std::nullopt;
    const auto top = std::max_element (tones.begin(), tones.end(), [] (const auto& a, const auto& b) { return a.level < b.level; });
    Resonance r;
    r.hertz = top->hertz;
    const double half = top->level / std::sqrt (2.0);
    std::optional<double> below, above;
    for (auto i = top; i != tones.begin(); --i)
        if ((i - 1)->level <= half)
        {
            const double share = (i->level - half) / std::max (1e-12, i->level - (i - 1)->level);
            below = i->hertz - share * (i->hertz - (i - 1)->hertz);
            break;
        }
    for (auto i = top; i + 1 != tones.end(); ++i)
        if ((i + 1)->level <= half)
        {
            const double share = (i->level - half) / std::max (1e-12, i->level - (i + 1)->level);
            above = i->hertz + share * ((i + 1)->hertz - i->hertz);
            break;
        }
    if (below && above && *above > *below) r.q = r.hertz / (*above - *below);
    return r;
}
} // namespace lull::files

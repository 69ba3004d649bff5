#include "Text/Ramp.h"

#include <algorithm>
#include <cassert>

#include "Text/Measures.h"
#include "Text/Utf8.h"

namespace lull::text
{
namespace
{
constexpr std::string_view arrow = "->";

std::string_view trimmed (std::string_view s)
{
    while (! s.empty() && s.front() == ' ') s.remove_prefix (1);
    while (! s.empty() && s.back() == ' ') s.remove_suffix (1);
    return s;
}

std::vector<Measure> measuresOf (const Field& field)
{
    std::vector<Measure> all;
    for (const auto& r : field.ranges) all.push_back (r.measure);
    return all;
}

// The part of a scalar's span that `piece` (a view into node.scalar) stands in; the whole span where escapes make that uncertain.
ByteSpan spanOf (const Reading& reading, const Node& node, std::string_view piece)
{
    const auto offset = static_cast<std::size_t> (piece.data() - node.scalar.data());
    const std::size_t quote = node.quoted ? 1 : 0;
    const ByteSpan part { node.span.begin + quote + offset, node.span.begin + quote + offset + piece.size() };
    const bool certain = part.end <= reading.text.size() && reading.text.substr (part.begin, piece.size()) == piece;
    return certain ? part : node.span;
}

// Where the time of a point ends: after "end", or after a number and its unit; after the number alone where a second one follows.
std::size_t pointSplit (std::string_view s)
{
    if (s.starts_with ("end ")) return 3;
    auto split = std::min (s.find_first_not_of ("0123456789.+-,eE"), s.size());
    const auto number = split;
    while (split < s.size() && s[split] == ' ') ++split;
    const auto digit = split + (split < s.size() && s[split] == '-' ? 1 : 0);
    if (digit < s.size() && s[digit] >= '0' && s[digit] <= '9') return number;
    while (split < s.size() && s[split] != ' ') ++split;
    return split;
}

bool alike (Reading& reading, ByteSpan span, std::string_view a, Measure x, std::string_view b, Measure y)
{
    if (x == y) return true;
    reading.error (span, "unlike", quoted (a) + " and " + quoted (b) + " are unlike", "write both as " + std::string (infoOf (x).what).substr (2));
    return false;
}
} // namespace

bool hasArrow (std::string_view s) noexcept { return s.find (arrow) != std::string_view::npos; }

bool fillsItsQuotes (Reading& reading, const Node& node)
{
    const auto alone = trimmed (node.scalar);
    if (alone.empty() || alone.size() == node.scalar.size()) return true;
    reading.error (node.span, "blank", quoted (node.scalar) + " has a blank inside its quotes", "write " + quoted (alone));
    return false;
}

std::optional<Quantity> readQuantity (Reading& reading, std::string_view text, ByteSpan span, const Field& field)
{
    const auto q = parseQuantity (text, measuresOf (field));
    if (! q)
    {
        auto fix = q.error().fix;
        if (field.ranges.size() == 1 && ! (field.ranges.front().least < field.ranges.front().greatest)) fix = "write " + exampleOf (field);
        if (! field.words.empty())
        {
            const auto word = nearest (text, field.words);
            if (! word.empty()) fix = "did you mean " + quoted (word) + "?";
            else if (q.error().code == "quantity") fix = "write " + unitsOf (field);
        }
        reading.error (span, q.error().code, q.error().message, std::move (fix));
        return std::nullopt;
    }
    for (const auto& r : field.ranges)
    {
        if (r.measure != q->measure) continue;
        const bool within = q->value >= r.least && q->value <= r.greatest, one = ! (r.least < r.greatest);
        if (within && (! one || r.measure != Measure::number || text == toText (*q))) return *q; // version 1 is not written 1.0
        if (one)
        {
            reading.error (span, "range", quoted (field.key) + " is " + exampleOf (field) + ", not " + std::string (text), {});
            return std::nullopt;
        }
        const auto least = toText (Quantity { r.least, r.measure }), greatest = toText (Quantity { r.greatest, r.measure });
        const bool more = q->value > r.greatest;
        reading.error (span, "range", std::string (text) + " is " + (more ? "more than " + greatest : "less than " + least),
                       quoted (field.key) + " goes from " + least + " to " + greatest);
        return std::nullopt;
    }
    return *q;
}

std::optional<Ramp> readArrow (Reading& reading, const Node& node, const Field& field)
{
    const std::string_view all = node.scalar;
    const auto at = all.find (arrow);
    if (at == std::string_view::npos)
    {
        if (const auto split = pointSplit (all); split < all.size() &&
                                                 (all.starts_with ("end ") || parseQuantity (trimmed (all.substr (0, split)), { Measure::seconds })) &&
                                                 ! parseQuantity (all, measuresOf (field)))
        {
            reading.error (node.span, "ramp", quoted (all) + " is a point without its list", "write [ " + node.scalar + " ]");
            return std::nullopt;
        }
        const auto q = readQuantity (reading, all, node.span, field);
        return q ? std::optional (Ramp::constant (q->value, q->measure)) : std::nullopt;
    }
    const auto from = trimmed (all.substr (0, at));
    auto to = trimmed (all.substr (at + arrow.size()));
    if (hasArrow (to))
    {
        reading.error (node.span, "ramp", "one \"->\" is all that a value takes", "write points: [ 0 s 15%, 2 min 35%, end 20% ]");
        return std::nullopt;
    }
    if (from.empty() || to.empty())
    {
        reading.error (node.span, "ramp", std::string ("a value is missing ") + (from.empty() ? "before" : "after") + " \"->\"", "write \"from -> to\"");
        return std::nullopt;
    }

    Shape shape = Shape::linear;
    if (const auto blank = to.rfind (' '); blank != std::string_view::npos)
    {
        const auto word = to.substr (blank + 1);
        static const std::vector<std::string> shapes { "smooth", "exp", "linear" };
        const bool known = std::find (shapes.begin(), shapes.end(), word) != shapes.end();
        std::vector<std::string> units { "per beat", "beat" };
        for (const auto& r : field.ranges)
            for (const auto& u : infoOf (r.measure).units) units.emplace_back (u.written);
        const bool unit = std::find (units.begin(), units.end(), word) != units.end();
        if (known) shape = word == "smooth" ? Shape::smooth : word == "exp" ? Shape::exp : Shape::linear;
        else if (const auto meant = nearest (word, shapes); ! unit && ! meant.empty())
        {
            reading.error (spanOf (reading, node, word), "ramp", quoted (word) + " is not a way to go from one value to another",
                           "did you mean " + quoted (meant) + "?");
            return std::nullopt;
        }
        if (known) to = trimmed (to.substr (0, blank));
    }
    const auto a = readQuantity (reading, from, spanOf (reading, node, from), field);
    const auto b = readQuantity (reading, to, spanOf (reading, node, to), field);
    if (! a || ! b || ! alike (reading, node.span, from, a->measure, to, b->measure)) return std::nullopt;
    if (shape == Shape::exp && ! (a->value > 0.0 && b->value > 0.0))
    {
        reading.error (node.span, "ramp", "\"exp\" goes between values above zero only", "leave it out, or write \"smooth\"");
        return std::nullopt;
    }
    return Ramp { a->measure, shape, { { 0.0, false, a->value }, { 0.0, true, b->value } } };
}

std::optional<Ramp> readPoints (Reading& reading, const Node& node, const Field& field)
{
    static const Field time { .key = "time", .ranges = { { Measure::seconds, 0.0, 5400.0 } } };
    Ramp ramp;
    std::string_view first;
    bool well = ! node.items.empty();
    if (! well) reading.error (node.span, "ramp", "this list of points is empty", "write [ 0 s " + exampleOf (field) + ", end " + exampleOf (field) + " ]");
    for (const auto& item : node.items)
    {
        if (reading.full()) return std::nullopt;
        const auto wrong = [&] (std::string message, std::string fix) {
            reading.error (item.span, "ramp", std::move (message), std::move (fix));
            well = false;
        };
        const std::string_view all = item.scalar;
        if (item.missing)
        {
            well = false;
            continue;
        }
        if (item.kind != Node::Kind::scalar)
        {
            wrong ("a point is a time and a value", "write 2 min " + exampleOf (field));
            continue;
        }
        if (! fillsItsQuotes (reading, item))
        {
            well = false;
            continue;
        }
        const bool end = all.starts_with ("end ");
        const std::size_t split = pointSplit (all);
        if (split >= all.size() || trimmed (all.substr (split)).empty())
        {
            wrong (quoted (all) + " is not a time and a value", "write 2 min " + exampleOf (field));
            continue;
        }
        const auto when = trimmed (all.substr (0, split)), value = trimmed (all.substr (split));
        Ramp::Point point { 0.0, end, 0.0 };
        if (! end)
        {
            const auto t = readQuantity (reading, when, spanOf (reading, item, when), time);
            if (t) point.seconds = t->value;
            well = well && t.has_value();
        }
        if (hasArrow (value))
        {
            wrong ("a point has one value", "write 2 min " + exampleOf (field));
            continue;
        }
        const auto q = readQuantity (reading, value, spanOf (reading, item, value), field);
        well = well && q.has_value();
        if (! well || ! q) continue;
        if (! ramp.points.empty())
        {
            const auto& last = ramp.points.back();
            if (last.end)
            {
                wrong ("a point stands after the one at the end", "put \"end\" last");
                continue;
            }
            if (! end && point.seconds <= last.seconds)
            {
                wrong (std::string (when) + " is not after the point before it", "put points in the order of their times");
                continue;
            }
            if (! alike (reading, item.span, first, ramp.measure, value, q->measure))
            {
                well = false;
                continue;
            }
        }
        else
        {
            ramp.measure = q->measure;
            first = value;
        }
        point.value = q->value;
        ramp.points.push_back (point);
    }
    return well ? std::optional (std::move (ramp)) : std::nullopt;
}

Curve Ramp::over (double start, double length) const
{
    std::vector<Curve::Knot> knots;
    for (const auto& p : points) knots.push_back ({ start + (p.end ? length : std::min (p.seconds, length)), p.value, shape });
    return Curve (std::move (knots));
}

double Ramp::least() const noexcept
{
    return std::min_element (points.begin(), points.end(), [] (const Point& a, const Point& b) { return a.value < b.value; })->value;
}

double Ramp::greatest() const noexcept
{
    return std::max_element (points.begin(), points.end(), [] (const Point& a, const Point& b) { return a.value < b.value; })->value;
}
} // namespace lull::text

#include "Text/Fields.h"

#include <algorithm>
#include <cassert>

#include "Text/Measures.h"
#include "Text/Ramp.h"
#include "Text/Utf8.h"

namespace lull::text
{
namespace
{
std::string_view kindName (Node::Kind k) { return k == Node::Kind::scalar ? "a single value" : k == Node::Kind::map ? "a map" : "a list"; }

std::string trimmedText (std::string s)
{
    const auto blank = [] (char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
    while (! s.empty() && blank (s.back())) s.pop_back();
    s.erase (s.begin(), std::find_if_not (s.begin(), s.end(), blank));
    return s;
}

std::string suggestion (std::string_view word, const std::vector<std::string>& known)
{
    const auto meant = nearest (word, known);
    if (! meant.empty()) return "did you mean " + quoted (meant) + "?";
    return known.size() > 20 ? std::string() : "it is one of " + listed (known);
}

// A text of at most `field.longest` code points, in one line unless the field has several.
std::optional<std::string> readText (Reading& reading, const Node& node, const Field& field)
{
    auto words = trimmedText (node.scalar);
    if (words.empty())
    {
        reading.error (node.span, "empty", "a text of " + quoted (field.key) + " is empty", "write some words, or leave the key out");
        return std::nullopt;
    }
    if (const auto length = countCodePoints (words); length > field.longest)
    {
        reading.error (node.span, "too-long", "a text of " + quoted (field.key) + " is " + std::to_string (length) + " characters long",
                       "at most " + std::to_string (field.longest) + " are shown");
        return std::nullopt;
    }
    if (! field.lines && words.find ('\n') != std::string::npos)
    {
        reading.error (node.span, "lines", "a text of " + quoted (field.key) + " has more than one line", "write it in one");
        return std::nullopt;
    }
    return words;
}

std::optional<Value> readPoint (Reading& reading, const Node& node, const Field& field)
{
    const auto range = [&] (std::size_t i) {
        return field.ranges.empty() ? Range { Measure::centimetres, -80.0, 80.0 } : field.ranges[std::min (i, field.ranges.size() - 1)];
    };
    const FieldTable table {
        { .key = "x", .kind = Field::Kind::quantity, .ranges = { range (0) }, .required = true },
        { .key = "y", .kind = Field::Kind::quantity, .ranges = { range (1) }, .required = true },
    };
    const auto before = reading.found.size();
    const auto values = readValues (reading, node, table, node.span, "a point");
    if (reading.found.size() != before) return std::nullopt;
    return Value { Point { values.number ("x"), values.number ("y") }, {}, {}, true };
}

std::optional<std::vector<Point>> readWay (Reading& reading, const Node& node, const Field& field)
{
    if (node.items.size() < field.least || node.items.size() > field.most)
    {
        reading.error (node.span, "points", quoted (field.key) + " has " + std::to_string (node.items.size()) + (node.items.size() == 1 ? " point" : " points"),
                       "it takes " + std::to_string (field.least) + " to " + std::to_string (field.most));
        return std::nullopt;
    }
    std::vector<Point> all;
    for (const auto& item : node.items)
    {
        if (item.missing) return std::nullopt;
        if (item.kind != Node::Kind::map)
        {
            reading.error (item.span, "kind", "each entry of " + quoted (field.key) + " is a point", "write { x: 8 cm, y: 44 cm }");
            return std::nullopt;
        }
        const auto point = readPoint (reading, item, field);
        if (! point) return std::nullopt;
        all.push_back (std::get<Point> (point->is));
    }
    return all;
}

std::optional<Value> readScalar (Reading& reading, const Node& node, const Field& field)
{
    const auto one = [] (auto is) { return Value { std::move (is), {}, {}, true }; };
    const auto isOneOf = [&] { return std::find (field.words.begin(), field.words.end(), node.scalar) != field.words.end(); };
    const bool measured = field.kind == Field::Kind::number || field.kind == Field::Kind::quantity || field.kind == Field::Kind::ramp;
    if (measured && ! fillsItsQuotes (reading, node)) return std::nullopt;
    switch (field.kind)
    {
        case Field::Kind::number:
        case Field::Kind::quantity:
            if (isOneOf()) return one (node.scalar);
            if (hasArrow (node.scalar))
            {
                reading.error (node.span, "no-ramp", quoted (field.key) + " does not change within a phase", "write one value");
                return std::nullopt;
            }
            if (const auto q = readQuantity (reading, node.scalar, node.span, field)) return one (*q);
            return std::nullopt;
        case Field::Kind::ramp:
            if (isOneOf()) return one (node.scalar);
            if (auto r = readArrow (reading, node, field)) return one (std::move (*r));
            return std::nullopt;
        case Field::Kind::word:
        case Field::Kind::place:
            if (isOneOf()) return one (node.scalar);
            if (field.kind == Field::Kind::place)
            {
                std::vector<std::string> bare; // each is also known with a side before it
                for (const auto& w : field.words)
                    if (! w.starts_with ("left ") && ! w.starts_with ("right ")) bare.push_back (w);
                const auto meant = nearest (node.scalar, field.words);
                reading.error (node.span, "place", quoted (node.scalar) + " is not a place",
                               meant.empty() ? suggestion (node.scalar, bare) : "did you mean " + quoted (meant) + "?");
            }
            else reading.error (node.span, "word", quoted (field.key) + " cannot be " + quoted (node.scalar), suggestion (node.scalar, field.words));
            return std::nullopt;
        case Field::Kind::flag:
            if (node.scalar == "yes" || node.scalar == "no") return one (node.scalar == "yes");
            reading.error (node.span, "flag", quoted (field.key) + " is yes or no, not " + quoted (node.scalar),
                           node.scalar == "true" || node.scalar == "on"     ? "write yes"
                           : node.scalar == "false" || node.scalar == "off" ? "write no"
                                                                            : std::string());
            return std::nullopt;
        case Field::Kind::text:
            if (auto words = readText (reading, node, field)) return one (std::move (*words));
            return std::nullopt;
        default: return std::nullopt;
    }
}

bool takes (const Field& field, Node::Kind kind)
{
    switch (field.kind)
    {
        case Field::Kind::texts:
        case Field::Kind::points:
        case Field::Kind::list: return kind == Node::Kind::sequence;
        case Field::Kind::map: return kind == Node::Kind::map;
        case Field::Kind::ramp: return kind != Node::Kind::map;
        case Field::Kind::place: return kind != Node::Kind::sequence;
        default: return kind == Node::Kind::scalar;
    }
}

std::vector<std::string> keysOf (const FieldTable& table, std::initializer_list<std::string_view> more)
{
    std::vector<std::string> keys;
    for (const auto& f : table) keys.push_back (f.key);
    for (auto k : more) keys.emplace_back (k);
    return keys;
}
} // namespace

void Reading::error (ByteSpan span, std::string code, std::string message, std::string fix)
{
    if (! full()) found.push_back (at (file, text, span, Severity::error, std::move (code), std::move (message), std::move (fix)));
}

void Reading::warn (ByteSpan span, std::string code, std::string message, std::string fix)
{
    if (found.size() < mostDiagnostics / 2) found.push_back (at (file, text, span, Severity::warning, std::move (code), std::move (message), std::move (fix)));
}

std::optional<Value> readValue (Reading& reading, const Node& node, const Field& field)
{
    if (node.missing) return std::nullopt;
    if (! takes (field, node.kind))
    {
        std::string fix = "write " + field.key + ": ";
        if (field.kind == Field::Kind::map || field.kind == Field::Kind::list) fix.clear();
        else if (field.kind == Field::Kind::texts && node.kind == Node::Kind::scalar && node.span.end - node.span.begin < 40)
            fix += "[ " + std::string (reading.text.substr (node.span.begin, node.span.end - node.span.begin)) + " ]";
        else fix += exampleOf (field);
        const bool list = field.kind == Field::Kind::list || field.kind == Field::Kind::texts || field.kind == Field::Kind::points;
        reading.error (node.span, "kind",
                       quoted (field.key) + " is " +
                           (list                             ? "a list"
                            : field.kind == Field::Kind::map ? "a map"
                                                             : "a single value") +
                           ", not " + std::string (kindName (node.kind)),
                       std::move (fix));
        return std::nullopt;
    }

    std::optional<Value> value;
    if (field.kind == Field::Kind::map || field.kind == Field::Kind::list) value = Value { &node, {}, {}, true };
    else if (field.kind == Field::Kind::texts)
    {
        std::vector<std::string> all;
        bool well = node.items.size() <= field.most;
        if (! well)
            reading.error (node.items[field.most].span, "too-many", "there are " + std::to_string (node.items.size()) + " entries of " + quoted (field.key),
                           "at most " + std::to_string (field.most));
        for (std::size_t i = 0; i < std::min (node.items.size(), field.most); ++i)
        {
            const auto& item = node.items[i];
            if (item.missing) well = false;
            else if (item.kind != Node::Kind::scalar)
            {
                reading.error (item.span, "kind", "each entry of " + quoted (field.key) + " is a text", "put it in quotes");
                well = false;
            }
            else if (auto words = readText (reading, item, field)) all.push_back (std::move (*words));
            else well = false;
        }
        if (well) value = Value { std::move (all), {}, {}, true };
    }
    else if (field.kind == Field::Kind::points)
    {
        if (auto p = readWay (reading, node, field)) value = Value { std::move (*p), {}, {}, true };
    }
    else if (node.kind == Node::Kind::sequence)
    {
        if (auto r = readPoints (reading, node, field)) value = Value { std::move (*r), {}, {}, true };
    }
    else value = node.kind == Node::Kind::map ? readPoint (reading, node, field) : readScalar (reading, node, field);
    if (value) value->span = node.span;
    return value;
}

Values readValues (Reading& reading, const Node& map, const FieldTable& table, ByteSpan owner, std::string_view what, bool partial,
                   std::initializer_list<std::string_view> elsewhere)
{
    assert (map.kind == Node::Kind::map);
    Values values = partial ? Values() : defaults (table);
    for (const auto& entry : map.entries)
    {
        if (reading.full()) break;
        const auto field = std::find_if (table.begin(), table.end(), [&] (const Field& f) { return f.key == entry.key; });
        if (field == table.end())
        {
            if (std::find (elsewhere.begin(), elsewhere.end(), entry.key) != elsewhere.end()) continue;
            const auto keys = keysOf (table, elsewhere);
            const auto meant = nearest (entry.key, keys);
            reading.error (entry.keySpan, "unknown-key", quoted (entry.key) + " is not a key of " + std::string (what),
                           ! meant.empty()    ? "did you mean " + quoted (meant) + "?"
                           : keys.size() > 20 ? std::string()
                           : keys.empty()     ? "it has none"
                                              : "its keys are " + listed (keys, "and"));
            continue;
        }
        if (auto value = readValue (reading, entry.value, *field))
        {
            value->keySpan = entry.keySpan;
            values.set (entry.key, std::move (*value));
        }
    }
    if (! partial)
        for (const auto& field : table)
            if (field.required && map.find (field.key) == nullptr)
                reading.error (owner, "missing-key", std::string (what) + " needs " + quoted (field.key),
                               field.kind == Field::Kind::map || field.kind == Field::Kind::list ? std::string()
                                                                                                 : "write " + field.key + ": " + exampleOf (field));
    return values;
}

Values defaults (const FieldTable& table)
{
    Values values;
    for (const auto& field : table)
    {
        if (field.fallback.empty()) continue;
        Diagnostics found;
        Reading reading { {}, {}, found };
        Node node;
        node.scalar = field.fallback;
        auto value = readValue (reading, node, field);
        assert (value && "a fallback that its own field refuses");
        if (! value) continue;
        value->given = false;
        value->span = {};
        values.set (field.key, std::move (*value));
    }
    return values;
}
} // namespace lull::text

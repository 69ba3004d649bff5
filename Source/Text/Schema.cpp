#include "Text/Schema.h"

#include <algorithm>

#include "Text/Measures.h"

namespace lull::text
{
std::string quote (std::string_view s)
{
    std::string out = "\"";
    for (char c : s)
    {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string object (const Members& members)
{
    std::string out = "{";
    for (const auto& [key, value] : members) out.append (out.size() > 1 ? "," : "").append (quote (key)).append (":").append (value);
    return out + "}";
}

std::string array (const std::vector<std::string>& items)
{
    std::string out = "[";
    for (const auto& i : items) out.append (out.size() > 1 ? "," : "").append (i);
    return out + "]";
}

// Objects over several lines, lists in one.
std::string laidOut (std::string_view json)
{
    std::string out, open;
    bool inText = false;
    const auto line = [&] { out.append ("\n").append (2 * static_cast<std::size_t> (std::count (open.begin(), open.end(), '{')), ' '); };
    for (std::size_t i = 0; i < json.size(); ++i)
    {
        const char c = json[i];
        if (inText)
        {
            out += c;
            if (c == '\\') out += json[++i];
            else if (c == '"') inText = false;
            continue;
        }
        if (c == '"') inText = true;
        if ((c == '{' && json[i + 1] == '}') || (c == '[' && json[i + 1] == ']'))
        {
            out.append (json.substr (i++, 2));
            continue;
        }
        if (c == '}' || c == ']')
        {
            open.pop_back();
            if (c == '}') line();
            else out += ' ';
        }
        out += c;
        if (c == ':') out += ' ';
        if (c == '{' || c == '[') open += c;
        if (c == '{' || (c == ',' && open.back() == '{')) line();
        else if (c == '[' || c == ',') out += ' ';
    }
    return out + "\n";
}

std::string inTurn (const std::vector<std::string>& patterns)
{
    std::string out;
    for (const auto& p : patterns) out.append (out.empty() ? "" : "|").append (p);
    return patterns.size() == 1 ? out : "(" + out + ")";
}

std::string quantityPattern (const Field& field)
{
    std::vector<std::string> all;
    for (const auto& r : field.ranges) all.push_back (patternOf (r.measure));
    return inTurn (all);
}

bool takesBareNumbers (const Field& field)
{
    return std::any_of (field.ranges.begin(), field.ranges.end(), [] (const Range& r) { return r.measure == Measure::number; });
}

std::string scalarType (const Field& field) { return takesBareNumbers (field) ? array ({ quote ("string"), quote ("number") }) : quote ("string"); }

std::string matching (const Field& field, std::string pattern)
{
    std::vector<std::string> all { std::move (pattern) };
    all.insert (all.end(), field.words.begin(), field.words.end());
    return object ({ { "type", scalarType (field) }, { "pattern", quote ("^" + inTurn (all) + "$") } });
}

// Whatever a person may write as a text; 7 and yes are texts too.
std::string textSchema() { return object ({ { "type", array ({ quote ("string"), quote ("number"), quote ("boolean") }) }, { "minLength", "1" } }); }

std::string listOf (const std::string& each, std::size_t least, std::size_t most)
{
    return object ({ { "type", quote ("array") }, { "minItems", std::to_string (least) }, { "maxItems", std::to_string (most) }, { "items", each } });
}

std::string enumOf (const std::vector<std::string>& words)
{
    std::vector<std::string> all;
    for (const auto& w : words) all.push_back (quote (w));
    return object ({ { "enum", array (all) } });
}

std::string pointSchema()
{
    const auto cm = object ({ { "type", quote ("string") }, { "pattern", quote ("^" + patternOf (Measure::centimetres) + "$") } });
    return object ({ { "type", quote ("object") },
                     { "required", array ({ quote ("x"), quote ("y") }) },
                     { "properties", object ({ { "x", cm }, { "y", cm } }) },
                     { "additionalProperties", "false" } });
}

std::string schemaOf (const Field& field)
{
    const auto q = quantityPattern (field);
    switch (field.kind)
    {
        case Field::Kind::number:
        case Field::Kind::quantity: return matching (field, q);
        case Field::Kind::ramp:
        {
            const auto points = "(end|" + patternOf (Measure::seconds) + ") +" + q;
            return object (
                { { "anyOf", array ({ matching (field, q + "( *-> *" + q + "( +(smooth|exp|linear))?)?"),
                                      object ({ { "type", quote ("array") },
                                                { "minItems", "1" },
                                                { "items", object ({ { "type", quote ("string") }, { "pattern", quote ("^" + points + "$") } }) } }) }) } });
        }
        case Field::Kind::word: return enumOf (field.words);
        case Field::Kind::flag: return enumOf ({ "yes", "no" });
        case Field::Kind::text: return textSchema();
        case Field::Kind::texts: return listOf (textSchema(), 0, field.most);
        case Field::Kind::place: return object ({ { "anyOf", array ({ enumOf (field.words), pointSchema() }) } });
        case Field::Kind::points: return listOf (pointSchema(), field.least, field.most);
        case Field::Kind::map: return object ({ { "type", quote ("object") } });
        case Field::Kind::list: return object ({ { "type", quote ("array") } });
    }
    return "true";
}

// "20 bpm to 200 bpm", or nothing where that says nothing.
std::string rangeOf (const Field& field)
{
    std::vector<std::string> all;
    if (field.kind != Field::Kind::place && field.kind != Field::Kind::points)
        for (const auto& r : field.ranges)
            if (r.least < r.greatest && r.measure != Measure::clock && r.greatest < 1e9)
                all.push_back (toText (Quantity { r.least, r.measure }) + " to " + toText (Quantity { r.greatest, r.measure }));
    return listed (all);
}

// "The tempo. 20 bpm to 200 bpm. Without it: 60 bpm."
std::string described (const Field& field)
{
    std::string out = field.about;
    if (const auto range = rangeOf (field); ! range.empty()) out.append (" ").append (range).append (".");
    if (! field.fallback.empty()) out.append (" Without it: ").append (field.fallback).append (".");
    return out;
}

// A map with these fields; `special` replaces the schema of some.
std::string mapSchema (const FieldTable& table, const Members& special, const std::vector<std::string_view>& reserved)
{
    Members properties;
    std::vector<std::string> required;
    for (const auto& field : table)
    {
        const auto own = std::find_if (special.begin(), special.end(), [&] (const auto& s) { return s.first == field.key; });
        auto schema = own == special.end() ? schemaOf (field) : own->second;
        if (schema.front() == '{') schema = "{\"description\":" + quote (described (field)) + (schema == "{}" ? "" : ",") + schema.substr (1);
        properties.emplace_back (field.key, std::move (schema));
        if (field.required) required.push_back (quote (field.key));
    }
    for (auto key : reserved) properties.emplace_back (key, "true");
    return object (
        { { "type", quote ("object") }, { "properties", object (properties) }, { "required", array (required) }, { "additionalProperties", "false" } });
}

std::string mapOf (const std::string& each, std::size_t most)
{
    return object ({ { "type", quote ("object") }, { "maxProperties", std::to_string (most) }, { "additionalProperties", each } });
}

// One row of the reference for each field.
std::string rowsOf (const FieldTable& table)
{
    std::string out = "| key | takes | without it | |\n|---|---|---|---|\n";
    for (const auto& field : table)
    {
        std::string takes = unitsOf (field);
        if (const auto range = rangeOf (field); ! range.empty()) takes.append (", ").append (range);
        switch (field.kind)
        {
            case Field::Kind::flag: takes = "yes or no"; break;
            case Field::Kind::text: takes = field.lines ? "a text" : "a text in one line"; break;
            case Field::Kind::texts: takes = "a list of texts"; break;
            case Field::Kind::points: takes = "a list of points ({ x: 8 cm, y: 44 cm })"; break;
            case Field::Kind::map: takes = "a map"; break;
            case Field::Kind::list: takes = "a list"; break;
            case Field::Kind::ramp: takes += ", or a change from one to another"; break;
            default: break;
        }
        out += "| `" + field.key + "` | " + takes + " | " +
               (field.required           ? "*needed*"
                : field.fallback.empty() ? ""
                                         : "`" + field.fallback + "`") +
               " | " + field.about + " |\n";
    }
    return out;
}
} // namespace lull::text

#include "Text/Measures.h"

namespace lull::text
{
const std::vector<MeasureInfo>& allMeasures() noexcept
{
    static const std::vector<MeasureInfo> all {
        { Measure::number, "a number", "7", { { "", 1.0 } } },
        { Measure::percent, "a share", "15%", { { "%", 0.01 } } },
        { Measure::seconds, "a time", "3 min", { { "s", 1.0 }, { "min", 60.0 }, { "h", 3600.0 }, { "ms", 0.001 } } },
        { Measure::hertz, "a frequency", "60 Hz", { { "Hz", 1.0 }, { "kHz", 1000.0 } } },
        { Measure::bpm, "a tempo", "66 bpm", { { "bpm", 1.0 } } },
        { Measure::perMinute, "a rate per minute", "6/min", { { "/min", 1.0 } } },
        { Measure::lufs, "a loudness", "-32 LUFS", { { "LUFS", 1.0 } } },
        { Measure::decibels, "a level", "-6 dB", { { "dB", 1.0 } } },
        { Measure::centimetres, "a length", "8 cm", { { "cm", 1.0 }, { "mm", 0.1 } } },
        { Measure::centimetresPerSecond, "a speed", "3 cm/s", { { "cm/s", 1.0 } } },
        { Measure::beats, "a number of beats", "8 beats", { { "beats", 1.0 }, { "beat", 1.0 } } },
        { Measure::perBeat, "a rate per beat", "4 per beat", { { "per beat", 1.0 } } },
        { Measure::ohms, "a resistance", "4 ohms", { { "ohms", 1.0 }, { "ohm", 1.0 } } },
        { Measure::watts, "a power", "25 W", { { "W", 1.0 } } },
        { Measure::volts, "a voltage", "12 V", { { "V", 1.0 } } },
        { Measure::clock, "a time of day", "7:00", {} },
    };
    return all;
}

const MeasureInfo& infoOf (Measure m) noexcept { return allMeasures()[static_cast<std::size_t> (m)]; }

std::string patternOf (Measure m)
{
    if (m == Measure::clock) return "([01]?[0-9]|2[0-3]):[0-5][0-9]";
    std::string units;
    for (const auto& u : infoOf (m).units)
        if (! u.written.empty()) units.append (units.empty() ? "" : "|").append (u.written);
    std::string pattern = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?";
    if (! units.empty()) pattern += " *(" + units + ")";
    if (m == Measure::hertz) pattern = "(" + pattern + "|[A-G][#b]?[2-7])";
    return pattern;
}

std::string exampleOf (const Field& field)
{
    if (! field.fallback.empty()) return field.fallback;
    switch (field.kind)
    {
        case Field::Kind::flag: return "yes";
        case Field::Kind::text: return "some words";
        case Field::Kind::texts: return "[ a, b ]";
        case Field::Kind::points: return "[ { x: 8 cm, y: 40 cm }, { x: 8 cm, y: 52 cm } ]";
        case Field::Kind::map: return "{}";
        case Field::Kind::list: return "[]";
        default: break;
    }
    if (! field.ranges.empty() && ! (field.ranges.front().least < field.ranges.front().greatest))
        return toText (Quantity { field.ranges.front().least, field.ranges.front().measure });
    if (! field.ranges.empty()) return std::string (infoOf (field.ranges.front().measure).example);
    return field.words.empty() ? std::string ("...") : field.words.front();
}

std::string listed (const std::vector<std::string>& words, std::string_view last)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
    {
        if (i > 0 && i + 1 < words.size()) out += ", ";
        else if (i > 0) out.append (" ").append (last).append (" ");
        out += words[i];
    }
    return out;
}

std::string unitsOf (const Field& field)
{
    std::vector<std::string> all;
    for (const auto& r : field.ranges)
    {
        if (! (r.least < r.greatest)) all.push_back (toText (Quantity { r.least, r.measure }));
        else if (field.kind != Field::Kind::place)
        {
            all.push_back (std::string (infoOf (r.measure).what) + " (" + std::string (infoOf (r.measure).example) + ")");
            if (r.measure == Measure::hertz) all.emplace_back ("a note (D3)");
        }
    }
    for (const auto& w : field.words) all.push_back (w);
    if (field.kind == Field::Kind::place) all.emplace_back ("a point ({ x: 8 cm, y: 44 cm })");
    return listed (all);
}
} // namespace lull::text

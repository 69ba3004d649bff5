#include <algorithm>
#include <cmath>
#include <limits>

#include "Touch/Chair.h"
#include "Touch/ChairFields.h"
#include "Touch/Parts.h"
#include "Touch/Technique.h"

namespace lull::touch
{
namespace
{
using text::Node;
using text::Reading;
using text::Values;

std::optional<double> maybe (const Values& v, std::string_view key)
{
    if (! v.has (key)) return std::nullopt;
    return v.number (key);
}

text::ByteSpan placeOfKey (const Values& v, std::string_view key)
{
    const auto* value = v.find (key);
    return value != nullptr ? value->span : text::ByteSpan {};
}

std::string_view nameOf (const Wiring w) { return w == Wiring::series ? "series" : w == Wiring::parallel ? "parallel" : "series-parallel"; }

// "2 series": how many units, and how.
void readWiring (Reading& in, const Values& v, Actuator& a)
{
    if (! v.has ("wiring")) return;
    const std::string& said = v.word ("wiring");
    const auto blank = said.find (' ');
    const auto units = text::parseNumber (std::string_view (said).substr (0, blank));
    const std::string how = blank == std::string::npos ? "" : said.substr (blank + 1);
    const auto wrong = [&] (std::string message) {
        in.error (placeOfKey (v, "wiring"), "wiring", std::move (message), R"(write "2 series", "2 parallel" or "4 series-parallel")");
    };
    for (const auto w : { Wiring::series, Wiring::parallel, Wiring::seriesParallel })
        if (how == nameOf (w)) a.wiring = w;
    if (! units || *units != std::floor (*units) || how != nameOf (a.wiring)) return wrong ("\"" + said + "\" is not a wiring");
    if (*units < 2.0 || *units > 16.0) return wrong ("2 to 16 units hang on one output, not " + text::toText ({ *units, text::Measure::number }));
    a.units = static_cast<int> (*units);
    const int side = static_cast<int> (std::lround (std::sqrt (*units)));
    if (a.wiring == Wiring::seriesParallel && side * side != a.units)
        wrong ("as many in series as in parallel are 4, 9 or 16 units, not " + std::to_string (a.units));
}

// What the part says, where the file does not; the file may not say better.
void readPart (Reading& in, const Values& v, Actuator& a)
{
    const Part* part = v.has ("part") ? findPart (v.word ("part")) : nullptr;
    if (part != nullptr)
    {
        a.part = part->id;
        const std::string is = "\"" + std::string (part->id) + "\"";
        const auto units = [] (double x, text::Measure m) { return text::toText (text::Quantity { x, m }); };
        if (a.watts && part->watts && *a.watts > *part->watts)
            in.error (placeOfKey (v, "watts"), "part", is + " is rated for " + units (*part->watts, text::Measure::watts) + ", not more", "leave watts out");
        if (a.ohms && part->ohms && *a.ohms != *part->ohms)
            in.error (placeOfKey (v, "ohms"), "part", is + " has " + units (*part->ohms, text::Measure::ohms), "leave ohms out, or name another part");
        if (v.has ("band") && part->bandLow && part->bandHigh && (a.bandLow < *part->bandLow || a.bandHigh > *part->bandHigh))
            in.error (placeOfKey (v, "band"), "part",
                      is + " plays " + units (*part->bandLow, text::Measure::hertz) + " to " + units (*part->bandHigh, text::Measure::hertz), "leave band out");
        if (! v.has ("band") && part->bandLow && part->bandHigh)
        {
            a.bandLow = *part->bandLow;
            a.bandHigh = std::min (1000.0, *part->bandHigh);
        }
        else if (! v.has ("band"))
            in.error (placeOfKey (v, "part"), "part", "nobody knows which band " + is + " plays", "say it, as its maker does: band: 20 Hz -> 80 Hz");
        if (! a.ohms) a.ohms = part->ohms;
        if (! a.watts) a.watts = part->watts;
    }
}

// "40 Hz 8 dB", one after another and ever higher.
void readResponse (Reading& in, const Values& v, Actuator& a)
{
    if (! v.has ("response")) return;
    const auto bad = [&] (const std::string& entry, const std::string& why) {
        in.error (placeOfKey (v, "response"), "response", "\"" + entry + "\" " + why, "write [ 20 Hz -9 dB, 30 Hz -2 dB, 40 Hz 8 dB ]");
    };
    for (const auto& entry : v.texts ("response"))
    {
        const auto unit = entry.find ("Hz");
        const auto hertz = text::parseQuantity (entry.substr (0, unit == std::string::npos ? 0 : unit + 2), { text::Measure::hertz });
        auto rest = unit == std::string::npos ? std::string() : entry.substr (unit + 2);
        rest.erase (0, rest.find_first_not_of (' '));
        const auto level = text::parseQuantity (rest, { text::Measure::decibels });
        if (! hertz || ! level || hertz->measure != text::Measure::hertz || level->measure != text::Measure::decibels)
            return bad (entry, "is not a frequency and its level");
        if (! (hertz->value >= 5.0 && hertz->value <= 1000.0) || ! (std::abs (level->value) <= 60.0))
            return bad (entry, "is out of range: 5 Hz to 1000 Hz, and within 60 dB");
        if (! a.response.empty() && ! (hertz->value > a.response.back().hertz)) return bad (entry, "comes after a higher frequency");
        a.response.push_back ({ hertz->value, level->value });
    }
}

Actuator actuatorFrom (Reading& in, const Values& v, const Node& item, const std::vector<std::string>& amplifiers)
{
    Actuator a;
    if (v.has ("name")) a.name = v.word ("name");
    if (v.has ("band"))
    {
        const auto& band = v.ramp ("band");
        a.bandLow = band.first();
        a.bandHigh = band.last();
        if (band.points.size() != 2 || ! (a.bandLow < a.bandHigh))
            in.error (placeOfKey (v, "band"), "band", "a band goes from a lower to a higher frequency", "write \"20 Hz -> 80 Hz\"");
    }
    else if (item.find ("part") == nullptr && item.find ("band") == nullptr)
        in.error (item.span, "missing", "an actuator needs \"band\" or \"part\"", "write band: 20 Hz -> 80 Hz");
    a.ohms = maybe (v, "ohms");
    a.watts = maybe (v, "watts");
    a.voltsAtFullScale = maybe (v, "volts");
    a.resonance = maybe (v, "resonance");
    a.q = maybe (v, "q");
    readResponse (in, v, a);
    if (v.has ("trim")) a.trim = v.number ("trim");
    if (v.has ("inverted")) a.inverted = v.flag ("inverted");
    readWiring (in, v, a);
    readPart (in, v, a);

    a.amplifier = amplifiers.size() == 1 ? 0 : -1;
    if (! v.has ("amplifier"))
    {
        if (amplifiers.size() > 1)
            in.error (item.span, "unknown-amplifier", "the chair has several amplifiers: which one drives \"" + a.name + "\"?",
                      "write amplifier: " + amplifiers.front());
        return a;
    }
    const auto& name = v.word ("amplifier");
    const auto found = std::find (amplifiers.begin(), amplifiers.end(), name);
    const auto near = text::nearest (name, amplifiers);
    if (found != amplifiers.end()) a.amplifier = static_cast<int> (found - amplifiers.begin());
    else
        in.error (placeOfKey (v, "amplifier"), "unknown-amplifier", "\"" + name + "\" is not an amplifier of this chair",
                  near.empty() ? "" : "did you mean \"" + near + "\"?");
    return a;
}

Amplifier amplifierFrom (Reading& in, const Values& v)
{
    Amplifier a;
    if (v.has ("name")) a.name = v.word ("name");
    a.volts = maybe (v, "volts");
    a.leastOhms = maybe (v, "least load");
    a.supply = maybe (v, "supply");
    a.standby = maybe (v, "standby");
    a.wakes = maybe (v, "wakes in");
    if (v.has ("thump")) a.thumps = v.flag ("thump");
    if (v.has ("knob")) a.knob = v.word ("knob");
    if (v.has ("watts") && v.has ("volts"))
        in.error (placeOfKey (v, "watts"), "twice", "volts and watts say the same: one of them is enough", "leave watts out");
    if (v.has ("watts") != v.has ("into"))
        in.error (placeOfKey (v, v.has ("watts") ? "watts" : "into"), "into", "watts need the load they go into, and the other way round",
                  "write watts: 20 W, into: 8 ohm");
    else if (v.has ("watts") && ! v.has ("volts")) a.volts = std::sqrt (v.number ("watts") * v.number ("into"));
    return a;
}

// What the amplifier knows of an output, and whether it bears the load.
void join (Reading& in, Actuator& a, const std::vector<Amplifier>& amplifiers, const Values& v, text::ByteSpan owner)
{
    if (a.amplifier < 0 || static_cast<std::size_t> (a.amplifier) >= amplifiers.size()) return;
    const auto& amplifier = amplifiers[static_cast<std::size_t> (a.amplifier)];
    if (! a.voltsAtFullScale) a.voltsAtFullScale = amplifier.volts;
    const auto net = a.netOhms();
    if (! net || ! amplifier.leastOhms || *net >= *amplifier.leastOhms) return;
    const auto ohms = [] (double x) { return text::toText (text::Quantity { std::round (x * 100.0) / 100.0, text::Measure::ohms }); };
    in.error (v.has ("wiring") ? placeOfKey (v, "wiring")
              : v.has ("ohms") ? placeOfKey (v, "ohms")
                               : owner,
              "load",
              (a.units > 1 ? std::to_string (a.units) + " x " + ohms (*a.ohms) + " in " + std::string (nameOf (a.wiring)) + " are " : "this is ") +
                  ohms (*net) + ", and \"" + amplifier.name + "\" drives " + ohms (*amplifier.leastOhms) + " or more",
              a.units > 1 && a.wiring != Wiring::series ? "wire them in series" : "use an amplifier that drives such a load");
}

Surface surfaceOf (std::string_view word)
{
    return word == "seat" ? Surface::seat : word == "feet" ? Surface::feet : word == "legs" ? Surface::legs : word == "lying" ? Surface::lying : Surface::back;
}

// What a zone may mask: the techniques there are, and the word by which pressure was known before there was any.
std::vector<std::string> maskable()
{
    std::vector<std::string> names { "hold" };
    for (const auto* k : techniqueKinds()) names.emplace_back (k->name);
    std::sort (names.begin(), names.end());
    return names;
}

Zone zoneFrom (Reading& in, const Values& v, const std::vector<std::string>& actuators)
{
    Zone z;
    if (v.has ("name")) z.name = v.word ("name");
    if (v.has ("surface")) z.surface = surfaceOf (v.word ("surface"));
    if (const auto* at = v.find ("at"))
        if (const auto* p = std::get_if<text::Point> (&at->is))
        {
            z.x = p->x;
            z.y = p->y;
            const bool back = z.surface == Surface::back;
            if (std::abs (z.x) > 40.0 || z.y < -10.0 || z.y > (back ? 80.0 : 200.0))
                in.error (at->span, "range",
                          back ? "on the back x is from -40 cm to 40 cm and y from -10 cm to 80 cm" : "x is from -40 cm to 40 cm and y from -10 cm to 200 cm");
        }
    if (v.has ("reach"))
    {
        z.whole = v.isWord ("reach");
        z.reach = z.whole ? std::numeric_limits<double>::infinity() : v.number ("reach");
    }
    if (v.has ("axis")) z.axis = v.word ("axis") == "along" ? Axis::along : v.word ("axis") == "across" ? Axis::across : Axis::into;
    if (v.has ("actuator"))
    {
        const auto& name = v.word ("actuator");
        const auto found = std::find (actuators.begin(), actuators.end(), name);
        if (found == actuators.end())
        {
            const auto near = text::nearest (name, actuators);
            in.error (placeOfKey (v, "actuator"), "unknown-actuator", "\"" + name + "\" is not an actuator of this chair",
                      near.empty() ? "" : "did you mean \"" + near + "\"?");
        }
        else z.actuator = static_cast<int> (found - actuators.begin());
    }
    if (v.has ("without"))
    {
        z.without = v.texts ("without");
        const auto known = maskable();
        for (const auto& t : z.without)
            if (std::find (known.begin(), known.end(), t) == known.end())
            {
                const auto near = text::nearest (t, known);
                in.error (placeOfKey (v, "without"), "unknown-stroke", "\"" + t + "\" is not a stroke", near.empty() ? "" : "did you mean \"" + near + "\"?");
            }
        std::replace (z.without.begin(), z.without.end(), std::string ("hold"), std::string ("pressure"));
    }
    return z;
}

// The items of a list of maps, by their table; `each` gets the values and the item.
template <class Each>
void readList (Reading& in, const Values& v, std::string_view key, std::size_t most, const text::FieldTable& table, std::string_view what, Each each)
{
    const auto* value = v.find (key);
    const auto* list = value != nullptr ? std::get_if<const Node*> (&value->is) : nullptr;
    if (list == nullptr) return;
    const auto& items = (*list)->items;
    if (items.empty() || items.size() > most)
        in.error (value->span, "range", std::string (key) + ": 1 to " + std::to_string (most) + ", and here are " + std::to_string (items.size()));
    for (std::size_t i = 0; i < std::min (items.size(), most); ++i)
    {
        if (items[i].kind != Node::Kind::map)
        {
            in.error (items[i].span, "kind", std::string (what) + " is a map", "write { name: ... }");
            continue;
        }
        each (readValues (in, items[i], table, items[i].span, what), items[i]);
    }
}
} // namespace

Result<Chair, text::Diagnostics> readChair (std::string_view file, std::string_view source, std::string id)
{
    const auto root = text::parseYaml (file, source);
    if (! root) return fail (root.error());
    text::Diagnostics found;
    Reading in { file, source, found };
    if (root->kind != Node::Kind::map)
    {
        in.error (root->span, "kind", "a chair file is a map", "begin with \"chair: 1\"");
        return fail (std::move (found));
    }

    // A newer format may mean anything by its other keys: it is refused before they are read.
    const auto* version = root->find ("chair");
    const auto number = version != nullptr && version->value.kind == Node::Kind::scalar ? text::parseNumber (version->value.scalar) : std::nullopt;
    if (number && *number > 1.0)
    {
        in.error (version->value.span, "version", "this chair file is of format " + version->value.scalar + ", and this Lull reads format 1",
                  "a newer Lull may read it");
        return fail (std::move (found));
    }
    if (! number || *number < 1.0)
        in.error (version != nullptr ? version->value.span : text::ByteSpan { root->span.begin, root->span.begin + 1 }, "version",
                  "a chair file says its format", "begin with \"chair: 1\"");

    const text::FieldTable rest (chairFields().begin() + 1, chairFields().end());
    const Values v = readValues (in, *root, rest, root->span, "a chair", false, { "chair" });
    Chair chair;
    chair.id = std::move (id);
    if (v.has ("title")) chair.title = v.word ("title");
    if (v.has ("about")) chair.about = v.word ("about");
    if (v.has ("posture")) chair.posture = v.word ("posture");

    if (v.has ("seating")) chair.seating = v.word ("seating");
    if (v.has ("shared")) chair.shared = v.flag ("shared");
    if (v.has ("crossover")) chair.crossover = v.number ("crossover");

    // Its own name among its like.
    const auto named = [&in] (std::vector<std::string>& among, const std::string& name, const Values& item, std::string_view what) {
        if (! name.empty() && std::find (among.begin(), among.end(), name) != among.end())
            in.error (placeOfKey (item, "name"), "duplicate", "there are two " + std::string (what) + " called \"" + name + "\"");
        among.push_back (name);
    };
    std::vector<std::string> amplifiers, names, zones;
    std::vector<text::ByteSpan> spans;
    readList (in, v, "amplifiers", mostAmplifiers, amplifierFields(), "an amplifier", [&] (const Values& a, const Node&) {
        chair.amplifiers.push_back (amplifierFrom (in, a));
        named (amplifiers, chair.amplifiers.back().name, a, "amplifiers");
    });
    readList (in, v, "actuators", mostActuators, actuatorFields(), "an actuator", [&] (const Values& a, const Node& item) {
        chair.actuators.push_back (actuatorFrom (in, a, item, amplifiers));
        named (names, chair.actuators.back().name, a, "actuators");
        join (in, chair.actuators.back(), chair.amplifiers, a, item.span);
        spans.push_back (item.span);
    });
    readList (in, v, "zones", mostZones, zoneFields(), "a zone", [&] (const Values& z, const Node&) {
        chair.zones.push_back (zoneFrom (in, z, names));
        named (zones, chair.zones.back().name, z, "zones");
    });
    if (chair.shared && chair.actuators.size() > 2)
        in.error (placeOfKey (v, "actuators"), "shared", "a shared line carries 1 or 2 actuators, and here are " + std::to_string (chair.actuators.size()),
                  "leave shared out, and give each its own output");
    if (! text::refused (found))
        for (std::size_t i = 0; i < chair.actuators.size(); ++i)
            if (std::none_of (chair.zones.begin(), chair.zones.end(), [i] (const Zone& z) { return z.actuator == static_cast<int> (i); }))
                in.error (spans[i], "unfelt", "no zone says where \"" + chair.actuators[i].name + "\" is felt",
                          "add a zone with actuator: " + chair.actuators[i].name);

    if (text::refused (found)) return fail (std::move (found));
    return chair;
}
} // namespace lull::touch

#include <algorithm>
#include <limits>

#include "Touch/Chair.h"
#include "Touch/ChairFields.h"
#include "Touch/Technique.h"

namespace lull::touch
{
namespace
{
using text::Node;
using text::Reading;
using text::Values;

constexpr std::size_t mostActuators = 16, mostZones = 32;

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

Actuator actuatorFrom (Reading& in, const Values& v)
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
    a.ohms = maybe (v, "ohms");
    a.watts = maybe (v, "watts");
    a.voltsAtFullScale = maybe (v, "volts");
    a.resonance = maybe (v, "resonance");
    a.q = maybe (v, "q");
    if (v.has ("trim")) a.trim = v.number ("trim");
    if (v.has ("inverted")) a.inverted = v.flag ("inverted");
    return a;
}

Surface surfaceOf (std::string_view word)
{
    return word == "seat" ? Surface::seat : word == "feet" ? Surface::feet : word == "legs" ? Surface::legs : word == "lying" ? Surface::lying : Surface::back;
}

// What a zone may mask: the techniques there are, and those that are to come, so that a chair of today stays right.
std::vector<std::string> maskable()
{
    std::vector<std::string> names { "friction", "hold", "stretch" };
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

    std::vector<std::string> names;
    std::vector<text::ByteSpan> spans;
    readList (in, v, "actuators", mostActuators, actuatorFields(), "an actuator", [&] (const Values& a, const Node& item) {
        chair.actuators.push_back (actuatorFrom (in, a));
        const auto& name = chair.actuators.back().name;
        if (! name.empty() && std::find (names.begin(), names.end(), name) != names.end())
            in.error (placeOfKey (a, "name"), "duplicate", "there are two actuators called \"" + name + "\"");
        names.push_back (name);
        spans.push_back (item.span);
    });
    std::vector<std::string> zones;
    readList (in, v, "zones", mostZones, zoneFields(), "a zone", [&] (const Values& z, const Node&) {
        chair.zones.push_back (zoneFrom (in, z, names));
        const auto& name = chair.zones.back().name;
        if (! name.empty() && std::find (zones.begin(), zones.end(), name) != zones.end())
            in.error (placeOfKey (z, "name"), "duplicate", "there are two zones called \"" + name + "\"");
        zones.push_back (name);
    });
    if (! text::refused (found))
        for (std::size_t i = 0; i < chair.actuators.size(); ++i)
            if (std::none_of (chair.zones.begin(), chair.zones.end(), [i] (const Zone& z) { return z.actuator == static_cast<int> (i); }))
                in.error (spans[i], "unfelt", "no zone says where \"" + chair.actuators[i].name + "\" is felt",
                          "add a zone with actuator: " + chair.actuators[i].name);

    if (text::refused (found)) return fail (std::move (found));
    return chair;
}
} // namespace lull::touch

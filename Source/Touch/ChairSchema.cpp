#include "Text/Schema.h"
#include "Touch/ChairFields.h"
#include "Touch/Parts.h"

namespace lull::touch
{
using text::array;
using text::listOf;
using text::mapSchema;
using text::object;
using text::quote;

std::string chairSchemaJson()
{
    const auto whole = mapSchema (chairFields(), { { "chair", object ({ { "enum", array ({ "1", quote ("1") }) } }) },
                                                   { "amplifiers", listOf (mapSchema (amplifierFields()), 1, mostAmplifiers) },
                                                   { "actuators", listOf (mapSchema (actuatorFields()), 1, mostActuators) },
                                                   { "zones", listOf (mapSchema (zoneFields()), 1, mostZones) } });
    return text::laidOut ("{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"A chair of Lull\"," + whole.substr (1));
}

std::string chairMarkdown()
{
    std::string out =
        "# The chair file\n\nA chair is a YAML map: what drives it (amplifiers), what moves (actuators, in the order touch_1, touch_2 ...) and where that "
        "is felt (zones). What is not known is left out; it is never guessed.\n\n## A chair\n\n" +
        text::rowsOf (chairFields());
    out += "\n## An amplifier\n\n" + text::rowsOf (amplifierFields());
    out += "\n## An actuator\n\n" + text::rowsOf (actuatorFields());
    out += "\n## A zone\n\n" + text::rowsOf (zoneFields());
    out += "\n## Parts\n\n| part | | band | ohms | watts | |\n|---|---|---|---|---|---|\n";
    const auto known = [] (const std::optional<double>& x, text::Measure m) { return x ? text::toText (text::Quantity { *x, m }) : std::string ("unknown"); };
    for (const auto& p : parts())
        out.append ("| `").append (p.id).append ("` | ").append (p.title).append (" | ") +=
            (p.bandLow && p.bandHigh ? known (p.bandLow, text::Measure::hertz) + " to " + known (p.bandHigh, text::Measure::hertz) : "unknown") + " | " +
            known (p.ohms, text::Measure::ohms) + " | " + known (p.watts, text::Measure::watts) + " | " + std::string (p.note) + " |\n";
    return out;
}
} // namespace lull::touch

#include <algorithm>
#include <utility>
#include <vector>

#include "Session/Score.h"
#include "Session/SessionFields.h"
#include "Text/Schema.h"

namespace lull::session
{
namespace
{
using text::Field;
using text::FieldTable;
using text::Measure;

FieldTable joined (FieldTable first, const FieldTable& second)
{
    for (const auto& f : second)
        if (std::none_of (first.begin(), first.end(), [&] (const Field& own) { return own.key == f.key; })) first.push_back (f);
    return first;
}

// Each kind with its own fields: which one is meant shows in its first word.
template <class Kinds, class Fields>
std::string oneOfKinds (const Kinds& kinds, std::string_view key, const Fields& fieldsOf)
{
    std::vector<std::string> all;
    for (const auto* kind : kinds)
        all.push_back (text::mapSchema (fieldsOf (*kind), { { std::string (key), text::object ({ { "const", text::quote (kind->name) } }) } }));
    return all.empty() ? text::object ({ { "type", text::quote ("object") } }) : text::object ({ { "oneOf", text::array (all) } });
}

FieldTable touchFieldsOf (const touch::TechniqueKind& kind) { return joined (joined (strokeField(), kind.fields), touch::commonFields()); }
FieldTable soundFieldsOf (const sound::VoiceKind& kind) { return joined (soundFields(), kind.fields); }

} // namespace

std::string schemaJson()
{
    const auto sounds = text::mapOf (oneOfKinds (sound::voiceKinds(), "kind", soundFieldsOf), mostSounds);
    const auto touch = text::listOf (oneOfKinds (touch::techniqueKinds(), "stroke", touchFieldsOf), 0, mostTouches);
    const auto name = text::object ({ { "type", text::array ({ text::quote ("string"), text::quote ("number") }) }, { "minLength", "1" } });
    const auto then =
        text::mapSchema (thenFields(), { { "sound", text::object ({ { "anyOf", text::array ({ name, text::listOf (name, 1, mostSounds) }) } }) } });
    const auto phase =
        text::mapSchema (phaseFields(), { { "sound", text::mapOf (text::mapSchema (soundUseFields()), mostSounds) }, { "touch", touch } }, reservedInPhase());
    const auto whole =
        text::mapSchema (sessionFields(),
                         { { "session", text::object ({ { "enum", text::array ({ std::to_string (version), text::quote (std::to_string (version)) }) } }) },
                           { "sounds", sounds },
                           { "phases", text::listOf (phase, 1, mostPhases) },
                           { "then", then } },
                         reservedInSession());
    return text::laidOut ("{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"A session script of Lull\"," + whole.substr (1));
}

std::string fieldsMarkdown (const FieldTable& fields) { return text::rowsOf (fields); }

std::string referenceMarkdown()
{
    std::string out = "# The session script\n\n";
    out += "A session is a YAML map. Texts need quotes only where YAML asks for them. A value that may change over a phase is written `a -> b`, then "
           "`smooth` or `exp` if it "
           "should not go in a straight line; or in points, `[ 0 s 15%, 2 min 35%, end 20% ]`. Notes go from `C2` to `B7`.\n\n## A session\n\n" +
           text::rowsOf (sessionFields());
    out += "\n## A phase\n\n" + text::rowsOf (phaseFields());
    out += "\n## A layer in a phase\n\n" + text::rowsOf (soundUseFields());
    out += "\n## What goes on afterwards (`then`)\n\n" + text::rowsOf (thenFields());
    out += "\n## Sounds\n\n" + text::rowsOf (soundFields());
    for (const auto* kind : sound::voiceKinds())
        out.append ("\n### ")
            .append (kind->name)
            .append ("\n\n")
            .append (kind->about)
            .append ("\n\n")
            .append (kind->fields.empty() ? std::string() : text::rowsOf (kind->fields));
    out += "\n## Strokes\n\n" + text::rowsOf (joined (strokeField(), touch::commonFields()));
    for (const auto* kind : touch::techniqueKinds())
        out.append ("\n### ")
            .append (kind->name)
            .append ("\n\n")
            .append (kind->about)
            .append ("\n\n")
            .append (kind->fields.empty() ? std::string() : text::rowsOf (kind->fields));
    return out;
}
} // namespace lull::session

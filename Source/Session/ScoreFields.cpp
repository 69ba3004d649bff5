#include "Session/ScoreFields.h"

#include "Sound/Voice.h"
#include "Touch/Technique.h"

namespace lull::session
{
namespace
{
using text::Field;
using text::Measure;
using Kind = text::Field::Kind;

constexpr text::Range tempoRange { Measure::bpm, 20.0, 200.0 };
constexpr text::Range breathRange { Measure::perMinute, 2.0, 20.0 };
constexpr text::Range levelRange { Measure::lufs, -100.0, -10.0 };

template <class Kinds>
std::vector<std::string> namesOf (const Kinds& kinds)
{
    std::vector<std::string> names;
    for (const auto* k : kinds) names.emplace_back (k->name);
    return names;
}
} // namespace

const text::FieldTable& scriptFields()
{
    static const text::FieldTable table {
        { "session", Kind::number, "The version of this format: 1.", { { Measure::number, 1.0, 1.0 } }, {}, {}, true },
        { "title", Kind::text, "What the session is called.", {}, {}, {}, true, 80 },
        { "about", Kind::text, "What it is for, in a sentence or two.", {}, {}, {}, false, 1000 },
        { "posture", Kind::word, "How the listener sits or lies.", {}, { "seated", "reclined", "supine", "prone", "side" }, "seated" },
        { "need", Kind::texts, "What to have at hand before it starts." },
        { "cautions", Kind::texts, "What a listener should know before it starts." },
        { "seed", Kind::number, "Which variation: the same seed gives the same session.", { { Measure::number, 0.0, 9007199254740991.0 } }, {}, "1" },
        { "tempo", Kind::quantity, "What beats are counted in.", { tempoRange }, {}, "60 bpm" },
        { "breath", Kind::quantity, "What swells follow: breaths a minute.", { breathRange }, {}, "6/min" },
        { "for sleep", Kind::flag, "Whether it ends in sleep; stricter rules hold for its last third and its end.", {}, {}, "no" },
        { "sounds", Kind::map, "The sound layers, by name." },
        { "phases", Kind::list, "What happens, one phase after another.", {}, {}, {}, true },
        { "then", Kind::map, "What goes on sounding after the last phase." },
        { "after", Kind::text, "A word for afterwards.", {}, {}, {}, false, 1000 },
    };
    return table;
}

const text::FieldTable& phaseFields()
{
    static const text::FieldTable table {
        { "name", Kind::text, "What the phase is called; no two alike.", {}, {}, {}, true, 60 },
        { "for", Kind::quantity, "How long it lasts.", { { Measure::seconds, 0.5, longestSession } }, {}, {}, true },
        { "at least", Kind::quantity, "The shortest it may become when the session is made to fit a time.", { { Measure::seconds, 0.5, longestSession } } },
        { "at most", Kind::quantity, "The longest it may become when the session is made to fit a time.", { { Measure::seconds, 0.5, longestSession } } },
        { "fixed", Kind::flag, "Whether it keeps its length when the session is made to fit a time.", {}, {}, "no" },
        { "link", Kind::flag, "Whether it only joins two techniques; it keeps its length too.", {}, {}, "no" },
        { "fade", Kind::quantity, "The crossfade centred on the phase's start, at most a quarter of the shorter neighbour.", { { Measure::seconds, 0.1, 60.0 } }, {}, "8 s" },
        { "say", Kind::text, "A line of guidance for its beginning." },
        { "tempo", Kind::ramp, "The tempo over the phase; without it, it holds.", { tempoRange } },
        { "breath", Kind::ramp, "The breath over the phase; without it, it holds.", { breathRange } },
        { "sound", Kind::map, "The layers that sound, by name; one that is not listed fades out." },
        { "touch", Kind::list, "The strokes of the phase." },
    };
    return table;
}

const text::FieldTable& layerFields()
{
    static const text::FieldTable table {
        { "kind", Kind::word, "Which voice it is.", {}, namesOf (sound::voiceKinds()), {}, true },
        { "level", Kind::ramp, "Its own loudness, playing alone.", { levelRange }, {}, "-32 LUFS" },
    };
    return table;
}

const text::FieldTable& useFields()
{
    static const text::FieldTable table {
        { "level", Kind::ramp, "Its own loudness over this phase.", { levelRange } },
    };
    return table;
}

const text::FieldTable& touchFields()
{
    static const text::FieldTable table {
        { "stroke", Kind::word, "Which technique it is.", {}, namesOf (touch::techniqueKinds()), {}, true },
    };
    return table;
}

const text::FieldTable& thenFields()
{
    static const text::FieldTable table {
        { "sound", Kind::texts, "The layers that go on.", {}, {}, {}, true },
        { "until", Kind::text, "A time of day (7:00), or stopped.", {}, {}, {}, false, 10 },
        { "for", Kind::quantity, "How long they go on.", { { Measure::seconds, 1.0, 12.0 * 3600.0 } } },
    };
    return table;
}
} // namespace lull::session

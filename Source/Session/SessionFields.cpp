#include "Session/SessionFields.h"

#include <algorithm>

#include "Sound/Voice.h"
#include "Touch/Technique.h"

namespace lull::session
{
using text::Field;
using text::FieldTable;
using text::Measure;

namespace
{
const std::vector<text::Range> loudness { { Measure::lufs, -100.0, -10.0 } };
const std::vector<text::Range> tempo { { Measure::bpm, 20.0, 200.0 } };
const std::vector<text::Range> breath { { Measure::perMinute, 2.0, 30.0 } };
const std::vector<text::Range> phaseLength { { Measure::seconds, shortestPhase, longestSession } };

const std::vector<std::string> tellings { "off", "text", "spoken" };
constexpr const char* howTold = "How its lines are told: not at all, shown, or shown and spoken. For sleep they are spoken in the first third only, unless a "
                                "phase asks for it, and never in the last; else in all phases but the last, unless it asks for it.";

template <class Kinds>
std::vector<std::string> namesOf (const Kinds& kinds)
{
    std::vector<std::string> names;
    for (const auto* k : kinds) names.emplace_back (k->name);
    return names;
}

// The first is what a person is shown as an example.
std::vector<std::string> strokes()
{
    auto names = namesOf (touch::techniqueKinds());
    std::stable_partition (names.begin(), names.end(), [] (const std::string& n) { return n == "effleurage"; });
    return names;
}
} // namespace

const FieldTable& sessionFields()
{
    static const FieldTable table {
        { .key = "session",
          .kind = Field::Kind::number,
          .about = "The version of this format.",
          .ranges = { { Measure::number, version, version } },
          .required = true },
        { .key = "title", .kind = Field::Kind::text, .about = "What the session is called.", .required = true, .longest = 80 },
        { .key = "about", .kind = Field::Kind::text, .about = "What it is, in a sentence or two.", .longest = 1000, .lines = true },
        { .key = "posture",
          .kind = Field::Kind::word,
          .about = "How one sits or lies.",
          .words = { "seated", "reclined", "supine", "prone", "side" },
          .fallback = "seated" },
        { .key = "need", .kind = Field::Kind::texts, .about = "What to have at hand before it starts.", .longest = 100 },
        { .key = "cautions", .kind = Field::Kind::texts, .about = "What to know before it starts.", .longest = 200 },
        { .key = "seed",
          .kind = Field::Kind::number,
          .about = "The number that all its randomness comes from.",
          .ranges = { { Measure::number, 0.0, 9'007'199'254'740'991.0 } },
          .fallback = "1" },
        { .key = "tempo",
          .kind = Field::Kind::quantity,
          .about = "What beats are counted in, until a phase says otherwise.",
          .ranges = tempo,
          .fallback = "60 bpm" },
        { .key = "breath", .kind = Field::Kind::quantity, .about = "What swells follow, until a phase says otherwise.", .ranges = breath, .fallback = "6/min" },
        { .key = "for sleep",
          .kind = Field::Kind::flag,
          .about = "Ends in a silence that no one is woken by: no touch in the last phase, no tapping in the last third and at most 2 min of it.",
          .fallback = "no" },
        { .key = "voice", .kind = Field::Kind::word, .about = howTold, .words = tellings, .fallback = "text" },
        { .key = "voice level",
          .kind = Field::Kind::quantity,
          .about = "How far above the sounds what is spoken lies.",
          .ranges = { { Measure::decibels, -10.0, 12.0 } },
          .fallback = "2 dB" },
        { .key = "language",
          .kind = Field::Kind::text,
          .about = "What language its lines are spoken in where there is no recording: en, en-us, de.",
          .fallback = "en",
          .longest = 20 },
        { .key = "sounds", .kind = Field::Kind::map, .about = "The layers of sound, each under a name of its own." },
        { .key = "phases", .kind = Field::Kind::list, .about = "What happens, one after the other; at most 64, and 90 min in all.", .required = true },
        { .key = "after", .kind = Field::Kind::text, .about = "What to do afterwards.", .longest = 1000, .lines = true },
        { .key = "then", .kind = Field::Kind::map, .about = "Sound that goes on after the last phase, softly, with touch off for good." },
    };
    return table;
}

const FieldTable& soundFields()
{
    static const FieldTable table {
        { .key = "kind", .kind = Field::Kind::word, .about = "The voice.", .words = namesOf (sound::voiceKinds()), .required = true },
        { .key = "level", .kind = Field::Kind::ramp, .about = "How loud the layer is, playing alone.", .ranges = loudness, .fallback = "-32 LUFS" },
    };
    return table;
}

const FieldTable& phaseFields()
{
    static const FieldTable table {
        { .key = "name", .kind = Field::Kind::text, .about = "A name of its own.", .required = true, .longest = 60 },
        { .key = "for", .kind = Field::Kind::quantity, .about = "How long it lasts.", .ranges = phaseLength, .required = true },
        { .key = "at least",
          .kind = Field::Kind::quantity,
          .about = "The shortest it may become when the session is fitted to a length.",
          .ranges = phaseLength },
        { .key = "at most",
          .kind = Field::Kind::quantity,
          .about = "The longest it may become when the session is fitted to a length.",
          .ranges = phaseLength },
        { .key = "fixed", .kind = Field::Kind::flag, .about = "Keeps its length when the session is fitted to a length.", .fallback = "no" },
        { .key = "link", .kind = Field::Kind::flag, .about = "Leads from one technique to the next; keeps its length.", .fallback = "no" },
        { .key = "fade",
          .kind = Field::Kind::quantity,
          .about = "The crossfade centred on its beginning; at most a quarter of the shorter of the two phases.",
          .ranges = { { Measure::seconds, 0.0, 60.0 } },
          .fallback = "8 s" },
        { .key = "say", .kind = Field::Kind::text, .about = "What is told to the listener as it begins.", .longest = 400, .lines = true },
        { .key = "recording",
          .kind = Field::Kind::text,
          .about = "A sound file beside the script in which somebody speaks that; without it the voice is a synthetic one.",
          .longest = 200 },
        { .key = "voice", .kind = Field::Kind::word, .about = "How that is told, if not as in the rest of the session.", .words = tellings },
        { .key = "tempo", .kind = Field::Kind::ramp, .about = "The tempo over the phase; without it, where the last one ended.", .ranges = tempo },
        { .key = "breath", .kind = Field::Kind::ramp, .about = "The breath over the phase; without it, where the last one ended.", .ranges = breath },
        { .key = "sound", .kind = Field::Kind::map, .about = "The layers that sound, by name; a layer that is not listed fades out." },
        { .key = "touch", .kind = Field::Kind::list, .about = "The strokes, all at once." },
    };
    return table;
}

const FieldTable& soundUseFields()
{
    static const FieldTable table {
        { .key = "level", .kind = Field::Kind::ramp, .about = "The layer's loudness over this phase; without it, the layer's own.", .ranges = loudness },
    };
    return table;
}

const FieldTable& strokeField()
{
    static const FieldTable table {
        { .key = "stroke", .kind = Field::Kind::word, .about = "The technique.", .words = strokes(), .required = true },
    };
    return table;
}

const FieldTable& thenFields()
{
    static const FieldTable table {
        { .key = "sound",
          .kind = Field::Kind::texts,
          .about = "The layers that go on: a name, or a list of names.",
          .required = true,
          .longest = 40,
          .most = mostSounds },
        { .key = "until",
          .kind = Field::Kind::quantity,
          .about = "A time of day, or until it is stopped.",
          .ranges = { { Measure::clock, 0.0, 86'400.0 } },
          .words = { "stopped" } },
        { .key = "for", .kind = Field::Kind::quantity, .about = "How long, instead of until when.", .ranges = { { Measure::seconds, 1.0, 12 * 3600.0 } } },
        { .key = "level",
          .kind = Field::Kind::quantity,
          .about = "How loud all of it is together; the layers keep their balance. As given, a bedroom's at night.",
          .ranges = loudness,
          .fallback = "-45 LUFS" },
    };
    return table;
}

const std::vector<std::string_view>& reservedInSession()
{
    static const std::vector<std::string_view> keys { "cues", "person" };
    return keys;
}

const std::vector<std::string_view>& reservedInPhase()
{
    static const std::vector<std::string_view> keys { "cues" };
    return keys;
}
} // namespace lull::session

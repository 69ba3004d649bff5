#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>

#include "Session/Rules.h"
#include "Session/Score.h"
#include "Session/SessionFields.h"
#include "Session/Speech.h"
#include "Text/Measures.h"
#include "Text/Utf8.h"

namespace lull::session
{
namespace
{
using text::ByteSpan;
using text::Node;
using text::quoted;
using text::Reading;
using text::Values;

std::string suggestion (std::string_view word, const std::vector<std::string>& known)
{
    const auto meant = text::nearest (word, known);
    if (! meant.empty()) return "did you mean " + quoted (meant) + "?";
    return known.empty() ? std::string() : "there are " + text::listed (known, "and");
}

bool isMap (Reading& reading, const Node& node, std::string_view what, std::string fix)
{
    if (node.kind == Node::Kind::map) return true;
    if (! node.missing) reading.error (node.span, "kind", std::string (what) + " is a map of keys and values", std::move (fix));
    return false;
}

ByteSpan whereIs (const Node& item) { return item.span; }
ByteSpan whereIs (const Node::Entry& entry) { return entry.keySpan; }

// As many as are read, and one error, at the first of those that are too many.
template <class T>
std::span<const T> atMost (std::size_t most, Reading& reading, const std::vector<T>& all, std::string_view what)
{
    if (all.size() > most)
        reading.error (whereIs (all[most]), "too-many", "there are " + std::to_string (all.size()) + " " + std::string (what),
                       "at most " + std::to_string (most));
    return { all.data(), std::min (all.size(), most) };
}

void warnReserved (Reading& reading, const Node& map, const std::vector<std::string_view>& keys)
{
    for (auto key : keys)
        if (const auto* entry = map.find (key)) reading.warn (entry->keySpan, "reserved", quoted (key) + " is kept for a later version and not read yet");
}

// A script for a newer Lull cannot be judged by this one's tables.
bool isNewer (Reading& reading, const Node& script)
{
    const auto* entry = script.find ("session");
    if (entry == nullptr || entry->value.kind != Node::Kind::scalar) return false;
    const auto number = text::parseNumber (entry->value.scalar);
    if (! number || *number <= version) return false;
    reading.error (entry->value.span, "version", "this script is of version " + entry->value.scalar + ", for a newer Lull",
                   "this one reads version " + std::to_string (version));
    return true;
}

// "en", "pt-br": parts of two to eight letters or digits, the first of letters alone (RFC 5646, as far as voices go by it).
bool isLanguage (std::string_view tag) noexcept
{
    const auto letter = [] (char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::size_t part = 0;
    bool first = true;
    for (char c : tag)
    {
        if (c == '-')
        {
            if (part < 2) return false;
            part = 0;
            first = false;
        }
        else if (! (letter (c) || (! first && c >= '0' && c <= '9')) || ++part > 8) return false;
    }
    return part >= 2;
}

class ScriptReader
{
public:
    ScriptReader (Reading& r, Score& s) : reading (r), score (s) {}

    void read (const Node& script)
    {
        const auto v = readValues (reading, script, sessionFields(), { script.span.begin, script.span.begin }, "a session", false, { "cues", "person" });
        warnReserved (reading, script, reservedInSession());
        const auto word = [&] (std::string_view key) { return v.has (key) ? v.word (key) : std::string(); };
        score.title = word ("title");
        score.about = word ("about");
        score.posture = word ("posture");
        score.after = word ("after");
        if (v.has ("need")) score.need = v.texts ("need");
        if (v.has ("cautions")) score.cautions = v.texts ("cautions");
        score.forSleep = v.flag ("for sleep");
        score.telling = tellingFrom (v.word ("voice")).value_or (Telling::text);
        score.voiceLevel = v.number ("voice level");
        score.language = v.word ("language");
        if (! isLanguage (score.language))
            reading.error (v.find ("language")->span, "word", quoted (score.language) + " is not a language", "write its code: en, en-us, de");
        score.tempo = text::Ramp::constant (v.number ("tempo"), text::Measure::bpm);
        score.breath = text::Ramp::constant (v.number ("breath"), text::Measure::perMinute);
        const double seed = v.number ("seed");
        if (seed != std::floor (seed))
            reading.error (v.find ("seed")->span, "range", "a seed is a whole number",
                           "write seed: " + text::toText (text::Quantity { std::floor (seed), text::Measure::number }));
        score.seed = static_cast<std::uint64_t> (seed);

        if (const auto* e = script.find ("sounds"); e != nullptr && v.given ("sounds")) readSounds (e->value);
        if (const auto* e = script.find ("phases"); e != nullptr && v.given ("phases")) readPhases (*e);
        if (const auto* e = script.find ("then"); e != nullptr && v.given ("then")) readThen (*e);
    }

private:
    Reading& reading;
    Score& score;
    std::map<std::string_view, std::optional<std::size_t>> layers; // every name under sounds:, and its index into score.sounds where it has one
    std::vector<std::string> layerNames;                           // of those in score.sounds, also where they could not be read

    void readSounds (const Node& sounds)
    {
        for (const auto& entry : sounds.entries) layers.try_emplace (entry.key); // too many are not read, but not unknown either
        for (const auto& entry : atMost (mostSounds, reading, sounds.entries, "layers of sound"))
        {
            if (reading.full()) return;
            layers[entry.key] = score.sounds.size();
            layerNames.push_back (entry.key);
            LayerDef def;
            def.name = entry.key;
            def.span = entry.value.span;
            if (text::countCodePoints (entry.key) > 40 || entry.key.empty() || entry.key.find ('\n') != std::string::npos)
                reading.error (entry.keySpan, "too-long", "a layer's name has 1 to 40 letters, in one line");
            if (isMap (reading, entry.value, "a layer", "write " + entry.key + ": { kind: ocean, level: -32 LUFS }"))
                readSound (entry.value, entry.keySpan, def);
            score.sounds.push_back (std::move (def));
        }
    }

    void readSound (const Node& map, ByteSpan owner, LayerDef& def)
    {
        const auto* kind = map.find ("kind");
        if (kind != nullptr && kind->value.kind == Node::Kind::scalar) def.kind = sound::findVoiceKind (kind->value.scalar);
        auto table = soundFields();
        if (def.kind != nullptr) table.insert (table.end(), def.kind->fields.begin(), def.kind->fields.end());
        else
        {
            // Without a kind its keys cannot be judged, but the level can.
            if (kind == nullptr)
                reading.error (owner, "missing-key", "a layer needs \"kind\"",
                               "write kind: " + (table[0].words.empty() ? std::string ("ocean") : table[0].words.front()));
            else if (kind->value.kind != Node::Kind::scalar) reading.error (kind->value.span, "kind", "\"kind\" is a single value");
            else if (! kind->value.missing)
                reading.error (kind->value.span, "unknown-kind", quoted (kind->value.scalar) + " is not a kind of sound",
                               suggestion (kind->value.scalar, table[0].words));
            if (const auto* level = map.find ("level")) (void)text::readValue (reading, level->value, table[1]);
            return;
        }
        def.values = readValues (reading, map, table, owner, std::string ("a layer of kind ") + std::string (def.kind->name));
        if (def.values.has ("level")) def.level = def.values.ramp ("level");
    }

    // The index into score.sounds of a layer's name.
    std::optional<std::size_t> layerNamed (std::string_view name, ByteSpan span)
    {
        if (const auto i = layers.find (name); i != layers.end()) return i->second;
        const auto meant = text::nearest (name, layerNames);
        reading.error (span, "unknown-sound", quoted (name) + " is not one of the sounds",
                       meant.empty() ? "describe it under sounds:" : "did you mean " + quoted (meant) + "?");
        return std::nullopt;
    }

    void readPhases (const Node::Entry& phases)
    {
        const auto& list = phases.value.items;
        if (list.empty()) reading.error (phases.value.span, "empty", "a session has at least one phase", "write - name: Settle");
        for (const auto& node : atMost (mostPhases, reading, list, "phases"))
        {
            if (reading.full()) return;
            score.phases.emplace_back();
            score.phases.back().span = node.span;
            if (isMap (reading, node, "a phase", "write - name: Settle, and under it for: 3 min")) readPhase (node, score.phases.back());
        }
    }

    void readPhase (const Node& map, Phase& phase)
    {
        const ByteSpan owner = map.entries.empty() ? map.span : map.entries.front().keySpan;
        const auto v = readValues (reading, map, phaseFields(), owner, "a phase", false, { "cues" });
        warnReserved (reading, map, reservedInPhase());
        const auto span = [&] (std::string_view key) {
            const auto* value = v.find (key);
            return value == nullptr ? owner : value->span;
        };
        if (v.has ("name")) phase.name = v.word ("name");
        phase.nameSpan = span ("name");
        if (v.has ("for")) phase.length = v.number ("for");
        phase.lengthSpan = span ("for");
        if (v.has ("at least")) phase.atLeast = v.number ("at least");
        if (v.has ("at most")) phase.atMost = v.number ("at most");
        phase.fixed = v.flag ("fixed");
        phase.link = v.flag ("link");
        phase.fade = v.number ("fade");
        if (v.has ("say")) phase.say = v.word ("say");
        if (v.has ("recording")) phase.recording = v.word ("recording");
        if (v.has ("voice")) phase.telling = tellingFrom (v.word ("voice"));
        if (v.has ("tempo")) phase.tempo = v.ramp ("tempo");
        if (v.has ("breath")) phase.breath = v.ramp ("breath");
        if (const auto* e = map.find ("sound"); e != nullptr && v.given ("sound")) readLayerUses (e->value, phase);
        if (const auto* e = map.find ("touch"); e != nullptr && v.given ("touch")) readTouches (e->value, phase);
    }

    void readLayerUses (const Node& map, Phase& phase)
    {
        for (const auto& entry : atMost (mostSounds, reading, map.entries, "layers of sound at once"))
        {
            if (reading.full()) return;
            LayerUse use;
            use.span = entry.value.span;
            const auto layer = layerNamed (entry.key, entry.keySpan);
            if (! isMap (reading, entry.value, "a layer in a phase", "write " + entry.key + ": {}")) continue;

            // Its own values stay what they are all through the session.
            std::vector<std::string_view> own { "kind" };
            if (layer && score.sounds[*layer].kind != nullptr)
                for (const auto& f : score.sounds[*layer].kind->fields) own.push_back (f.key);
            Node rest = entry.value;
            std::erase_if (rest.entries, [&] (const Node::Entry& e) {
                if (std::find (own.begin(), own.end(), e.key) == own.end()) return false;
                reading.error (e.keySpan, "override", quoted (e.key) + " of " + quoted (entry.key) + " cannot change within a session",
                               "make a second layer for it");
                return true;
            });
            const auto v = readValues (reading, rest, soundUseFields(), entry.keySpan, "a layer in a phase", true);
            if (v.has ("level")) use.level = v.ramp ("level");
            if (! layer) continue;
            use.layer = *layer;
            phase.sound.push_back (std::move (use));
        }
    }

    void readTouches (const Node& list, Phase& phase)
    {
        std::set<std::string> names;
        for (const auto& node : atMost (mostTouches, reading, list.items, "strokes at once"))
        {
            if (reading.full()) return;
            if (! isMap (reading, node, "a stroke", "write - { stroke: effleurage, strength: 30% }")) continue;
            TouchUse use;
            use.span = node.span;
            const auto* stroke = node.find ("stroke");
            if (! readTouch (node, stroke, use)) continue;

            int ordinal = 1;
            for (const auto& t : phase.touch) ordinal += t.kind == use.kind ? 1 : 0;
            const bool named = use.values.has ("name");
            use.name = named ? use.values.word ("name") : std::string (use.kind->name) + " " + std::to_string (ordinal);
            if (! names.insert (use.name).second)
                reading.error (named ? use.values.find ("name")->span : stroke->value.span, "duplicate-name",
                               "two strokes of this phase are called " + quoted (use.name), "give one another name");
            phase.touch.push_back (std::move (use));
        }
    }

    bool readTouch (const Node& node, const Node::Entry* stroke, TouchUse& use)
    {
        if (stroke != nullptr && stroke->value.kind == Node::Kind::scalar) use.kind = touch::findTechniqueKind (stroke->value.scalar);
        auto table = strokeField();
        const auto& words = table[0].words;
        const auto& common = touch::commonFields();
        if (use.kind == nullptr)
        {
            const ByteSpan owner = node.entries.empty() ? node.span : ByteSpan { node.entries.front().keySpan };
            if (stroke == nullptr)
                reading.error (owner, "missing-key", "a touch entry needs \"stroke\"", words.empty() ? std::string() : "write stroke: " + words.front());
            else if (stroke->value.kind != Node::Kind::scalar) reading.error (stroke->value.span, "kind", "\"stroke\" is a single value");
            else if (! stroke->value.missing)
                reading.error (stroke->value.span, "unknown-stroke", quoted (stroke->value.scalar) + " is not a stroke",
                               suggestion (stroke->value.scalar, words));
            for (const auto& field : common) // what every stroke has can be judged all the same
                if (const auto* e = node.find (field.key)) (void)text::readValue (reading, e->value, field);
            return false;
        }
        // A technique's own field stands in for a common one of that name.
        for (const auto& field : common)
            if (std::none_of (use.kind->fields.begin(), use.kind->fields.end(), [&] (const text::Field& f) { return f.key == field.key; }))
                table.push_back (field);
        table.insert (table.end(), use.kind->fields.begin(), use.kind->fields.end());
        use.values = readValues (reading, node, table, stroke->value.span, use.kind->name);
        if (const auto* heard = use.values.find ("sound"); heard != nullptr && heard->given) (void)layerNamed (use.values.word ("sound"), heard->span);
        return true;
    }

    void readThen (const Node::Entry& entry)
    {
        // One name stands for a list of one.
        Node whole = entry.value;
        for (auto& e : whole.entries)
            if (e.key == "sound" && e.value.kind == Node::Kind::scalar)
            {
                Node list;
                list.kind = Node::Kind::sequence;
                list.span = e.value.span;
                list.items.push_back (e.value);
                e.value = std::move (list);
            }
        const auto v = readValues (reading, whole, thenFields(), whole.span, "\"then\"");
        Then then;
        if (v.has ("sound") && v.texts ("sound").empty())
            reading.error (v.find ("sound")->span, "empty", "\"then\" has at least one layer that goes on", "write sound: [ sea ], or leave \"then\" out");
        if (v.has ("sound"))
            for (const auto& item : whole.find ("sound")->value.items)
            {
                const auto layer = layerNamed (item.scalar, item.span);
                if (! layer) continue;
                if (std::find (then.layers.begin(), then.layers.end(), *layer) == then.layers.end()) then.layers.push_back (*layer);
                else reading.error (item.span, "duplicate-name", quoted (item.scalar) + " is listed twice", "leave one out");
            }
        if (v.has ("until") && v.has ("for"))
            reading.error (v.find ("for")->keySpan, "unlike", "\"then\" takes \"until\" or \"for\", not both", "leave one out");
        if (v.has ("for"))
        {
            then.until = Then::Until::length;
            then.value = v.number ("for");
        }
        else if (v.has ("until") && ! v.isWord ("until"))
        {
            then.until = Then::Until::clock;
            then.value = v.number ("until");
        }
        then.level = v.number ("level");
        score.then = std::move (then);
    }
};
} // namespace

double Score::length() const noexcept
{
    double sum = 0.0;
    for (const auto& p : phases) sum += p.length;
    return sum;
}

Result<Score, text::Diagnostics> readScore (std::string_view file, std::string_view given)
{
    text::Diagnostics found;
    auto script = text::parseYaml (file, given, found);
    if (! script) return fail (std::move (script.error()));

    Reading reading { file, given, found };
    Score score;
    score.text = given;
    score.file = file;
    if (isMap (reading, *script, "a session", "begin with session: 1") && ! isNewer (reading, *script))
    {
        ScriptReader (reading, score).read (*script);
        checkRules (reading, score, *script);
    }
    std::stable_sort (found.begin(), found.end(), [] (const auto& a, const auto& b) { return a.line != b.line ? a.line < b.line : a.column < b.column; });
    if (refused (found)) return fail (std::move (found));
    score.warnings = std::move (found);
    return score;
}
} // namespace lull::session

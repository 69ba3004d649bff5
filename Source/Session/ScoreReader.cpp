// A session script becomes a Score: structure by the field tables, then meaning, everything wrong in one pass.
#include <algorithm>
#include <cmath>

#include "Session/Score.h"
#include "Session/ScoreFields.h"

namespace lull::session
{
namespace
{
using text::ByteSpan;
using text::Node;
using text::Reading;
using text::Values;

text::FieldTable joined (std::initializer_list<const text::FieldTable*> tables)
{
    text::FieldTable all;
    for (const auto* t : tables) all.insert (all.end(), t->begin(), t->end());
    return all;
}

// A map is wanted here; says so otherwise.
bool isMap (Reading& r, const Node& node, std::string_view what)
{
    if (node.kind == Node::Kind::map) return true;
    r.error (node.span, "not-a-map", std::string (what) + " is written as keys and values", "{ key: value }");
    return false;
}

const Node* nodeOf (const Values& v, std::string_view key)
{
    const auto* found = v.find (key);
    if (found == nullptr || ! std::holds_alternative<const Node*> (found->is)) return nullptr;
    return std::get<const Node*> (found->is);
}

// The word that chooses a voice or a technique; null when it is missing or unknown, and says so.
template <class Kind>
const Kind* chosen (Reading& r, const Node& map, ByteSpan owner, std::string_view key, std::string_view thing, std::string_view plural,
                    const std::vector<const Kind*>& kinds)
{
    const auto* entry = map.find (key);
    if (entry == nullptr)
    {
        r.error (owner, "missing", "\"" + std::string (key) + "\" is missing", "say which " + std::string (thing) + " it is");
        return nullptr;
    }
    if (entry->value.kind != Node::Kind::scalar)
    {
        r.error (entry->value.span, "kind", "\"" + std::string (key) + "\" is one word", "the name of a " + std::string (thing));
        return nullptr;
    }
    std::vector<std::string> names;
    for (const auto* k : kinds)
    {
        if (k->name == entry->value.scalar) return k;
        names.emplace_back (k->name);
    }
    std::string fix = text::nearest (entry->value.scalar, names);
    if (! fix.empty()) fix = "did you mean \"" + fix + "\"?";
    else
    {
        for (const auto& n : names) fix += (fix.empty() ? std::string (plural) + " are " : ", ") + n;
    }
    r.error (entry->value.span, "unknown-" + std::string (key), "\"" + entry->value.scalar + "\" is not a " + std::string (thing), fix);
    return nullptr;
}

void readSounds (Reading& r, const Node& map, Score& score)
{
    if (! isMap (r, map, "sounds")) return;
    for (const auto& e : map.entries)
    {
        if (! isMap (r, e.value, "a sound")) continue;
        const auto* kind = chosen (r, e.value, e.keySpan, "kind", "sound", "sounds", sound::voiceKinds());
        if (kind == nullptr) continue;
        Values v = text::readValues (r, e.value, joined ({ &layerFields(), &kind->fields }), e.keySpan, kind->name);
        score.sounds.push_back ({ e.key, kind, v, v.has ("level") ? v.ramp ("level") : text::Ramp::constant (-32.0, text::Measure::lufs), e.value.span });
    }
}

void readUses (Reading& r, const Node& map, const Score& score, const Node* sounds, Phase& phase)
{
    if (! isMap (r, map, "sound")) return;
    for (const auto& e : map.entries)
    {
        const auto def = std::find_if (score.sounds.begin(), score.sounds.end(), [&] (const LayerDef& d) { return d.name == e.key; });
        if (def == score.sounds.end())
        {
            if (sounds != nullptr && sounds->find (e.key) != nullptr) continue; // named, but itself refused: said there
            std::vector<std::string> names;
            for (const auto& d : score.sounds) names.push_back (d.name);
            const auto near = text::nearest (e.key, names);
            r.error (e.keySpan, "unknown-sound", "\"" + e.key + "\" is not one of this session's sounds",
                     near.empty() ? "name it under sounds: first" : "did you mean \"" + near + "\"?");
            continue;
        }
        if (! isMap (r, e.value, "a sound's use")) continue;
        Node rest = e.value;
        for (const auto& inner : e.value.entries)
        {
            const bool fixed = inner.key == "kind" || std::any_of (def->kind->fields.begin(), def->kind->fields.end(), [&] (const text::Field& f) { return f.key == inner.key; });
            if (! fixed) continue;
            r.error (inner.keySpan, "fixed-value", "\"" + inner.key + "\" cannot change within a session", "set it under sounds:, or name a second layer there");
            rest.entries.erase (std::find_if (rest.entries.begin(), rest.entries.end(), [&] (const Node::Entry& x) { return x.key == inner.key; }));
        }
        const Values v = text::readValues (r, rest, useFields(), e.keySpan, "a sound's use", true);
        LayerUse use { static_cast<std::size_t> (def - score.sounds.begin()), std::nullopt, e.value.span };
        if (v.has ("level")) use.level = v.ramp ("level");
        phase.sound.push_back (std::move (use));
    }
}

void readTouch (Reading& r, const Node& list, Phase& phase)
{
    if (list.kind != Node::Kind::sequence)
    {
        r.error (list.span, "not-a-list", "touch is a list of strokes", "begin each with - { stroke: ... }");
        return;
    }
    std::vector<std::string> names;
    for (const auto& item : list.items)
    {
        if (! isMap (r, item, "a stroke")) continue;
        const auto* kind = chosen (r, item, ByteSpan { item.span.begin, item.span.begin + 1 }, "stroke", "stroke", "strokes", touch::techniqueKinds());
        if (kind == nullptr) continue;
        TouchUse use { kind, text::readValues (r, item, joined ({ &touchFields(), &touch::commonFields(), &kind->fields }), { item.span.begin, item.span.begin + 1 }, kind->name), {}, item.span };
        const auto ordinal = 1 + std::count_if (phase.touch.begin(), phase.touch.end(), [&] (const TouchUse& u) { return u.kind == kind; });
        use.name = use.values.given ("name") ? use.values.word ("name") : std::string (kind->name) + " " + std::to_string (ordinal);
        if (std::find (names.begin(), names.end(), use.name) != names.end())
            r.error (use.values.given ("name") ? use.values.find ("name")->span : item.span, "duplicate-name", "two strokes of this phase are called \"" + use.name + "\"", "give each a name of its own");
        names.push_back (use.name);
        phase.touch.push_back (std::move (use));
    }
}

std::optional<Phase> readPhase (Reading& r, const Node& node, const Score& score, const Node* sounds)
{
    if (! isMap (r, node, "a phase")) return std::nullopt;
    const Values v = text::readValues (r, node, phaseFields(), { node.span.begin, node.span.begin + 1 }, "a phase");
    Phase phase;
    phase.span = node.span;
    phase.nameSpan = phase.lengthSpan = { node.span.begin, node.span.begin + 1 };
    if (v.has ("name")) { phase.name = v.word ("name"); phase.nameSpan = v.find ("name")->span; }
    if (v.has ("for")) { phase.length = v.number ("for"); phase.lengthSpan = v.find ("for")->span; }
    if (v.has ("at least")) phase.atLeast = v.number ("at least");
    if (v.has ("at most")) phase.atMost = v.number ("at most");
    phase.fixed = v.has ("fixed") && v.flag ("fixed");
    phase.link = v.has ("link") && v.flag ("link");
    if (v.has ("fade")) phase.fade = v.number ("fade");
    if (v.has ("say")) phase.say = v.word ("say");
    if (v.has ("tempo")) phase.tempo = v.ramp ("tempo");
    if (v.has ("breath")) phase.breath = v.ramp ("breath");
    if (phase.atLeast && phase.length > 0.0 && *phase.atLeast > phase.length)
        r.error (v.find ("at least")->span, "at-least", "\"at least\" is longer than the phase", "at most " + text::toText ({ phase.length, text::Measure::seconds }));
    if (phase.atMost && phase.length > 0.0 && *phase.atMost < phase.length)
        r.error (v.find ("at most")->span, "at-most", "\"at most\" is shorter than the phase", "at least " + text::toText ({ phase.length, text::Measure::seconds }));
    for (const char* key : { "tempo", "breath" })
        if (v.has (key))
            for (const auto& p : v.ramp (key).points)
                if (! p.end && phase.length > 0.0 && p.seconds > phase.length)
                    r.error (v.find (key)->span, "point-late", "a point lies after the end of the phase", "the phase lasts " + text::toText ({ phase.length, text::Measure::seconds }));
    if (const auto* map = nodeOf (v, "sound")) readUses (r, *map, score, sounds, phase);
    if (const auto* list = nodeOf (v, "touch")) readTouch (r, *list, phase);
    return phase;
}

void readThen (Reading& r, const Node& node, ByteSpan owner, Score& score)
{
    if (! isMap (r, node, "then")) return;
    const Values v = text::readValues (r, node, thenFields(), owner, "then");
    Then then;
    if (v.has ("sound"))
        for (const auto& name : v.texts ("sound"))
        {
            const auto def = std::find_if (score.sounds.begin(), score.sounds.end(), [&] (const LayerDef& d) { return d.name == name; });
            if (def != score.sounds.end()) then.layers.push_back (static_cast<std::size_t> (def - score.sounds.begin()));
            else r.error (v.find ("sound")->span, "unknown-sound", "\"" + name + "\" is not one of this session's sounds", "name it under sounds: first");
        }
    if (v.has ("until") && v.has ("for"))
        r.error (v.find ("for")->span, "then", "\"until\" and \"for\" cannot both hold", "keep one");
    if (v.has ("for"))
    {
        then.until = Then::Until::length;
        then.value = v.number ("for");
    }
    else if (v.has ("until") && v.word ("until") != "stopped")
    {
        const auto& clock = v.word ("until");
        const auto colon = clock.find (':');
        const auto two = [] (std::string_view s) -> int { return s.size() >= 1 && s.size() <= 2 && std::all_of (s.begin(), s.end(), [] (char c) { return c >= '0' && c <= '9'; }) ? (s.size() == 2 ? 10 * (s[0] - '0') + s[1] - '0' : s[0] - '0') : -1; };
        const int hours = colon == std::string::npos ? -1 : two (std::string_view (clock).substr (0, colon));
        const int minutes = colon == std::string::npos || clock.size() - colon != 3 ? -1 : two (std::string_view (clock).substr (colon + 1));
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
            r.error (v.find ("until")->span, "then", "\"" + clock + "\" is not a time of day", "write it as 7:00, or stopped");
        then.until = Then::Until::clock;
        then.value = 3600.0 * hours + 60.0 * minutes;
    }
    score.then = std::move (then);
}

// What only shows when the phases stand side by side.
void checkWhole (Reading& r, Score& score)
{
    auto& phases = score.phases;
    double total = 0.0;
    double bpm = score.tempo.first();
    for (std::size_t i = 0; i < phases.size(); ++i)
    {
        const auto& p = phases[i];
        for (std::size_t k = 0; k < i; ++k)
            if (! p.name.empty() && phases[k].name == p.name)
            {
                r.error (p.nameSpan, "duplicate-phase", "two phases are called \"" + p.name + "\"",
                         "the first is in line " + std::to_string (text::placeOf (r.text, phases[k].nameSpan.begin).line) + "; name this one differently");
                break;
            }
        if (p.tempo)
        {
            if (std::abs (p.tempo->first() - bpm) > 2.0)
                r.warn (p.nameSpan, "tempo-step", "the tempo steps from " + text::toText ({ bpm, text::Measure::bpm }) + " to " + text::toText ({ p.tempo->first(), text::Measure::bpm }),
                        "begin where the phase before ended, or ramp");
            bpm = p.tempo->last();
        }
        total += p.length;
    }
    if (total > longestSession)
        r.error (phases.back().lengthSpan, "too-long", "the phases last " + text::toText ({ total, text::Measure::seconds }) + " in all", "a session lasts at most 90 min");

    if (! score.forSleep || phases.empty()) return;
    if (! phases.back().touch.empty())
        r.error (phases.back().touch.front().span, "sleep-touch", "a session for sleep ends without touch", "move this stroke into the phase before");
    double begin = 0.0, tapping = 0.0;
    for (const auto& p : phases)
    {
        const double end = begin + p.length;
        for (const auto& u : p.touch)
        {
            if (! u.kind->pulsed) continue;
            tapping += p.length;
            if (end > total * 2.0 / 3.0 + 1e-6)
                r.error (u.span, "sleep-tapping", "a session for sleep has no tapping in its last third", "end it before " + text::toText ({ total * 2.0 / 3.0, text::Measure::seconds }));
            else if (tapping > 120.0 + 1e-6)
                r.error (u.span, "sleep-tapping", "a session for sleep has at most 2 min of tapping", "shorten this phase");
            if (u.values.has ("strength") && u.values.ramp ("strength").greatest() > 0.5)
                r.error (u.values.find ("strength")->span, "sleep-tapping", "tapping in a session for sleep is soft", "at most 50%");
        }
        begin = end;
    }
}
} // namespace

double Score::length() const noexcept
{
    double sum = 0.0;
    for (const auto& p : phases) sum += p.length;
    return sum;
}

Result<Score, text::Diagnostics> readScore (std::string_view file, std::string_view text)
{
    auto root = text::parseYaml (file, text);
    if (! root) return fail (std::move (root.error()));
    text::Diagnostics found;
    Reading r { file, text, found };
    Score score;
    score.text = std::string (text);
    score.file = std::string (file);
    if (! isMap (r, *root, "a session")) return fail (std::move (found));

    // A newer major version is refused before anything else is said about it.
    if (const auto* version = root->find ("session"); version != nullptr && version->value.kind == Node::Kind::scalar)
        if (const auto n = text::parseNumber (version->value.scalar); n && *n > 1.0)
        {
            r.error (version->value.span, "newer-version", "this session is written for a newer Lull (format " + version->value.scalar + ")", "this one reads format 1");
            return fail (std::move (found));
        }

    for (const char* reserved : { "cues", "person", "voice" })
        if (const auto* e = root->find (reserved)) r.warn (e->keySpan, "reserved", "\"" + e->key + "\" is reserved for later and does nothing yet");
    const Values v = text::readValues (r, *root, scriptFields(), { 0, 1 }, "a session", false, { "cues", "person", "voice" });
    const auto take = [&] (const char* key, std::string& to) { if (v.has (key)) to = v.word (key); };
    take ("title", score.title);
    take ("about", score.about);
    take ("posture", score.posture);
    take ("after", score.after);
    if (v.has ("need")) score.need = v.texts ("need");
    if (v.has ("cautions")) score.cautions = v.texts ("cautions");
    if (v.has ("seed"))
    {
        const double seed = v.number ("seed");
        if (seed != std::floor (seed)) r.error (v.find ("seed")->span, "seed", "a seed is a whole number", "take the fraction away");
        else score.seed = static_cast<std::uint64_t> (seed);
    }
    score.tempo = text::Ramp::constant (v.has ("tempo") ? v.number ("tempo") : 60.0, text::Measure::bpm);
    score.breath = text::Ramp::constant (v.has ("breath") ? v.number ("breath") : 6.0, text::Measure::perMinute);
    score.forSleep = v.has ("for sleep") && v.flag ("for sleep");

    const auto* sounds = nodeOf (v, "sounds");
    if (sounds != nullptr) readSounds (r, *sounds, score);
    if (const auto* list = nodeOf (v, "phases"))
    {
        const auto span = v.find ("phases")->keySpan;
        if (list->kind != Node::Kind::sequence) r.error (list->span, "not-a-list", "phases is a list", "begin each phase with - name: ...");
        else if (list->items.empty()) r.error (span, "no-phases", "a session has at least one phase", "add one");
        else if (list->items.size() > mostPhases)
            r.error (list->items[mostPhases].span, "phases", "there are " + std::to_string (list->items.size()) + " phases", "a session has at most 64");
        else
            for (const auto& item : list->items)
                if (auto phase = readPhase (r, item, score, sounds)) score.phases.push_back (std::move (*phase));
    }
    if (const auto* then = nodeOf (v, "then")) readThen (r, *then, v.find ("then")->keySpan, score);
    if (! score.phases.empty()) checkWhole (r, score);

    std::stable_sort (found.begin(), found.end(), [] (const text::Diagnostic& a, const text::Diagnostic& b) { return a.line != b.line ? a.line < b.line : a.column < b.column; });
    if (text::refused (found)) return fail (std::move (found));
    score.warnings = std::move (found);
    return score;
}
} // namespace lull::session

#include "Session/Rules.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "Session/SessionFields.h"
#include "Session/Speech.h"
#include "Session/Tuning.h"
#include "Text/Utf8.h"

namespace lull::session
{
namespace
{
using text::quoted;
using text::Reading;

constexpr double softTapping = 0.5; // strength

std::string timeText (double seconds)
{
    const auto in = [] (double s) { return text::toText (text::Quantity { s, text::Measure::seconds }); };
    const double minutes = std::floor (seconds / 60.0) * 60.0;
    return seconds < 120.0 || ! (seconds > minutes) ? in (seconds) : in (minutes) + " " + in (seconds - minutes);
}

// Where a phase's key stands in the script, or the phase itself.
const text::Node* valueOf (const text::Node* phase, std::string_view key)
{
    const auto* entry = phase == nullptr || phase->kind != text::Node::Kind::map ? nullptr : phase->find (key);
    return entry == nullptr ? nullptr : &entry->value;
}

// Points of a ramp that would lie behind the phase's end.
void checkPoints (Reading& reading, const text::Node* node, const text::Ramp& ramp, double length, std::string_view whose)
{
    if (node == nullptr || node->kind != text::Node::Kind::sequence || ! (length > 0.0)) return;
    for (std::size_t i = 0; i < ramp.points.size() && i < node->items.size(); ++i)
        if (! ramp.points[i].end && ramp.points[i].seconds > length)
        {
            reading.error (node->items[i].span, "ramp",
                           timeText (ramp.points[i].seconds) + " lies behind the end of " + std::string (whose) + ", which lasts " + timeText (length),
                           "write \"end\" for its end");
            return;
        }
}

void checkLengths (Reading& reading, const Score& score)
{
    double total = 0.0;
    for (const auto& phase : score.phases)
    {
        const double before = total;
        total += phase.length;
        if (before <= longestSession && total > longestSession)
            reading.error (phase.lengthSpan, "too-long", "the session lasts " + timeText (score.length()) + " in all", "at most " + timeText (longestSession));
    }
}

void checkPhase (Reading& reading, const Phase& phase, const text::Node* node)
{
    const auto wrong = [&] (std::string_view key, std::string message, std::string fix = {}) {
        if (const auto* value = valueOf (node, key)) reading.error (value->span, "range", std::move (message), std::move (fix));
    };
    const auto idle = [&] (std::string_view key, std::string_view where) {
        if (const auto* entry = node == nullptr ? nullptr : node->find (key))
            reading.warn (entry->keySpan, "no-effect", quoted (key) + " does nothing in " + std::string (where));
    };
    if (phase.length > 0.0 && phase.atLeast && *phase.atLeast > phase.length)
        wrong ("at least", "\"at least\" is more than the " + timeText (phase.length) + " the phase lasts");
    if (phase.length > 0.0 && phase.atMost && *phase.atMost < phase.length)
        wrong ("at most", "\"at most\" is less than the " + timeText (phase.length) + " the phase lasts");
    if (phase.fixed || phase.link)
    {
        idle ("at least", "a phase that keeps its length");
        idle ("at most", "a phase that keeps its length");
    }
    if (phase.say.empty() && valueOf (node, "say") == nullptr)
    {
        idle ("recording", "a phase that says nothing");
        idle ("voice", "a phase that says nothing");
    }
}

// Ramps whose points must lie within their phase.
void checkRamps (Reading& reading, const Score& score, const Phase& phase, const text::Node* node, const text::Node* sounds)
{
    if (phase.tempo) checkPoints (reading, valueOf (node, "tempo"), *phase.tempo, phase.length, "the phase");
    if (phase.breath) checkPoints (reading, valueOf (node, "breath"), *phase.breath, phase.length, "the phase");
    for (const auto& use : phase.sound)
    {
        const auto& def = score.sounds[use.layer];
        if (use.level) checkPoints (reading, valueOf (valueOf (valueOf (node, "sound"), def.name), "level"), *use.level, phase.length, "the phase");
        else checkPoints (reading, valueOf (valueOf (sounds, def.name), "level"), def.level, phase.length, "phase " + quoted (phase.name));
    }
    const auto* list = valueOf (node, "touch");
    for (const auto& use : phase.touch)
    {
        if (list == nullptr) break;
        const auto entry = std::find_if (list->items.begin(), list->items.end(), [&] (const text::Node& n) { return n.span.begin == use.span.begin; });
        if (entry == list->items.end()) continue;
        for (const auto& [key, value] : use.values.entries())
            if (const auto* ramp = std::get_if<text::Ramp> (&value.is); ramp != nullptr && value.given)
                checkPoints (reading, valueOf (&*entry, key), *ramp, phase.length, "the phase");
    }
}

void checkNames (Reading& reading, const Score& score)
{
    std::map<std::string_view, const Phase*> seen;
    for (const auto& phase : score.phases)
    {
        if (phase.name.empty()) continue;
        const auto [first, fresh] = seen.try_emplace (phase.name, &phase);
        if (! fresh)
            reading.error (phase.nameSpan, "duplicate-name", "two phases are called " + quoted (phase.name),
                           "the first is in line " + std::to_string (text::placeOf (reading.text, first->second->nameSpan.begin).line));
    }
}

// What is allowed, but hardly meant.
void warnings (Reading& reading, const Score& score, const text::Node* list)
{
    double bpm = score.tempo.last();
    for (std::size_t i = 0; i < score.phases.size(); ++i)
    {
        const auto& phase = score.phases[i];
        const auto* node = list == nullptr || i >= list->items.size() ? nullptr : &list->items[i];
        if (phase.tempo)
        {
            const double step = std::abs (phase.tempo->first() - bpm);
            if (const auto* at = valueOf (node, "tempo"); at != nullptr && i > 0 && step > 2.0)
                reading.warn (at->span, "tempo-step",
                              "the tempo steps by " + text::toText (text::Quantity { step, text::Measure::bpm }) + " as this phase begins",
                              "begin at " + text::toText (text::Quantity { bpm, text::Measure::bpm }));
            bpm = phase.tempo->last();
        }
        if (const auto* at = valueOf (node, "voice"); at != nullptr && phase.telling == Telling::spoken && tellingIn (score, i) != Telling::spoken)
            reading.warn (at->span, "for-sleep", "nothing is spoken in the last third of a session for sleep: this line is only shown", "leave \"voice\" out");
        if (const auto* at = valueOf (node, "fade"))
        {
            if (const double fade = fadeAt (score.phases, i); phase.fade > fade)
                reading.warn (at->span, "fade", "this fade becomes " + timeText (fade) + ", a quarter of the shorter of the two phases");
        }
    }
    for (std::size_t l = 0; l < score.sounds.size(); ++l)
    {
        const bool after = score.then && std::find (score.then->layers.begin(), score.then->layers.end(), l) != score.then->layers.end();
        const bool used = after || std::any_of (score.phases.begin(), score.phases.end(), [&] (const Phase& p) {
                              return std::any_of (p.sound.begin(), p.sound.end(), [&] (const LayerUse& u) { return u.layer == l; });
                          });
        const auto* touch = toTouch (score.sounds[l]);
        if (used && touch != nullptr && ! carrierBeside (score, l))
            reading.warn (touch->span, "no-effect", "no stroke of this session vibrates, so there is nothing to tune to", "write a note, such as D3");
        if (! used) reading.warn (score.sounds[l].span, "unused", quoted (score.sounds[l].name) + " is never heard", "list it under a phase's sound:");
    }
}

// session-script.md, "For sleep": the rules that need no rendering.
void checkSleep (Reading& reading, const Score& score, const text::Node* then)
{
    if (! score.forSleep || score.phases.empty()) return;
    const auto& last = score.phases.back();
    if (! last.touch.empty())
        reading.error (last.touch.front().span, "for-sleep", "a session for sleep has no touch in its last phase", "end with a phase of sound alone");
    const double total = score.length();
    double begin = 0.0, tapped = 0.0;
    for (const auto& phase : score.phases)
    {
        const double end = begin + phase.length;
        bool counted = false; // two hands that tap at once do not tap for twice as long
        for (const auto& use : phase.touch)
        {
            if (! use.kind->pulsed) continue;
            if (use.values.has ("strength") && use.values.ramp ("strength").greatest() > softTapping)
                reading.error (use.values.find ("strength")->span, "for-sleep", "tapping in a session for sleep is soft", "at most 50%");
            if (std::exchange (counted, true)) continue;
            tapped += phase.length;
            if (end > tappingEndsForSleep (total) + 1e-6)
                reading.error (use.span, "for-sleep", "a session for sleep has no tapping in its last third",
                               "put it before " + timeText (std::floor (tappingEndsForSleep (total))));
            if (tapped > longestTappingForSleep && tapped - phase.length <= longestTappingForSleep)
                reading.error (use.span, "for-sleep", "a session for sleep has at most 2 min of tapping", "this makes it " + timeText (tapped));
        }
        begin = end;
    }
    if (const auto* level = valueOf (then, "level"); level != nullptr && score.then && score.then->level > Then::bedroom)
        reading.error (level->span, "for-sleep", "what follows a session for sleep is no louder than a bedroom's night",
                       "at most " + text::toText (text::Quantity { Then::bedroom, text::Measure::lufs }));
}
} // namespace

double fadeAt (const std::vector<Phase>& phases, std::size_t i) noexcept
{
    const bool end = i == phases.size();
    double fade = phases[end ? i - 1 : i].fade;
    if (! end) fade = std::min (fade, 0.25 * phases[i].length);
    if (i > 0) fade = std::min (fade, 0.25 * phases[i - 1].length);
    return fade;
}

void checkRules (Reading& reading, const Score& score, const text::Node& script)
{
    const auto* list = script.find ("phases");
    const auto* phases = list == nullptr || list->value.kind != text::Node::Kind::sequence ? nullptr : &list->value;
    const auto* sounds = script.find ("sounds");
    checkLengths (reading, score);
    checkNames (reading, score);
    for (std::size_t i = 0; i < score.phases.size() && phases != nullptr; ++i)
    {
        const auto* node = phases->items[i].kind == text::Node::Kind::map ? &phases->items[i] : nullptr;
        checkPhase (reading, score.phases[i], node);
        checkRamps (reading, score, score.phases[i], node, sounds == nullptr ? nullptr : &sounds->value);
    }
    const auto* then = script.find ("then");
    checkSleep (reading, score, then == nullptr ? nullptr : &then->value);
    if (! refused (reading.found)) warnings (reading, score, phases); // what is wrong comes first
}
} // namespace lull::session

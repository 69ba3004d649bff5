#include "Cli/StatusLine.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Engine/StateWord.h"
#include "Text/Json.h"
#include "Safety/Ceiling.h"
#include "Session/After.h"

namespace lull::cli
{
namespace
{
using engine::Telemetry;
using State = safety::Interlock::State;

// Columns a text takes: code points, which is right for what we print.
std::size_t width (std::string_view s)
{
    return static_cast<std::size_t> (std::count_if (s.begin(), s.end(), [] (char c) { return (static_cast<unsigned char> (c) & 0xC0) != 0x80; }));
}

struct Where
{
    std::string phase, next;
    double nextIn = 0.0, left = 0.0; // s; left may be infinite
    [[nodiscard]] std::string leftText() const { return std::isfinite (left) ? clockText (left) + " left" : "until stopped"; }
};

Where where (const Situation& s, const Telemetry& t)
{
    const auto& timeline = *s.loaded->timeline;
    const auto& phases = timeline.phases();
    const std::size_t i = std::min (timeline.phaseAt (t.seconds), phases.size() - 1);
    Where w { phases[i].name, i + 1 < phases.size() ? phases[i + 1].name : "", phases[i].end - t.seconds, timeline.length() - t.seconds };
    if (timeline.then() > 0.0)
    {
        const auto& score = *s.loaded->score;
        const std::string follows = session::thenNames (score, *score.then);
        if (w.next.empty()) w.next = follows;
        if (timeline.after (t.seconds)) w = { follows, "", 0.0, timeline.whole() - t.seconds };
    }
    w.nextIn = std::max (0.0, w.nextIn);
    w.left = std::max (0.0, w.left);
    return w;
}

std::string touchWords (const Situation& s, const Telemetry& t)
{
    if (s.heard) return "heard";
    if (s.loaded->chair == nullptr) return "none";
    if (t.after) return "over";
    if (t.restLeft > 0.0) return "resting";
    if (t.stopped || t.interlock == State::stopping) return "stopped";
    if (t.interlock == State::arming) return "rising";
    if (t.interlock == State::armed) return "armed";
    return s.touchFlows ? "ready" : "off";
}

// Zones as they lie: rows from the head down, left before right, each as bright as it is touched.
struct Back
{
    std::string drawn;
    std::size_t columns = 0;
};

Back back (const Console& console, const touch::Chair& chair, const Telemetry& t)
{
    std::vector<const touch::Zone*> zones;
    for (const auto& z : chair.zones) zones.push_back (&z);
    std::stable_sort (zones.begin(), zones.end(), [] (auto* a, auto* b) {
        if (a->surface != b->surface) return a->surface < b->surface;
        if (std::abs (a->y - b->y) > 4.0) return a->y > b->y;
        return a->x < b->x;
    });
    Back out;
    const touch::Zone* before = nullptr;
    for (const auto* z : zones)
    {
        if (before != nullptr && (z->surface != before->surface || std::abs (z->y - before->y) > 4.0)) out.drawn += ' ', ++out.columns;
        before = z;
        const auto a = static_cast<std::size_t> (z->actuator);
        const double full = std::max (1e-6, chair.a100 (z->actuator) * 0.707);
        const double level = std::clamp (std::sqrt (static_cast<double> (t.touch.rms30ms[a]) / full), 0.0, 1.0);
        const int step = static_cast<int> (level * 7.0 + 0.5);
        if (console.colours())
        {
            constexpr int ember[] { 236, 94, 130, 166, 172, 208, 215, 223 }; // from the raised ground to the highest glow
            out.drawn += fmt::format ("\x1b[38;5;{}m{}\x1b[0m", ember[step], console.unicode() ? "●" : "o");
        }
        else if (console.unicode()) out.drawn += std::string ("▁▂▃▄▅▆▇█").substr (static_cast<std::size_t> (3 * step), 3);
        else out.drawn += ".:-=+*%#"[step];
        ++out.columns;
    }
    return out;
}
} // namespace

std::string heldWords (const touch::Chair& chair, const Telemetry& t)
{
    using safety::Bound;
    for (std::size_t k = 0; k < chair.actuators.size(); ++k)
        if (const auto b = t.touch.bound[k]; b != Bound::none && b != Bound::permitted)
            return fmt::format ("{}: {}", chair.actuators[k].name, safety::wordsOf (b));
    return {};
}

std::string stateOf (const Situation& s, const Telemetry& t) { return s.stopping ? "stopping" : engine::stateWord (t); }

void drawStatus (Console& console, const Situation& s, const Telemetry& t)
{
    if (! console.watched()) return;
    const Where w = where (s, t);
    const std::string gap = console.unicode() ? " · " : " | ";
    std::string shown;
    std::size_t columns = 0;
    const auto limit = static_cast<std::size_t> (console.columns() - 1);
    const auto add = [&] (const std::string& words, std::size_t wide) {
        const std::size_t more = wide + (columns == 0 ? 0 : width (gap));
        if (columns + more >= limit) return;
        shown += (columns == 0 ? "" : gap) + words;
        columns += more;
    };
    const auto plain = [&] (const std::string& words) { add (words, width (words)); };

    const std::string state = stateOf (s, t);
    if (state != "playing") plain (state == "paused" ? "paused (space goes on)" : state == "asleep" ? "quiet (space goes on)" : state);
    if (console.colours()) add ("\x1b[38;5;180m" + w.phase + "\x1b[0m", width (w.phase));
    else plain (w.phase);
    plain (w.leftText());
    if (s.loaded->chair != nullptr)
    {
        const std::string touch = touchWords (s, t);
        if (touch == "armed" || touch == "heard" || touch == "rising")
        {
            const Back b = back (console, *s.loaded->chair, t);
            add (b.drawn, b.columns);
        }
        if (touch == "rising") plain (fmt::format ("touch rising {:.0f} %", 100.0 * static_cast<double> (t.arming)));
        if (touch == "ready") plain ("a lets touch rise");
        if (touch == "stopped") plain ("touch stopped");
        if (touch == "resting") plain ("touch rests, " + clockText (t.restLeft) + " more");
        if (touch == "armed" || touch == "rising")
            if (const auto held = heldWords (*s.loaded->chair, t); ! held.empty()) plain (held);
    }
    if (! w.next.empty()) plain ("next " + w.next + " in " + clockText (w.nextIn));
    if (! t.after) plain (fmt::format ("{:.0f} bpm", t.bpm));
    if (s.loaded->chair != nullptr && ! t.after) plain (fmt::format ("strength {:.0f} %", 100.0 * static_cast<double> (t.strength)));
    if (s.loaded->chair != nullptr && ! t.after && t.ceiling != safety::shareOf (safety::Ceiling::normal) && ! s.heard)
        plain (t.ceiling < safety::shareOf (safety::Ceiling::normal) ? "gentle" : "strong");
    if (t.drowsy) plain ("fading out, t gives 15 minutes more");
    else if (std::isfinite (t.sleepIn) && ! t.asleep) plain ("quiet in " + clockText (t.sleepIn));
    if (t.volume != 1.0f && t.volume > 0.0f) plain (fmt::format ("{:+.0f} dB", math::decibels (static_cast<double> (t.volume))));
    console.line (shown, columns);
}

std::string statusJson (const Situation& s, const Telemetry& t)
{
    const Where w = where (s, t);
    const std::string state = stateOf (s, t), touch = touchWords (s, t);
    text::Json json (text::Json::Layout::line);
    json.object()
        .flag ("ok", true)
        .text ("state", state)
        .text ("words", fmt::format ("{} {}: {}, {}{}", s.loaded->score->title, state, w.phase, w.leftText(), touch == "none" ? "" : ", touch " + touch))
        .text ("session", s.loaded->name)
        .text ("title", s.loaded->score->title)
        .text ("phase", w.phase);
    if (w.next.empty()) json.none ("next").none ("nextIn");
    else json.text ("next", w.next).number ("nextIn", w.nextIn, 2);
    json.number ("seconds", t.seconds, 3)
        .number ("length", s.loaded->timeline->length(), 3)
        .flag ("after", t.after)
        .number ("left", w.left, 3)       // null: until it is stopped
        .number ("sleepIn", t.sleepIn, 3) // null: no sleep timer
        .number ("bpm", t.bpm, 2)
        .number ("breath", t.breathsPerMinute, 2)
        .number ("strength", static_cast<double> (t.strength), 3)
        .number ("volume", math::decibels (static_cast<double> (t.volume)), 2)
        .text ("touch", touch)
        .number ("arming", static_cast<double> (t.arming), 4)
        .number ("ceiling", math::decibels (static_cast<double> (t.ceiling)), 1) // dB re what the chair may do
        .text ("held", s.loaded->chair != nullptr && (touch == "armed" || touch == "rising") ? heldWords (*s.loaded->chair, t) : std::string())
        .number ("touchLeft", t.touchLeft, 0)
        .number ("restLeft", t.restLeft, 0)
        .text ("device", s.device)
        .number ("rate", t.rate, 1);
    std::string line = json.close().done();
    line.pop_back();
    return line;
}

std::string waitingJson (const Loaded& loaded, double secondsLeft, bool stopping)
{
    text::Json json (text::Json::Layout::line);
    json.object()
        .flag ("ok", true)
        .text ("state", stopping ? "stopping" : "waiting")
        .text ("words", stopping ? loaded.score->title + " will not start" : loaded.score->title + " starts in " + clockText (secondsLeft))
        .text ("session", loaded.name)
        .text ("title", loaded.score->title)
        .number ("startsIn", secondsLeft, 1);
    std::string line = json.close().done();
    line.pop_back();
    return line;
}
} // namespace lull::cli

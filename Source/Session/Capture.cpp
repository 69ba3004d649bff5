#include "Session/Capture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "Session/Rules.h"
#include "Session/SessionFields.h"
#include "Text/Splice.h"
#include "Text/Utf8.h"
#include "Touch/Quicken.h"

namespace lull::session
{
namespace
{
constexpr double release = touch::keyFalls, attack = touch::keyRises;
constexpr double control = 0.5; // where the listener's strength stands in every face
constexpr double step = 0.25;   // s: how finely curves are looked at
constexpr double off = -60.0;   // dB: no sound

using Points = Capture::Points;

std::string seconds (double s) { return fmt::format ("{:.6g} s", std::round (1000.0 * s) / 1000.0); }

// One line of a flow map, as it was written: block lists and line breaks do not occur in values.
std::string written (const Score& score, const text::Values& values, std::string_view without)
{
    std::string out;
    for (const auto& [key, value] : values.entries())
    {
        if (! value.given || key == without || key == "kind" || key == "stroke" || value.span.end <= value.span.begin) continue;
        out.append (out.empty() ? "" : ", ").append (key).append (": ").append (score.text, value.span.begin, value.span.end - value.span.begin);
    }
    return out;
}

// A curve over a piece as a value: constant, from one to another, or points.
template <class Unit>
std::string curveText (Points points, double begin, double end, double within, const Unit& unit)
{
    for (auto& p : points) p.at = std::clamp (p.at - begin, 0.0, end - begin);
    const auto kept = simplified (points, within);
    const bool flat = std::all_of (kept.begin(), kept.end(), [&] (const auto& k) { return std::abs (k.value - kept.front().value) <= within; });
    if (flat) return unit (kept.front().value);
    if (kept.size() == 2) return unit (kept[0].value) + " -> " + unit (kept[1].value);
    std::string out = "[ ";
    double before = -1.0;
    for (std::size_t i = 0; i < kept.size(); ++i)
    {
        const bool last = i + 1 == kept.size();
        const double t = std::round (1000.0 * kept[i].at) / 1000.0;
        if (! last && (t <= before || t >= std::round (1000.0 * (end - begin)) / 1000.0)) continue;
        out.append (i == 0 ? "" : ", ").append (last ? "end" : seconds (t)).append (" ").append (unit (kept[i].value));
        before = t;
    }
    return out + " ]";
}

// Moments worth looking at within a piece: evenly, and where something turns.
std::vector<double> moments (double begin, double end, std::initializer_list<const std::vector<Curve::Knot>*> turns, const std::vector<double>& more = {})
{
    std::vector<double> all { begin, end };
    for (double t = begin + step; t < end; t += step) all.push_back (t);
    for (const auto* knots : turns)
        for (const auto& k : *knots) all.push_back (k.at);
    all.insert (all.end(), more.begin(), more.end());
    std::erase_if (all, [&] (double t) { return t < begin || t > end; });
    std::sort (all.begin(), all.end());
    all.erase (std::unique (all.begin(), all.end(), [] (double a, double b) { return b - a < 1e-4; }), all.end());
    return all;
}

std::string percent (double v) { return fmt::format ("{:.4g}%", std::round (1000.0 * std::clamp (v, 0.0, 1.0)) / 10.0); }
std::string lufs (double v) { return fmt::format ("{:.5g} LUFS", std::round (100.0 * std::clamp (v, -100.0, -10.0)) / 100.0); }
std::string bpm (double v) { return fmt::format ("{:.6g} bpm", std::round (1000.0 * std::clamp (v, 20.0, 200.0)) / 1000.0); }
std::string perMinute (double v) { return fmt::format ("{:.5g}/min", std::round (1000.0 * std::clamp (v, 2.0, 30.0)) / 1000.0); }

struct Piece
{
    double begin, end;
    std::size_t phase; // of the session
    bool first;        // it begins where that does
};

class Writer
{
public:
    Writer (const Timeline& l, const Capture& t)
        : line (l), score (l.score()), take (t), strength (curve (t.strength)), volume (curve (t.volume)), pressure (curve (t.pressure))
    {}

    Result<std::string> write()
    {
        if (! (take.end - take.begin >= shortestPhase) || line.phases().empty() || take.strength.empty() || take.volume.empty())
            return fail (std::string ("nothing was played yet"));
        auto first = writeOnce();
        if (! first) return first;
        auto read = readScore ("what was played", *first);
        if (! read)
        {
            const auto& d = read.error().front();
            return fail ("what was played cannot be written as a script: " + d.message);
        }
        made = std::make_shared<const Timeline> (std::make_shared<const Score> (std::move (*read)), nullptr, score.seed);
        return writeOnce();
    }

private:
    Result<std::string> writeOnce()
    {
        names.clear();
        const auto all = pieces();
        if (all.size() > mostPhases)
            return fail (
                fmt::format ("that makes {} phases, and a session has at most {}: play fewer groups of keys with a rest between them", all.size(), mostPhases));
        std::string out = head();
        for (const auto& p : all) out += phase (p);
        return out;
    }

    const Timeline& line;
    const Score& score;
    const Capture& take;
    const Curve strength, volume, pressure;
    std::shared_ptr<const Timeline> made; // by a first writing: sound gives way to its touch, not to that of the session that was played over
    std::map<std::string, int> names;

    static Curve curve (const Points& p) { return p.empty() ? Curve (1.0) : Curve (p); }

    [[nodiscard]] bool touches (std::size_t phase) const { return ! score.phases[phase].touch.empty(); }

    [[nodiscard]] std::vector<Piece> pieces() const
    {
        std::vector<double> bounds { take.begin };
        std::vector<double> wished = take.marks;
        for (const auto& p : line.phases()) wished.push_back (p.begin);
        double until = -1.0;
        std::optional<double> from;
        const auto close = [&] {
            if (from && ! touches (line.phaseAt (*from))) wished.insert (wished.end(), { *from, until });
            from.reset();
        };
        for (const auto& h : take.held)
        {
            if (from && h.on > until + shortestPhase) close();
            if (! from) from = h.on, until = h.on;
            until = std::max (until, h.off + release);
        }
        close();
        std::sort (wished.begin(), wished.end());
        for (const double t : wished)
            if (t - bounds.back() >= shortestPhase && take.end - t >= shortestPhase) bounds.push_back (t);
        bounds.push_back (take.end);
        std::vector<Piece> all;
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i)
        {
            const auto n = line.phaseAt (bounds[i] + 1e-6);
            all.push_back ({ bounds[i], bounds[i + 1], n, std::abs (bounds[i] - line.phases()[n].begin) < 1e-3 });
        }
        return all;
    }

    [[nodiscard]] std::string head() const
    {
        auto title = score.title;
        if (! title.ends_with (", played")) title = std::string (text::beginningOf (title, 60)) + ", played";
        std::string out = "session: 1\ntitle: " + text::writtenScalar (title) + "\n";
        if (! score.about.empty()) out += "about: " + text::writtenScalar (score.about) + "\n";
        out += fmt::format ("posture: {}\nseed: {}\ntempo: {}\nbreath: {}\n", score.posture, score.seed, bpm (line.bpmAt (take.begin)),
                            perMinute (line.breathsPerMinuteAt (take.begin)));
        if (! score.sounds.empty()) out += "sounds:\n";
        for (const auto& s : score.sounds)
        {
            auto values = written (score, s.values, {});
            const bool levelled = values.find ("level:") != std::string::npos;
            out += "  " + text::writtenScalar (s.name) + ": { kind: " + std::string (s.kind->name) + (values.empty() ? "" : ", " + values) +
                   (levelled ? "" : ", level: " + lufs (s.level.last())) + " }\n";
        }
        return out + "phases:\n";
    }

    std::string phase (const Piece& p)
    {
        const auto& was = score.phases[p.phase];
        const auto base = std::string (text::beginningOf (was.name, 50));
        const int n = ++names[base];
        const auto name = n == 1 ? base : fmt::format ("{} {}", base, n);
        std::string out = "  - name: " + text::writtenScalar (name) + "\n    for: " + seconds (p.end - p.begin) + "\n";
        out += "    fade: " + seconds (p.first ? was.fade : 0.0) + "\n";
        if (p.first && ! was.say.empty()) out += "    say: " + text::writtenScalar (was.say) + "\n";
        out += "    tempo: " + along (p, line.tempo(), captureBpm, bpm) + "\n    breath: " + along (p, line.breath(), captureBreath, perMinute) + "\n";
        out += "    sound: {" + sounds (p, was) + " }\n";
        std::string touch;
        for (const auto& use : was.touch) touch += ownTouch (p, use);
        touch += playedTouch (p);
        return out + (touch.empty() ? "" : "    touch:\n" + touch);
    }

    template <class Unit>
    [[nodiscard]] std::string along (const Piece& p, const Curve& curve, double within, const Unit& unit) const
    {
        Points points;
        for (const double t : moments (p.begin, p.end, { &curve.knots() })) points.push_back ({ t, curve.value (t < p.end ? t : t - 1e-6), Shape::linear });
        return curveText (std::move (points), p.begin, p.end, within, unit);
    }

    [[nodiscard]] std::string sounds (const Piece& p, const Phase& was) const
    {
        const auto& there = line.phases()[p.phase];
        std::string out;
        for (const auto& use : was.sound)
        {
            const auto& def = score.sounds[use.layer];
            const auto level = (use.level ? *use.level : def.level).over (there.begin, there.end - there.begin);
            Points points;
            bool heard = false;
            for (const double t : moments (p.begin, p.end, { &level.knots(), &take.volume }))
            {
                const double db = volume.value (t);
                heard = heard || db > off;
                points.push_back ({ t, db > off ? level.value (t) + db + ducked (line, t) - (made != nullptr ? ducked (*made, t - take.begin) : 0.0) : -100.0,
                                    Shape::linear });
            }
            if (! heard) continue;
            out.append (out.empty() ? " " : ", ")
                .append (text::writtenScalar (def.name))
                .append (": { level: ")
                .append (curveText (std::move (points), p.begin, p.end, captureLevel, lufs))
                .append (" }");
        }
        return out;
    }

    [[nodiscard]] static double ducked (const Timeline& l, double t)
    {
        return l.sounds().empty() || l.sounds().front().ducked == nullptr ? 0.0 : l.sounds().front().ducked->value (t);
    }

    [[nodiscard]] std::string ownTouch (const Piece& p, const TouchUse& use) const
    {
        const auto& there = line.phases()[p.phase];
        const auto course = use.values.ramp ("strength").over (there.begin, there.end - there.begin);
        Points points;
        bool felt = false;
        for (const double t : moments (p.begin, p.end, { &course.knots(), &take.strength }))
        {
            points.push_back ({ t, std::min (1.0, course.value (t) * strength.value (t) / control), Shape::linear });
            felt = felt || points.back().value > 0.002;
        }
        if (! felt) return {};
        const auto rest = written (score, use.values, "strength");
        return "      - { stroke: " + std::string (use.kind->name) + (rest.empty() ? "" : ", " + rest) +
               ", strength: " + curveText (std::move (points), p.begin, p.end, captureStrength, percent) + " }\n";
    }

    // Keys that did the same at the same place are one entry.
    [[nodiscard]] std::string playedTouch (const Piece& p) const
    {
        std::map<std::string, std::vector<const Capture::Held*>> same;
        for (const auto& h : take.held)
            if (h.on < p.end - 1e-3 && h.off + release > p.begin + 1e-3) same[entry (h)].push_back (&h);
        std::string out;
        for (const auto& [how, held] : same)
        {
            std::vector<double> turns;
            for (const auto* h : held) turns.insert (turns.end(), { h->on - 0.001, h->on, h->on + attack, h->off, h->off + release });
            Points points;
            for (const double t : moments (p.begin, p.end, { &take.strength, &take.pressure }, turns))
            {
                double most = 0.0;
                for (const auto* h : held)
                {
                    const double rise = h->on <= p.begin + 0.02 ? 1.0 : std::clamp ((t - h->on) / attack, 0.0, 1.0),
                                 fall = std::clamp (1.0 - (t - h->off) / release, 0.0, 1.0);
                    most = std::max (most, h->strength * (t < h->off ? rise : fall));
                }
                points.push_back ({ t, std::min (1.0, most * pressure.value (t) * strength.value (t) / control), Shape::linear });
            }
            out += "      - { " + how + ", strength: " + curveText (std::move (points), p.begin, p.end, captureStrength, percent) + " }\n";
        }
        return out;
    }

    // In hertz what was counted in beats: a hand counts from when it is put down.
    [[nodiscard]] static std::string entry (const Capture::Held& h)
    {
        std::string out = "stroke: " + h.technique + ", place: " + h.place;
        if (h.carrier > 0.0) out += fmt::format (", carrier: {:.4g} Hz", h.carrier);
        const auto* kind = touch::findTechniqueKind (h.technique);
        if (kind == nullptr) return out;
        auto values = text::defaults (kind->fields);
        touch::quicken (values, *kind, h.speed);
        for (const auto& field : kind->fields)
        {
            const auto* v = values.find (field.key);
            if (v == nullptr || values.isWord (field.key)) continue;
            if (const auto* q = std::get_if<text::Quantity> (&v->is))
            {
                auto now = *q;
                if (q->measure == text::Measure::perBeat)
                {
                    now = { q->value * h.bpm / 60.0, text::Measure::hertz };
                    for (const auto& r : field.ranges)
                        if (r.measure == text::Measure::hertz) now.value = std::clamp (now.value, r.least, r.greatest);
                }
                now.value = std::round (now.value * 1e4) / 1e4;
                if (field.key == "human" || field.key == "rate" || field.key == "tremor" || field.key == "points" || field.key == "pulse" ||
                    field.key == "speed")
                    out.append (", ").append (field.key).append (": ").append (text::toText (now));
            }
            else if (const auto* r = std::get_if<text::Ramp> (&v->is); r != nullptr && field.key == "speed")
                out.append (", ").append (field.key).append (": ").append (text::toText (text::Quantity { std::round (r->first() * 1e4) / 1e4, r->measure }));
        }
        return out;
    }
};
} // namespace

Result<std::string> scriptOf (const Timeline& line, const Capture& take) { return Writer (line, take).write(); }
} // namespace lull::session

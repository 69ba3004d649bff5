#include "Session/Timeline.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Session/Ducking.h"
#include "Session/Music.h"
#include "Session/Rules.h"
#include "Session/Tuning.h"
#include "Touch/Place.h"

namespace lull::session
{
namespace
{
// A value that phases may set, over the whole session: held where a phase says nothing.
Curve course (const std::vector<Phase>& phases, const text::Ramp& start, std::optional<text::Ramp> Phase::*which)
{
    std::vector<Curve::Knot> knots { { 0.0, start.first(), Shape::linear } };
    double begin = 0.0;
    for (const auto& phase : phases)
    {
        if (const auto& ramp = phase.*which)
        {
            knots.push_back ({ begin, knots.back().value, Shape::linear });
            const Curve over = ramp->over (begin, phase.length);
            if (over.knots().front().at > begin) knots.push_back ({ begin, ramp->first(), Shape::linear }); // a curve holds before its first point
            knots.insert (knots.end(), over.knots().begin(), over.knots().end());
        }
        begin += phase.length;
    }
    return Curve (std::move (knots));
}

// What follows: how it comes and goes. Out of the silence of a session for sleep it rises, and at its end it falls, evenly in decibels, and so slowly
// (0.4 and 0.6 dB a second) that nobody is woken; a layer that goes on from the last phase glides from its level there.
struct Afterwards
{
    double begin, end; // s
    bool asleep;       // after a session for sleep
    double cross;      // s: the crossfade with the last phase
    double level;      // dB that are added to each layer's own

    static constexpr double deep = 36.0; // dB, from where it rises and to where it falls: -81 LUFS are heard by nobody
    static constexpr double edge = 8.0;  // s, from there into nothing

    Afterwards (const Score& score, double from, double lasting)
        : begin (from), end (from + lasting), asleep (score.forSleep), cross (std::min (fadeAt (score.phases, score.phases.size()), 0.25 * lasting))
    {
        double power = 0.0;
        for (const auto l : score.then->layers) power += math::pow (10.0, 0.1 * score.sounds[l].level.last());
        level = score.then->level - 10.0 / math::log (10.0) * math::log (power);
    }

    [[nodiscard]] bool endless() const noexcept { return ! std::isfinite (end); }
    [[nodiscard]] double atMost (double seconds) const noexcept { return std::min (seconds, 0.25 * (end - begin)); }

    // Over it, for a layer that would be at `own` LUFS, or comes from `before` of the last phase.
    [[nodiscard]] Curve decibels (double own, std::optional<double> before) const
    {
        const double there = own + level;
        std::vector<Curve::Knot> knots { { begin, before.value_or (asleep ? there - deep : there), Shape::linear },
                                         { begin + atMost (90.0), there, Shape::linear } };
        if (! endless()) knots.insert (knots.end(), { { end - atMost (60.0), there, Shape::linear }, { end, there - deep, Shape::linear } });
        return Curve (std::move (knots));
    }
};
// A layer at `my spots`: one at each of the person's, in turn, each for a share of the time. Where none are known, as it is.
std::vector<TouchLayer> atSpots (const TouchLayer& layer, const touch::Chair* chair, const std::function<double (double)>& firstBeat)
{
    constexpr double shortest = 20.0, cross = 2.0; // s
    const auto* place = layer.values.find ("place");
    const auto* word = place != nullptr ? std::get_if<std::string> (&place->is) : nullptr;
    if (chair == nullptr || word == nullptr || *word != touch::mySpots || chair->tight.empty()) return { layer };
    const double length = layer.end - layer.begin;
    const auto n = std::clamp<std::size_t> (static_cast<std::size_t> (length / shortest), 1, chair->tight.size());
    std::vector<TouchLayer> parts;
    for (std::size_t i = 0; i < n; ++i)
    {
        auto part = layer;
        part.begin = layer.begin + length * static_cast<double> (i) / static_cast<double> (n);
        part.end = layer.begin + length * static_cast<double> (i + 1) / static_cast<double> (n);
        part.firstBeat = firstBeat (part.begin);
        if (n > 1) part.name += " at spot " + std::to_string (i + 1);
        part.values.set ("place", { chair->tight[i], place->span, place->keySpan, true });
        if (i > 0)
        {
            part.presence.begin = part.begin;
            part.presence.fadeIn = cross;
            part.presence.first = false;
        }
        if (i + 1 < n)
        {
            part.presence.end = part.end;
            part.presence.fadeOut = cross;
            part.presence.last = false;
        }
        parts.push_back (std::move (part));
    }
    return parts;
}
} // namespace

double Presence::gain (double t) const noexcept
{
    if (t < from() || t > to()) return 0.0;
    double g = 1.0;
    if (const double in = (t - from()) / fadeIn; fadeIn > 0.0 && in < 1.0) g *= math::sinCycles (0.25 * in);
    if (const double out = (to() - t) / fadeOut; fadeOut > 0.0 && out < 1.0) g *= math::sinCycles (0.25 * out);
    return g;
}

double SoundLayer::gain (double t) const noexcept
{
    for (const auto& p : presences)
    {
        const double g = p.gain (t);
        if (! (g > 0.0)) continue;

        // The part that t lies in, or the nearest within this presence; over an inner boundary the level glides in dB.
        auto here = std::find_if (parts.begin(), parts.end(), [&] (const Part& a) { return a.begin >= p.begin && t < a.end; });
        if (here == parts.end() || here->begin >= p.end) --here;
        double level = here->decibels.value (t);
        const auto glide = [&] (const Part& a, const Part& b) {
            const double u = (t - (b.begin - 0.5 * b.fadeIn)) / b.fadeIn;
            const double from = a.decibels.value (t), to = b.decibels.value (t);
            level = from + (to - from) * u;
        };
        if (here->begin > p.begin && t < here->begin + 0.5 * here->fadeIn) glide (*(here - 1), *here);
        else if (here->end < p.end && t > here->end - 0.5 * (here + 1)->fadeIn) glide (*here, *(here + 1));
        return g * math::amplitude (ducked == nullptr ? level : level + ducked->value (t));
    }
    return 0.0;
}

touch::Felt TouchLayer::felt (Ends t, Ends control) const noexcept
{
    return { { strength.value (t.begin) * control.begin, strength.value (t.end) * control.end }, { presence.gain (t.begin), presence.gain (t.end) } };
}

Ends TouchLayer::other (Ends t) const noexcept
{
    constexpr double crossing = 3.0; // s
    const auto at = [&] (double s) {
        const double turn = std::floor ((s - begin) / refresh), into = s - begin - turn * refresh;
        const bool odd = std::fmod (turn, 2.0) > 0.5;
        // The crossing ends a turn.
        const double u = std::clamp ((into - (refresh - crossing)) / crossing, 0.0, 1.0);
        return odd ? math::sinCycles (0.25 * (1.0 - u)) : math::sinCycles (0.25 * u);
    };
    if (! (refresh > 0.0) || t.begin < begin) return {};
    return { at (t.begin), at (t.end) };
}

double TouchLayer::otherCarrier() const noexcept { return carrier < 52.0 ? std::clamp (1.7 * carrier, 60.0, 80.0) : std::clamp (carrier / 1.7, 30.0, 45.0); }

double TouchLayer::drive (double t, double control) const noexcept { return touch::driveOf (strength.value (t) * control, presence.gain (t), carrier); }

Timeline::Timeline (std::shared_ptr<const Score> s, std::shared_ptr<const touch::Chair> c, std::uint64_t number, double then,
                    std::shared_ptr<const Speech> speech)
    : theScore (std::move (s)),
      theChair (std::move (c)),
      theSpeech (std::move (speech)),
      seed (number),
      theThen (theScore->then && ! theScore->then->layers.empty() && then > 0.0 ? then : 0.0),
      bpm (course (theScore->phases, theScore->tempo, &Phase::tempo)),
      breaths (course (theScore->phases, theScore->breath, &Phase::breath))
{
    const auto& phases = theScore->phases;
    double begin = 0.0;
    for (std::size_t i = 0; i < phases.size(); ++i)
    {
        const auto& phase = phases[i];
        thePhases.push_back ({ phase.name, tellingIn (*theScore, i) == Telling::off ? std::string() : phase.say, begin, begin + phase.length, phase.link });
        begin += phase.length;
    }

    bpm = withMusic (std::move (bpm), *theScore);

    // A session for sleep ends in its silence; any other passes into what follows as one phase into the next.
    std::optional<Afterwards> afterwards;
    if (theThen > 0.0) afterwards.emplace (*theScore, length(), theThen);
    const bool passes = afterwards && ! theScore->forSleep;
    const auto presence = [&] (std::size_t from, std::size_t to) // phases [from, to)
    {
        const bool last = to == phases.size();
        return Presence {
            thePhases[from].begin, thePhases[to - 1].end, fadeAt (phases, from), last && passes ? afterwards->cross : fadeAt (phases, to), from == 0,
            last && ! passes
        };
    };

    for (std::size_t l = 0; l < theScore->sounds.size(); ++l)
    {
        const auto& def = theScore->sounds[l];
        SoundLayer layer { def.name, def.kind, tuned (*theScore, l), def.recording, {}, {}, {}, nullptr };
        const double reference = def.kind->loudness (layer.values);
        std::size_t since = phases.size();
        for (std::size_t i = 0; i <= phases.size(); ++i)
        {
            const LayerUse* use = nullptr;
            if (i < phases.size())
                for (const auto& u : phases[i].sound)
                    if (u.layer == l) use = &u;
            if (use != nullptr)
            {
                if (since == phases.size()) since = i;
                const auto& at = thePhases[i];
                auto knots = (use->level ? *use->level : def.level).over (at.begin, at.end - at.begin).knots();
                for (auto& k : knots) k.value -= reference;
                layer.parts.push_back ({ at.begin, at.end, fadeAt (phases, i), Curve (std::move (knots)) });
                layer.windows.push_back ({ at.begin, at.end, wholeBeatFrom (beatAt (at.begin)), at.begin - (i == 0 ? 0.0 : 0.5 * fadeAt (phases, i)) });
            }
            else if (since != phases.size())
            {
                layer.presences.push_back (presence (since, i));
                if (i < phases.size()) since = phases.size();
            }
        }
        if (afterwards && std::find (theScore->then->layers.begin(), theScore->then->layers.end(), l) != theScore->then->layers.end())
        {
            const auto& a = *afterwards;
            const bool goesOn = passes && since != phases.size();
            if (! goesOn) layer.presences.push_back ({ a.begin, a.end, passes ? a.cross : a.atMost (a.edge), 0.0, ! passes, true });
            auto& present = layer.presences.back();
            present.end = a.end;
            present.fadeOut = a.endless() ? 0.0 : a.atMost (a.edge);
            present.last = true;
            const auto before = goesOn ? std::optional (layer.parts.back().decibels.value (a.begin)) : std::nullopt;
            layer.parts.push_back ({ a.begin, a.end, a.cross, a.decibels (def.level.last() - reference, before) });
            layer.windows.push_back ({ a.begin, a.end, wholeBeatFrom (beatAt (a.begin)), a.begin - (passes ? 0.5 * a.cross : 0.0) });
        }
        if (! layer.parts.empty()) theSounds.push_back (std::move (layer));
    }

    // Before sleep a crossfade does not carry touch into where it may not be: it ends with its phase.
    const auto touching = [&] (std::size_t i, bool pulsed) {
        auto p = presence (i, i + 1);
        if (i + 1 == phases.size()) p.last = true; // what follows is sound alone
        if (theScore->forSleep && (i + 2 == phases.size() || (pulsed && p.to() > tappingEndsForSleep (length()) + 1e-6))) p.last = true;
        return p;
    };
    for (std::size_t i = 0; i < phases.size(); ++i)
        for (const auto& use : phases[i].touch)
        {
            const auto& at = thePhases[i];
            const bool own = use.values.has ("carrier");
            TouchLayer layer { use.name,
                               at.name,
                               use.kind,
                               use.values,
                               at.begin,
                               at.end,
                               wholeBeatFrom (beatAt (at.begin)),
                               own ? use.values.number ("carrier") : use.kind->carrier,
                               use.values.ramp ("strength").over (at.begin, at.end - at.begin),
                               touching (i, use.kind->pulsed) };
            if (use.values.has ("refresh")) layer.refresh = use.values.number ("refresh");
            for (auto& part : atSpots (layer, theChair.get(), [this] (double t) { return wholeBeatFrom (beatAt (t)); }))
                theTouches.push_back (std::move (part));
        }
    const auto ducked = std::make_shared<const Curve> (duckedUnder (theTouches, length()));
    for (auto& layer : theSounds) layer.ducked = ducked;
    if (theChair == nullptr) theTouches.clear();
}

double Timeline::length() const noexcept { return thePhases.empty() ? 0.0 : thePhases.back().end; }
Frame Timeline::frames (SampleRate rate) const noexcept { return static_cast<Frame> (std::floor (length() * rate.value + 0.5)); }
bool Timeline::endless() const noexcept { return ! std::isfinite (theThen); }
Frame Timeline::wholeFrames (SampleRate rate) const noexcept
{
    return endless() ? Frame { 1 } << 62 : static_cast<Frame> (std::floor (whole() * rate.value + 0.5));
}
double Timeline::beatAt (double seconds) const noexcept { return bpm.integral (seconds) / 60.0; }
double Timeline::breathAt (double seconds) const noexcept { return breaths.integral (seconds) / 60.0; }
double Timeline::bpmAt (double seconds) const noexcept { return bpm.value (seconds); }
double Timeline::breathsPerMinuteAt (double seconds) const noexcept { return breaths.value (seconds); }
double Timeline::secondsOfBeat (double beat) const noexcept { return lull::secondsOfBeat (bpm, beat); }
int Timeline::actuators() const noexcept { return theChair == nullptr ? 0 : static_cast<int> (theChair->actuators.size()); }

Span Timeline::span (Frame frame, SampleRate rate, bool jump) const noexcept
{
    const double a = static_cast<double> (frame) / rate.value, b = static_cast<double> (frame + quantum) / rate.value;
    return { frame, rate, { a, b }, { beatAt (a), beatAt (b) }, { breathAt (a), breathAt (b) }, jump };
}

std::size_t Timeline::phaseAt (double seconds) const noexcept
{
    std::size_t i = 0;
    while (i + 1 < thePhases.size() && seconds >= thePhases[i].end) ++i;
    return i;
}

std::string Timeline::phaseNameAt (double seconds) const { return after (seconds) || thePhases.empty() ? std::string() : thePhases[phaseAt (seconds)].name; }

sound::VoiceSetting Timeline::setting (const SoundLayer& layer, SampleRate rate) const
{
    return { layer.values, seed.child ("sound").child (layer.name), rate, bpm, layer.windows, layer.recording };
}

touch::TechniqueSetting Timeline::setting (const TouchLayer& layer, SampleRate rate) const
{
    return { layer.values, theChair.get(), seed.child ("touch").child (layer.phase).child (layer.name),
             layer.begin,  layer.end,      layer.firstBeat,
             bpm,          layer.carrier,  rate,
             layer.holds };
}
} // namespace lull::session

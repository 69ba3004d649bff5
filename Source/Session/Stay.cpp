// A timeline that stays where the person wished: everything is moved that comes later, and nothing that was before. And one that goes at another pace.
#include <algorithm>
#include <memory>

#include "Base/Beats.h"
#include "Session/Timeline.h"

namespace lull::session
{
namespace
{
// Where a hold may lie, from where it was wished: behind whatever is coming, before whatever is going.
double besideFades (const Timeline& line, double t)
{
    const auto i = line.phaseAt (t);
    const auto& phase = line.phases()[i];
    constexpr double apart = 0.02; // s
    double after = phase.begin, before = phase.end - apart;
    // What is of this phase; neither what still goes from the one before, nor what already comes of the next.
    const auto heed = [&] (const Presence& p) {
        const double come = p.from() + p.fadeIn, go = p.to() - p.fadeOut;
        if (p.begin < before && p.from() <= t && come > t) after = std::max (after, come);
        if (p.end > phase.begin + apart && p.to() > t && go < t) before = std::min (before, go);
    };
    for (const auto& s : line.sounds())
        for (const auto& p : s.presences) heed (p);
    for (const auto& l : line.touches()) heed (l.presence);
    return std::max (phase.begin, std::min (std::max (t, after), before));
}

void move (Presence& p, const Hold& hold)
{
    p.begin = hold.moved (p.begin);
    p.end = hold.moved (p.end);
}
} // namespace

std::shared_ptr<const Timeline> Timeline::on (std::shared_ptr<const touch::Chair> chair) const
{
    auto line = std::make_shared<Timeline> (*this);
    line->theChair = std::move (chair);
    return line;
}

std::shared_ptr<const Timeline> Timeline::paced (Curve tempo, Curve breath) const
{
    auto line = std::make_shared<Timeline> (*this);
    line->bpm = std::move (tempo);
    line->breaths = std::move (breath);
    for (auto& layer : line->theSounds)
        for (auto& w : layer.windows) w.firstBeat = wholeBeatFrom (line->beatAt (w.begin));
    for (auto& layer : line->theTouches) layer.firstBeat = wholeBeatFrom (line->beatAt (layer.begin));
    return line;
}

std::shared_ptr<const Timeline> Timeline::stays (Hold hold) const
{
    if (thePhases.empty() || ! (hold.at < length()) || ! (hold.seconds > 0.0)) return nullptr;
    hold.at = besideFades (*this, std::max (0.0, hold.at));
    auto line = std::make_shared<Timeline> (*this);
    line->theHolds.push_back (hold);
    line->bpm = bpm.with (hold);
    line->breaths = breaths.with (hold);
    const auto firstBeat = [&line] (double t) { return wholeBeatFrom (line->beatAt (t)); };
    for (auto& p : line->thePhases)
    {
        p.begin = hold.moved (p.begin);
        p.end = hold.moved (p.end);
    }
    for (auto& layer : line->theSounds)
    {
        for (auto& part : layer.parts)
        {
            part.begin = hold.moved (part.begin);
            part.end = hold.moved (part.end);
            part.decibels = part.decibels.with (hold);
        }
        for (auto& w : layer.windows)
        {
            if (w.begin > hold.at) w.firstBeat = firstBeat (hold.moved (w.begin));
            w.begin = hold.moved (w.begin);
            w.end = hold.moved (w.end);
            w.from = hold.moved (w.from);
        }
        for (auto& p : layer.presences) move (p, hold);
    }
    if (! theSounds.empty() && theSounds.front().ducked != nullptr)
    {
        const auto ducked = std::make_shared<const Curve> (theSounds.front().ducked->with (hold));
        for (auto& layer : line->theSounds) layer.ducked = ducked;
    }
    for (auto& layer : line->theTouches)
    {
        if (layer.begin > hold.at) layer.firstBeat = firstBeat (hold.moved (layer.begin));
        else if (layer.end > hold.at) layer.holds.push_back (hold);
        layer.begin = hold.moved (layer.begin);
        layer.end = hold.moved (layer.end);
        layer.strength = layer.strength.with (hold);
        move (layer.presence, hold);
    }
    if (theSpeech != nullptr && std::any_of (theSpeech->parts.begin(), theSpeech->parts.end(), [&] (const auto& p) { return p.begin > hold.at; }))
    {
        auto speech = std::make_shared<Speech> (*theSpeech);
        for (auto& p : speech->parts)
            if (p.begin > hold.at)
            {
                p.begin += hold.seconds;
                p.end += hold.seconds;
            }
        line->theSpeech = std::move (speech);
    }
    return line;
}
} // namespace lull::session

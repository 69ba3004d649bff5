#include "Safety/Guard.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "Base/LookAhead.h"
#include "Base/Math.h"
#include "Dsp/LookAheadGain.h"
#include "Safety/GuardLanes.h"
#include "Safety/Heat.h"
#include "Safety/Permitted.h"
#include "Safety/RmsBudget.h"
#include "Safety/StrongSecond.h"
#include "Safety/Supply.h"

namespace lull::safety
{
namespace
{
constexpr Seconds mendTime { 3.0 }; // a lane that was cleared comes back like a warm arming
constexpr std::size_t surfacesMost = 8, groupsMost = maxLanes / laneStep;

constexpr std::size_t at (int i) noexcept { return static_cast<std::size_t> (i); }

double sane (double x, double least, double greatest) noexcept { return x >= least ? std::min (x, greatest) : least; } // NaN: least

using Lanes = std::array<RmsBudget::Eight, groupsMost>;

struct Surface // actuators whose gain is one
{
    Permitted level;
    dsp::LookAheadGain gain;
    Bound held = Bound::none;
    double heat = 1.0, heatStep = 0.0; // gain, gliding from second to second
};

// What it answers for, when the person says nothing: half the rated power over 20 min.
std::array<float, maxLanes> sustainedOf (const Limits& limits)
{
    std::array<float, maxLanes> all {};
    for (std::size_t k = 0; k < maxLanes; ++k)
    {
        const float most = limits.rms[k] * 0.70710678f;
        all[k] = limits.sustained[k] > 0.0f ? std::min (limits.sustained[k], limits.rms[k]) : most;
    }
    return all;
}
} // namespace

std::string_view wordsOf (Bound b) noexcept
{
    switch (b)
    {
        case Bound::none: return "";
        case Bound::peak: return "as strong as it may be";
        case Bound::rms: return "kept within its rated power";
        case Bound::permitted: return "rising gently";
        case Bound::sanitised: return "silent after a faulty signal, coming back";
        case Bound::heat: return "its coil has worked for long and cools";
        case Bound::supply: return "kept within the amplifier's power supply";
        case Bound::strong: return "strong touch is used up for this sitting";
    }
    return "";
}

struct Guard::State
{
    State (const Limits&, SampleRate, BodyMemory&);

    // One quantum in, at the far end of the look-ahead.
    void take (TouchQuantum&, bool timePasses) noexcept;
    void mend (TouchQuantum&, int group, unsigned wild) noexcept;
    void weighRms (const Lanes& energy, std::array<double, surfacesMost>& bears, std::array<Bound, surfacesMost>& by) noexcept;
    [[nodiscard]] Lanes borne (const Lanes& energy, const std::array<double, surfacesMost>& bears) const noexcept;
    void lessen (const Lanes& gain, Bound why, std::array<double, surfacesMost>& bears, std::array<Bound, surfacesMost>& by) const noexcept;
    void weighSupply (const Lanes& energy, std::array<double, surfacesMost>& bears, std::array<Bound, surfacesMost>& by) noexcept;
    void give (TouchQuantum&, const std::array<float, quantum>& after) noexcept;
    void wear (const std::array<float, maxLanes>& energy) noexcept; // what 32 frames that went out did to coils and person
    void glide() noexcept;

    [[nodiscard]] EightLanes& slot (int quantaAgo, int group) noexcept
    {
        const int i = now >= quantaAgo ? now - quantaAgo : now - quantaAgo + ahead + 1;
        return delay[at (i * groups + group)];
    }

    int actuators, groups, ahead;
    double rate;
    std::array<LaneFilters, groupsMost> filters {};
    std::vector<EightLanes> delay; // the newest quantum and `ahead` before it
    int now = 0;
    std::vector<RmsBudget> budgets;
    Supply supply;
    Heat heat;
    StrongSecond lastSecond;
    double strongShare = 1.0;
    std::vector<Surface> surfaces;
    std::array<std::array<std::size_t, laneStep>, groupsMost> surfaceOf {}; // index into surfaces
    std::array<std::array<double, laneStep>, groupsMost> perCeiling {};
    std::array<Emission, groupsMost> emission {};
    std::array<int, maxLanes> mending {}; // frames of the return still to go; 0: whole
    bool anyMending = false;
    int mendFrames;
    float follow; // of the 30 ms mean, per quantum
    std::array<float, maxLanes> meanSquare {};
    GuardMeters shown {};
};

Guard::State::State (const Limits& limits, SampleRate r, BodyMemory& memory)
    : actuators (std::clamp (limits.actuators, 0, maxLanes)),
      groups (lanesFor (actuators) / laneStep),
      ahead (lookAheadQuanta (r)),
      rate (r.value),
      delay (at ((ahead + 1) * groups)),
      supply (limits, r),
      heat (sustainedOf (limits), r, memory),
      lastSecond (limits.rms, r),
      mendFrames (static_cast<int> (mendTime.value * r.value)),
      follow (static_cast<float> (1.0 - math::exp (-quantum / (0.030 * r.value))))
{
    for (auto& d : delay) d.at.fill (0.0f);
    std::array<int, surfacesMost> known; // surface number to index
    known.fill (-1);
    for (int g = 0; g < groups; ++g)
    {
        RmsBudget::Eight rms {};
        for (std::size_t k = 0; k < laneStep; ++k)
        {
            const auto lane = at (g) * laneStep + k;
            filters[at (g)].silence (k);
            if (static_cast<int> (lane) >= actuators || ! (limits.peak[lane] > 0.0f) || ! (limits.rms[lane] > 0.0f)) continue; // stays dead

            const float peak = std::min (limits.peak[lane], 1.0f);
            const double high = sane (limits.highpass[lane], 10.0, 125.0);
            filters[at (g)].tune (k, Hertz { high }, Hertz { sane (limits.lowpass[lane], high, 250.0) }, r);
            emission[at (g)].ceiling[k] = peak;
            perCeiling[at (g)][k] = 1.0 / static_cast<double> (peak);
            rms[k] = static_cast<double> (limits.rms[lane]);
            int& s = known[at (std::clamp (limits.surface[lane], 0, static_cast<int> (surfacesMost) - 1))];
            if (s < 0)
            {
                s = static_cast<int> (surfaces.size());
                surfaces.push_back ({ Permitted (r), dsp::LookAheadGain (ahead, r, Seconds { 0.05 }, Decibels { 20.0 }) });
            }
            surfaceOf[at (g)][k] = at (s);
        }
        budgets.emplace_back (rms, r);
    }
    if (surfaces.empty()) surfaces.push_back ({ Permitted (r), dsp::LookAheadGain (ahead, r, Seconds { 0.05 }, Decibels { 20.0 }) });
    shown.gain.fill (1.0f);
    shown.heat = heat.filled();
}

// Wild lanes are cleared from their input to their output; lanes on their way back are faded in before the filters.
void Guard::State::mend (TouchQuantum& in, int group, unsigned wild) noexcept
{
    for (std::size_t k = 0; k < laneStep; ++k)
    {
        const auto lane = at (group * laneStep) + k;
        if ((wild >> k & 1u) != 0)
        {
            mending[lane] = mendFrames;
            filters[at (group)].forget (k);
            for (int back = 0; back <= ahead; ++back)
                for (std::size_t i = 0; i < quantum; ++i) slot (back, group).at[i * laneStep + k] = 0.0f;
            for (int i = 0; i < quantum; ++i) in.frame (i)[lane] = 0.0f;
        }
        else if (mending[lane] > 0)
        {
            for (int i = 0; i < quantum; ++i)
                in.frame (i)[lane] *= 1.0f - static_cast<float> (std::max (0, mending[lane] - i)) / static_cast<float> (mendFrames);
            mending[lane] = std::max (0, mending[lane] - quantum);
        }
    }
    anyMending = std::any_of (mending.begin(), mending.end(), [] (int m) { return m > 0; });
}

// What the newest quantum is, what each surface bears of it, and so the gain of what goes out.
void Guard::State::take (TouchQuantum& in, bool timePasses) noexcept
{
    now = now == ahead ? 0 : now + 1;
    std::array<double, surfacesMost> level {}; // greatest, re ceiling
    Lanes energy;
    for (int g = 0; g < groups; ++g)
    {
        const float* lanes = in.frame (0) + g * laneStep;
        if (const unsigned wild = wildLanes (lanes); wild != 0 || anyMending) mend (in, g, wild);
        Heard heard;
        filterLanes (filters[at (g)], lanes, slot (0, g), heard);
        for (std::size_t k = 0; k < laneStep; ++k)
        {
            double& most = level[surfaceOf[at (g)][k]];
            most = std::max (most, static_cast<double> (heard.peak[k]) * perCeiling[at (g)][k]);
            energy[at (g)][k] = static_cast<double> (heard.energy[k]);
        }
    }

    constexpr double within = 1.0 - 1e-6; // the clamp behind is for certainty, not for shape
    std::array<double, surfacesMost> bears;
    std::array<Bound, surfacesMost> by;
    for (std::size_t s = 0; s < surfaces.size(); ++s)
    {
        Permitted& p = surfaces[s].level;
        const double g = p.gain (level[s], timePasses);
        bears[s] = g < 1.0 ? g * within : 1.0;
        by[s] = p.permitted() < 1.0 ? Bound::permitted : Bound::peak;
        auto& surface = surfaces[s];
        if (surface.heat == 1.0 && surface.heatStep == 0.0) continue;
        if (timePasses) surface.heat = std::clamp (surface.heat + surface.heatStep, Heat::least, 1.0);
        if (surface.heat < g) by[s] = Bound::heat;
        bears[s] *= surface.heat;
    }
    weighRms (energy, bears, by);
    if (supply.any()) weighSupply (energy, bears, by);

    for (std::size_t s = 0; s < surfaces.size(); ++s)
    {
        const double planned = surfaces[s].gain.push (bears[s]);
        if (bears[s] < 1.0 && planned >= bears[s]) surfaces[s].held = by[s];
        else if (planned >= 1.0 && surfaces[s].gain.end() >= 1.0f) surfaces[s].held = Bound::none;
        bears[s] = planned;
    }
    energy = borne (energy, bears);
    for (int g = 0; g < groups; ++g) budgets[at (g)].spend (energy[at (g)]);
    if (supply.any()) supply.spend (energy);
}

// Energies as the surfaces' gains leave them, at most a quantum's.
Lanes Guard::State::borne (const Lanes& energy, const std::array<double, surfacesMost>& bears) const noexcept
{
    Lanes all {};
    for (int g = 0; g < groups; ++g)
        for (std::size_t k = 0; k < laneStep; ++k)
        {
            const double b = bears[surfaceOf[at (g)][k]];
            all[at (g)][k] = std::min (energy[at (g)][k] * (b * b), static_cast<double> (quantum));
        }
    return all;
}

// The most restricted lane of a surface speaks for all.
void Guard::State::lessen (const Lanes& gain, Bound why, std::array<double, surfacesMost>& bears, std::array<Bound, surfacesMost>& by) const noexcept
{
    std::array<double, surfacesMost> least;
    least.fill (1.0);
    for (int g = 0; g < groups; ++g)
        for (std::size_t k = 0; k < laneStep; ++k) least[surfaceOf[at (g)][k]] = std::min (least[surfaceOf[at (g)][k]], gain[at (g)][k]);
    for (std::size_t s = 0; s < surfaces.size(); ++s)
        if (least[s] < 1.0)
        {
            bears[s] *= least[s];
            by[s] = why;
        }
}

// 1 s rms: a lane asks with what the other bounds leave it.
void Guard::State::weighRms (const Lanes& energy, std::array<double, surfacesMost>& bears, std::array<Bound, surfacesMost>& by) noexcept
{
    const auto asked = borne (energy, bears);
    Lanes gain;
    bool any = false;
    for (auto& g : gain) g.fill (1.0);
    for (int g = 0; g < groups; ++g) any = budgets[at (g)].ask (asked[at (g)], gain[at (g)]) || any;
    if (any) lessen (gain, strongShare < 1.0 ? Bound::strong : Bound::rms, bears, by);
}

// What a power supply gives: who shares one is held back together, whatever the surface.
void Guard::State::weighSupply (const Lanes& energy, std::array<double, surfacesMost>& bears, std::array<Bound, surfacesMost>& by) noexcept
{
    Supply::Groups gain;
    if (supply.ask (borne (energy, bears), gain)) lessen (gain, Bound::supply, bears, by);
}

void Guard::State::wear (const std::array<float, maxLanes>& energy) noexcept
{
    lastSecond.add (energy);
    if (! heat.add (energy)) return;
    std::array<double, maxLanes> gains;
    gains.fill (1.0);
    for (int k = 0; k < actuators; ++k) gains[at (k)] = surfaces[surfaceOf[at (k / laneStep)][at (k % laneStep)]].heat;
    heat.settle (gains);
    glide();
}

// Towards what heat allows, evenly over the next second.
void Guard::State::glide() noexcept
{
    shown.heat = heat.filled();
    std::array<double, surfacesMost> least;
    least.fill (1.0);
    for (int k = 0; k < actuators; ++k)
    {
        double& l = least[surfaceOf[at (k / laneStep)][at (k % laneStep)]];
        l = std::min (l, heat.target()[at (k)]);
    }
    for (std::size_t s = 0; s < surfaces.size(); ++s)
    {
        auto& surface = surfaces[s];
        surface.heatStep = (least[s] - surface.heat) * quantum / rate;
        if (std::abs (surface.heatStep) < 1e-12) surface.heat = least[s], surface.heatStep = 0.0;
    }
}

void Guard::State::give (TouchQuantum& out, const std::array<float, quantum>& after) noexcept
{
    std::array<float, maxLanes> went {};
    for (int g = 0; g < groups; ++g)
    {
        Emission& e = emission[at (g)];
        for (std::size_t k = 0; k < laneStep; ++k)
        {
            e.begin[k] = surfaces[surfaceOf[at (g)][k]].gain.begin();
            e.end[k] = surfaces[surfaceOf[at (g)][k]].gain.end();
        }
        Heard heard;
        emitLanes (slot (ahead, g), e, after, out.frame (0) + g * laneStep, heard);
        for (std::size_t k = 0; k < laneStep; ++k)
        {
            const auto lane = at (g) * laneStep + k;
            meanSquare[lane] += follow * (heard.energy[k] * (1.0f / quantum) - meanSquare[lane]);
            went[lane] = heard.energy[k];
            shown.peak[lane] = heard.peak[k];
            shown.rms30ms[lane] = std::sqrt (meanSquare[lane]);
            shown.gain[lane] = std::min (e.begin[k], e.end[k]);
            shown.bound[lane] = mending[lane] > 0 ? Bound::sanitised : shown.gain[lane] < 1.0f ? surfaces[surfaceOf[at (g)][k]].held : Bound::none;
        }
    }
    if (at (groups) < groupsMost)
        for (int i = 0; i < quantum; ++i) std::fill (out.frame (i) + groups * laneStep, out.frame (i) + maxLanes, 0.0f);
    wear (went);
}

Guard::Guard (const Limits& limits, SampleRate rate, BodyMemory& memory) : state (std::make_unique<State> (limits, rate, memory)) {}
Guard::~Guard() = default;
Guard::Guard (Guard&&) noexcept = default;
Guard& Guard::operator= (Guard&&) noexcept = default;

void Guard::process (TouchQuantum& inOut, const std::array<float, quantum>& after) noexcept
{
    state->take (inOut, true);
    state->give (inOut, after);
}

void Guard::rest() noexcept { state->wear ({}); }

void Guard::rest (Seconds time) noexcept
{
    state->lastSecond.clear();
    state->heat.rest (time);
    state->glide();
}

void Guard::recall() noexcept { state->heat.recall(); }

void Guard::lower (double share) noexcept
{
    if (share == state->strongShare) return;
    state->strongShare = share;
    for (auto& b : state->budgets) b.lower (share);
}

bool Guard::strong() const noexcept { return state->lastSecond.strong(); }

void Guard::prime (const TouchQuantum* quanta, int count) noexcept
{
    State& s = *state;
    for (auto& f : s.filters) f.forget();
    for (auto& d : s.delay) d.at.fill (0.0f);
    for (auto& b : s.budgets) b.takeBack (s.ahead); // what was planned for them never went out
    s.supply.takeBack (s.ahead);
    for (int i = 0; i < s.ahead; ++i)
    {
        TouchQuantum q;
        if (i < count) q = quanta[i];
        else q.clear();
        s.take (q, false);
    }
}

const GuardMeters& Guard::meters() const noexcept { return state->shown; }
} // namespace lull::safety

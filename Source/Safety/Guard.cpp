#include "Safety/Guard.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "Base/LookAhead.h"
#include "Base/Math.h"
#include "Dsp/LookAheadGain.h"
#include "Safety/GuardLanes.h"
#include "Safety/Permitted.h"
#include "Safety/RmsBudget.h"

namespace lull::safety
{
namespace
{
constexpr Seconds mendTime { 3.0 }; // a lane that was cleared comes back like a warm arming
constexpr std::size_t surfacesMost = 8, groupsMost = maxLanes / laneStep;

constexpr std::size_t at (int i) noexcept { return static_cast<std::size_t> (i); }

double sane (double x, double least, double greatest) noexcept { return x >= least ? std::min (x, greatest) : least; } // NaN: least

struct Surface // actuators whose gain is one
{
    Permitted level;
    dsp::LookAheadGain gain;
    Bound held = Bound::none;
};
} // namespace

struct Guard::State
{
    State (const Limits&, SampleRate);

    // One quantum in, at the far end of the look-ahead.
    void take (TouchQuantum&, bool timePasses) noexcept;
    void mend (TouchQuantum&, int group, unsigned wild) noexcept;
    void weighRms (const std::array<RmsBudget::Eight, groupsMost>& energy, std::array<double, surfacesMost>& bears,
                   std::array<Bound, surfacesMost>& by) noexcept;
    void give (TouchQuantum&, const std::array<float, quantum>& after) noexcept;

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

Guard::State::State (const Limits& limits, SampleRate r)
    : actuators (std::clamp (limits.actuators, 0, maxLanes)),
      groups (lanesFor (actuators) / laneStep),
      ahead (lookAheadQuanta (r)),
      rate (r.value),
      delay (at ((ahead + 1) * groups)),
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
    std::array<RmsBudget::Eight, groupsMost> energy;
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
    }
    weighRms (energy, bears, by);

    for (std::size_t s = 0; s < surfaces.size(); ++s)
    {
        const double planned = surfaces[s].gain.push (bears[s]);
        if (bears[s] < 1.0 && planned >= bears[s]) surfaces[s].held = by[s];
        else if (planned >= 1.0 && surfaces[s].gain.end() >= 1.0f) surfaces[s].held = Bound::none;
        bears[s] = planned;
    }
    for (int g = 0; g < groups; ++g)
    {
        auto& spent = energy[at (g)];
        for (std::size_t k = 0; k < laneStep; ++k)
        {
            const double gain = bears[surfaceOf[at (g)][k]];
            spent[k] = std::min (spent[k] * (gain * gain), static_cast<double> (quantum));
        }
        budgets[at (g)].spend (spent);
    }
}

// 1 s rms: a lane asks with what the other bounds leave it; the most restricted lane of a surface speaks for all.
void Guard::State::weighRms (const std::array<RmsBudget::Eight, groupsMost>& energy, std::array<double, surfacesMost>& bears,
                             std::array<Bound, surfacesMost>& by) noexcept
{
    std::array<double, surfacesMost> rms;
    rms.fill (1.0);
    for (int g = 0; g < groups; ++g)
    {
        RmsBudget::Eight asked, gain;
        for (std::size_t k = 0; k < laneStep; ++k)
        {
            const double b = bears[surfaceOf[at (g)][k]];
            asked[k] = std::min (energy[at (g)][k] * (b * b), static_cast<double> (quantum));
        }
        if (! budgets[at (g)].ask (asked, gain)) continue;
        for (std::size_t k = 0; k < laneStep; ++k) rms[surfaceOf[at (g)][k]] = std::min (rms[surfaceOf[at (g)][k]], gain[k]);
    }
    for (std::size_t s = 0; s < surfaces.size(); ++s)
        if (rms[s] < 1.0)
        {
            bears[s] *= rms[s];
            by[s] = Bound::rms;
        }
}

void Guard::State::give (TouchQuantum& out, const std::array<float, quantum>& after) noexcept
{
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
            shown.peak[lane] = heard.peak[k];
            shown.rms30ms[lane] = std::sqrt (meanSquare[lane]);
            shown.gain[lane] = std::min (e.begin[k], e.end[k]);
            shown.bound[lane] = mending[lane] > 0 ? Bound::sanitised : shown.gain[lane] < 1.0f ? surfaces[surfaceOf[at (g)][k]].held : Bound::none;
        }
    }
    if (at (groups) < groupsMost)
        for (int i = 0; i < quantum; ++i) std::fill (out.frame (i) + groups * laneStep, out.frame (i) + maxLanes, 0.0f);
}

Guard::Guard (const Limits& limits, SampleRate rate) : state (std::make_unique<State> (limits, rate)) {}
Guard::~Guard() = default;
Guard::Guard (Guard&&) noexcept = default;

void Guard::process (TouchQuantum& inOut, const std::array<float, quantum>& after) noexcept
{
    state->take (inOut, true);
    state->give (inOut, after);
}

void Guard::prime (const TouchQuantum* quanta, int count) noexcept
{
    State& s = *state;
    for (auto& f : s.filters) f.forget();
    for (auto& d : s.delay) d.at.fill (0.0f);
    for (auto& b : s.budgets) b.takeBack (s.ahead); // what was planned for them never went out
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

// One tempo for music and touch: what is plucked and what taps fall on the same beats of a map that moves.
#include "Engine/Scripts.h"

#include <algorithm>
#include <cmath>

using namespace lull;
using namespace lull::test;

namespace
{
const SampleRate rate { 48'000 };

// Seconds at which something begins: a millisecond that stands out of the 30 before it, and nothing for a fifth of a second after one.
std::vector<double> onsets (const std::vector<double>& level, double outOf)
{
    const double most = *std::max_element (level.begin(), level.end());
    std::vector<double> at;
    std::size_t next = 0;
    for (std::size_t i = 2; i < level.size(); ++i)
    {
        const double before =
            *std::max_element (level.begin() + static_cast<std::ptrdiff_t> (i > 30 ? i - 30 : 0), level.begin() + static_cast<std::ptrdiff_t> (i - 1));
        if (i < next || level[i] < 0.02 * most || level[i] < outOf * std::max (before, 1e-4)) continue;
        at.push_back (0.001 * static_cast<double> (i));
        next = i + 200;
    }
    return at;
}

std::vector<double> milliseconds (const Channels& all, std::size_t from, std::size_t to)
{
    std::vector<double> level (all[0].size() / 48, 0.0);
    for (std::size_t c = from; c < to; ++c)
        for (std::size_t i = 0; i < level.size() * 48; ++i) level[i / 48] = std::max (level[i / 48], std::abs (static_cast<double> (all[c][i])));
    return level;
}
} // namespace

TEST_CASE ("while the tempo falls every pluck of the line and every second tap fall on its beats, to a few milliseconds of each other")
{
    const auto timeline =
        timelineOf ("session: 1\ntitle: T\nseed: 5\ntempo: 72 bpm\nsounds: { a: { kind: kalimba, every: 1 beat, density: 100%, level: -26 LUFS } }\n"
                    "phases:\n  - { name: A, for: 90 s, fade: 1 s, tempo: 72 bpm -> 54 bpm, sound: { a: {} },\n"
                    "      touch: [ { stroke: tapotement, strength: 50%, rate: 2 per beat, place: upper back } ] }\n");
    engine::RenderOptions options;
    options.rate = rate;
    options.to = 88.0;
    const auto all = renderAll (timeline, options);
    const auto plucks = onsets (milliseconds (all, 0, 2), 1.5), taps = onsets (milliseconds (all, 2, all.size()), 2.0);
    const auto nearest = [&] (double t, double parts) { // s after the nearest beat, or part of one
        const double beat = std::floor (timeline->beatAt (t) * parts + 0.5) / parts;
        return t - timeline->secondsOfBeat (beat);
    };
    // Beats of half a second at the beginning, 1.1 s at the end: nothing lies on one by chance.
    CHECK (plucks.size() > 85);
    CHECK (taps.size() > 170);
    double worstPluck = 0.0, worstTap = 0.0;
    for (double t : plucks) worstPluck = std::max (worstPluck, std::abs (nearest (t, 1.0)));
    for (double t : taps) worstTap = std::max (worstTap, std::abs (nearest (t, 2.0)));
    CHECK (worstPluck < 0.004);
    CHECK (worstTap < 0.009); // a tap rises for some milliseconds
    CHECK (plucks[1] - plucks[0] == Approx (60.0 / 72.0).margin (0.02));
    CHECK (plucks[plucks.size() - 1] - plucks[plucks.size() - 2] == Approx (60.0 / 54.0).margin (0.02));
}

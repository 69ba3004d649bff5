// What is measured: the reference work as a timeline, its cost by section and as a whole, and its worst callbacks.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "Session/Timeline.h"

namespace bench
{
using SharedTimeline = std::shared_ptr<const lull::session::Timeline>;

// The session at `script` for the chair at `chair`, its one phase lasting `seconds`. Throws std::runtime_error with the diagnostics.
[[nodiscard]] SharedTimeline timelineFrom (const std::string& script, const std::string& chair, double seconds);

// A kind of voice with its defaults, `layers` times in one phase of `seconds`, sound alone.
[[nodiscard]] SharedTimeline voiceTimeline (std::string_view kind, int layers, double seconds);

// Techniques with their defaults, all at once in one phase of `seconds`, on so many actuators in two columns up the back; no sound.
[[nodiscard]] SharedTimeline touchTimeline (const std::vector<std::string>& strokes, int actuators, double seconds);

struct Sections
{
    std::vector<std::pair<std::string, double>> seconds; // processor seconds by section: the sound layers, then touch
    double sum = 0.0;
    long quanta = 0;
};
[[nodiscard]] Sections sectionsOf (const SharedTimeline&, double rate);

// Processor seconds of a whole render on one thread; wall seconds on one and on two.
[[nodiscard]] double renderSeconds (const SharedTimeline&, double rate);
[[nodiscard]] double renderWall (const SharedTimeline&, double rate, int threads);

// Callbacks of `block` frames through a Player: share of the period (1 = all of it) that 99.9 % of them stay under, in steady play, and
// the same for those during and after hand-overs and jumps.
struct Callbacks
{
    double steady = 0.0, jumping = 0.0;
};
[[nodiscard]] Callbacks callbacksOf (const SharedTimeline&, double rate, int block, double seconds);

// Processor seconds of a minute through a Player in which every layer of the script has gone, and of a minute of a session without any: what an idle one
// costs.
struct Silence
{
    double silent = 0.0, idle = 0.0;
};
[[nodiscard]] Silence silenceOf (const std::string& script, const std::string& chair, double rate);

// Milliseconds from a script's text to its timeline (what `check` does), and from a script's file to the first block that a Player fills.
[[nodiscard]] double checkMilliseconds (const std::string& script, const std::string& chair, double seconds);
[[nodiscard]] double firstBlockMilliseconds (const std::string& script, const std::string& chair);
} // namespace bench

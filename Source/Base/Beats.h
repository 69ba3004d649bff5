// From beats to frames, the one way there is: sound and touch both ask here, so what falls on the same beat falls on the same frame.
// `bpm` is the tempo over the session; beat 0 is at 0 s. Any thread; a search of a few steps, so not per frame.
#pragma once

#include <cmath>

#include "Base/Curve.h"
#include "Base/Units.h"

namespace lull
{
// The second at which a beat falls.
[[nodiscard]] inline double secondsOfBeat (const Curve& bpm, double beat) noexcept { return bpm.whenIntegral (60.0 * beat); }

// The first whole beat that is not before this one, give or take what a computation loses.
[[nodiscard]] inline double wholeBeatFrom (double beat) noexcept { return std::ceil (beat - 1e-9); }

// The frame nearest to a second.
[[nodiscard]] inline Frame frameOfSeconds (double seconds, SampleRate rate) noexcept { return static_cast<Frame> (std::floor (seconds * rate.value + 0.5)); }

// The frame on which an event of a beat begins.
[[nodiscard]] inline Frame frameOfBeat (const Curve& bpm, double beat, SampleRate rate) noexcept { return frameOfSeconds (secondsOfBeat (bpm, beat), rate); }
} // namespace lull

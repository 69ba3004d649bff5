// Vibration makes what is heard meanwhile seem about 1 dB louder (Merchel, loudness illusion; figures.md 2.3): while touch is strong, sound is as
// much softer, so that the whole seems even. It follows the script, neither the listener's controls nor the chair: a session sounds the same on
// every chair and on none. Any thread.
#pragma once

#include <vector>

#include "Base/Curve.h"

namespace lull::session
{
struct TouchLayer;

// dB to add to every layer of sound, -1 .. 0, over a session of `length` s: none up to a quarter of full strength, all of it from 60 % on, and
// never faster than 1 dB in 2 s, whatever touch does.
[[nodiscard]] Curve duckedUnder (const std::vector<TouchLayer>&, double length);
} // namespace lull::session

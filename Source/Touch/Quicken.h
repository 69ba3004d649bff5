// A technique as a hand plays it on keys: faster or slower than it is by itself, and with no other unevenness than the player's. Any thread but audio.
#pragma once

#include "Touch/Technique.h"

namespace lull::touch
{
// Turns what says how fast it goes (speed, rate, tremor, points; pulse the other way), so many times, within what it may be; and `human` to nothing.
void quicken (text::Values&, const TechniqueKind&, double times);

inline constexpr double keyRises = 0.005, keyFalls = 0.15; // s in which a key's touch comes and goes
} // namespace lull::touch

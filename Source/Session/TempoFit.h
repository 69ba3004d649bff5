// The tempo of a session that was made shorter. A closed form of the score; any thread.
#pragma once

#include "Session/Score.h"

namespace lull::session
{
// A change of tempo that nobody notices: 2.2 bpm in 10 s is just noticeable (figures.md 2.2), this is a thirteenth of it.
inline constexpr double unhurried = 1.0 / 60.0; // bpm a second

// bpm a second of a ramp over `length` seconds, where it is steepest.
[[nodiscard]] double steepest (const text::Ramp&, double length) noexcept;

// `fitted` is `written` with other lengths of its phases. No tempo moves faster in it than is unhurried, unless the script itself wrote it so: then as fast
// as there. Where a ramp does not come to its end by that, the next one begins where it stopped, and goes for its own end. Steps of more than 2 bpm, of
// which the script was warned, stay where they lead to.
void keepUnhurried (const Score& written, Score& fitted);
} // namespace lull::session

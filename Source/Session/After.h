// What follows a session, as a person asks for it: "sea until 7:00", "sea for 40 min", "sea until stopped"; and how long that is, from a clock.
// Any thread.
#pragma once

#include <ctime>

#include "Session/Score.h"

namespace lull::session
{
// "off": nothing; "script": what the script says; else layers of the score (one, or several between commas), and until when or for how long; without
// layers the script's own, without an end until it is stopped. Fails with what would be right.
[[nodiscard]] Result<std::optional<Then>> parseThen (const Score&, std::string_view words);

// "sea, low": the sounds alone.
[[nodiscard]] std::string thenNames (const Score&, const Then&);

// "sea, low until 7:00": as parseThen() reads it.
[[nodiscard]] std::string thenText (const Score&, const Then&);

// Seconds from `now` until the clock next shows that time of day (seconds since midnight, in the zone of TZ); a day with a change of clocks has its own
// length. More than 0, at most a day and the change.
[[nodiscard]] double secondsUntil (double clock, std::time_t now);

// How long it lasts in seconds, for a session that begins at `start` at its second `from` and takes `length`: infinite until stopped; 0 when its time of
// day comes before the session's end. Afterwards nothing asks a clock again: pauses, daylight saving and a clock that is set change nothing.
[[nodiscard]] double thenLength (const Then&, double length, double from, std::time_t start);

// The same where no clock may be asked, for a host's playhead says where everything is: a stated length, else infinite.
[[nodiscard]] double thenLength (const Then&) noexcept;
} // namespace lull::session

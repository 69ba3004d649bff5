// What must hold across a whole script, once each of its parts has been read. Called by readScore(), fitted() and Timeline; any thread.
#pragma once

#include "Session/Score.h"

namespace lull::session
{
// Lengths, names, points past a phase's end, fades, steps of tempo, unused layers, and what `for sleep` asks. Adds to `reading`.
void checkRules (text::Reading&, const Score&, const text::Node& script);

inline constexpr double longestTappingForSleep = 120.0;                                                      // s
[[nodiscard]] constexpr double tappingEndsForSleep (double session) noexcept { return session * 2.0 / 3.0; } // s

// Nothing is spoken from there on in a session for sleep, whatever a phase asks for.
[[nodiscard]] constexpr double speechEndsForSleep (double session) noexcept { return session * 2.0 / 3.0; } // s

// The crossfade at the start of phase i (i = number of phases: the session's end), in s: at most a quarter of the shorter neighbour.
[[nodiscard]] double fadeAt (const std::vector<Phase>&, std::size_t i) noexcept;
} // namespace lull::session

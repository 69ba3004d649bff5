// What must hold across a whole script, once each of its parts has been read. Called by readScore() and fitted(); any thread.
#pragma once

#include "Session/Score.h"

namespace lull::session
{
// Lengths, names, points past a phase's end, fades, steps of tempo, unused layers, and what `for sleep` asks. Adds to `reading`.
void checkRules (text::Reading&, const Score&, const text::Node& script);

// How long tapping lasts in all, and when its last phase ends. s; 0 without any.
struct Tapping
{
    double total = 0.0, lastEnd = 0.0;
};
[[nodiscard]] Tapping tappingOf (const Score&) noexcept;

inline constexpr double longestTappingForSleep = 120.0; // s
} // namespace lull::session

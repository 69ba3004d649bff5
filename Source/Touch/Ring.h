// How long one tap lasts where it is felt: behind the guard's filters and in an actuator that has a resonance of its own. A burst of 30 ms that
// rings for 60 is no tap any more (figures.md 0.4, 4.4). Worked out when a chair is asked about, never on the audio thread.
#pragma once

#include <optional>
#include <vector>

#include "Touch/Chair.h"

namespace lull::touch
{
inline constexpr double longestTap = 0.040; // s, at -10 dB: longer, an actuator is unfit for the burst
inline constexpr double longestRing = 0.5;  // s: nothing is followed further

// A burst as it is, sampled at `ringRate`.
using Burst = std::vector<double>;
inline constexpr double ringRate = 4'000.0; // Hz

// The time in s from the first to the last moment at which the burst's envelope (of its analytic signal) is within 10 dB of its peak.
[[nodiscard]] double widthOf (const Burst&);

// The burst after the guard's high-pass and low-pass for this actuator, long enough to ring out.
[[nodiscard]] Burst guarded (const Burst&, const Actuator&);

// Width of what the actuator makes of it, when resonance and q are known; else nothing is known. `braking`: its response is undone before, as it is when it plays.
[[nodiscard]] std::optional<double> ringOf (const Burst&, const Actuator&, bool braking = true);
} // namespace lull::touch

// The taps of a tapping technique: when each falls, how strong, where and with which hand. A table made off the audio thread and read on it.
#pragma once

#include <span>
#include <vector>

#include "Touch/Technique.h"

namespace lull::touch
{
struct Tap
{
    Frame frame = 0;         // of its first sample
    float strength = 1.0f;   // 0 .. 1, of its fellows
    float shift = 0.0f;      // -1 .. 1, where it lands around the hand's way
    std::int64_t number = 0; // since the phase's first whole beat or its beginning; negative before
};

// `rate` is "n per beat": tap k falls on beat firstBeat + k / n; or in Hz: at begin + k / rate seconds. Its frame is round (rate x seconds). `human`
// (0 .. 1) lets each be up to half weaker and up to 10 ms early or late; taps on a whole beat stay on it exactly. Covers the phase and its fades.
[[nodiscard]] std::vector<Tap> tapsOf (const TechniqueSetting&);

// Those that begin in [from, to).
[[nodiscard]] std::span<const Tap> within (const std::vector<Tap>&, Frame from, Frame to) noexcept;

// Taps in a second where they are quickest.
[[nodiscard]] double quickest (const TechniqueSetting&);
} // namespace lull::touch

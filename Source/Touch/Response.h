// What an actuator makes of its signal, and what undoes it. An inertial shaker follows its current above its resonance, swells at it and falls away below it:
// a second-order high-pass with resonance and q, as measured in its place (lull chair tones). Worked out off the audio thread.
#pragma once

#include <optional>
#include <vector>

#include "Touch/Chair.h"

namespace lull::touch
{
struct Resonance
{
    double hertz = 0.0, q = 0.0;
};

// |H| at a frequency, 1 far above the resonance.
[[nodiscard]] double gainOf (const Resonance&, double hertz) noexcept;

// Its own figures, or those that fit its measured points best (least squares in dB, level left free; at least four points). Nothing when nothing is known,
// and for a narrow one: its resonance is what it plays.
[[nodiscard]] std::optional<Resonance> resonanceOf (const Actuator&);

// What its measured points say beyond its resonance (resonanceOf: finding it takes a while, so it is asked for once), as a gain that is to be multiplied with; 1 where nothing was measured, and within 6 dB of it.
[[nodiscard]] double evenness (const Actuator&, const std::optional<Resonance>&, double hertz);

// The filter that turns the resonance into a well-damped one further down (Linkwitz transform): (s^2 + s w0 / q + w0^2) / (s^2 + s w1 / q1 + w1^2). It is notch,
// equaliser and brake in one: what would ring is cancelled before it starts.
struct Compensation
{
    Resonance from, to;

    [[nodiscard]] double gain (double hertz) const noexcept; // |C|
    [[nodiscard]] double flatFrom() const noexcept;          // Hz: above it filter and actuator together are within 3 dB

    // What filter and actuator together still lack at a frequency, as a gain for a carrier of it: at most 3 dB, and no more than the filter may boost. What
    // makes zones of unlike actuators equal within half a decibel (figures.md 1.9) from flatFrom() on.
    [[nodiscard]] double rest (double hertz) const noexcept;
};
// As a state-variable filter in the trapezoidal form at a rate: high-pass + band x band-pass + low x low-pass, poles by g and k.
struct CompensationFilter
{
    double g, a1, k, band, low;
};
[[nodiscard]] CompensationFilter filterOf (const Compensation&, double rate) noexcept;

inline constexpr double mostBoost = 2.0; // within its band: half of what lies between A100 and the ceiling is all that it may ask for
[[nodiscard]] std::optional<Compensation> compensationOf (const Actuator&);
} // namespace lull::touch

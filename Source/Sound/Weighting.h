// The ear of ITU-R BS.1770 for sums of sines and for spectra: how loud a voice is, worked out instead of listened to. Any thread but audio.
#pragma once

#include <span>

namespace lull::sound
{
// Power gain of the K-weighting at a frequency (figures.md 4.3; the standard's 48 kHz coefficients).
[[nodiscard]] double weight (double hertz) noexcept;

// LUFS of a weighted mean square, both ears added.
[[nodiscard]] double loudness (double weightedPower) noexcept;

// LUFS as integrated over a long time, of a weighted mean square that moves: one period of it in even steps of so many seconds, which comes again
// and again. The meter's blocks of 0.4 s and both its gates.
[[nodiscard]] double loudness (std::span<const double> weightedPower, double step);
} // namespace lull::sound

// Sound in tune with touch: a tonal field that says `touch` becomes an octave of the carrier that is felt beside it, since consonance between the two
// follows their harmonic relation (Okazaki 2013; figures.md 2.3). It depends on the script alone, never on the chair. Any thread.
#pragma once

#include <optional>

#include "Session/Score.h"

namespace lull::session
{
// The carrier in Hz that vibrates longest in the phases that list a layer, or in the whole session where those are without touch. Taps are
// too short to have a pitch and do not count. None: no stroke vibrates at all. Of equally long ones the first in the script.
[[nodiscard]] std::optional<double> carrierBeside (const Score&, std::size_t layer);

// The octave above a carrier that is nearest to `wanted` within a range in Hz, the lower of two; `wanted` itself where none lies in it.
[[nodiscard]] double octaveOf (double carrier, double wanted, double least, double greatest) noexcept;

// The first value of a layer that says `touch`, if one does.
[[nodiscard]] const text::Value* toTouch (const LayerDef&) noexcept;

// A layer's values with a number in every field that says `touch`: such an octave, nearest to the field's own default, or that default.
[[nodiscard]] text::Values tuned (const Score&, std::size_t layer);
} // namespace lull::session

// The field tables of a session script: reader, documentation and JSON Schema all come from these. Inside Session only.
#pragma once

#include "Text/Fields.h"

namespace lull::session
{
inline constexpr double longestSession = 90.0 * 60.0; // s
inline constexpr std::size_t mostPhases = 64;

[[nodiscard]] const text::FieldTable& scriptFields();   // the whole file
[[nodiscard]] const text::FieldTable& phaseFields();    // an entry of `phases:`
[[nodiscard]] const text::FieldTable& layerFields();    // an entry of `sounds:`, beside its kind's own
[[nodiscard]] const text::FieldTable& useFields();      // a layer under a phase's `sound:`
[[nodiscard]] const text::FieldTable& touchFields();    // `stroke`, beside the common and the technique's own
[[nodiscard]] const text::FieldTable& thenFields();     // `then:`
} // namespace lull::session

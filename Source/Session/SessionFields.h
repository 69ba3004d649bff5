// The tables of everything a session script may say: read by readScore(), printed by schemaJson() and referenceMarkdown(). Any thread.
#pragma once

#include <string_view>
#include <vector>

#include "Text/Fields.h"

namespace lull::session
{
inline constexpr int version = 1;                                                // of the format
inline constexpr double longestSession = 90 * 60.0;                              // s
inline constexpr double shortestPhase = 0.5;                                     // s
inline constexpr std::size_t mostPhases = 64, mostSounds = 32, mostTouches = 16; // touches: of a phase

[[nodiscard]] const text::FieldTable& sessionFields();
[[nodiscard]] const text::FieldTable& soundFields(); // under `sounds:`, beside the kind's own
[[nodiscard]] const text::FieldTable& phaseFields();
[[nodiscard]] const text::FieldTable& soundUseFields(); // under a phase's `sound:`
[[nodiscard]] const text::FieldTable& strokeField();    // of a touch entry, beside the common fields and the technique's own
[[nodiscard]] const text::FieldTable& thenFields();

// Keys that later versions will read: accepted, with a warning, and ignored.
[[nodiscard]] const std::vector<std::string_view>& reservedInSession();
[[nodiscard]] const std::vector<std::string_view>& reservedInPhase();
} // namespace lull::session

// Values that change over a phase, as people write them. Called by readValue(); any thread.
#pragma once

#include <optional>
#include <string_view>

#include "Text/Fields.h"

namespace lull::text
{
// Whether a scalar is written as a ramp at all.
[[nodiscard]] bool hasArrow (std::string_view) noexcept;

// "a -> b [smooth|exp]" or one value, by the field's ranges. Diagnostics at the node's span.
[[nodiscard]] std::optional<Ramp> readArrow (Reading&, const Node&, const Field&);

// "[ 0 s a, 2 min b, end c ]".
[[nodiscard]] std::optional<Ramp> readPoints (Reading&, const Node&, const Field&);

// Quotes hold the value alone: an error where a blank stands inside them at either end.
[[nodiscard]] bool fillsItsQuotes (Reading&, const Node&);

// One number by a field's ranges: its unit and how far it may go. `text` lies inside `span`.
[[nodiscard]] std::optional<Quantity> readQuantity (Reading&, std::string_view text, ByteSpan span, const Field&);
} // namespace lull::text

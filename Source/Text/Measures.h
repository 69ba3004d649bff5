// What numbers are of: their units, their names, an example of each. Behind quantities, documentation and the JSON Schema. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "Text/Fields.h"

namespace lull::text
{
struct WrittenUnit
{
    std::string_view written; // after the number; the first is how Lull writes it
    double scale;             // base units in one of it
};

struct MeasureInfo
{
    Measure measure;
    std::string_view what;    // "a time"
    std::string_view example; // "3 min"
    std::vector<WrittenUnit> units;
};

[[nodiscard]] const MeasureInfo& infoOf (Measure) noexcept;
[[nodiscard]] const std::vector<MeasureInfo>& allMeasures() noexcept;

// A regular expression (ECMA, unanchored) for how a quantity of this measure is written.
[[nodiscard]] std::string patternOf (Measure);

// What could stand there: "3 min", a word of its list, yes.
[[nodiscard]] std::string exampleOf (const Field&);

// "a, b or c"
[[nodiscard]] std::string listed (const std::vector<std::string>& words, std::string_view last = "or");
} // namespace lull::text

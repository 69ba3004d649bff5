// Real devices that a chair file may name: `part: dayton-tt25-8`. What their makers say, where it could be found (figures.md 3.5); what could not stays
// unknown and is to be said in the chair file, or left unsaid. Any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace lull::touch
{
struct Part
{
    std::string_view id, title;
    std::optional<double> bandLow, bandHigh; // Hz
    std::optional<double> ohms, watts;       // nominal impedance; rated continuous power
    std::string_view note;                   // what else is known, one sentence, or empty
};

[[nodiscard]] const std::vector<Part>& parts();
[[nodiscard]] const Part* findPart (std::string_view id) noexcept;
} // namespace lull::touch

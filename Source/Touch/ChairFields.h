// What a chair file may say: the tables that read it, document it and give its schema. Any thread.
#pragma once

#include <string>

#include "Text/Fields.h"

namespace lull::touch
{
[[nodiscard]] const text::FieldTable& chairFields();     // the file: chair, title, about, posture, actuators, zones
[[nodiscard]] const text::FieldTable& actuatorFields();  // one of `actuators:`
[[nodiscard]] const text::FieldTable& amplifierFields(); // one of `amplifiers:`
[[nodiscard]] const text::FieldTable& zoneFields();      // one of `zones:`

inline constexpr std::size_t mostActuators = 16, mostZones = 32, mostAmplifiers = 8;

[[nodiscard]] std::string chairSchemaJson(); // JSON Schema, draft 7
[[nodiscard]] std::string chairMarkdown();   // a reference to read
} // namespace lull::touch

// What a chair file may say: the tables that read it, document it and give its schema. Any thread.
#pragma once

#include "Text/Fields.h"

namespace lull::touch
{
[[nodiscard]] const text::FieldTable& chairFields();    // the file: chair, title, about, posture, actuators, zones
[[nodiscard]] const text::FieldTable& actuatorFields(); // one of `actuators:`
[[nodiscard]] const text::FieldTable& zoneFields();     // one of `zones:`
} // namespace lull::touch

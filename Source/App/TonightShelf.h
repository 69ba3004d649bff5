// What Tonight offers: the sessions that came with the program, the person's own, and chairs. Main thread; reads files.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "Ui/TonightView.h"

namespace lull::app
{
// Own ones that cannot be read are left out: `lull check` says what is wrong with them.
[[nodiscard]] std::vector<ui::Offered> offeredSessions();

// Own ones first. `also`: one that was asked for, by its name or file.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> offeredChairs (const std::string& also);
} // namespace lull::app

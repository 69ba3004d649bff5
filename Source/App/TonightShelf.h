// What Tonight offers: the sessions that came with the program, the person's own, and chairs. Main thread; reads files.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "Ui/TonightView.h"

namespace lull::app
{
struct OfferedSessions
{
    std::vector<ui::Offered> whole;
    std::vector<std::string> unread; // names of own ones with something wrong in them, or nothing that can be played
};
[[nodiscard]] OfferedSessions offeredSessions();

// Own ones first. `also`: one that was asked for, by its name or file.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> offeredChairs (const std::string& also);
} // namespace lull::app

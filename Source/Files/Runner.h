// Which run of which program wrote something, and whether it still runs: the process, when it began, and the machine's own start, so that a number
// that is given again names nobody else. Any thread but audio.
#pragma once

#include <string>
#include <string_view>

namespace lull::files
{
[[nodiscard]] std::string thisRunner();
[[nodiscard]] bool stillRuns (std::string_view runner);
} // namespace lull::files

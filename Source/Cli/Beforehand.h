// What a person is told before a session begins: what to have ready, what to mind, and whether it wants headphones. Any thread.
#pragma once

#include <string>
#include <vector>

#include "Session/Score.h"

namespace lull::cli
{
// True where a layer that is heard at any time needs one loudspeaker for each ear.
[[nodiscard]] bool bestOnHeadphones (const session::Score&);

// Sentences, in the order in which they are said; none when there is nothing to say.
[[nodiscard]] std::vector<std::string> beforehand (const session::Score&);
} // namespace lull::cli

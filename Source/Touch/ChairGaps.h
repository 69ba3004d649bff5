// What a chair file leaves open that one would want to know before trusting it. Any thread.
#pragma once

#include <string>
#include <vector>

#include "Touch/Chair.h"

namespace lull::touch
{
// One sentence each, with what would close it; empty: nothing is open.
[[nodiscard]] std::vector<std::string> gapsOf (const Chair&);
} // namespace lull::touch

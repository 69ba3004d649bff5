// Asks the instance that plays: one word in, one line of JSON out. Main thread.
#pragma once

#include <string_view>

#include "Cli/Console.h"

namespace lull::cli
{
// Prints what it answers: JSON, or for people. Exit code 1 when nothing plays, or when it says no.
int remote (Console&, std::string_view word, bool asJson);
} // namespace lull::cli

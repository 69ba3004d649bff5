// One command of `lull`: a file in Cli/Commands. It adds its options to a CLI11 application and returns what to do once they are read.
// Main thread.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "Cli/Console.h"

namespace CLI
{
class App;
}

namespace lull::cli
{
using Action = std::function<int (Console&)>; // the exit code

struct CommandKind
{
    std::string_view name;
    std::string_view about;    // one line
    int place;                 // in the list of commands
    std::string_view examples; // lines "lull ...   what it does", shown first by --help
    Action (*declare) (CLI::App&);
};

// Every command there is; written by the build from the files of Commands/.
[[nodiscard]] const std::vector<const CommandKind*>& commandKinds();
[[nodiscard]] const CommandKind* findCommandKind (std::string_view name);
} // namespace lull::cli

#include "Cli/Command.h"
#include "Cli/Options.h"
#include "Cli/Remote.h"

namespace lull::cli
{
extern const CommandKind commandPause;
const CommandKind commandPause { "pause", "pauses it, or goes on", 31,
                                 "lull pause\n"
                                 "lull pause --json",
                                 [] (CLI::App& app) -> Action {
                                     auto json = std::make_shared<bool> (false);
                                     addJson (app, *json);
                                     return [json] (Console& console) { return remote (console, "pause", *json); };
                                 } };
} // namespace lull::cli

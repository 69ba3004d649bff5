#include "Cli/Command.h"
#include "Cli/Options.h"
#include "Cli/Remote.h"

namespace lull::cli
{
extern const CommandKind commandStatus;
const CommandKind commandStatus { "status", "where it is", 32,
                                  "lull status\n"
                                  "lull status --json",
                                  [] (CLI::App& app) -> Action {
                                      auto json = std::make_shared<bool> (false);
                                      addJson (app, *json);
                                      return [json] (Console& console) { return remote (console, "status", *json); };
                                  } };
} // namespace lull::cli

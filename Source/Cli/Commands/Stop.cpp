#include "Cli/Command.h"
#include "Cli/Options.h"
#include "Cli/Remote.h"

namespace lull::cli
{
extern const CommandKind commandStop;
const CommandKind commandStop { "stop", "stops the session that plays elsewhere: touch at once, sound in 1.5 s", 30,
                                "lull stop\n"
                                "lull stop --json",
                                [] (CLI::App& app) -> Action {
                                    auto json = std::make_shared<bool> (false);
                                    addJson (app, *json);
                                    return [json] (Console& console) { return remote (console, "stop", *json); };
                                } };
} // namespace lull::cli

#include <map>

#include "Cli/ChairVerb.h"
#include "Cli/Options.h"

namespace lull::cli
{
extern const CommandKind commandChair;
const CommandKind commandChair { "chair", "sets a chair up: new, check, show, walk, stop, volts, tones, sheet", 72,
                                 "lull chair new mine --from four-zone       a file of your own, to begin with\n"
                                 "lull chair walk mine --device JACK:system  which output moves what, by feeling it\n"
                                 "lull chair volts mine --device JACK:system what the amplifier gives, by a multimeter\n"
                                 "lull chair tones mine --device JACK:system where it buzzes, and where it is felt most\n"
                                 "lull chair check mine --device JACK:system what is unknown, and what is wrong\n"
                                 "lull chair sheet mine                      all of it on paper",
                                 [] (CLI::App& app) -> Action {
                                     const auto actions = std::make_shared<std::map<const CLI::App*, Action>>();
                                     auto kinds = chairVerbKinds();
                                     std::sort (kinds.begin(), kinds.end(), [] (auto* a, auto* b) { return a->place < b->place; });
                                     for (const auto* kind : kinds)
                                     {
                                         CLI::App* verb = app.add_subcommand (std::string (kind->name), std::string (kind->about));
                                         verb->set_help_flag ("-h,--help", "this");
                                         verb->footer (std::string (kind->examples));
                                         (*actions)[verb] = kind->declare (*verb);
                                     }
                                     app.require_subcommand (1);
                                     return [&app, actions] (Console& console) { return actions->at (app.get_subcommands().front()) (console); };
                                 } };
} // namespace lull::cli

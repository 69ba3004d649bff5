#include <CLI/CLI.hpp>

#include "Cli/ChairVerb.h"
#include "Cli/ConsoleDesk.h"
#include "Devices/Setup/Setup.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    std::string outputs; // "3-8"
};

int walk (const Wanted& wanted, Console& console)
{
    auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    ConsoleDesk desk (console);
    return devices::walk (wanted, wanted.outputs, std::move (*file), desk);
}
} // namespace

extern const ChairVerbKind chairVerbWalk;
const ChairVerbKind chairVerbWalk {
    { "walk", "which output moves what, and which way round: found by feeling it", 40,
      "lull chair walk mine --device JACK:system\n"
      "lull chair walk mine --device ALSA:hw:Pad --outputs 1-8",
      [] (CLI::App& app) -> Action {
          auto wanted = std::make_shared<Wanted>();
          addChairAsk (app, *wanted);
          app.add_option ("--outputs", wanted->outputs, "the outputs to try, as in 3-8; all but those of sound unless given")->type_name ("LIST");
          return [wanted] (Console& console) { return walk (*wanted, console); };
      } }
};
} // namespace lull::cli

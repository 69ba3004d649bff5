#include <CLI/CLI.hpp>

#include "Cli/ChairVerb.h"
#include "Cli/ConsoleDesk.h"
#include "Devices/Setup/Setup.h"
#include "Files/People.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    std::string person { files::myself };
    bool again = false;
};

int fit (const Wanted& wanted, Console& console)
{
    const auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    ConsoleDesk desk (console);
    return devices::fit (wanted, wanted.person, wanted.again, *file, desk);
}
} // namespace

extern const CommandKind commandFit;
const CommandKind commandFit { "fit", "fits a chair to you: what is just felt, and what is comfortable, zone by zone", 61,
                               "lull fit four-zone --device JACK:chair --channels sound=1-2,touch=3-6\n"
                               "lull fit mine --person anna                for somebody else; `lull play --person anna` goes by it",
                               [] (CLI::App& app) -> Action {
                                   auto wanted = std::make_shared<Wanted>();
                                   addChairAsk (app, *wanted);
                                   app.add_option ("--person", wanted->person, "who sits there; \"me\" unless given")->type_name ("NAME");
                                   app.add_flag ("--again", wanted->again, "forget what was found");
                                   return [wanted] (Console& console) { return fit (*wanted, console); };
                               } };
} // namespace lull::cli

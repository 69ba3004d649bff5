#include <CLI/CLI.hpp>
#include <fmt/format.h>

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
    bool show = false, forget = false;
};

int spots (const Wanted& wanted, Console& console)
{
    const auto stored = files::loadSpots (wanted.person);
    if (! stored) return console.fail (stored.error());
    const auto known = stored->value_or (touch::Spots {});
    if (wanted.show)
    {
        console.put (devices::spotWords (known));
        return 0;
    }
    if (wanted.forget)
    {
        if (const auto kept = files::storeSpots (wanted.person, {}); ! kept) return console.fail (kept.error());
        console.say (fmt::format ("No spots of {} are known any more.", wanted.person));
        return 0;
    }
    if (wanted.chair.empty()) return console.fail ({ "it needs CHAIR: the field walks over it", Error::Kind::usage });
    const auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    ConsoleDesk desk (console);
    return devices::markSpots (wanted, wanted.person, *file, desk);
}
} // namespace

extern const CommandKind commandSpots;
const CommandKind commandSpots { "spots", "where it is tight, and what is to be left alone: marked while touch walks over the back", 62,
                                 "lull spots four-zone --device JACK:chair --channels sound=1-2,touch=3-6\n"
                                 "lull spots --show                          what is marked; --forget forgets it",
                                 [] (CLI::App& app) -> Action {
                                     auto wanted = std::make_shared<Wanted>();
                                     addChairAsk (app, *wanted);
                                     app.get_option ("chair")->required (false);
                                     app.add_option ("--person", wanted->person, "whose back it is; \"me\" unless given")->type_name ("NAME");
                                     app.add_flag ("--show", wanted->show, "list them");
                                     app.add_flag ("--forget", wanted->forget, "forget all of them");
                                     return [wanted] (Console& console) { return spots (*wanted, console); };
                                 } };
} // namespace lull::cli

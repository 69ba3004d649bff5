#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Cli/ConsoleDesk.h"
#include "Devices/Alignment.h"
#include "Devices/DeviceList.h"
#include "Devices/Setup/Setup.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    std::string by;
    bool show = false, forget = false;
};

int align (const Wanted& wanted, Console& console)
{
    const auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    if (! wanted.show && ! wanted.forget && wanted.by.empty())
    {
        ConsoleDesk desk (console);
        return devices::align (wanted, *file, desk);
    }
    const auto device = devices::chooseDevice (devices::listDevices(), wanted.device);
    if (! device) return console.fail (device.error());
    const auto folder = devices::alignmentsFolder();
    if (! wanted.show)
    {
        Seconds early { 0.0 };
        if (! wanted.by.empty())
        {
            const auto said = devices::parseAlignment (wanted.by);
            if (! said) return console.fail (said.error());
            early = *said;
        }
        if (const auto kept = devices::saveAlignment (folder, file->chair->id, device->id(), early); ! kept) return console.fail (kept.error());
    }
    const auto known = devices::loadAlignment (folder, file->chair->id, device->id());
    if (! known) return console.fail (known.error());
    console.put (fmt::format ("{} on {}: {}\n", file->chair->id, device->id(), devices::alignmentWords (*known)));
    return 0;
}
} // namespace

extern const ChairVerbKind chairVerbAlign;
const ChairVerbKind chairVerbAlign { { "align", "sound and touch together, found by tapping along", 70,
                                       "lull chair align mine --device JACK:system\n"
                                       "lull chair align mine --by \"35 ms\"     measured otherwise: touch so far ahead of sound; negative: behind it\n"
                                       "lull chair align mine --show            what is kept; --forget forgets it",
                                       [] (CLI::App& app) -> Action {
                                           auto wanted = std::make_shared<Wanted>();
                                           addChairAsk (app, *wanted);
                                           auto* by = app.add_option ("--by", wanted->by, "touch so far ahead of sound, in ms")->type_name ("MS");
                                           auto* show = app.add_flag ("--show", wanted->show, "what is kept for this chair on this device");
                                           app.add_flag ("--forget", wanted->forget, "forget it")->excludes (by)->excludes (show);
                                           by->excludes (show);
                                           return [wanted] (Console& console) { return align (*wanted, console); };
                                       } } };
} // namespace lull::cli

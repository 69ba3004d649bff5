#include <ctime>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Devices/DeviceList.h"
#include "Devices/Sheet.h"
#include "Files/Calendar.h"
#include "Files/OwnChairs.h"
#include "Files/WholeFile.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    std::string output;
};

int sheet (const Wanted& wanted, Console& console)
{
    const auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    std::string device;
    std::optional<devices::Binding> bound;
    const auto found = devices::chooseDevice (devices::listDevices(), wanted.device);
    if (! found && ! wanted.device.empty()) return console.fail (found.error());
    if (found || ! wanted.channels.empty())
    {
        const auto said = devices::boundFor (wanted, *file->chair);
        if (! said) return console.fail (said.error());
        bound = *said;
        if (bound && found) device = found->id();
    }
    const auto text = devices::sheetText (
        { *file->chair, file->file, file->text, device, bound, files::findings (file->name), files::dateOf (std::time (nullptr)), LULL_VERSION });
    if (wanted.output.empty())
    {
        console.put (text);
        return 0;
    }
    if (auto kept = files::writeWhole (wanted.output, text); ! kept) return console.fail (kept.error());
    console.say (wanted.output);
    return 0;
}
} // namespace

extern const ChairVerbKind chairVerbSheet;
const ChairVerbKind chairVerbSheet { { "sheet", "a commissioning sheet: wiring, fuses, ceilings and what was tested, on paper", 70,
                                       "lull chair sheet mine --device JACK:system | lpr\n"
                                       "lull chair sheet mine -o mine.txt",
                                       [] (CLI::App& app) -> Action {
                                           auto wanted = std::make_shared<Wanted>();
                                           addChairAsk (app, *wanted);
                                           app.add_option ("-o,--output", wanted->output, "the file; on stdout unless given")->type_name ("FILE");
                                           return [wanted] (Console& console) { return sheet (*wanted, console); };
                                       } } };
} // namespace lull::cli

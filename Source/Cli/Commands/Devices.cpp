#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Options.h"
#include "Devices/DeviceList.h"

namespace lull::cli
{
namespace
{
int list (Console& console, bool asJson)
{
    const auto found = devices::listDevices();
    text::Json json;
    json.array();
    std::string text;
    for (const auto& d : found)
    {
        json.object().text ("id", d.id()).text ("type", d.type).text ("name", d.name).flag ("preferred", d.preferred);
        if (d.outputs > 0) json.whole ("outputs", d.outputs);
        else json.none ("outputs");
        json.close();
        text += fmt::format ("{} {}{}\n", d.preferred ? "*" : " ", d.id(), d.outputs > 0 ? fmt::format ("  ({} outputs)", d.outputs) : "");
    }
    console.put (asJson ? json.close().done() : text);
    if (found.empty()) console.say ("There is no sound device here: no JACK or PipeWire server answers and ALSA knows no card.");
    return 0;
}
} // namespace

extern const CommandKind commandDevices;
const CommandKind commandDevices { "devices", "the sound devices of this machine", 80,
                                   "lull devices                  * marks the one that is used when none is named\n"
                                   "lull play --device JACK:chair --chair four-zone --channels sound=1-2,touch=3-6",
                                   [] (CLI::App& app) -> Action {
                                       auto json = std::make_shared<bool> (false);
                                       addJson (app, *json);
                                       return [json] (Console& console) { return list (console, *json); };
                                   } };
} // namespace lull::cli

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Devices/DeviceList.h"
#include "Devices/DeviceUse.h"
#include "Touch/ChairGaps.h"

namespace lull::cli
{
namespace
{
int check (const devices::ChairAsk& ask, Console& console)
{
    const auto file = openChair (ask.chair, console);
    if (! file) return console.fail (file.error());
    const auto& chair = *file->chair;
    std::string out;
    const auto warn = [&] (const std::string& words) { out += "! " + words + "\n"; };

    // Where it hangs, when that can be told.
    const auto devices = devices::listDevices();
    const auto found = devices::chooseDevice (devices, ask.device);
    if (! found && ! ask.device.empty()) return console.fail (found.error());
    const auto bound = found ? devices::boundFor (ask, chair) : Result<std::optional<devices::Binding>> (std::nullopt);
    if (! bound) return console.fail (bound.error());
    int code = 0;
    if (*bound)
    {
        out += fmt::format ("  {} on {}: {}\n", chair.title, found->id(), devices::toText (**bound));
        if (! chair.shared && (*bound)->touch.size() != chair.actuators.size())
        {
            warn (fmt::format ("the chair has {} actuators and the channels name {} touch outputs: touch is refused; lull chair walk {}",
                               chair.actuators.size(), (*bound)->touch.size(), file->name));
            code = static_cast<int> (Error::Kind::refused);
        }
        if (found->outputs > 0 && (*bound)->highest() > found->outputs)
        {
            warn (fmt::format ("the channels reach output {} and \"{}\" has {}: touch is refused, and folded into no other", (*bound)->highest(), found->id(),
                               found->outputs));
            code = static_cast<int> (Error::Kind::refused);
        }
        if (found->preferred)
            warn (fmt::format (
                "{} is what this machine plays on when nothing else is said: a notification or a film would shake the chair past every guard; give the "
                "chair a device of its own",
                found->id()));
        for (const auto& who : devices::othersOn (*found)) warn (fmt::format ("{} plays on {} now: whatever it plays, the chair feels", who, found->id()));
    }
    else if (found && ! ask.device.empty())
        out += fmt::format ("  nothing is known yet of its outputs on {}: lull chair walk {} --device \"{}\"\n", found->id(), file->name, found->id());
    for (const auto& gap : touch::gapsOf (chair)) out += "? " + gap + "\n";
    if (out.empty()) out = "  nothing is open\n";
    console.put (out);
    return code;
}
} // namespace

extern const ChairVerbKind chairVerbCheck;
const ChairVerbKind chairVerbCheck { { "check", "what is wrong with a chair or its device, and what is not known of it", 20,
                                       "lull chair check mine\n"
                                       "lull chair check mine --device JACK:system     who else plays on it, too",
                                       [] (CLI::App& app) -> Action {
                                           auto ask = std::make_shared<devices::ChairAsk>();
                                           addChairAsk (app, *ask);
                                           return [ask] (Console& console) { return check (*ask, console); };
                                       } } };
} // namespace lull::cli

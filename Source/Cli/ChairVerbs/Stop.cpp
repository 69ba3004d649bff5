#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Cli/Interrupt.h"
#include "Devices/HandStop.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    bool none = false;
};

constexpr Seconds patience { 30.0 };

int bind (const Wanted& wanted, Console& console)
{
    const auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    if (wanted.none)
    {
        if (const auto kept = devices::bindButton (file->chair->id, std::nullopt); ! kept) return console.fail (kept.error());
        console.say (fmt::format ("{} has no stop in the hand any more.", file->chair->title));
        return 0;
    }
    int refused = 0;
    const auto all = devices::listButtons (refused);
    if (all.empty())
        return console.fail ({ refused > 0 ? "keyboards and pedals may not be read: be in the group \"input\" (sudo usermod -aG input NAME, then log in again)"
                                           : "there is no keyboard, pedal or button on this machine",
                               Error::Kind::device });
    console.say (
        fmt::format ("Press the button that is to stop {}, within 30 seconds. Any key of that device will do it from then on, and so will unplugging it.",
                     file->chair->title));
    const Interrupt interrupt;
    const auto found = devices::awaitButton (all, patience, [&] { return interrupt.asked(); });
    if (interrupt.asked()) return console.fail (interrupt.error());
    if (! found) return console.fail ({ "no button was pressed within 30 seconds; nothing was changed", Error::Kind::runtime });
    if (const auto kept = devices::bindButton (file->chair->id, found->id); ! kept) return console.fail (kept.error());
    console.say (fmt::format ("Any key of \"{}\" stops {} now. Without it touch stays off.", found->id, file->chair->title));
    return 0;
}
} // namespace

extern const ChairVerbKind chairVerbStop;
const ChairVerbKind chairVerbStop { { "stop", "a stop in the hand: any USB key, foot pedal or button, bound by pressing it", 45,
                                      "lull chair stop mine            then press it\n"
                                      "lull chair stop mine --none",
                                      [] (CLI::App& app) -> Action {
                                          auto wanted = std::make_shared<Wanted>();
                                          addChairAsk (app, *wanted, false);
                                          app.add_flag ("--none", wanted->none, "without one from now on");
                                          return [wanted] (Console& console) { return bind (*wanted, console); };
                                      } } };
} // namespace lull::cli

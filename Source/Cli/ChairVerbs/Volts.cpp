#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Cli/ConsoleDesk.h"
#include "Devices/Setup/Setup.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    std::string amplifier;
    bool moved = false;
};

int volts (const Wanted& wanted, Console& console)
{
    auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    if (! file->own)
        return console.fail (
            { fmt::format ("what is measured is kept in a chair file of your own: lull chair new mine --from {}", file->name), Error::Kind::usage });
    const auto amplifiers = devices::amplifiersNamed (*file->chair, wanted.amplifier);
    if (! amplifiers) return console.fail (amplifiers.error());
    ConsoleDesk desk (console);
    return wanted.moved ? devices::forgetVolts (std::move (*file), *amplifiers, desk) : devices::measureVolts (wanted, std::move (*file), *amplifiers, desk);
}
} // namespace

extern const ChairVerbKind chairVerbVolts;
const ChairVerbKind chairVerbVolts { { "volts", "what the amplifier gives, by a multimeter: so that ceilings are watts", 50,
                                       "lull chair volts mine --device JACK:system\n"
                                       "lull chair volts mine --moved                 its knob was turned: uncalibrated again",
                                       [] (CLI::App& app) -> Action {
                                           auto wanted = std::make_shared<Wanted>();
                                           addChairAsk (app, *wanted);
                                           app.add_option ("--amplifier", wanted->amplifier, "this one alone")->type_name ("NAME");
                                           app.add_flag ("--moved", wanted->moved, "a knob was moved: what was measured holds no more");
                                           return [wanted] (Console& console) { return volts (*wanted, console); };
                                       } } };
} // namespace lull::cli

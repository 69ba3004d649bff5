#include <algorithm>
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Cli/ConsoleDesk.h"
#include "Devices/Setup/Setup.h"
#include "Engine/TestTone.h"
#include "Files/Accelerometer.h"
#include "Files/Library.h"
#include "Files/OwnChairs.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    std::string actuator, csv;
};

Result<std::vector<int>> meant (const touch::Chair& chair, const std::string& name)
{
    std::vector<int> all;
    std::vector<std::string> names;
    for (std::size_t k = 0; k < chair.actuators.size(); ++k)
    {
        names.push_back (chair.actuators[k].name);
        if (name.empty() || name == names.back()) all.push_back (static_cast<int> (k));
    }
    if (! all.empty()) return all;
    const auto near = text::nearest (name, names);
    return fail (
        fmt::format ("there is no actuator \"{}\" in this chair; {}", name, near.empty() ? "lull chair show lists them" : "did you mean \"" + near + "\"?"),
        Error::Kind::usage);
}

int judge (devices::ChairFile& file, int k, const std::string& csv, Console& console)
{
    const auto& a = file.chair->actuators[static_cast<std::size_t> (k)];
    const auto text = files::readText (csv, 64 * 1024 * 1024);
    if (! text) return console.fail (text.error());
    const auto recorded = files::readAcceleration (csv, *text);
    if (! recorded) return console.fail (recorded.error());
    const auto row = devices::toneRowFor (a);
    const auto tones = files::tonesIn (*recorded, row, engine::toneLasts.value);
    if (! tones) return console.fail ({ csv + ": " + tones.error().message, tones.error().kind });
    double top = 0.0;
    for (const auto& t : *tones) top = std::max (top, t.level);
    for (const auto& t : *tones)
        console.put (fmt::format ("{:>5.0f} Hz  {:>7.3f} m/s2  {}\n", t.hertz, t.level,
                                  std::string (static_cast<std::size_t> (std::lround (40.0 * t.level / top)), '#')));
    console.say (fmt::format ("{:.0f} samples a second: nothing is said above {:.0f} Hz{}.", recorded->rate, files::claimed * recorded->rate,
                              tones->size() < row.size() ? fmt::format (", so {} of {} tones are left out", row.size() - tones->size(), row.size()) : ""));
    const auto resonance = files::resonanceOf (*tones);
    if (! resonance) return 0;
    const std::string words = fmt::format ("{:.0f} Hz{}", resonance->hertz, resonance->q ? fmt::format (", Q {:.1f}", *resonance->q) : "");
    console.say (fmt::format ("\"{}\" moves most at {}.", a.name, words));
    (void)files::noteFinding (file.name, fmt::format ("tones, by accelerometer at {:.0f} Hz: \"{}\" moves most at {}", recorded->rate, a.name, words));
    ConsoleDesk desk (console);
    return devices::keepResonance (file, k, resonance->hertz, resonance->q, desk);
}

int tones (const Wanted& wanted, Console& console)
{
    auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    if (! file->own)
        return console.fail (
            { fmt::format ("what is found is kept in a chair file of your own: lull chair new mine --from {}", file->name), Error::Kind::usage });
    const auto actuators = meant (*file->chair, wanted.actuator);
    if (! actuators) return console.fail (actuators.error());
    if (wanted.csv.empty())
    {
        ConsoleDesk desk (console);
        return devices::feelTones (wanted, std::move (*file), *actuators, desk);
    }
    if (actuators->size() > 1) return console.fail ({ "a recording is of one actuator: say which, --actuator NAME", Error::Kind::usage });
    return judge (*file, actuators->front(), wanted.csv, console);
}
} // namespace

extern const ChairVerbKind chairVerbTones;
const ChairVerbKind chairVerbTones { { "tones", "a row of tones: where it buzzes, and where it is felt most", 60,
                                       "lull chair tones mine --device JACK:system\n"
                                       "lull chair tones mine --actuator shaker --csv recording.csv   by a telephone that lay on the seat meanwhile",
                                       [] (CLI::App& app) -> Action {
                                           auto wanted = std::make_shared<Wanted>();
                                           addChairAsk (app, *wanted);
                                           app.add_option ("--actuator", wanted->actuator, "this one alone")->type_name ("NAME");
                                           app.add_option ("--csv", wanted->csv, "an accelerometer's recording of the row, to be judged")->type_name ("FILE");
                                           return [wanted] (Console& console) { return tones (*wanted, console); };
                                       } } };
} // namespace lull::cli

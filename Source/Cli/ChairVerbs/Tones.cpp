#include <algorithm>
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/SetupTalk.h"
#include "Engine/TestTone.h"
#include "Files/Accelerometer.h"
#include "Files/Library.h"
#include "Files/OwnChairs.h"
#include "Touch/ChairEdit.h"

namespace lull::cli
{
namespace
{
struct Wanted : ChairAsk
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

// What its band lets through: beyond it the guard would take most of it away.
std::vector<double> rowFor (const touch::Actuator& a)
{
    std::vector<double> row;
    for (const double f : engine::toneRow)
        if (f >= a.bandLow && f <= a.bandHigh && f <= a.lowpass()) row.push_back (f);
    if (row.empty()) row.push_back (a.carrierFor (40.0));
    return row;
}

int keep (ChairFile& file, int k, double hertz, const std::optional<double>& q, Console& console)
{
    using List = touch::ChairChange::List;
    std::vector<touch::ChairChange> changes { { List::actuators, k, "resonance", fmt::format ("{:.3g} Hz", hertz) } };
    changes.push_back ({ List::actuators, k, "q", q ? std::optional<std::string> (fmt::format ("{:.2g}", std::clamp (*q, 0.1, 100.0))) : std::nullopt });
    auto text = touch::changedChair (file.file, file.text, file.name, changes);
    if (! text)
    {
        console.show (text.error(), file.text);
        return console.fail ({ file.file + " was not changed", Error::Kind::refused });
    }
    if (const auto kept = files::writeChair (file.file, *text); ! kept) return console.fail (kept.error());
    file.text = std::move (*text);
    return 0;
}

int judge (ChairFile& file, int k, const std::string& csv, Console& console)
{
    const auto& a = file.chair->actuators[static_cast<std::size_t> (k)];
    const auto text = files::readText (csv, 64 * 1024 * 1024);
    if (! text) return console.fail (text.error());
    const auto recorded = files::readAcceleration (csv, *text);
    if (! recorded) return console.fail (recorded.error());
    const auto row = rowFor (a);
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
    return keep (file, k, resonance->hertz, resonance->q, console);
}

int feel (ChairFile& file, const Wanted& wanted, const std::vector<int>& actuators, Console& console)
{
    const auto bound = boundFor (wanted, *file.chair);
    if (! bound) return console.fail (bound.error());
    SetupTalk talk (file.chair, "lull chair tones", console);
    const auto begun = talk.begin (wanted.device, *bound);
    if (! begun) return console.fail (begun.error());
    if (! *begun) return talk.code();
    console.say ("First how strong. Then a row of tones, four seconds each: press b when something buzzes or rattles, f when it is felt most.");
    bool first = true;
    for (const int k : actuators)
    {
        const auto& a = file.chair->actuators[static_cast<std::size_t> (k)];
        talk.play (a.carrierFor (40.0), { { k, talk.level(), false } });
        if (! talk.ask ({ fmt::format ("\"{}\" at {}: + and - until it is well felt, then y [y]", a.name, zonesOf (*file.chair, k)), false, "y", first, {} }))
            return talk.code();
        first = false;
        std::string buzzes;
        std::optional<double> most;
        for (const double f : rowFor (a))
        {
            talk.play (f, { { k, talk.level(), false } });
            const auto from = std::chrono::steady_clock::now();
            for (double left = engine::toneLasts.value; left > 0.0;
                 left = engine::toneLasts.value - std::chrono::duration<double> (std::chrono::steady_clock::now() - from).count())
            {
                const auto pressed = talk.wait (left, fmt::format ("{:.0f} Hz at {:.0f} dBFS   b buzzes, f felt most, + - strength", f, talk.level()), "bf");
                if (! pressed) return talk.code();
                if (*pressed == "b" && ! buzzes.ends_with (fmt::format ("{:.0f}", f))) buzzes += fmt::format ("{}{:.0f}", buzzes.empty() ? "" : ", ", f);
                if (*pressed == "f") most = f;
                if (! pressed->empty()) talk.say (fmt::format ("{:.0f} Hz: {}", f, *pressed == "b" ? "buzzes" : "felt most"));
            }
        }
        talk.quiet();
        if (! buzzes.empty()) console.say (fmt::format ("It buzzes at {} Hz: tighten what is loose there, or keep sessions off it.", buzzes));
        const std::string found = (most ? fmt::format ("felt most at {:.0f} Hz", *most) : std::string ("nothing stood out")) +
                                  (buzzes.empty() ? ", no buzz" : ", buzzes at " + buzzes + " Hz");
        (void)files::noteFinding (file.name, fmt::format ("tones, by feel: \"{}\" {}", a.name, found));
        if (! most) continue;
        const auto save = talk.ask ({ fmt::format ("Write {:.0f} Hz down as its resonance? [y n]", *most), false, "yn", false, {} });
        if (! save) return talk.code();
        if (*save == "y")
            if (const int code = keep (file, k, *most, std::nullopt, console)) return code;
    }
    return 0;
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
    if (wanted.csv.empty()) return feel (*file, wanted, *actuators, console);
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

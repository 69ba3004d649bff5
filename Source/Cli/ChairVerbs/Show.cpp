#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Text/Json.h"
#include "Cli/Options.h"

namespace lull::cli
{
namespace
{
struct Wanted : devices::ChairAsk
{
    bool json = false;
};

double dBFS (const touch::Chair& chair, std::size_t k) { return 20.0 * std::log10 (chair.ceiling (static_cast<int> (k))); }

std::string asJson (const devices::ChairFile& file)
{
    const auto& chair = *file.chair;
    text::Json json;
    json.object().text ("id", file.name).text ("title", chair.title).text ("file", file.file).flag ("own", file.own).flag ("shared", chair.shared);
    json.array ("actuators");
    for (std::size_t k = 0; k < chair.actuators.size(); ++k)
    {
        const auto& a = chair.actuators[k];
        json.object().text ("name", a.name).text ("part", a.part).number ("low", a.bandLow).number ("high", a.bandHigh);
        const auto number = [&] (std::string_view key, const std::optional<double>& x) { x ? json.number (key, *x) : json.none (key); };
        number ("ohms", a.netOhms());
        number ("watts", a.netWatts());
        number ("voltsAtFullScale", a.voltsAtFullScale);
        number ("wattsAtFullScale", a.wattsAtFullScale());
        number ("resonance", a.resonance);
        json.number ("ceiling", dBFS (chair, k), 2).flag ("inverted", a.inverted).array ("zones");
        for (const auto& z : chair.zones)
            if (z.actuator == static_cast<int> (k)) json.text ({}, z.name);
        json.close().close();
    }
    json.close().array ("amplifiers");
    for (const auto& a : chair.amplifiers)
    {
        const auto number = [&] (std::string_view key, const std::optional<double>& x) { x ? json.number (key, *x) : json.none (key); };
        json.object().text ("name", a.name);
        number ("volts", a.volts);
        number ("leastOhms", a.leastOhms);
        number ("supply", a.supply);
        number ("standby", a.standby);
        number ("wakes", a.wakes);
        json.text ("knob", a.knob).flag ("thumps", a.thumps).close();
    }
    return json.close().close().done();
}

int show (const Wanted& wanted, Console& console)
{
    const auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    if (wanted.json)
    {
        console.put (asJson (*file));
        return 0;
    }
    const auto& chair = *file->chair;
    const auto known = [] (const std::optional<double>& x) { return x ? fmt::format ("{:.3g}", *x) : std::string ("?"); };
    std::string out = fmt::format ("{}  ({}{})\n", chair.title, file->file, file->own ? ", yours" : "");
    if (! chair.about.empty()) out += chair.about + "\n";
    if (! chair.seating.empty()) out += chair.seating + "\n";
    if (chair.shared) out += fmt::format ("Touch below {:.0f} Hz and sound above it share one pair of outputs.\n", chair.crossover);
    out += fmt::format ("\n{:<9}{:<16}{:<16}{:>9}{:>7}{:>7}{:>8}{:>8}{:>9}  {}\n", "", "actuator", "part", "Hz", "ohm", "W", "V max", "W max", "ceiling",
                        "felt at");
    for (std::size_t k = 0; k < chair.actuators.size(); ++k)
    {
        const auto& a = chair.actuators[k];
        out += fmt::format ("touch_{:<3}{:<16}{:<16}{:>9}{:>7}{:>7}{:>8}{:>8}{:>6.1f} dB  {}{}\n", k + 1, a.name, a.part.empty() ? "-" : a.part,
                            fmt::format ("{:.0f}-{:.0f}", a.bandLow, a.bandHigh), known (a.netOhms()), known (a.netWatts()), known (a.voltsAtFullScale),
                            known (a.wattsAtFullScale()), dBFS (chair, k), devices::zonesOf (chair, static_cast<int> (k)), a.inverted ? " (turned round)" : "");
    }
    for (const auto& a : chair.amplifiers)
        out += fmt::format ("amplifier {}: {} V at full scale, at least {} ohm, supply {} W{}{}{}\n", a.name, known (a.volts), known (a.leastOhms),
                            known (a.supply), a.knob.empty() ? "" : ", knob at " + a.knob,
                            a.standby ? fmt::format (", asleep after {:.3g} min", *a.standby / 60.0) : "", a.thumps ? ", thumps" : "");
    console.put (out);
    return 0;
}
} // namespace

extern const ChairVerbKind chairVerbShow;
const ChairVerbKind chairVerbShow { { "show", "a chair as Lull understands it: loads, watts, ceilings, zones", 30,
                                      "lull chair show four-zone\nlull chair show mine --json", [] (CLI::App& app) -> Action {
                                          auto wanted = std::make_shared<Wanted>();
                                          addChairAsk (app, *wanted, false);
                                          addJson (app, wanted->json);
                                          return [wanted] (Console& console) { return show (*wanted, console); };
                                      } } };
} // namespace lull::cli

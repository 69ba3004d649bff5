#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "Devices/Setup/Setup.h"
#include "Engine/TestTone.h"
#include "Files/OwnChairs.h"

namespace lull::devices
{
// What its band lets through: beyond it the guard would take most of it away.
std::vector<double> toneRowFor (const touch::Actuator& a)
{
    std::vector<double> row;
    for (const double f : engine::toneRow)
        if (f >= a.bandLow && f <= a.bandHigh && f <= a.lowpass()) row.push_back (f);
    if (row.empty()) row.push_back (a.carrierFor (40.0));
    return row;
}

int keepResonance (ChairFile& file, int k, double hertz, const std::optional<double>& q, Desk& desk)
{
    using List = touch::ChairChange::List;
    return change (file,
                   { { List::actuators, k, "resonance", fmt::format ("{:.3g} Hz", hertz) },
                     { List::actuators, k, "q", q ? std::optional<std::string> (fmt::format ("{:.2g}", std::clamp (*q, 0.1, 100.0))) : std::nullopt } },
                   desk);
}

int feelTones (const ChairAsk& wanted, ChairFile file, const std::vector<int>& actuators, Desk& desk)
{
    std::unique_ptr<Talk> owned;
    if (const auto code = enter (owned, wanted, file, "lull chair tones", desk)) return *code;
    auto& talk = *owned;
    desk.say ("First how strong. Then a row of tones, four seconds each: say when something buzzes or rattles, and when it is felt most.");
    bool first = true;
    for (const int k : actuators)
    {
        const auto& a = file.chair->actuators[static_cast<std::size_t> (k)];
        talk.play (a.carrierFor (40.0), { { k, talk.level(), false } });
        if (! talk.ask ({ fmt::format ("\"{}\" at {}: make it well felt.", a.name, zonesOf (*file.chair, k)),
                          Talk::Question::By::keys,
                          { { 'y', "well felt" } },
                          {},
                          first }))
            return talk.code();
        first = false;
        std::string buzzes;
        std::optional<double> most;
        engine::TonesFelt felt;
        felt.hertz = toneRowFor (a);
        felt.level.resize (felt.hertz.size());
        felt.buzzes.resize (felt.hertz.size());
        felt.resonance = a.resonance;
        felt.actuator = a.name;
        for (std::size_t n = 0; n < felt.hertz.size(); ++n)
        {
            const double f = felt.hertz[n];
            felt.now = static_cast<int> (n);
            const auto show = [&] {
                for (std::size_t i = 0; i < felt.hertz.size(); ++i) felt.level[i] = talk.rig().reaches (k, felt.hertz[i], talk.level());
                talk.show (felt);
            };
            show();
            talk.play (f, { { k, talk.level(), false } });
            const auto from = std::chrono::steady_clock::now();
            for (double left = engine::toneLasts.value; left > 0.0;
                 left = engine::toneLasts.value - std::chrono::duration<double> (std::chrono::steady_clock::now() - from).count())
            {
                const auto pressed = talk.wait (left, fmt::format ("{:.0f} Hz at {:.0f} dBFS", f, talk.level()), { { 'b', "buzzes" }, { 'f', "felt most" } });
                if (! pressed) return talk.code();
                if (*pressed == "b" && ! buzzes.ends_with (fmt::format ("{:.0f}", f))) buzzes += fmt::format ("{}{:.0f}", buzzes.empty() ? "" : ", ", f);
                if (*pressed == "f") most = f, felt.most = static_cast<int> (n);
                if (*pressed == "b") felt.buzzes[n] = true;
                show();
                if (! pressed->empty()) talk.say (fmt::format ("{:.0f} Hz: {}", f, *pressed == "b" ? "buzzes" : "felt most"));
            }
        }
        talk.quiet();
        felt.now = -1;
        talk.show (felt);
        if (! buzzes.empty()) desk.say (fmt::format ("It buzzes at {} Hz: tighten what is loose there, or keep sessions off it.", buzzes));
        const std::string found = (most ? fmt::format ("felt most at {:.0f} Hz", *most) : std::string ("nothing stood out")) +
                                  (buzzes.empty() ? ", no buzz" : ", buzzes at " + buzzes + " Hz");
        (void)files::noteFinding (file.name, fmt::format ("tones, by feel: \"{}\" {}", a.name, found));
        if (! most) continue;
        const auto save =
            talk.ask ({ fmt::format ("Write {:.0f} Hz down as its resonance?", *most), Talk::Question::By::keys, { { 'y', "yes" }, { 'n', "no" } } });
        if (! save) return talk.code();
        if (*save == "y")
            if (const int code = keepResonance (file, k, *most, std::nullopt, desk)) return code;
    }
    return 0;
}
} // namespace lull::devices

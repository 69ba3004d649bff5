#include "Devices/Sheet.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <juce_cryptography/juce_cryptography.h>

#include "Safety/Ceiling.h"
#include "Touch/ChairGaps.h"
#include "Touch/Parts.h"

namespace lull::devices
{
namespace
{
constexpr std::size_t width = 78;

std::string hashOf (const std::string& text) { return juce::SHA256 (text.data(), text.size()).toHexString().toStdString(); }

// Wrapped, the first line after `lead`, the others as far in.
std::string wrapped (const std::string& lead, const std::string& words)
{
    std::string out = lead;
    std::size_t used = lead.size();
    for (std::size_t at = 0; at < words.size();)
    {
        const auto end = std::min (words.find (' ', at), words.size());
        const auto word = words.substr (at, end - at);
        if (used > lead.size() && used + 1 + word.size() > width)
        {
            out += "\n" + std::string (lead.size(), ' ');
            used = lead.size();
        }
        if (used > lead.size()) out += ' ', ++used;
        out += word;
        used += word.size();
        at = end + 1;
    }
    return out + "\n";
}

std::string heading (std::string_view words) { return fmt::format ("\n{}\n{}\n", words, std::string (words.size(), '-')); }

std::string or_ (const std::optional<double>& x, std::string_view unit) { return x ? fmt::format ("{:.3g} {}", *x, unit) : "unknown"; }

double decibels (double x) { return 20.0 * std::log10 (x); }

std::string wiringOf (const touch::Actuator& a)
{
    if (a.units == 1) return "one unit";
    return fmt::format ("{} units {}", a.units,
                        a.wiring == touch::Wiring::series     ? "in series"
                        : a.wiring == touch::Wiring::parallel ? "in parallel"
                                                              : "in series-parallel");
}

std::string outputOf (const SheetFacts& f, std::size_t k)
{
    if (f.chair.shared) return "of sound";
    if (! f.binding || k >= f.binding->touch.size()) return "not yet walked";
    return std::to_string (f.binding->touch[k]);
}

std::string actuators (const SheetFacts& f)
{
    std::string out;
    for (std::size_t k = 0; k < f.chair.actuators.size(); ++k)
    {
        const auto& a = f.chair.actuators[k];
        std::string zones;
        for (const auto& z : f.chair.zones)
            if (z.actuator == static_cast<int> (k)) zones += (zones.empty() ? "" : ", ") + z.name;
        const auto* part = touch::findPart (a.part);
        const double ceiling = f.chair.ceiling (static_cast<int> (k));
        const auto fuse = fuseFor (a);
        out += fmt::format ("\ntouch_{}  {}  ->  device output {}\n", k + 1, a.name, outputOf (f, k));
        out += wrapped ("    felt at      ", zones);
        out += wrapped ("    part         ",
                        (part != nullptr ? std::string (part->title) : "not named") + ", " + wiringOf (a) + (a.inverted ? ", turned round" : ""));
        out += wrapped ("    band         ", fmt::format ("{:.0f} to {:.0f} Hz, resonance {}", a.bandLow, a.bandHigh, or_ (a.resonance, "Hz")));
        out += wrapped ("    load         ", fmt::format ("{}, rated {} (all units together)", or_ (a.netOhms(), "ohm"), or_ (a.netWatts(), "W")));
        out += wrapped ("    full scale   ", fmt::format ("{}, {}", or_ (a.voltsAtFullScale, "V rms"), or_ (a.wattsAtFullScale(), "W")));
        std::string ceilings;
        for (const auto c : { safety::Ceiling::gentle, safety::Ceiling::normal, safety::Ceiling::strong })
        {
            const double peak = ceiling * static_cast<double> (safety::shareOf (c));
            ceilings += fmt::format ("{}{} {:.1f} dBFS", ceilings.empty() ? "" : ", ", safety::nameOf (c), decibels (peak));
            if (const auto watts = a.wattsAtFullScale()) ceilings += fmt::format (" ({:.2g} W)", *watts * peak * peak);
        }
        out += wrapped ("    at most      ", ceilings);
        out += wrapped ("    fuse         ", fuse ? fmt::format ("{:.3g} A, slow, one in this line   [ ] fitted", *fuse)
                                                  : "unknown: its rated power and ohms are needed   [ ] fitted");
        out += wrapped ("    measured     ", "____ ohm at its terminals, cold");
    }
    return out;
}
} // namespace

std::optional<double> fuseFor (const touch::Actuator& a)
{
    if (! a.netOhms() || ! a.netWatts()) return std::nullopt;
    constexpr std::array values { 0.1, 0.125, 0.16, 0.2,  0.25, 0.315, 0.4, 0.5, 0.63, 0.8,  1.0,  1.25,
                                  1.6, 2.0,   2.5,  3.15, 4.0,  5.0,   6.3, 8.0, 10.0, 12.5, 16.0, 20.0 };
    const double amperes = std::sqrt (*a.netWatts() / *a.netOhms());
    const auto above = std::upper_bound (values.begin(), values.end(), amperes);
    return above == values.begin() ? values.front() : *(above - 1);
}

std::string sheetText (const SheetFacts& f)
{
    std::string out = fmt::format ("COMMISSIONING SHEET: {}\n{}\n", f.chair.title, std::string (width, '='));
    out += wrapped ("date         ", f.date + ", Lull " + f.version);
    out += wrapped ("chair file   ", f.file);
    out += wrapped ("  sha-256    ", hashOf (f.text));
    out += wrapped ("device       ", f.device.empty() ? "none is bound" : f.device);
    out += wrapped ("channels     ", f.binding ? toText (*f.binding) : "not yet walked: lull chair walk");
    if (f.binding) out += wrapped ("  sha-256    ", hashOf (toText (*f.binding)));
    if (! f.chair.about.empty()) out += wrapped ("what it is   ", f.chair.about);
    out += wrapped ("posture      ", f.chair.posture + (f.chair.seating.empty() ? "" : ". " + f.chair.seating));
    if (f.chair.shared) out += wrapped ("shared line  ", fmt::format ("touch below {:.0f} Hz and sound above it on one pair of outputs", f.chair.crossover));

    out += heading ("Outputs");
    out += actuators (f);

    out += heading ("Amplifiers");
    if (f.chair.amplifiers.empty()) out += "The chair file names none.\n";
    for (const auto& a : f.chair.amplifiers)
    {
        out += fmt::format ("{}\n", a.name);
        out += wrapped ("    full scale   ", or_ (a.volts, "V rms") + ", knob " + (a.knob.empty() ? "not marked" : "at " + a.knob));
        out += wrapped ("    least load   ", or_ (a.leastOhms, "ohm"));
        out += wrapped ("    supply       ", or_ (a.supply, "W"));
        out += wrapped ("    in silence   ", a.standby ? fmt::format ("asleep after {:.3g} min, wakes in {}", *a.standby / 60.0, or_ (a.wakes, "s"))
                                                       : "stays awake, as far as is known");
        out += wrapped ("    switched on  ", a.thumps ? "it thumps: switch it on before anybody sits" : "without a thump, as far as is known");
    }

    out += heading ("What Lull keeps, whatever is played");
    out += wrapped ("- ", "Touch is off until a person arms it, rises over 30 s, and is down within 20 ms of a stop, and the device's own delay.");
    out += wrapped ("- ", "No sample above the ceilings above; no second above the rated power; no 20 minutes above half of it; what an amplifier gives "
                          "altogether within four fifths of its supply, where that is known.");
    out += wrapped ("- ", "At most 20 minutes strong, at most 95 minutes in all, then 30 minutes of rest.");
    out += wrapped ("- ", "A program that stands still is ended within a second.");

    out += heading ("What must exist outside of it");
    for (const char* words :
         { "a slow fuse in each actuator's line, as above", "protection against DC at the amplifier's outputs",
           "a mains switch of the amplifier within reach of whoever lies or sits there",
           "no load below the least that the amplifier drives, measured at its terminals", "nothing else that plays on this device: no notifications, no films",
           "no lead under the chair's feet, no coil against cloth that could char" })
        out += wrapped ("[ ] ", words);

    out += heading ("What was tested");
    if (f.tests.empty()) out += "Nothing yet: lull chair walk, volts, tones.\n";
    for (const auto& t : f.tests) out += wrapped ("- ", t);

    out += heading ("What is open");
    const auto gaps = touch::gapsOf (f.chair);
    if (gaps.empty()) out += "Nothing.\n";
    for (const auto& g : gaps) out += wrapped ("- ", g);

    out += "\n\nstop tried by: ____________________   date: ____________   signed: ____________\n";
    return out;
}
} // namespace lull::devices

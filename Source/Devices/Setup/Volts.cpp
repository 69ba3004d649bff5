#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "Devices/Setup/Setup.h"
#include "Files/OwnChairs.h"
#include "Touch/ChairEdit.h"

namespace lull::devices
{
namespace
{
constexpr double mains = 50.0, wantedLevel = -20.0; // Hz, dBFS: what every multimeter reads well

using List = touch::ChairChange::List;

// "1.10", "1,1 V", "950 mV"; rms volts.
std::optional<double> reading (std::string typed)
{
    std::replace (typed.begin(), typed.end(), ',', '.');
    typed.erase (std::remove (typed.begin(), typed.end(), ' '), typed.end());
    double volts = 0.0;
    const auto [end, failed] = std::from_chars (typed.data(), typed.data() + typed.size(), volts, std::chars_format::fixed);
    const std::string unit (end, static_cast<std::size_t> (typed.data() + typed.size() - end));
    if (failed != std::errc() || ! std::isfinite (volts) || volts < 0.0) return std::nullopt;
    if (unit == "mV" || unit == "mv") return volts / 1000.0;
    if (unit.empty() || unit == "V" || unit == "v") return volts;
    return std::nullopt;
}

bool drives (const touch::Chair& chair, int amplifier, const touch::Actuator& a)
{
    return chair.amplifiers.empty() ? amplifier == 0 : std::max (0, a.amplifier) == amplifier;
}

// Volts that were said of the outputs themselves would hide those of the amplifier.
void forget (std::vector<touch::ChairChange>& changes, const touch::Chair& chair, int amplifier, bool volts)
{
    for (const char* key : { "watts", "into" }) changes.push_back ({ List::amplifiers, amplifier, key, {} });
    if (volts) changes.push_back ({ List::amplifiers, amplifier, "volts", {} });
    for (std::size_t k = 0; k < chair.actuators.size(); ++k)
        if (drives (chair, amplifier, chair.actuators[k])) changes.push_back ({ List::actuators, static_cast<int> (k), "volts", {} });
}

std::string whatItMeans (const touch::Chair& chair, int k)
{
    const auto& a = chair.actuators[static_cast<std::size_t> (k)];
    const auto watts = a.wattsAtFullScale();
    const std::string full = watts ? fmt::format ("{:.1f} W at full scale into {:.3g} ohm", *watts, *a.netOhms()) : "watts unknown, for its ohms are";
    if (! a.netWatts()) return fmt::format ("  {}: {}; its rated power is unknown, so it is held to -6 dBFS", a.name, full);
    return fmt::format ("  {}: {}, rated for {:.3g} W: held to {:.1f} dBFS", a.name, full, *a.netWatts(), 20.0 * std::log10 (chair.ceiling (k)));
}

struct Reading
{
    double volts = 0.0, level = 0.0; // at full scale; dBFS that it was read at
};

// One reading, asked for until it is one; nothing: the person left.
std::optional<Reading> askFor (Talk& talk, int k, double hertz, const std::string& question, bool first)
{
    for (;;)
    {
        const auto typed = talk.ask ({ question, Talk::Question::By::words, {}, {}, first });
        if (! typed) return std::nullopt;
        const double level = talk.rig().reaches (k, hertz, talk.level());
        const auto read = reading (*typed);
        const double volts = read.value_or (0.0) / std::pow (10.0, level / 20.0);
        if (talk.rig().heldBack (k)) talk.say ("The guard holds it back just now, so that would not be right; wait a moment and read it again.");
        else if (! read) talk.say (fmt::format ("\"{}\" is no reading; write 1.10, 1.1 V or 950 mV.", *typed));
        else if (*read < 0.001) talk.say ("That is nothing: is the amplifier on, its knob up, the meter on AC?");
        else if (volts > 200.0)
            talk.say (fmt::format ("That would be {:.0f} V at full scale, more than any such amplifier gives: look at the meter's range.", volts));
        else return Reading { volts, level };
    }
}

} // namespace

// Of the amplifiers that the chair has (or one that it does not name), those that are meant.
Result<std::vector<int>> amplifiersNamed (const touch::Chair& chair, const std::string& name)
{
    const int count = std::max (1, static_cast<int> (chair.amplifiers.size()));
    std::vector<int> all;
    std::string names;
    for (int a = 0; a < count; ++a)
    {
        const std::string is = chair.amplifiers.empty() ? "amplifier" : chair.amplifiers[static_cast<std::size_t> (a)].name;
        names += (names.empty() ? "\"" : ", \"") + is + "\"";
        if (name.empty() || name == is) all.push_back (a);
    }
    if (all.empty()) return fail (fmt::format ("there is no amplifier \"{}\" in this chair; there is {}", name, names), Error::Kind::usage);
    return all;
}

int forgetVolts (ChairFile file, const std::vector<int>& amplifiers, Desk& desk)
{
    std::vector<touch::ChairChange> changes;
    for (const int a : amplifiers)
    {
        forget (changes, *file.chair, a, true);
        changes.push_back ({ List::amplifiers, a, "knob", {} });
    }
    if (const int code = change (file, changes, desk)) return code;
    (void)files::noteFinding (file.name, "knob moved: uncalibrated");
    desk.say (fmt::format ("{} is uncalibrated now: nothing goes above -6 dBFS until volts are measured again.", file.chair->title));
    return 0;
}

int measureVolts (const ChairAsk& wanted, ChairFile file, const std::vector<int>& amplifiers, Desk& desk)
{
    std::unique_ptr<Talk> owned;
    if (const auto code = enter (owned, wanted, file, "lull chair volts", desk)) return *code;
    auto& talk = *owned;
    bool first = true;
    for (const int amplifier : amplifiers)
    {
        const auto& all = file.chair->actuators;
        const auto on = std::find_if (all.begin(), all.end(), [&] (const auto& a) { return drives (*file.chair, amplifier, a); });
        if (on == all.end()) continue;
        const int k = static_cast<int> (on - all.begin());
        const std::string name = file.chair->amplifiers.empty() ? "amplifier" : file.chair->amplifiers[static_cast<std::size_t> (amplifier)].name;
        desk.say (fmt::format ("Set the multimeter to AC volts and hold it to the output of \"{}\" that drives \"{}\" ({}), the actuator connected.", name,
                               on->name, zonesOf (*file.chair, k)));
        const double hertz = std::clamp (mains, on->bandLow, std::max (on->bandLow, std::min (on->bandHigh, on->lowpass()))); // where the guard lets it through
        if (hertz != mains) desk.say (fmt::format ("It does not play 50 Hz, so this is {:.0f} Hz: see that the meter reads that.", hertz));
        // Twice, since a slip of the comma would burn a coil: the second reading is to be half of the first.
        std::optional<Reading> read;
        while (! read)
        {
            talk.setLevel (wantedLevel);
            talk.play (hertz, { { k, wantedLevel, false } });
            const auto one = askFor (talk, k, hertz, "What does it read, in volts?", first);
            if (! one) return talk.code();
            first = false;
            talk.setLevel (talk.level() - 6.0206);
            const auto two = askFor (talk, k, hertz, "And now, when it is half as strong?", false);
            if (! two) return talk.code();
            if (std::abs (two->volts / one->volts - 1.0) <= 0.1) read = one;
            else talk.say ("The first is not twice the second: a slip, or an amplifier that changes its gain. Once more, from the first.");
        }
        const double volts = read->volts, level = read->level;
        talk.quiet();
        const auto knob = talk.ask ({ "Where does its knob stand? Mark it, and say it as \"3 o'clock\"; nothing, when it has none.",
                                      Talk::Question::By::words,
                                      {},
                                      {},
                                      false,
                                      "none" });
        if (! knob) return talk.code();
        std::vector<touch::ChairChange> changes;
        forget (changes, *file.chair, amplifier, false);
        changes.push_back ({ List::amplifiers, amplifier, "volts", fmt::format ("{:.3g} V", volts) });
        changes.push_back ({ List::amplifiers, amplifier, "knob", *knob == "none" ? std::nullopt : std::optional (*knob) });
        if (const int code = change (file, changes, desk)) return code;
        (void)files::noteFinding (
            file.name, fmt::format ("volts: \"{}\" gives {:.3g} V at full scale ({:.0f} Hz at {:.1f} dBFS), knob: {}", name, volts, hertz, level, *knob));
        desk.say (fmt::format ("\"{}\" gives {:.3g} V at full scale.", name, volts));
        for (std::size_t i = 0; i < file.chair->actuators.size(); ++i)
            if (drives (*file.chair, amplifier, file.chair->actuators[i])) desk.say (whatItMeans (*file.chair, static_cast<int> (i)));
    }
    desk.hint ("When a knob is moved: lull chair volts " + file.name + " --moved");
    return 0;
}
} // namespace lull::devices

#include "Touch/ChairGaps.h"

#include <algorithm>

#include <fmt/format.h>

namespace lull::touch
{
std::vector<std::string> gapsOf (const Chair& chair)
{
    std::vector<std::string> gaps;
    const auto names = [&] (auto lacks) {
        std::string out;
        int count = 0;
        for (const auto& a : chair.actuators)
            if (lacks (a)) out += (count++ == 0 ? "" : ", ") + a.name;
        return count == static_cast<int> (chair.actuators.size()) && count > 1 ? std::string ("every actuator") : out;
    };
    const auto say = [&] (const std::string& whose, std::string_view words) {
        if (! whose.empty()) gaps.push_back (fmt::format ("{}: {}", whose, words));
    };
    say (names ([] (const Actuator& a) { return ! a.watts; }),
         "rated power unknown, so nothing louder than -6 dBFS goes there, and no test louder than -12: say watts as its maker does");
    say (names ([] (const Actuator& a) { return ! a.ohms; }), "impedance unknown: measure its ohms, or say its part");
    say (names ([] (const Actuator& a) { return ! a.voltsAtFullScale; }),
         "what the amplifier gives is not measured, so ceilings are -6 dBFS and not watts: lull chair volts");
    say (names ([] (const Actuator& a) { return ! a.resonance; }), "resonance unknown: lull chair tones");
    for (const auto& a : chair.amplifiers)
    {
        if (! a.leastOhms) gaps.push_back (fmt::format ("amplifier \"{}\": the smallest load that it drives is unknown: say least load", a.name));
        if (! a.supply)
            gaps.push_back (fmt::format ("amplifier \"{}\": what its power supply gives is unknown, so their sum is not held to it: say supply", a.name));
        if (a.volts && a.knob.empty())
            gaps.push_back (fmt::format ("amplifier \"{}\": where its knob stood when volts were measured is not written down: say knob", a.name));
        if (a.standby && ! a.wakes)
            gaps.push_back (fmt::format ("amplifier \"{}\" falls asleep in silence, and how long it takes to wake is unknown: lull chair walk", a.name));
        if (a.thumps) gaps.push_back (fmt::format ("amplifier \"{}\" thumps when it is switched on: switch it on before anybody sits", a.name));
    }
    if (chair.amplifiers.empty()) gaps.emplace_back ("the file names no amplifier: its least load and its power supply are not watched");
    if (chair.seating.empty()) gaps.emplace_back ("how to sit so that it is felt where it should be is not said: say seating");
    return gaps;
}
} // namespace lull::touch

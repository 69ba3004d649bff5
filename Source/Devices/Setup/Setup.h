// What can be found out about a chair by sitting in it, one conversation each. They return an exit code: 0 when it was done or the person left in order.
#pragma once

#include <string>
#include <vector>

#include "Devices/Setup/ChairFile.h"
#include "Touch/Person.h"

namespace lull::devices
{
// Which output moves what, which way round, and what the amplifiers do by themselves. outputs: those to try, "3-8"; empty: all but those of sound.
[[nodiscard]] int walk (const ChairAsk&, const std::string& outputs, ChairFile, Desk&);

// What the amplifiers give, by a multimeter; those of these places. moved: their knobs were turned, so nothing is known any more.
[[nodiscard]] int measureVolts (const ChairAsk&, ChairFile, const std::vector<int>& amplifiers, Desk&);
[[nodiscard]] int forgetVolts (ChairFile, const std::vector<int>& amplifiers, Desk&);
[[nodiscard]] Result<std::vector<int>> amplifiersNamed (const touch::Chair&, const std::string& name); // empty: all

// One zone after another, as it is asked for.
[[nodiscard]] int testZones (const ChairAsk&, const ChairFile&, Desk&);

// A row of tones, by feel.
[[nodiscard]] int feelTones (const ChairAsk&, ChairFile, const std::vector<int>& actuators, Desk&);
[[nodiscard]] std::vector<double> toneRowFor (const touch::Actuator&); // Hz that its band lets through
[[nodiscard]] int keepResonance (ChairFile&, int actuator, double hertz, const std::optional<double>& q, Desk&);

// What is just felt and what is comfortable, zone by zone. again: what is known is found anew.
[[nodiscard]] int fit (const ChairAsk&, const std::string& person, bool again, const ChairFile&, Desk&);

// How far apart sound and touch arrive, by tapping along with one and the other, and how it feels when that is undone; kept for this chair on this device.
[[nodiscard]] int align (const ChairAsk&, const ChairFile&, Desk&);

// Where it is tight and what is to be left alone, while touch walks over the back.
[[nodiscard]] int markSpots (const ChairAsk&, const std::string& person, const ChairFile&, Desk&);
[[nodiscard]] std::string spotWords (const touch::Spots&); // a line each
} // namespace lull::devices

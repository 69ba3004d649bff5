#include "Devices/Setup/Driven.h"

#include <algorithm>
#include <utility>

namespace lull::devices
{
void Driven::play (double f, std::vector<SetupRig::Drive> d)
{
    beats.reset();
    frequency = f;
    begin (std::move (d));
}

void Driven::beat (std::vector<SetupRig::Drive> d, bool heard, Seconds early)
{
    beats = SetupRig::Beat { {}, heard, early };
    begin (std::move (d));
}

void Driven::begin (std::vector<SetupRig::Drive> d)
{
    drives = std::move (d);
    if (drives.empty()) drive();
    else setLevel (loudness);
}

void Driven::setLevel (double dBFS)
{
    for (const auto& d : drives) dBFS = std::min (dBFS, rig.most (d.actuator) + d.under);
    loudness = std::max (dBFS, -60.0);
    drive();
}

void Driven::drive()
{
    auto all = drives;
    for (auto& d : all) d.level = loudness - d.under;
    if (! beats) return rig.play (frequency, all);
    beats->drives = std::move (all);
    rig.beat (beats);
}
} // namespace lull::devices

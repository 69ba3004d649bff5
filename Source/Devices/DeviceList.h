// The devices of this machine, and what a person means by a name. Opens nothing for sound; asks JACK without starting it. Owner's thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"
#include "Base/Units.h"

namespace lull::devices
{
struct DeviceInfo
{
    std::string type, name; // "JACK" or "ALSA"; as the system calls it
    bool preferred = false; // what no --device means: JACK's default where a server answers, else ALSA's
    int outputs = 0;        // JACK: playback ports; ALSA: unknown until opened (0)

    [[nodiscard]] std::string id() const { return type + ":" + name; } // names it everywhere: --device, bindings
};

// All of them, the preferred first. A JACK server that stands still is waited for so long.
[[nodiscard]] std::vector<DeviceInfo> listDevices (Seconds patience = Seconds { 5.0 });

// "" is the preferred one; an id; a name; "jack" or "alsa" for the first of a type; else the only name that holds the text. Letters' case does not matter.
// Error::Kind::device, with what there is.
[[nodiscard]] Result<DeviceInfo> chooseDevice (const std::vector<DeviceInfo>&, std::string_view wanted);
} // namespace lull::devices

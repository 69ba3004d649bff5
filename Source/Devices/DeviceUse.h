// Who else plays on a device: a notification sound or a film would shake the chair past every guard. Owner's thread.
#pragma once

#include <string>
#include <vector>

#include "Devices/DeviceList.h"

namespace lull::devices
{
// Programs that play on it now, by name, but for Lull's own clients; empty when none do or it cannot be known.
[[nodiscard]] std::vector<std::string> othersOn (const DeviceInfo&);
} // namespace lull::devices

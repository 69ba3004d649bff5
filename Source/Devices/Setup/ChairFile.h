// A chair's file as it is set up: its text, what that reads as, and the smallest change of it that says what was found. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Devices/Binding.h"
#include "Devices/Setup/Talk.h"
#include "Touch/Chair.h"
#include "Touch/ChairEdit.h"

namespace lull::devices
{
struct ChairFile
{
    std::string name, file, text;
    bool own = false; // it may be written
    std::shared_ptr<const touch::Chair> chair;
};

// What most of them are told. device, channels: as said; empty: the preferred one, what was stored.
struct ChairAsk
{
    std::string chair, device, channels;
};

// channels, or what was stored for this chair on the device that is meant.
[[nodiscard]] Result<std::optional<Binding>> boundFor (const ChairAsk&, const touch::Chair&);

// The way into a conversation with touch: what is bound, the device, and the person's own letting it rise. The exit code when it goes no further, which
// has been said. who: "lull chair walk".
[[nodiscard]] std::optional<int> enter (std::unique_ptr<Talk>&, const ChairAsk&, const ChairFile&, const std::string& who, Desk&);

// "left shoulder and right shoulder"
[[nodiscard]] std::string zonesOf (const touch::Chair&, int actuator);

// Written whole; 0, or the exit code when it was refused, which has been said.
[[nodiscard]] int change (ChairFile&, const std::vector<touch::ChairChange>&, Desk&);
} // namespace lull::devices

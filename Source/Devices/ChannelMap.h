// Decides which channel of an opened device carries what, and whether touch may flow at all: never folded, never to a default device (faults.md 9),
// never through a slow one (faults.md, known traps). Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "Base/Result.h"
#include "Devices/Binding.h"

namespace lull::devices
{
inline constexpr double slowestTouch = 0.025; // s: what a device may add to the 20 ms of a stop

// What a device really gave, counted after opening.
struct Offer
{
    bool namedPorts = false; // JACK: the channels are our own ports, and bindings are connections to `outputs` of the sink
    std::string device;      // its id
    bool chosen = false;     // the person named it; not a default
    bool converts = false;   // a mixer or converter on the way, which may fold channels together
    bool wireless = false;   // Bluetooth: late, and never the same
    int outputs = 0;         // ALSA: channels opened; JACK: ports of the sink
    double rate = 0.0;       // Hz
    int buffer = 0;          // frames
    int latency = 0;         // frames that the device adds after the buffer
};

struct ChannelMap
{
    int left = 0, right = 1;                      // callback channel; right -1: `left` carries the mean; left -1: no sound
    std::vector<int> touch;                       // callback channel of touch_1 ...; empty: touch does not flow
    double crossover = 0.0;                       // Hz: touch shares the channels of sound, which is kept above it; 0: each has its own
    std::vector<std::pair<int, int>> connections; // JACK: our port, port of the sink; from 0
    std::string refusal;                          // why touch does not flow, for the person; empty when it does or when there is no chair
    std::string note;                             // what the person should know, or empty
};

// Ports or channels to ask for, before anything is open.
[[nodiscard]] int channelsToAsk (const Binding*, int actuators, bool namedPorts, bool shared = false) noexcept;

// An error when even sound has no place. Does not judge speed: that can change while playing.
// crossover: of a chair whose touch shares the line of sound (1 or 2 actuators: both, or left and right), Hz; 0: it does not.
[[nodiscard]] Result<ChannelMap> mapChannels (const Binding*, int actuators, const Offer&, double crossover = 0.0);

// By what a device or its ports are called: "bluez_output.00_11.1", "bluealsa".
[[nodiscard]] bool soundsWireless (std::string_view name) noexcept;

[[nodiscard]] double delay (const Offer&) noexcept; // s: buffer + latency
[[nodiscard]] std::string tooSlow (const Offer&);   // empty, or why touch is refused and what buffer would do
} // namespace lull::devices

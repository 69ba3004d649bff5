#include "Devices/ChannelMap.h"

#include <algorithm>

#include <fmt/format.h>

namespace lull::devices
{
namespace
{
std::string refusalOfWireless (const Offer& o)
{
    if (! o.wireless) return {};
    return fmt::format ("touch is never sent over Bluetooth, which answers late and cannot say how late: \"{}\" plays sound alone", o.device);
}

// Why touch may not go where the binding says, whatever its channels.
std::string untrusted (const Binding& b, const Offer& o)
{
    if (auto why = refusalOfWireless (o); ! why.empty()) return why;
    if (o.converts)
        return fmt::format (
            "touch is not sent through \"{}\", which may fold channels into one another: --device names the chair's own (lull devices lists them)", o.device);
    if (! o.chosen && b.device != o.device) return "touch is never sent to a default device: --device names the chair's own (lull devices lists them)";
    return {};
}

std::string refusalOfShared (const Binding* b, const Offer& o)
{
    if (b == nullptr || b->left == 0)
        return fmt::format ("touch shares the outputs of sound on this chair: --channels says which they are on \"{}\", as in --channels sound=1-2", o.device);
    if (! b->touch.empty()) return "touch shares the outputs of sound on this chair, and the channels give it others: say --channels sound=1-2";
    return untrusted (*b, o);
}

std::string refusalOf (const Binding* b, int actuators, const Offer& o)
{
    if (auto why = refusalOfWireless (o); ! why.empty()) return why;
    if (b == nullptr && ! o.namedPorts)
        return fmt::format ("touch has no outputs on \"{}\" yet: --channels says which, as in --channels sound=1-2,touch=3-{}", o.device, 2 + actuators);
    if (b != nullptr && b->touch.empty() && ! o.namedPorts) return "touch has no outputs: --channels names none";
    if (b != nullptr && ! b->touch.empty())
    {
        if (static_cast<int> (b->touch.size()) != actuators)
            return fmt::format ("the chair has {} actuator{} and the channels name {} touch output{}", actuators, actuators == 1 ? "" : "s", b->touch.size(),
                                b->touch.size() == 1 ? "" : "s");
        if (auto why = untrusted (*b, o); ! why.empty()) return why;
        for (std::size_t k = 0; k < b->touch.size(); ++k)
            if (b->touch[k] > o.outputs) return fmt::format ("touch_{} belongs on output {} and \"{}\" has {}", k + 1, b->touch[k], o.device, o.outputs);
    }
    return {};
}
} // namespace

int channelsToAsk (const Binding* b, int actuators, bool namedPorts, bool shared) noexcept
{
    if (namedPorts) return 2 + (shared ? 0 : std::max (0, actuators));
    return b == nullptr ? 2 : std::max (2, b->highest());
}

bool soundsWireless (std::string_view name) noexcept
{
    std::string s (name);
    for (char& c : s) c = c >= 'A' && c <= 'Z' ? static_cast<char> (c + 32) : c;
    return s.find ("bluez") != std::string::npos || s.find ("bluealsa") != std::string::npos || s.find ("bluetooth") != std::string::npos;
}

double delay (const Offer& o) noexcept { return o.rate > 0.0 ? (o.buffer + o.latency) / o.rate : 0.0; }

std::string tooSlow (const Offer& o)
{
    if (delay (o) <= slowestTouch) return {};
    // Latency grows with the buffer on every device we know, so the right buffer is found by proportion, downwards to a power of two.
    int enough = 1024;
    while (enough > 16 && (enough >= o.buffer || delay (o) * enough > slowestTouch * o.buffer)) enough /= 2;
    const auto how = o.namedPorts ? fmt::format ("jack_bufsize {0}, or PIPEWIRE_LATENCY={0}/{1:.0f}", enough, o.rate) : fmt::format ("--buffer {}", enough);
    return fmt::format ("touch is refused: \"{}\" answers {:.0f} ms late and a stop needs {:.0f} ms or less; a buffer of {} frames would do ({})", o.device,
                        delay (o) * 1000.0, slowestTouch * 1000.0, enough, how);
}

Result<ChannelMap> mapChannels (const Binding* b, int actuators, const Offer& o, double crossover)
{
    ChannelMap m;
    const bool mono = b != nullptr ? b->right == 0 : o.outputs == 1;
    const int left = b != nullptr ? b->left : 1, right = mono ? 0 : b != nullptr ? b->right : 2;
    if (std::max (left, right) > o.outputs && (b != nullptr || o.outputs > 0 || ! o.namedPorts))
        return fail (fmt::format ("sound belongs on output {} and \"{}\" has {}", std::max (left, right), o.device, o.outputs), Error::Kind::device);
    m.left = left == 0 ? -1 : o.namedPorts ? 0 : left - 1;
    m.right = mono || left == 0 ? -1 : o.namedPorts ? 1 : right - 1;
    if (o.namedPorts && o.outputs > 0)
    {
        if (m.left >= 0) m.connections.emplace_back (0, left - 1);
        if (m.right >= 0) m.connections.emplace_back (1, right - 1);
    }
    if (actuators <= 0) return m;
    if (crossover > 0.0)
    {
        m.crossover = crossover; // whether touch flows or not: sound alone must not shake a pad that nothing guards
        m.refusal = refusalOfShared (b, o);
        if (! m.refusal.empty()) return m;
        for (int k = 0; k < actuators; ++k) m.touch.push_back (k == 1 && m.right >= 0 ? m.right : m.left);
        return m;
    }

    m.refusal = refusalOf (b, actuators, o);
    if (! m.refusal.empty()) return m;
    for (int k = 0; k < actuators; ++k)
    {
        const auto at = static_cast<std::size_t> (k);
        m.touch.push_back (o.namedPorts ? 2 + k : b->touch[at] - 1);
        if (o.namedPorts && b != nullptr && ! b->touch.empty()) m.connections.emplace_back (2 + k, b->touch[at] - 1);
    }
    if (o.namedPorts && (b == nullptr || b->touch.empty()))
        m.note = fmt::format ("touch is on the JACK ports touch_1 to touch_{}; connect them to the chair's amplifier, or say --channels", actuators);
    return m;
}
} // namespace lull::devices

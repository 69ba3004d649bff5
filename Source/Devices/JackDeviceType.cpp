#include "Devices/JackDeviceType.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "Devices/InTime.h"
#include "Devices/JackDevice.h"

namespace lull::devices
{
namespace
{
using Sink = JackDeviceType::Sink;

std::vector<Sink> ask()
{
    std::vector<Sink> found;
    jack_status_t status {};
    auto* client = jack_client_open ("Lull-look", JackNoStartServer, &status);
    if (client == nullptr) return found;
    if (const char** all = jack_get_ports (client, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical))
    {
        for (const char** p = all; *p != nullptr; ++p)
        {
            const auto name = juce::String::fromUTF8 (*p).upToLastOccurrenceOf (":", false, false);
            const auto known = std::find_if (found.begin(), found.end(), [&] (const Sink& s) { return s.name == name; });
            if (known == found.end()) found.push_back ({ name, 1 });
            else ++known->ports;
        }
        jack_free (all);
    }
    if (found.empty()) found.push_back ({ JackDeviceType::noSink, 0 });
    jack_client_close (client);
    return found;
}
} // namespace

JackDeviceType::JackDeviceType() : juce::AudioIODeviceType (typeName) {}

JackDeviceType::JackDeviceType (std::vector<Sink> known) : juce::AudioIODeviceType (typeName), sinks (std::move (known)), scanned (true) {}

void JackDeviceType::scanForDevices()
{
    if (! std::exchange (scanned, true)) sinks = look (serverPatience);
}

std::vector<JackDeviceType::Sink> JackDeviceType::look (std::chrono::milliseconds patience)
{
    // libjack speaks to stderr on its own account; what matters reaches the person as our errors.
    jack_set_error_function ([] (const char*) {});
    jack_set_info_function ([] (const char*) {});
    // One question at a time: a server that stands still would gather a crowd of them.
    static std::atomic<bool> asking { false };
    if (asking.exchange (true)) return {};
    return inTime (
        [] {
            auto found = ask();
            asking = false;
            return found;
        },
        std::vector<Sink> {}, [] (const std::vector<Sink>&) {}, patience);
}

juce::StringArray JackDeviceType::getDeviceNames (bool inputs) const
{
    juce::StringArray names;
    if (! inputs)
        for (const auto& s : sinks) names.add (s.name);
    return names;
}

int JackDeviceType::getIndexOfDevice (juce::AudioIODevice* device, bool inputs) const
{
    return device == nullptr ? -1 : getDeviceNames (inputs).indexOf (device->getName());
}

juce::AudioIODevice* JackDeviceType::createDevice (const juce::String& output, const juce::String& input)
{
    const auto name = output.isNotEmpty() ? output : input;
    return getDeviceNames (false).contains (name) ? new JackDevice (name) : nullptr;
}
} // namespace lull::devices

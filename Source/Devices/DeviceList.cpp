#include "Devices/DeviceList.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <juce_audio_devices/juce_audio_devices.h>

#include "Devices/JackDeviceType.h"
#include "Text/Diagnostic.h"

namespace lull::devices
{
namespace
{
juce::String lower (std::string_view s) { return juce::String::fromUTF8 (s.data(), static_cast<int> (s.size())).trim().toLowerCase(); }
} // namespace

std::vector<DeviceInfo> listDevices (Seconds patience)
{
    std::vector<DeviceInfo> all;
    for (const auto& sink : JackDeviceType::look (std::chrono::milliseconds (static_cast<int> (patience.value * 1000.0))))
        all.push_back ({ JackDeviceType::typeName, sink.name.toStdString(), all.empty(), sink.ports });

    if (const std::unique_ptr<juce::AudioIODeviceType> alsa { juce::AudioIODeviceType::createAudioIODeviceType_ALSA() })
    {
        alsa->scanForDevices();
        const auto names = alsa->getDeviceNames (false);
        const int first = alsa->getDefaultDeviceIndex (false);
        const bool none = all.empty();
        for (int i = 0; i < names.size(); ++i) all.push_back ({ "ALSA", names[i].toStdString(), none && i == first, 0 });
    }
    std::stable_sort (all.begin(), all.end(), [] (const DeviceInfo& a, const DeviceInfo& b) { return a.preferred && ! b.preferred; });
    return all;
}

Result<DeviceInfo> chooseDevice (const std::vector<DeviceInfo>& all, std::string_view wanted)
{
    const auto word = lower (wanted);
    if (all.empty()) return fail ("there is no sound device", Error::Kind::device);
    if (word.isEmpty()) return all.front();
    for (const auto& d : all)
        if (lower (d.id()) == word || lower (d.name) == word) return d;
    for (const auto& d : all)
        if (lower (d.type) == word) return d;
    if (word == "jack") return fail ("no JACK server answers, and Lull does not start one", Error::Kind::device);

    std::vector<const DeviceInfo*> holding;
    std::vector<std::string> ids;
    for (const auto& d : all)
    {
        if (lower (d.id()).contains (word)) holding.push_back (&d);
        ids.push_back (d.id());
        ids.push_back (d.name);
    }
    if (holding.size() == 1) return *holding.front();
    if (holding.size() > 1)
        return fail (fmt::format ("\"{}\" could be {} devices: \"{}\", \"{}\"{}", wanted, holding.size(), holding[0]->id(), holding[1]->id(),
                                  holding.size() > 2 ? " ..." : ""),
                     Error::Kind::device);
    const auto meant = text::nearest (wanted, ids);
    return fail (fmt::format ("there is no device \"{}\"; {}", wanted, meant.empty() ? "lull devices lists them" : "did you mean \"" + meant + "\"?"),
                 Error::Kind::device);
}
} // namespace lull::devices

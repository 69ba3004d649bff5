// "JACK" for juce::AudioDeviceManager: one device per client of the server that has playback hardware ("system", a PipeWire sink), the server's
// default first. No server: no devices, quickly. Owner's thread.
#pragma once

#include <chrono>
#include <vector>

#include <juce_audio_devices/juce_audio_devices.h>

namespace lull::devices
{
class JackDeviceType final : public juce::AudioIODeviceType
{
public:
    static constexpr auto typeName = "JACK";
    static constexpr auto noSink = "unconnected"; // the device of a server without playback hardware

    struct Sink
    {
        juce::String name;
        int ports = 0;
    }; // ports: for playback

    JackDeviceType();                            // scanForDevices() asks the server
    explicit JackDeviceType (std::vector<Sink>); // known already: asks nobody. Each asking is a client that comes and goes

    [[nodiscard]] static std::vector<Sink> look (std::chrono::milliseconds patience);

    void scanForDevices() override;
    juce::StringArray getDeviceNames (bool inputs) const override;
    int getDefaultDeviceIndex (bool) const override { return 0; }
    int getIndexOfDevice (juce::AudioIODevice*, bool inputs) const override;
    bool hasSeparateInputsAndOutputs() const override { return true; }
    juce::AudioIODevice* createDevice (const juce::String& output, const juce::String& input) override;

private:
    std::vector<Sink> sinks;
    bool scanned = false; // once, like JUCE's ALSA: an AudioOutput makes new types when it opens
};
} // namespace lull::devices

// One client of a JACK server with named output ports: sound_l, sound_r, touch_1 ... touch_16. Unlike JUCE's own, it hands its callback every port
// in a fixed order whether connected or not, follows changes of block size, and says when the rate changed or the server went (faults.md, traps).
// Made by JackDeviceType; owner's thread unless said otherwise. Never starts a server.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <jack/jack.h>
#include <juce_audio_devices/juce_audio_devices.h>

namespace lull::devices
{
class JackDevice final : public juce::AudioIODevice
{
public:
    static constexpr int mostPorts = 18;
    static constexpr auto clientName = "Lull";
    [[nodiscard]] static std::string portName (int port); // from 0

    // Opens a client, waiting for the server five seconds at most; `sink` names the client whose playback ports connect() means. Without a server getLastError() says so.
    explicit JackDevice (const juce::String& sink);
    ~JackDevice() override;

    // ---- beyond AudioIODevice

    [[nodiscard]] bool lost() const noexcept { return line != nullptr && line->gone.load (std::memory_order_acquire); } // the server ended or dropped us
    [[nodiscard]] std::string lostReason() const;
    void giveUp(); // the server stands still: counts as lost, nothing is asked of it any more
    [[nodiscard]] bool freewheeling() const noexcept { return line != nullptr && line->freewheel.load (std::memory_order_relaxed); }
    [[nodiscard]] std::vector<std::string> sinkPorts() const; // full names, in the server's order
    [[nodiscard]] bool sinkIsWireless() const;                // by the names and aliases of its ports
    bool connect (int port, int sinkPort);                    // from 0; false: no such port, or refused
    [[nodiscard]] bool connected (int port) const;
    [[nodiscard]] std::string name() const; // of our client: "Lull", "Lull-01"

    // ---- AudioIODevice

    juce::StringArray getOutputChannelNames() override;
    juce::StringArray getInputChannelNames() override { return {}; }
    juce::Array<double> getAvailableSampleRates() override;
    juce::Array<int> getAvailableBufferSizes() override;
    int getDefaultBufferSize() override { return getCurrentBufferSizeSamples(); }

    // Registers ports up to the highest bit of `outputs` and starts; rate and buffer are the server's.
    juce::String open (const juce::BigInteger& inputs, const juce::BigInteger& outputs, double rate, int buffer) override;
    void close() override;
    bool isOpen() override { return active && ! lost(); }
    void start (juce::AudioIODeviceCallback*) override;
    void stop() override; // returns when the callback is no longer in use
    bool isPlaying() override { return isOpen() && line->callback.load() != nullptr; }
    juce::String getLastError() override { return error; }
    int getCurrentBufferSizeSamples() override; // as the server last said
    double getCurrentSampleRate() override;     // asked of the server: the truth
    int getCurrentBitDepth() override { return 32; }
    juce::BigInteger getActiveOutputChannels() const override;
    juce::BigInteger getActiveInputChannels() const override { return {}; }
    int getOutputLatencyInSamples() override; // the greatest of our connected ports; the buffer comes on top
    int getInputLatencyInSamples() override { return 0; }
    int getXRunCount() const noexcept override { return line == nullptr ? 0 : line->xruns.load (std::memory_order_relaxed); }

private:
    // What libjack's threads reach. Shared with the thread that closes it: a server that stands still keeps both, not us.
    struct Line
    {
        jack_client_t* client = nullptr;
        std::array<jack_port_t*, mostPorts> ports {};
        int portCount = 0;
        std::atomic<juce::AudioIODeviceCallback*> callback { nullptr };
        std::atomic<bool> inProcess { false }, gone { false }, freewheel { false };
        std::atomic<jack_nframes_t> rate { 0 }, buffer { 0 };
        std::atomic<int> xruns { 0 };
        std::array<char, 120> reason {}; // written before `gone`

        int process (jack_nframes_t) noexcept; // audio thread
    };

    bool openClient();
    void listen();
    juce::String fail (const juce::String& why);

    const std::string sink;
    juce::String error;
    std::shared_ptr<Line> line; // nullptr: no client
    bool active = false;
};
} // namespace lull::devices

#include "Devices/AudioOutput.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include <fmt/format.h>

#include "Devices/JackDevice.h"
#include "Devices/JackDeviceType.h"
#include "Devices/OutputCallback.h"

namespace lull::devices
{
namespace
{
using Clock = std::chrono::steady_clock; // stands still in suspend, so a night asleep does not look like a dead device
constexpr double deadAfter = 0.5;        // s without a callback, blocks not counted
constexpr double pollCounts = 0.2;       // s: one poll late by a stopped process must not look like a dead device either

// ALSA as JUCE has it, and our own JACK. Nobody listens to its change messages, so it needs no message loop: AudioOutput::poll looks itself.
class Selector final : public juce::AudioDeviceManager
{
public:
    explicit Selector (const DeviceInfo& d) : wanted (d) {}

private:
    const DeviceInfo wanted;

    void createAudioDeviceTypes (juce::OwnedArray<juce::AudioIODeviceType>& types) override
    {
        if (auto* alsa = juce::AudioIODeviceType::createAudioIODeviceType_ALSA()) types.add (alsa);
        std::vector<JackDeviceType::Sink> sinks;
        if (wanted.type == JackDeviceType::typeName) sinks.push_back ({ juce::String::fromUTF8 (wanted.name.c_str()), wanted.outputs });
        types.add (new JackDeviceType (std::move (sinks)));
    }
};

// ALSA's plug, and what mixes behind a sound server, take any number of channels and put them where they think fit. JUCE shows no identifiers: the names
// are those of Debian's alsa-lib, alsa-plugins and PipeWire; plug says it has (as many as JUCE counts) 256 channels.
bool convertsChannels (juce::AudioIODevice& device)
{
    for (const char* part : { "default alsa output", "pulseaudio", "pipewire", "plugin ", "sound server" })
        if (device.getName().toLowerCase().contains (part)) return true;
    return device.getOutputChannelNames().size() >= mostOutputs;
}

bool until (double seconds, const auto& done)
{
    for (const auto end = Clock::now() + std::chrono::duration<double> (seconds); ! done();)
    {
        if (Clock::now() >= end) return false;
        std::this_thread::sleep_for (std::chrono::milliseconds (1));
    }
    return true;
}
} // namespace

struct AudioOutput::State
{
    OutputCallback callback;
    std::unique_ptr<Selector> selector; // a new one for every opening: JUCE's ALSA lists devices once
    juce::AudioIODevice* device = nullptr;
    JackDevice* jack = nullptr; // device, when it is one
    OutputRequest request;
    OpenedOutput opened;
    Offer offer;
    bool running = false, rateIsWrong = false;
    int channels = 0; // touch channels that have outputs, all of the chair's or none
    bool slow = false, gateLate = false;
    std::uint64_t seen = 0;
    Clock::time_point lookedAt;
    double still = 0.0; // s without a callback, as polls saw it

    Result<OpenedOutput> open (const OutputRequest& wanted, const DeviceInfo& info, int buffer);
    Result<OpenedOutput> openSuited (const OutputRequest&, const DeviceInfo&);
    void close();
    void look (std::vector<OutputEvent>&);
    void lose (std::vector<OutputEvent>&, std::string why);
    void remeasure (std::vector<OutputEvent>&);
    [[nodiscard]] bool dead() const { return jack != nullptr && jack->lost(); }
};

Result<OpenedOutput> AudioOutput::State::open (const OutputRequest& wanted, const DeviceInfo& info, int buffer)
{
    close();
    const Binding* binding = wanted.binding ? &*wanted.binding : nullptr;
    const bool named = info.type == JackDeviceType::typeName;
    const auto failed = [&] (const std::string& why) {
        close();
        return fail (fmt::format ("\"{}\" does not open: {}", info.name, why), Error::Kind::device);
    };

    selector = std::make_unique<Selector> (info);
    selector->initialise (0, 0, nullptr, false); // scans; opens nothing, for no channel is asked for
    selector->setCurrentAudioDeviceType (info.type, false);
    juce::AudioDeviceManager::AudioDeviceSetup setup;
    setup.outputDeviceName = juce::String::fromUTF8 (info.name.c_str());
    setup.sampleRate = wanted.rate > 0.0 ? wanted.rate : 48'000.0;
    setup.bufferSize = buffer;
    setup.useDefaultInputChannels = setup.useDefaultOutputChannels = false;
    setup.outputChannels.setRange (0, channelsToAsk (binding, wanted.actuators, named, wanted.crossover > 0.0), true);
    if (const auto error = selector->setAudioDeviceSetup (setup, false); error.isNotEmpty()) return failed (error.toStdString());
    device = selector->getCurrentAudioDevice();
    if (device == nullptr || ! device->isOpen()) return failed ("no reason given");
    jack = dynamic_cast<JackDevice*> (device);

    // JUCE opens more or fewer channels than asked and calls it good: count.
    const auto active = device->getActiveOutputChannels();
    int count = 0;
    while (active[count]) ++count;
    offer = {};
    offer.namedPorts = named;
    offer.device = info.id();
    offer.chosen = ! wanted.device.empty() && ! juce::String (info.type).equalsIgnoreCase (juce::String (wanted.device));
    offer.converts = ! named && convertsChannels (*device);
    offer.wireless = soundsWireless (offer.device) || (named && jack->sinkIsWireless());
    offer.outputs = named ? static_cast<int> (jack->sinkPorts().size()) : count;
    offer.rate = device->getCurrentSampleRate();
    offer.buffer = device->getCurrentBufferSizeSamples();
    auto map = mapChannels (binding, wanted.actuators, offer, wanted.crossover);
    if (! map) return failed (map.error().message);
    if (wanted.connect && named)
        for (const auto& [port, sinkPort] : map->connections)
            if (! jack->connect (port, sinkPort)) return failed (fmt::format ("port {} cannot be connected", JackDevice::portName (port)));
    offer.latency = device->getOutputLatencyInSamples(); // connected, JACK's ports know the way behind them
    channels = static_cast<int> (map->touch.size());
    const auto delayed = tooSlow (offer);
    slow = ! delayed.empty();
    gateLate = false;

    // Past the selector's own callback, which locks, measures and allocates when blocks grow; ours does none of that.
    device->stop();
    callback.use (*map, offer.rate);
    callback.letTouch (channels > 0 && ! slow);
    if (callback.feed() != nullptr && opened.rate > 0.0 && opened.rate != offer.rate) callback.want (nullptr, false), rateIsWrong = true;
    if (! callback.settled()) callback.settleStopped();
    seen = callback.callbacks();
    still = 0.0;
    lookedAt = Clock::now();
    device->start (&callback);
    running = true;
    request = wanted;
    opened = { info.type,           info.name,
               offer.rate,          offer.buffer,
               delay (offer),       count,
               slow ? 0 : channels, channels > 0 ? delayed : map->refusal,
               map->note,           jack == nullptr ? std::string() : jack->name() };
    return opened;
}

// With the buffer left to us: JUCE's 512 first, less when touch needs it and the device's delay is the only thing in its way.
Result<OpenedOutput> AudioOutput::State::openSuited (const OutputRequest& wanted, const DeviceInfo& info)
{
    auto result = open (wanted, info, wanted.buffer);
    for (int buffer : { 256, 128, 64 })
    {
        if (! result || wanted.buffer > 0 || info.type == JackDeviceType::typeName || wanted.actuators == 0 || offer.buffer <= buffer) continue;
        if (! slow || channels == 0) break;
        auto smaller = open (wanted, info, buffer);
        if (! smaller) return open (wanted, info, 0);
        result = std::move (smaller);
    }
    return result;
}

void AudioOutput::State::close()
{
    running = false;
    device = nullptr;
    jack = nullptr;
    if (selector != nullptr) selector->closeAudioDevice();
    selector.reset();
}

void AudioOutput::State::lose (std::vector<OutputEvent>& events, std::string why)
{
    if (auto* feed = callback.feed()) feed->touchLost();
    close();
    callback.park (true);
    opened.touch = 0;
    events.push_back ({ OutputEvent::Kind::lost, 0.0, fmt::format ("\"{}\" is gone{}", opened.name, why.empty() ? "" : ": " + why) });
}

// Buffer and latency as they are now: what was fast enough for touch may no longer be.
void AudioOutput::State::remeasure (std::vector<OutputEvent>& events)
{
    const int buffer = std::max (device->getCurrentBufferSizeSamples(), callback.lastBlock());
    if (buffer != offer.buffer)
        events.push_back ({ OutputEvent::Kind::bufferChanged, static_cast<double> (buffer), fmt::format ("the device's buffer is {} frames now", buffer) });
    offer.buffer = buffer;
    offer.latency = device->getOutputLatencyInSamples();
    opened.buffer = buffer;
    opened.latency = delay (offer);
    if (gateLate) callback.letTouch (! slow), gateLate = false; // a poll later: touch has ramped down
    auto why = tooSlow (offer);
    if (channels == 0 || slow == ! why.empty()) return;
    slow = ! slow;
    opened.touch = slow ? 0 : channels;
    opened.refusal = why;
    if (slow)
    {
        if (auto* feed = callback.feed()) feed->touchLost();
        gateLate = true;
        events.push_back ({ OutputEvent::Kind::touchRefused, opened.latency, std::move (why) });
    }
    else
    {
        callback.letTouch (true);
        events.push_back ({ OutputEvent::Kind::touchAllowed, opened.latency, "the device is fast enough for touch now" });
    }
}

void AudioOutput::State::look (std::vector<OutputEvent>& events)
{
    const auto t = Clock::now();
    const double passed = std::chrono::duration<double> (t - lookedAt).count();
    lookedAt = t;
    if (const double gap = callback.takeGap(); gap > 0.0)
        events.push_back ({ OutputEvent::Kind::gap, gap, fmt::format ("the device stood still for {:.1f} s{}", gap, callback.parked() ? "; waiting" : "") });
    if (! running) return;

    const auto count = callback.callbacks();
    still = count != seen || (jack != nullptr && jack->freewheeling()) ? 0.0 : still + std::min (passed, pollCounts);
    seen = count;
    if (dead()) return lose (events, jack->lostReason());
    // JUCE's ALSA thread ends without a word when a device is pulled out, and its isPlaying() is false after any xrun: only silence tells.
    if (still > deadAfter + 2.0 * offer.buffer / offer.rate)
    {
        if (jack != nullptr) jack->giveUp();
        return lose (events, "it no longer answers");
    }

    if (const double rate = device->getCurrentSampleRate(); rate > 0.0 && rate != offer.rate)
    {
        offer.rate = opened.rate = rate;
        rateIsWrong = true;
        callback.want (nullptr, false);
    }
    if (rateIsWrong)
    {
        rateIsWrong = false;
        events.push_back ({ OutputEvent::Kind::rateChanged, offer.rate, fmt::format ("the device runs at {:.0f} Hz now", offer.rate) });
    }
    remeasure (events);
}

AudioOutput::AudioOutput() : state (std::make_unique<State>()) {}
AudioOutput::~AudioOutput() { close(); }

Result<OpenedOutput> AudioOutput::open (const OutputRequest& wanted)
{
    auto info = chooseDevice (listDevices(), wanted.device);
    if (! info) return fail (info.error());
    return state->openSuited (wanted, *info);
}

Result<OpenedOutput> AudioOutput::reopen()
{
    if (state->opened.name.empty()) return fail ("no device was open", Error::Kind::device);
    for (const auto& d : listDevices (Seconds { 1.0 }))
        if (d.id() == state->opened.id()) return state->open (state->request, d, state->opened.buffer);
    return fail (fmt::format ("\"{}\" is not there", state->opened.name), Error::Kind::device);
}

void AudioOutput::close() { state->close(); }
bool AudioOutput::isOpen() const noexcept { return state->running && ! state->dead(); }
const OpenedOutput& AudioOutput::opened() const noexcept { return state->opened; }

void AudioOutput::play (Feed* feed, Start start)
{
    auto& s = *state;
    if (s.running) s.callback.follow (s.offer.rate);
    s.callback.want (feed, start == Start::faded);
    const bool settled = s.running && ! s.dead() && until (0.5, [&] { return s.callback.settled() || s.dead(); }) && s.callback.settled();
    if (settled) return;
    // Nobody calls any more: take the device's hand off the callback first.
    if (s.device != nullptr) s.device->stop();
    s.callback.settleStopped();
    if (s.device != nullptr && ! s.dead()) s.device->start (&s.callback);
}

bool AudioOutput::park()
{
    state->callback.park (true);
    return ! state->running || until (0.5, [&] { return state->callback.silent() || state->dead(); });
}

void AudioOutput::unpark() { state->callback.park (false); }
bool AudioOutput::parked() const noexcept { return state->callback.parked(); }

std::vector<OutputEvent> AudioOutput::poll()
{
    std::vector<OutputEvent> events;
    state->look (events);
    return events;
}

void AudioOutput::beatInto (std::atomic<std::uint32_t>* b) noexcept { state->callback.beatInto (b); }

OutputMeters AudioOutput::meters() const noexcept
{
    const auto& s = *state;
    return { s.callback.callbacks(), s.callback.frames(), s.running ? s.device->getXRunCount() : 0, s.callback.load() };
}
} // namespace lull::devices

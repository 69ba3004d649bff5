#include "Devices/JackDevice.h"

#include <algorithm>
#include <chrono>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "Devices/ChannelMap.h"
#include "Devices/InTime.h"

namespace lull::devices
{
namespace
{
// jackd's, PipeWire's: a sink client may hold a colon in its own name, a port may not.
std::string_view clientOf (std::string_view port) { return port.substr (0, port.rfind (':')); }
} // namespace

std::string JackDevice::portName (int port) { return port == 0 ? "sound_l" : port == 1 ? "sound_r" : fmt::format ("touch_{}", port - 1); }

JackDevice::JackDevice (const juce::String& sinkName) : juce::AudioIODevice (sinkName, "JACK"), sink (sinkName.toStdString()) { openClient(); }

JackDevice::~JackDevice() { close(); }

juce::String JackDevice::fail (const juce::String& why)
{
    close();
    return error = why;
}

bool JackDevice::openClient()
{
    if (line != nullptr) return true;
    struct Opened
    {
        jack_client_t* client = nullptr;
        jack_status_t status {};
    };
    const auto opened = inTime (
        [] {
            Opened o;
            o.client = jack_client_open (clientName, JackNoStartServer, &o.status);
            return o;
        },
        Opened { nullptr, JackFailure },
        [] (Opened o) {
            if (o.client != nullptr) jack_client_close (o.client);
        });
    if (opened.client == nullptr)
    {
        error = (opened.status & JackServerFailed) != 0 ? "no JACK server answers, and Lull does not start one"
                : opened.status == JackFailure          ? "the JACK server stands still"
                                                        : "the JACK server refuses a client";
        return false;
    }
    error.clear();
    line = std::make_shared<Line>();
    line->client = opened.client;
    line->rate = jack_get_sample_rate (line->client);
    line->buffer = jack_get_buffer_size (line->client);
    return true;
}

// Every call back that libjack offers for what can change. No JACK function may be used in the last one: it leaves word, the owner closes.
void JackDevice::listen()
{
    auto* c = line->client;
    auto* l = line.get();
    jack_set_process_callback (
        c, [] (jack_nframes_t n, void* at) { return static_cast<Line*> (at)->process (n); }, l);
    jack_set_buffer_size_callback (
        c,
        [] (jack_nframes_t n, void* at) {
            static_cast<Line*> (at)->buffer = n;
            return 0;
        },
        l);
    jack_set_sample_rate_callback (
        c,
        [] (jack_nframes_t n, void* at) {
            static_cast<Line*> (at)->rate = n;
            return 0;
        },
        l);
    jack_set_xrun_callback (
        c,
        [] (void* at) {
            static_cast<Line*> (at)->xruns.fetch_add (1, std::memory_order_relaxed);
            return 0;
        },
        l);
    jack_set_freewheel_callback (
        c, [] (int on, void* at) { static_cast<Line*> (at)->freewheel = on != 0; }, l);
    jack_on_info_shutdown (
        c,
        [] (jack_status_t, const char* why, void* at) {
            auto& gone = *static_cast<Line*> (at);
            if (why != nullptr) std::strncpy (gone.reason.data(), why, gone.reason.size() - 1);
            gone.gone.store (true, std::memory_order_release);
        },
        l);
}

juce::String JackDevice::open (const juce::BigInteger&, const juce::BigInteger& outputs, double, int)
{
    close();
    if (! openClient()) return error;
    const int wanted = std::clamp (outputs.getHighestBit() + 1, 0, mostPorts);
    for (int k = 0; k < wanted; ++k)
    {
        auto* port = jack_port_register (line->client, portName (k).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput | JackPortIsTerminal, 0);
        if (port == nullptr) return fail ("the JACK server has no port left for " + juce::String (portName (k)));
        line->ports[static_cast<std::size_t> (k)] = port;
    }
    line->portCount = wanted;
    listen();
    active = true;
    return jack_activate (line->client) == 0 ? juce::String() : fail ("the JACK server does not run our client");
}

void JackDevice::close()
{
    stop();
    active = false;
    const auto patience = lost() ? std::chrono::milliseconds (50) : serverPatience;
    // Closing asks the server; also after a lost one, to free our side.
    if (auto l = std::exchange (line, nullptr)) inTime ([l] { return jack_client_close (l->client); }, 0, [] (int) {}, patience);
}

void JackDevice::start (juce::AudioIODeviceCallback* next)
{
    if (! active || next == line->callback.load()) return;
    stop();
    if (next == nullptr) return;
    next->audioDeviceAboutToStart (this);
    line->callback = next;
}

void JackDevice::stop()
{
    auto* old = line == nullptr ? nullptr : line->callback.exchange (nullptr);
    if (old == nullptr) return;
    // process() raises inProcess before it reads the callback (both sequentially consistent): once it is down, `old` is out of use.
    while (line->inProcess) std::this_thread::sleep_for (std::chrono::microseconds (200));
    old->audioDeviceStopped();
}

int JackDevice::Line::process (jack_nframes_t frames) noexcept
{
    std::array<float*, mostPorts> out {};
    for (int k = 0; k < portCount; ++k)
    {
        const auto at = static_cast<std::size_t> (k);
        out[at] = static_cast<float*> (jack_port_get_buffer (ports[at], frames));
    }
    inProcess = true;
    if (auto* cb = callback.load(); cb != nullptr && ! freewheel.load (std::memory_order_relaxed))
        cb->audioDeviceIOCallbackWithContext (nullptr, 0, out.data(), portCount, static_cast<int> (frames), {});
    else // nobody there, or an export faster than time: a session is for a person, in theirs
        for (float* p : out)
            if (p != nullptr) std::fill (p, p + frames, 0.0f);
    inProcess = false;
    return 0;
}

void JackDevice::giveUp()
{
    if (line != nullptr) line->gone.store (true, std::memory_order_release);
}

std::string JackDevice::lostReason() const { return lost() ? std::string (line->reason.data()) : std::string(); }
std::string JackDevice::name() const { return line == nullptr || lost() ? std::string() : std::string (jack_get_client_name (line->client)); }

std::vector<std::string> JackDevice::sinkPorts() const
{
    std::vector<std::string> found;
    if (line == nullptr || lost()) return found;
    if (const char** all = jack_get_ports (line->client, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical))
    {
        for (const char** p = all; *p != nullptr; ++p)
            if (clientOf (*p) == sink) found.emplace_back (*p);
        jack_free (all);
    }
    return found;
}

bool JackDevice::sinkIsWireless() const
{
    for (const auto& name : sinkPorts())
    {
        if (soundsWireless (name)) return true;
        const auto size = static_cast<std::size_t> (jack_port_name_size());
        std::vector<char> first (size, '\0'), second (size, '\0');
        char* aliases[] { first.data(), second.data() };
        const jack_port_t* const port = jack_port_by_name (line->client, name.c_str());
        const int known = port != nullptr ? jack_port_get_aliases (port, aliases) : 0;
        for (int i = 0; i < std::min (known, 2); ++i)
            if (soundsWireless (aliases[i])) return true;
    }
    return false;
}

bool JackDevice::connect (int port, int sinkPort)
{
    const auto there = sinkPorts();
    if (! isOpen() || port < 0 || port >= line->portCount || sinkPort < 0 || sinkPort >= static_cast<int> (there.size())) return false;
    const int r =
        jack_connect (line->client, jack_port_name (line->ports[static_cast<std::size_t> (port)]), there[static_cast<std::size_t> (sinkPort)].c_str());
    return r == 0 || r == EEXIST;
}

bool JackDevice::connected (int port) const
{
    return active && ! lost() && port >= 0 && port < line->portCount && jack_port_connected (line->ports[static_cast<std::size_t> (port)]) > 0;
}

juce::StringArray JackDevice::getOutputChannelNames()
{
    juce::StringArray names;
    for (int k = 0; k < mostPorts; ++k) names.add (portName (k));
    return names;
}

juce::Array<double> JackDevice::getAvailableSampleRates() { return { getCurrentSampleRate() }; }
juce::Array<int> JackDevice::getAvailableBufferSizes() { return { getCurrentBufferSizeSamples() }; }
int JackDevice::getCurrentBufferSizeSamples() { return line == nullptr ? 0 : static_cast<int> (line->buffer.load()); }

double JackDevice::getCurrentSampleRate()
{
    // PipeWire can change the rate without calling back.
    if (line == nullptr) return 0.0;
    if (! lost()) line->rate = jack_get_sample_rate (line->client);
    return static_cast<double> (line->rate.load());
}

juce::BigInteger JackDevice::getActiveOutputChannels() const
{
    juce::BigInteger b;
    b.setRange (0, line == nullptr ? 0 : line->portCount, true);
    return b;
}

int JackDevice::getOutputLatencyInSamples()
{
    jack_nframes_t most = 0;
    for (int k = 0; active && ! lost() && k < line->portCount; ++k)
    {
        jack_latency_range_t range { 0, 0 };
        jack_port_get_latency_range (line->ports[static_cast<std::size_t> (k)], JackPlaybackLatency, &range);
        most = std::max (most, range.max);
    }
    return static_cast<int> (std::min<jack_nframes_t> (most, 1u << 20));
}
} // namespace lull::devices

#include "Contains.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <unistd.h>

#include "Devices/AudioOutput.h"
#include "Devices/JackDevice.h"
#include "JackServer.h"

using namespace lull;
using namespace lull::devices;
using Kind = OutputEvent::Kind;

namespace
{
// Channel c carries the constant (c + 1) / 32: anything lost, moved or mixed shows.
struct Steps final : Feed
{
    std::atomic<int> largest { 0 }, least { 1 << 20 }, channelsSeen { 0 }, nulls { 0 };
    std::atomic<bool> lost { false };
    void process (float* const* out, int channels, int frames) noexcept override
    {
        if (frames > largest) largest = frames;
        if (frames < least) least = frames;
        channelsSeen = channels;
        int none = 0;
        for (int c = 0; c < channels; ++c)
        {
            if (out[c] == nullptr) ++none;
            else std::fill (out[c], out[c] + frames, static_cast<float> (c + 1) / 32.0f);
        }
        nulls = none;
    }
    void gap (Seconds) noexcept override {}
    void touchLost() noexcept override { lost = true; }
};

float value (int channel) { return static_cast<float> (channel + 1) / 32.0f; }

// Polls until an event of that kind comes; nothing after `seconds`.
std::optional<OutputEvent> await (AudioOutput& out, Kind kind, double seconds = 5.0)
{
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double> (seconds); std::chrono::steady_clock::now() < end;)
    {
        for (auto& e : out.poll())
            if (e.kind == kind) return e;
        std::this_thread::sleep_for (std::chrono::milliseconds (20));
    }
    return {};
}

bool awaitTrue (const std::function<bool()>& done)
{
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds (5); std::chrono::steady_clock::now() < end;)
    {
        if (done()) return true;
        std::this_thread::sleep_for (std::chrono::milliseconds (1));
    }
    return false;
}

std::string why (const Result<OpenedOutput>& r) { return r ? std::string() : r.error().message; }

OutputRequest eightActuators()
{
    OutputRequest r;
    r.device = "JACK:system";
    r.actuators = 8;
    r.binding = *parseBinding ("sound=1-2,touch=3,4,6,5,7-10");
    return r;
}

std::vector<std::string> portsOf (jack_client_t* c, const char* pattern)
{
    std::vector<std::string> all;
    if (const char** p = jack_get_ports (c, pattern, nullptr, JackPortIsOutput))
    {
        for (const char** q = p; *q != nullptr; ++q) all.emplace_back (*q);
        jack_free (p);
    }
    return all;
}

// For the tests that leave it as they found it.
JackServer& sharedServer()
{
    static JackServer server;
    ::setenv ("JACK_DEFAULT_SERVER", server.name.c_str(), 1);
    return server;
}
} // namespace

#define NEEDS(server)                                                                                                                                          \
 if (! (server).runs())                                                                                                                                        \
 {                                                                                                                                                             \
  WARN ("skipped: " << (server).why);                                                                                                                          \
  return;                                                                                                                                                      \
 }

TEST_CASE ("on JACK every channel is a named port that keeps its signal, whatever is connected")
{
    auto& server = sharedServer();
    NEEDS (server)
    AudioOutput out;
    const auto opened = out.open (eightActuators());
    REQUIRE (why (opened) == "");
    CHECK (opened->type == "JACK");
    CHECK (opened->name == "system");
    CHECK (opened->client == "Lull");
    CHECK (opened->rate == 48'000.0);
    CHECK (opened->buffer == 256);
    CHECK (opened->outputs == 10);
    CHECK (opened->touch == 8);
    CHECK (opened->refusal.empty());
    CHECK (opened->latency >= 256 / 48'000.0);
    CHECK (opened->latency <= 0.025);

    Steps steps;
    out.play (&steps);
    JackEar ear (10);
    std::vector<std::string> expected { "Lull:sound_l", "Lull:sound_r" };
    for (int k = 1; k <= 8; ++k) expected.push_back ("Lull:touch_" + std::to_string (k));
    CHECK (portsOf (ear.client, "^Lull:") == expected);

    for (int c = 0; c < 10; ++c) REQUIRE (ear.hear (expected[static_cast<std::size_t> (c)], c));
    for (int c = 0; c < 10; ++c) CHECK (ear.last (c) == value (c));

    // The binding's connections are made, and no others.
    const int playback[] { 1, 2, 3, 4, 6, 5, 7, 8, 9, 10 };
    for (int c = 0; c < 10; ++c)
    {
        auto* port = jack_port_by_name (ear.client, expected[static_cast<std::size_t> (c)].c_str());
        const auto wanted = "system:playback_" + std::to_string (playback[c]);
        CHECK (jack_port_connected_to (port, wanted.c_str()) == 1);
        const char** all = jack_port_get_all_connections (ear.client, port);
        REQUIRE (all != nullptr);
        CHECK (all[2] == nullptr); // that and our ear
        jack_free (all);
    }

    // Pulling one plug moves no other channel and does not stop the device.
    const auto before = out.meters().callbacks;
    REQUIRE (jack_disconnect (ear.client, "Lull:touch_1", "system:playback_3") == 0);
    REQUIRE (ear.unhear ("Lull:touch_1", 2));
    for (int c : { 0, 1, 3, 4, 5, 6, 7, 8, 9 }) CHECK (ear.last (c) == value (c));
    CHECK (ear.last (2) == 0.0f);
    CHECK (steps.channelsSeen == 10);
    CHECK (steps.nulls == 0);
    for (const auto& e : out.poll()) CHECK (e.kind == Kind::gap); // which a busy machine may make
    CHECK (out.meters().callbacks > before);

    // Parked, it is silent at the server, and goes on afterwards.
    CHECK (out.park());
    for (int c : { 0, 3, 9 }) CHECK (ear.last (c) == 0.0f);
    out.unpark();
    CHECK (awaitTrue ([&] { return ear.last (3) == value (3); }));
}

TEST_CASE ("on JACK touch is connected to nothing unless a binding says so")
{
    auto& server = sharedServer();
    NEEDS (server)
    AudioOutput out;
    auto wanted = eightActuators();
    wanted.device = "";
    wanted.binding.reset();
    const auto opened = out.open (wanted);
    REQUIRE (why (opened) == "");
    CHECK (opened->type == "JACK");
    CHECK (opened->touch == 8);
    CHECK_THAT (opened->note, contains ("touch_1 to touch_8"));
    JackEar ear (1);
    CHECK (jack_port_connected (jack_port_by_name (ear.client, "Lull:sound_l")) == 1);
    for (int k = 1; k <= 8; ++k) CHECK (jack_port_connected (jack_port_by_name (ear.client, ("Lull:touch_" + std::to_string (k)).c_str())) == 0);

    wanted.binding = *parseBinding ("sound=1-2,touch=3-10"); // said for no device in particular, and none is named
    const auto bound = out.open (wanted);
    REQUIRE (why (bound) == "");
    CHECK (bound->touch == 0);
    CHECK_THAT (bound->refusal, contains ("default device"));
    for (int k = 1; k <= 8; ++k) CHECK (jack_port_connected (jack_port_by_name (ear.client, ("Lull:touch_" + std::to_string (k)).c_str())) == 0);
}

TEST_CASE ("a changed buffer is heard while playing, and touch is refused while it is too long")
{
    auto& server = sharedServer();
    NEEDS (server)
    AudioOutput out;
    REQUIRE (why (out.open (eightActuators())) == "");
    Steps steps;
    out.play (&steps);
    JackEar ear (2);
    REQUIRE (ear.hear ("Lull:sound_l", 0));
    REQUIRE (ear.hear ("Lull:touch_1", 1));
    REQUIRE (ear.last (1) == value (2));

    jack_set_buffer_size (ear.client, 2048);
    const auto refused = await (out, Kind::touchRefused);
    REQUIRE (refused);
    CHECK_THAT (refused->message, contains ("jack_bufsize"));
    CHECK (steps.lost);
    CHECK (out.opened().buffer == 2048);
    CHECK (out.opened().touch == 0);
    CHECK (awaitTrue ([&] { return steps.largest == 2048; }));
    CHECK (awaitTrue ([&] { return out.poll().empty() && ear.last (1) == 0.0f; }));
    CHECK (ear.last (0) == value (0)); // sound went on

    jack_set_buffer_size (ear.client, 128);
    CHECK (await (out, Kind::touchAllowed));
    CHECK (awaitTrue ([&] { return out.poll().empty() && out.opened().buffer == 128; }));
    CHECK (out.opened().touch == 8);
    CHECK (awaitTrue ([&] { return steps.least == 128; }));
    CHECK (awaitTrue ([&] { return ear.last (1) == value (2); }));
    jack_set_buffer_size (ear.client, 256);
}

TEST_CASE ("a server that is killed or stands still is noticed within a second, and the device opens again when it is back")
{
    JackServer server;
    NEEDS (server)
    AudioOutput out;
    REQUIRE (why (out.open (eightActuators())) == "");
    Steps steps;
    out.play (&steps);
    REQUIRE (awaitTrue ([&] { return steps.largest > 0; }));
    const auto begin = std::chrono::steady_clock::now();
    server.kill();
    const auto lost = await (out, Kind::lost);
    REQUIRE (lost);
    CHECK (std::chrono::steady_clock::now() - begin < std::chrono::seconds (1));
    CHECK_THAT (lost->message, contains ("\"system\" is gone"));
    CHECK (steps.lost);
    CHECK_FALSE (out.isOpen());
    CHECK (out.parked());
    CHECK (out.opened().touch == 0);
    CHECK_FALSE (out.reopen());

    Steps others;
    out.play (&others); // nobody calls any more, yet the change is made at once
    JackServer again;
    REQUIRE (again.runs());
    const auto reopened = out.reopen();
    REQUIRE (why (reopened) == "");
    CHECK (reopened->touch == 8);
    CHECK (others.largest == 0); // parked until the person says so
    out.unpark();
    CHECK (awaitTrue ([&] { return others.largest > 0; }));

    // One that stands still is noticed too, and holds nobody up for long.
    again.freeze (true);
    const auto still = await (out, Kind::lost);
    REQUIRE (still);
    CHECK_THAT (still->message, contains ("no longer answers"));
    CHECK (others.lost);
    again.freeze (false);
}

TEST_CASE ("without a server JACK has no devices, says so quickly and starts nothing")
{
    // libjack would run the command in ~/.jackdrc.
    std::string home = (std::filesystem::temp_directory_path() / "lull-jack-XXXXXX").string();
    REQUIRE (::mkdtemp (home.data()) != nullptr);
    std::ofstream (home + "/.jackdrc") << "/usr/bin/touch " << home << "/started\n";
    const std::string before = std::getenv ("HOME") != nullptr ? std::getenv ("HOME") : "";
    ::setenv ("HOME", home.c_str(), 1);
    ::unsetenv ("JACK_NO_START_SERVER");
    ::setenv ("JACK_DEFAULT_SERVER", "lull-test-nobody", 1);

    AudioOutput out;
    OutputRequest wanted;
    wanted.device = "jack";
    const auto opened = out.open (wanted);
    REQUIRE_FALSE (opened);
    CHECK (opened.error().kind == Error::Kind::device);
    JackDevice device ("system");
    CHECK_THAT (device.getLastError().toStdString(), contains ("no JACK server answers"));
    CHECK (device.open ({}, {}, 0.0, 0).isNotEmpty());
    for (const auto& d : listDevices()) CHECK (d.type != "JACK");
    CHECK_FALSE (std::filesystem::exists (home + "/started"));

    ::setenv ("HOME", before.c_str(), 1);
    std::filesystem::remove_all (home);
}

TEST_CASE ("a device is chosen by its name, its type or a part that only it has")
{
    const std::vector<DeviceInfo> all {
        { "JACK", "system", true, 10 }, { "JACK", "chair", false, 4 }, { "ALSA", "USB Audio, 8 out", false, 0 }, { "ALSA", "HDMI", false, 0 }
    };
    CHECK (chooseDevice (all, "")->name == "system");
    CHECK (chooseDevice (all, "alsa:hdmi")->name == "HDMI");
    CHECK (chooseDevice (all, "Chair")->name == "chair");
    CHECK (chooseDevice (all, "alsa")->name == "USB Audio, 8 out");
    CHECK (chooseDevice (all, "usb")->name == "USB Audio, 8 out");
    CHECK_THAT (chooseDevice (all, "a").error().message, contains ("could be"));
    CHECK_THAT (chooseDevice (all, "sistem").error().message, contains ("did you mean"));
    CHECK_THAT (chooseDevice ({}, "").error().message, contains ("no sound device"));
}

#include "Contains.h"

#include "Devices/ChannelMap.h"

using namespace lull;
using namespace lull::devices;

namespace
{
Offer alsa (int outputs)
{
    Offer o;
    o.device = "ALSA:card";
    o.chosen = true;
    o.outputs = outputs;
    o.rate = 48'000.0;
    o.buffer = 256;
    o.latency = 768;
    return o;
}

Offer jack (int outputs)
{
    auto o = alsa (outputs);
    o.device = "JACK:system";
    o.namedPorts = true;
    return o;
}
} // namespace

TEST_CASE ("the binding moves each actuator to its output")
{
    const auto b = *parseBinding ("sound=1-2,touch=3,4,6,5");
    const auto m = mapChannels (&b, 4, alsa (8));
    REQUIRE (m);
    CHECK (m->left == 0);
    CHECK (m->right == 1);
    CHECK (m->touch == std::vector { 2, 3, 5, 4 });
    CHECK (m->refusal.empty());
    CHECK (channelsToAsk (&b, 4, false) == 6);
}

TEST_CASE ("touch is refused when outputs are missing and never folded")
{
    const auto b = *parseBinding ("sound=1-2,touch=3,4,6,5");
    const auto few = mapChannels (&b, 4, alsa (5));
    REQUIRE (few);
    CHECK (few->touch.empty());
    CHECK_THAT (few->refusal, contains ("touch_3 belongs on output 6") && contains ("has 5"));
    CHECK (few->left == 0);

    const auto three = *parseBinding ("touch=3-5");
    CHECK_THAT (mapChannels (&three, 4, alsa (8))->refusal, contains ("4 actuators") && contains ("3 touch outputs"));
    CHECK_THAT (mapChannels (nullptr, 4, alsa (8))->refusal, contains ("--channels"));
    const auto far = *parseBinding ("sound=3-4");
    CHECK_THAT (mapChannels (&far, 0, alsa (2)).error().message, contains ("sound belongs on output 4"));
}

TEST_CASE ("touch never goes to a device that nobody named")
{
    auto b = *parseBinding ("sound=1-2,touch=3-6");
    for (auto o : { alsa (8), jack (8) })
    {
        o.chosen = false;
        const auto m = mapChannels (&b, 4, o);
        CHECK (m->touch.empty());
        CHECK_THAT (m->refusal, contains ("default device"));
        for (const auto& [port, sink] : m->connections) CHECK (port < 2);

        auto kept = b;
        kept.device = o.device; // the person bound this very device before
        CHECK (mapChannels (&kept, 4, o)->touch.size() == 4);
        kept.device = "ALSA:another";
        CHECK (mapChannels (&kept, 4, o)->touch.empty());
    }
}

TEST_CASE ("touch does not go where a mixer may fold channels")
{
    const auto b = *parseBinding ("sound=1-2,touch=3-6");
    auto o = alsa (8);
    o.converts = true;
    const auto m = mapChannels (&b, 4, o);
    CHECK (m->touch.empty());
    CHECK_THAT (m->refusal, contains ("fold"));
    CHECK (m->left == 0);
}

TEST_CASE ("touch is never sent over Bluetooth, named or not, bound or not, on a line of its own or a shared one")
{
    const auto b = *parseBinding ("sound=1-2,touch=3-6"), shared = *parseBinding ("sound=1-2");
    for (auto o : { alsa (8), jack (8) })
    {
        o.wireless = true;
        for (const auto& m : { mapChannels (&b, 4, o), mapChannels (nullptr, 4, o), mapChannels (&shared, 2, o, 100.0) })
        {
            CHECK (m->touch.empty());
            CHECK ((m->left == 0 && (! o.namedPorts || m->connections.size() == 2)));
        }
        CHECK_THAT (mapChannels (&b, 4, o)->refusal, contains ("never sent over Bluetooth"));
    }
    for (const char* name : { "ALSA:bluealsa:DEV=00:11", "bluez_output.00_11_22.1:playback_FL", "JACK:My Bluetooth Box" }) CHECK (soundsWireless (name));
    for (const char* name : { "JACK:system", "ALSA:hw:CARD=Blue", "chair:playback_1" }) CHECK_FALSE (soundsWireless (name));
}

TEST_CASE ("on JACK touch has its own ports and is connected only as a binding says")
{
    const auto bare = mapChannels (nullptr, 4, jack (8));
    CHECK (bare->touch == std::vector { 2, 3, 4, 5 });
    CHECK (bare->connections == std::vector<std::pair<int, int>> { { 0, 0 }, { 1, 1 } });
    CHECK_THAT (bare->note, contains ("touch_1 to touch_4"));

    const auto b = *parseBinding ("sound=1-2,touch=3,4,6,5");
    CHECK (mapChannels (&b, 4, jack (8))->connections == std::vector<std::pair<int, int>> { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 5 }, { 5, 4 } });
    CHECK (mapChannels (&b, 4, jack (5))->touch.empty());
    CHECK (mapChannels (nullptr, 4, jack (0))->connections.empty());
    CHECK (channelsToAsk (nullptr, 8, true) == 10);
}

TEST_CASE ("mono carries both sides on one output")
{
    const auto b = *parseBinding ("sound=3");
    const auto m = mapChannels (&b, 0, alsa (4));
    CHECK (m->left == 2);
    CHECK (m->right == -1);
    CHECK (mapChannels (nullptr, 0, alsa (1))->right == -1);
    const auto mute = *parseBinding ("sound=none,touch=1");
    CHECK (mapChannels (&mute, 1, alsa (2))->left == -1);
}

TEST_CASE ("a slow device is told what buffer would do for touch")
{
    auto o = alsa (8);
    CHECK (tooSlow (o).empty()); // 21.3 ms
    o.buffer = 512;
    o.latency = 1536;
    CHECK_THAT (tooSlow (o), contains ("43 ms") && contains ("buffer of 256 frames") && contains ("--buffer 256"));
    o = jack (8);
    o.buffer = 2048;
    o.latency = 0;
    CHECK_THAT (tooSlow (o), contains ("buffer of 1024 frames") && contains ("jack_bufsize 1024"));
    o.rate = 96'000.0;
    CHECK (tooSlow (o).empty());
}

TEST_CASE ("on a shared line touch goes to the outputs of sound, once the person has said which")
{
    const auto b = *parseBinding ("sound=3-4");
    const auto two = mapChannels (&b, 2, alsa (4), 100.0), one = mapChannels (&b, 1, alsa (4), 100.0);
    REQUIRE (two);
    CHECK (two->touch == std::vector { 2, 3 });
    CHECK (one->touch == std::vector { 2 });
    CHECK (two->crossover == 100.0);
    CHECK (channelsToAsk (&b, 2, false, true) == 4);
    CHECK (channelsToAsk (&b, 2, true, true) == 2);
    const auto mono = *parseBinding ("sound=2");
    CHECK (mapChannels (&mono, 2, alsa (4), 100.0)->touch == std::vector { 1, 1 });

    // Refused as on any chair; and sound is kept above the crossover even then.
    auto byDefault = alsa (4), folding = alsa (4);
    byDefault.chosen = false;
    folding.converts = true;
    CHECK_THAT (mapChannels (nullptr, 2, alsa (4), 100.0)->refusal, contains ("--channels sound=1-2"));
    CHECK_THAT (mapChannels (&b, 2, byDefault, 100.0)->refusal, contains ("never sent to a default device"));
    CHECK_THAT (mapChannels (&b, 2, folding, 100.0)->refusal, contains ("may fold channels"));
    const auto apart = *parseBinding ("sound=1-2,touch=3-4");
    CHECK_THAT (mapChannels (&apart, 2, alsa (4), 100.0)->refusal, contains ("shares the outputs of sound"));
    CHECK (mapChannels (nullptr, 2, alsa (4), 100.0)->touch.empty());
    CHECK (mapChannels (nullptr, 2, alsa (4), 100.0)->crossover == 100.0);
}

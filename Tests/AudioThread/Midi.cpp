#include "Engine/MidiEars.h"
#include "Engine/Scripts.h"

#include "AudioThread/Forbidden.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("keys by MIDI are heard and played without an allocation, a lock or a system call, also in a flood, and so is stop")
{
    const SampleRate rate { 48'000 };
    const auto timeline = timelineOf (everything);
    const auto hand = std::make_shared<engine::HandLane>();
    engine::MidiEars ears (engine::MidiMap::usual(), hand);
    engine::Player player (engine::limitsOf (timeline->chair()), rate);
    hand->set (chairOf ("four-zone"), rate, "petrissage");
    player.carry (hand);
    ears.watch (&player.interlock().latch());
    player.play (std::make_unique<engine::Performance> (timeline, rate));
    player.interlock().arm();
    std::vector<std::vector<float>> out (6, std::vector<float> (512));
    std::vector<float*> to;
    for (auto& c : out) to.push_back (c.data());
    int calls = 0;
    float felt = 0.0f;
    std::string first;
    std::uint32_t chance = 7;
    for (int block = 0; block < 3'000; ++block)
    {
        {
            const Forbidden forbidden;
            for (int i = 0; i < (block % 100 == 50 ? 20'000 : 4); ++i)
            {
                chance = chance * 1664525u + 1013904223u;
                const unsigned char message[] { static_cast<unsigned char> (0x80 + 0x10 * (chance >> 28 & 3u)),
                                                static_cast<unsigned char> (48 + (chance >> 20 & 31u)), static_cast<unsigned char> (chance >> 12 & 127u) };
                ears.receive (i % 4, message, 3);
            }
            if (block == 2'500)
            {
                const unsigned char stop[] { 0x90, 36, 100 };
                ears.receive (0, stop, 3);
            }
            player.process (to.data(), 6, 128);
            calls += forbidden.calls();
            if (first.empty()) first = forbidden.first();
        }
        for (int c = 2; c < 6; ++c)
            for (int i = 0; i < 128; ++i)
            {
                CHECK_FALSE (std::isnan (out[static_cast<std::size_t> (c)][static_cast<std::size_t> (i)]));
                felt = std::max (felt, std::abs (out[static_cast<std::size_t> (c)][static_cast<std::size_t> (i)]));
            }
        if (block % 500 == 250) hand->set (chairOf ("four-zone"), rate, block % 1'000 == 250 ? "friction" : "effleurage");
        hand->collect();
    }
    INFO (first);
    CHECK (calls == 0);
    CHECK (felt > 0.0f);
    CHECK (player.telemetry().stopped);
    CHECK (ears.counts().dropped > 0);
}

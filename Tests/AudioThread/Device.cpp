// What a device's callback does around the Player: laying channels out, mono, fades, gaps, exchange of feeds.
#include "Engine/Scripts.h"

#include "AudioThread/Forbidden.h"
#include "Devices/OutputCallback.h"
#include "Devices/PlayerFeed.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("a device's callback makes no allocation, lock or system call: stereo and mono, parked, through gaps, and while feeds are exchanged")
{
    const SampleRate rate { 48'000 };
    const auto timeline = timelineOf (everything);
    static std::int64_t clock;
    clock = 1'000'000'000;
    for (const bool mono : { false, true })
    {
        engine::Player one (engine::limitsOf (timeline->chair()), rate), two (engine::limitsOf (timeline->chair()), rate);
        for (auto* p : { &one, &two })
        {
            p->play (std::make_unique<engine::Performance> (timeline, rate));
            p->interlock().arm();
        }
        devices::PlayerFeed first (one), second (two);
        devices::OutputCallback callback ([]() noexcept { return clock; });
        devices::ChannelMap map;
        if (mono) map.right = -1;
        map.touch = { 2, 3, 4, 5 };
        callback.use (map, rate.value);
        callback.letTouch (true);
        std::vector<std::vector<float>> out (6, std::vector<float> (2048));
        std::vector<float*> to;
        for (auto& c : out) to.push_back (c.data());
        int calls = 0;
        std::string named;
        const auto run = [&] (int blocks, int frames, double gap = 0.0) {
            clock += static_cast<std::int64_t> (gap * 1e9);
            const Forbidden forbidden;
            for (int i = 0; i < blocks; ++i)
            {
                callback.audioDeviceIOCallbackWithContext (nullptr, 0, to.data(), 6, frames, {});
                clock += frames * 1'000'000'000ll / 48'000;
            }
            calls += forbidden.calls();
            if (named.empty()) named = forbidden.first();
        };
        run (10, 64);
        callback.want (&first, false);
        run (400, 64);
        run (40, 2048);
        run (20, 37, 0.3);
        callback.want (&second, true);
        run (200, 480);
        callback.park (true);
        run (50, 128);
        callback.park (false);
        run (50, 128);
        run (50, 128, 7.0);
        callback.park (false);
        first.touchLost();
        second.touchLost();
        run (100, 256);
        callback.want (nullptr, false);
        run (50, 256);
        INFO ("the first was " << named);
        CHECK (calls == 0);
        CHECK (callback.settled());
    }
}

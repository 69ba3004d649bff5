// Hand-over, commands and stop from several threads at once: nothing is lost, nothing is freed on the audio thread. The thread sanitizer runs this too.
#include "Engine/Scripts.h"

#include <atomic>
#include <thread>

using namespace lull;
using namespace lull::test;

TEST_CASE ("performances are handed over, commands sent and stop pressed while audio runs")
{
    const SampleRate rate { 48'000 };
    const auto timeline = timelineOf (everything);
    engine::Player player (engine::limitsOf (timeline->chair()), rate);
    player.play (std::make_unique<engine::Performance> (timeline, rate));
    std::atomic<bool> running { true };
    std::atomic<bool> finite { true };
    std::thread audio ([&] {
        Channels out (6, std::vector<float> (512));
        std::vector<float*> to;
        for (auto& c : out) to.push_back (c.data());
        int n = 1;
        while (running)
        {
            n = n * 5 % 509 + 1;
            player.process (to.data(), 6, n);
            for (auto& c : out)
                for (int i = 0; i < n; ++i)
                    if (! std::isfinite (c[static_cast<std::size_t> (i)])) finite = false;
        }
    });
    std::thread keys ([&] {
        for (int i = 0; running; ++i)
        {
            player.send (engine::Lane::keys, { i % 2 == 0 ? engine::Command::Kind::pause : engine::Command::Kind::resume, 0 });
            std::this_thread::yield();
        }
    });
    std::thread stopper ([&] {
        while (running)
        {
            player.stop();
            std::this_thread::sleep_for (std::chrono::milliseconds (3));
        }
    });
    std::size_t freed = 0;
    for (int i = 0; i < 60; ++i)
    {
        player.setStrength (0.01 * i);
        player.setVolume (Decibels { -0.5 * i });
        freed += player.play (std::make_unique<engine::Performance> (timeline, rate, static_cast<Frame> (i) * 9'600)).size();
        player.interlock().arm();
        (void)player.telemetry();
        (void)player.takeLog();
        std::this_thread::sleep_for (std::chrono::milliseconds (5));
    }
    player.send (engine::Lane::ui, { engine::Command::Kind::resume, 0 });
    running = false;
    audio.join();
    keys.join();
    stopper.join();
    CHECK (finite);
    CHECK (freed > 30);
    CHECK (player.telemetry().sounding);
}

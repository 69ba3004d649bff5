#include "Engine/Scripts.h"

#include "AudioThread/Forbidden.h"

using namespace lull;
using namespace lull::test;

TEST_CASE (
    "a whole session plays without an allocation, a lock or a system call: arming, pause, seek, sleep timer, stop, jump and a flood of commands included")
{
    const SampleRate rate { 48'000 };
    const auto timeline = timelineOf (everything);
    engine::Player player (engine::limitsOf (timeline->chair()), rate);
    player.play (std::make_unique<engine::Performance> (timeline, rate));
    std::vector<std::vector<float>> out (6, std::vector<float> (512));
    std::vector<float*> to;
    for (auto& c : out) to.push_back (c.data());

    int calls = 0;
    std::string first;
    const auto seconds = [&] (double s, int block) {
        const auto blocks = static_cast<int> (s * rate.value) / block;
        const Forbidden forbidden;
        for (int i = 0; i < blocks; ++i) player.process (to.data(), 6, block);
        calls += forbidden.calls();
        if (first.empty()) first = forbidden.first();
    };
    player.interlock().arm();
    seconds (4.0, 64);
    player.send (engine::Lane::keys, { engine::Command::Kind::pause, 0 });
    seconds (0.5, 64);
    player.send (engine::Lane::keys, { engine::Command::Kind::resume, 0 });
    player.setStrength (0.9);
    player.setVolume (Decibels { -6.0 });
    seconds (0.5, 512);
    // A person's wishes; what comes of them crosses over, in time and too late.
    using Kind = engine::Command::Kind;
    for (const auto kind : { Kind::stay, Kind::notHere, Kind::softer, Kind::again })
    {
        const Forbidden forbidden;
        player.send (engine::Lane::ui, { kind, 0, kind == Kind::notHere ? -1.0 : 0.0 });
        calls += forbidden.calls();
    }
    seconds (0.1, 64);
    for (const double late : { 0.3, -0.5 })
    {
        const double at = player.telemetry().seconds + late;
        auto next = std::make_unique<engine::Performance> (timeline->stays ({ at, 5.0 }), rate, static_cast<Frame> (at * rate.value));
        next->enters (engine::Performance::Entrance::onward);
        player.play (std::move (next));
        seconds (2.0, 64);
    }
    auto across = std::make_unique<engine::Performance> (timeline, rate, static_cast<Frame> (11.0 * rate.value));
    across->enters (engine::Performance::Entrance::across);
    player.play (std::move (across));
    seconds (1.5, 64);
    player.play (std::make_unique<engine::Performance> (timeline, rate, static_cast<Frame> (18.0 * rate.value)));
    seconds (12.5, 37); // over a boundary and past the end
    player.send (engine::Lane::keys, { engine::Command::Kind::sleep, 0, 1.0, 0.5 });
    seconds (2.0, 64);
    player.send (engine::Lane::keys, { engine::Command::Kind::resume, 0 });
    seconds (0.5, 64);
    player.send (engine::Lane::keys, { engine::Command::Kind::sleep, 0, 0.0, 0.0 });
    for (int i = 0; i < 1'000; ++i) player.send (engine::Lane::midi, { engine::Command::Kind::pause, 0 });
    player.stop();
    seconds (2.0, 64);
    {
        const Forbidden forbidden;
        player.gap (Seconds { 0.5 });
        player.jump (static_cast<Frame> (9.0 * rate.value) + 7);
        calls += forbidden.calls();
        if (first.empty()) first = forbidden.first();
    }
    seconds (3.0, 64);
    INFO ("the first was " << first);
    CHECK (calls == 0);
    CHECK (player.telemetry().seconds > 9.0);
}

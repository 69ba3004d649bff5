// A Player at 48 kHz with a chair of four, under a person's hands: what the tests of standing still and of sleeping share.
#pragma once

#include "Engine/Scripts.h"

namespace lull::test
{
const SampleRate liveRate { 48'000 };
constexpr int liveChannels = 6;

struct Live
{
    std::shared_ptr<const session::Timeline> timeline = timelineOf (steady);
    engine::Player player { engine::limitsOf (timeline->chair()), liveRate };

    Live() { player.play (std::make_unique<engine::Performance> (timeline, liveRate)); }
    Channels seconds (double s, int block = 256)
    {
        return playThrough (player, liveChannels, static_cast<Frame> (s * liveRate.value), [&] (int) { return block; });
    }
    void say (engine::Command::Kind k) { player.send (engine::Lane::keys, { k, 0 }); }
    void sleep (double seconds, double fade) { player.send (engine::Lane::keys, { engine::Command::Kind::sleep, 0, seconds, fade }); }
    void seek (double to) { player.play (std::make_unique<engine::Performance> (timeline, liveRate, static_cast<Frame> (to * liveRate.value))); }
};

inline std::size_t at (double s) { return static_cast<std::size_t> (s * liveRate.value); }

inline double largestStep (const std::vector<float>& x)
{
    double step = 0.0;
    for (std::size_t i = 1; i < x.size(); ++i) step = std::max (step, std::abs (static_cast<double> (x[i]) - static_cast<double> (x[i - 1])));
    return step;
}
} // namespace lull::test

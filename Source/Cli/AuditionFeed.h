// A Player whose touch is heard instead of felt: nothing but stereo ever reaches the device.
#pragma once

#include <array>

#include "Devices/Feed.h"
#include "Engine/Audition.h"
#include "Engine/Player.h"

namespace lull::cli
{
class AuditionFeed final : public devices::Feed
{
public:
    AuditionFeed (engine::Player& p, const touch::Chair& chair, SampleRate rate)
        : player (p), audition (chair, rate), actuators (static_cast<int> (chair.actuators.size()))
    {}

    void process (float* const* out, int channels, int frames) noexcept override
    {
        for (int done = 0; done < frames;)
        {
            const int n = std::min (chunk, frames - done);
            std::array<float*, 2 + maxLanes> to {};
            for (int c = 0; c < 2 + actuators; ++c)
            {
                const bool real = c < 2 && c < channels && out[c] != nullptr;
                to[static_cast<std::size_t> (c)] = real ? out[c] + done : scratch[static_cast<std::size_t> (c)].data();
            }
            player.process (to.data(), 2 + actuators, n);
            audition.process (to.data() + 2, to[0], to[1], n);
            for (int c = 2; c < channels; ++c)
                if (out[c] != nullptr) std::fill (out[c] + done, out[c] + done + n, 0.0f);
            done += n;
        }
    }
    void gap (Seconds length) noexcept override { player.gap (length); }
    void touchLost() noexcept override {} // there is none

private:
    static constexpr int chunk = 512;
    engine::Player& player;
    engine::Audition audition;
    int actuators;
    std::array<std::array<float, chunk>, 2 + maxLanes> scratch {};
};
} // namespace lull::cli

// A Player at the end of a device's wire: what a face hands to AudioOutput::play(). Threads as in Feed.
#pragma once

#include "Devices/Feed.h"
#include "Engine/Player.h"

namespace lull::devices
{
// A Player, which must outlive it.
class PlayerFeed final : public Feed
{
public:
    explicit PlayerFeed (engine::Player& p) : player (p) {}
    void process (float* const* out, int channels, int frames) noexcept override { player.process (out, channels, frames); }
    void gap (Seconds length) noexcept override { player.gap (length); }
    void touchLost() noexcept override { player.interlock().disarm(); }

private:
    engine::Player& player;
};
} // namespace lull::devices

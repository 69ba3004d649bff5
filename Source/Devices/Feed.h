// What an AudioOutput asks for samples: a Player through PlayerFeed, or whatever else can fill channels. Shapes as in Player::process.
#pragma once

#include "Base/Units.h"

namespace lull::devices
{
class Feed
{
public:
    virtual ~Feed() = default;

    // Fills `frames` frames of left, right, touch_1 ...; null pointers are left out. Audio thread.
    virtual void process (float* const* out, int channels, int frames) noexcept = 0;

    // Callbacks had paused for this long; before process(). Audio thread.
    virtual void gap (Seconds) noexcept = 0;

    // Touch can no longer be trusted to this device (it vanished, or is too slow now): touch must stop. Any thread; lock-free.
    virtual void touchLost() noexcept = 0;
};
} // namespace lull::devices

// Where the host's playhead is, as a session frame: play, stop, locate and loop become `playing`, `frame` and nothing else.
// Called once per block on the audio thread.
#pragma once

#include <optional>

#include "Base/Units.h"

namespace lull::plugin
{
class HostTime
{
public:
    // What a host said of one block; anything may be missing or nonsense.
    struct Said
    {
        bool playing = false;
        std::optional<Frame> frame;
        std::optional<double> seconds;
    };
    struct Answer
    {
        bool playing = false;
        Frame frame = 0; // of the block's first sample
    };

    // Nothing said: as it was before, going on (LV2 hosts speak only of changes). A host that never spoke has no transport: the session plays
    // from its start.
    Answer next (const std::optional<Said>&, int frames, SampleRate) noexcept;
    void reset() noexcept { *this = {}; }

private:
    bool playing = true;
    Frame expected = 0;
};
} // namespace lull::plugin

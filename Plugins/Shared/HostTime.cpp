#include "Plugins/Shared/HostTime.h"

#include <algorithm>
#include <cmath>

namespace lull::plugin
{
namespace
{
constexpr Frame farthest = Frame { 1 } << 40; // 66 days at 192 kHz: sums stay exact in double
} // namespace

HostTime::Answer HostTime::next (const std::optional<Said>& said, int frames, SampleRate rate) noexcept
{
    Frame frame = expected;
    if (said)
    {
        playing = said->playing;
        if (said->frame) frame = *said->frame;
        else if (said->seconds && std::isfinite (*said->seconds) && std::abs (*said->seconds) < 1e7)
            frame = static_cast<Frame> (std::llround (*said->seconds * rate.value));
    }
    frame = std::clamp (frame, -farthest, farthest);
    expected = playing ? frame + frames : frame;
    return { playing, frame };
}
} // namespace lull::plugin

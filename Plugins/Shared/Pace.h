// How long callbacks had stopped: a debugger, a frozen program, a suspended machine. Audio thread; monotonic seconds are given in.
// A render goes as it likes and has no gaps, but the host's word for it is believed only while blocks come faster than time does:
// some hosts leave that flag set.
#pragma once

#include <algorithm>

#include "Base/Units.h"

namespace lull::plugin
{
class Pace
{
public:
    // The gap before this block beyond the audio that the last one brought, or 0.
    Seconds next (double now, int frames, SampleRate rate, bool saysOffline) noexcept
    {
        const double brought = last < 0.0 ? 0.0 : length;
        const double passed = last < 0.0 ? 0.0 : now - last;
        const bool first = last < 0.0;
        last = now;
        length = rate.value > 0.0 ? frames / rate.value : 0.0;
        if (first) return {};
        // Audio ahead of the clock, over the last second or so; a gap itself is not held against it.
        lead = std::clamp (lead + brought - std::min (passed, brought + 0.02), -1.0, 4.0);
        const double gap = passed - brought;
        if (saysOffline && lead > 0.25) return {};
        return Seconds { std::max (0.0, gap) };
    }
    // A host that starts afresh: audio may not be ahead of the clock any more, but when the last block was is remembered. Hosts reset and
    // prepare before they go on after a rest, and touch must not come back from one as if nothing had been.
    void reset() noexcept { lead = 0.0; }

private:
    double last = -1.0, length = 0.0, lead = 0.0;
};
} // namespace lull::plugin

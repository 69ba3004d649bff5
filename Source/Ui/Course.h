// What every page tells of where a session is: the phase and what it says, what is left, what comes next. Any thread.
#pragma once

#include <juce_core/juce_core.h>

#include "Engine/Player.h"
#include "Session/Timeline.h"

namespace lull::ui
{
// "24:10" or "1:02:03", rounded up to whole seconds.
[[nodiscard]] juce::String clockText (double seconds);

struct Course
{
    juce::String phase, say; // of the session's last phase too once that is over; past it the sounds that follow, and the session's after-care
    juce::String next;       // "next: Kneading in 3:10", "then: Sea", or empty
    double left = 0.0;       // s until the end of what sounds now; where that has no end, how long it has gone on
    bool endless = false;
};

// `timeline` may be null: then only `left` is known.
[[nodiscard]] Course courseOf (const session::Timeline* timeline, const engine::Telemetry&);
} // namespace lull::ui

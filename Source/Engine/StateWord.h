// One word for what a session does, the same on every face. Pure; any thread.
#pragma once

#include "Engine/Command.h"

namespace lull::engine
{
// "ended", "asleep" (a sleep timer has faded it out), "paused", "loading" (no sound yet) or "playing".
[[nodiscard]] inline const char* stateWord (const Telemetry& t) noexcept
{
    return t.ended ? "ended" : t.asleep ? "asleep" : t.paused ? "paused" : t.sounding ? "playing" : "loading";
}
} // namespace lull::engine

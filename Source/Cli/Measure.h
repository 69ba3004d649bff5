// The survey of a session, from the cache or measured now with a progress bar. Main thread.
#pragma once

#include "Cli/Load.h"
#include "Files/Survey.h"

namespace lull::cli
{
inline constexpr double listenersStrength = 0.5; // where the control starts in every face

// Threads worth using for offline work: 2 where there are two processors.
[[nodiscard]] int workers() noexcept;

// Interrupted: an error with code 130 as its kind.
[[nodiscard]] Result<files::Survey> measure (const Loaded&, Console&);
} // namespace lull::cli

// How far the last stage looks ahead: the timeline is read this much early, so that output frame n is session frame n.
#pragma once

#include "Base/Quantum.h"

namespace lull
{
// Quanta: 8 up to 48 kHz, 16 up to 96 kHz, 32 above. (5.3 to 5.8 ms.)
[[nodiscard]] constexpr int lookAheadQuanta (SampleRate rate) noexcept { return rate.value <= 48'000.0 ? 8 : rate.value <= 96'000.0 ? 16 : 32; }
[[nodiscard]] constexpr int lookAheadFrames (SampleRate rate) noexcept { return lookAheadQuanta (rate) * quantum; }
} // namespace lull

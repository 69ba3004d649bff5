// What session-script.md asks of the end of a session `for sleep`, judged on a survey: does it leave in silence? Any thread.
#pragma once

#include <string>
#include <vector>

#include "Files/Survey.h"

namespace lull::files
{
// Which rule is not kept and by how much, a sentence each; nothing when all are. Loudness is K-weighted and ungated here, over the last minute cut
// into six blocks of 10 s from its end backwards:
//   - each block at least 24 LU below the session's integrated loudness (a minute's mean would hide a loud first block),
//   - none louder than the one before,
//   - the last two below -70 LUFS. Blocks of 400 ms would judge the crest of a single wave, which is not what keeps anyone awake.
// What is below -100 LUFS counts as silence: nothing is louder there than anything else.
[[nodiscard]] std::vector<std::string> sleepFaults (const Survey&);
} // namespace lull::files

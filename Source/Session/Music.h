// Recordings with beats of their own: where they play, the session's beats are theirs. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "Base/Curve.h"
#include "Session/Score.h"

namespace lull::session
{
// A stretch of the session that goes by a recording's beats.
struct MusicStretch
{
    std::size_t layer = 0, from = 0, to = 0; // index into Score::sounds; phases [from, to)
    double begin = 0.0, end = 0.0;           // s
    double bpm = 60.0, anchor = 0.0;         // s of the session at which one of its beats falls
};

// Consecutive phases that list a file with `beats:` and say no tempo of their own, in order; of several such files the first that is listed.
[[nodiscard]] std::vector<MusicStretch> musicOf (const Score&);

// The tempo with those beats in place: constant there, and so that whole beats of the session fall on the recording's. What leads up to a stretch is made
// quicker or slower for it by at most half a beat in all, in its last ten seconds; tempo that phases hold on to afterwards is the recording's.
[[nodiscard]] Curve withMusic (Curve tempo, const Score&);
} // namespace lull::session

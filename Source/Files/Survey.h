// A whole session heard and felt once, offline: loudness, peaks, what limiter and guard did, and its course over time for pictures.
// Kept in the person's cache by content, so that it is measured once. Any thread but audio.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Base/Units.h"
#include "Session/Timeline.h"

namespace lull::files
{
struct Survey
{
    double integrated = 0.0, greatestShortTerm = 0.0; // LUFS; -inf when silent
    double truePeak = 0.0;                            // dBTP
    double limiterGain = 1.0;                         // least, linear
    double guardGain = 1.0;                           // least after the first 10 s, linear; exactly 1: the guard was silent
    std::vector<double> touchPeak;                    // per actuator, linear, full scale 1
    std::vector<float> lastMinute;                    // LUFS (K-weighted, ungated) of its blocks of 10 s, aligned to the end; fewer in a shorter session

    // The course: one point each `step` seconds, at most 8,192.
    double step = 1.0;
    std::vector<float> loudness;           // LUFS, short-term (3 s)
    std::vector<std::vector<float>> touch; // per actuator: rms over the step, linear
};

// Renders everything at 48 kHz on up to `threads` threads. `progress` hears 0 .. 1 now and then and may say false: then there is no survey.
[[nodiscard]] std::optional<Survey> survey (const std::shared_ptr<const session::Timeline>&, double strength, int threads,
                                            const std::function<bool (double)>& progress);

// The cache: $XDG_CACHE_HOME/lull/survey/<key>. A damaged or missing file is no survey; a cache that cannot be written is no error.
[[nodiscard]] std::string surveyKey (const session::Timeline&, std::uint64_t seed, double strength, std::string_view version);
[[nodiscard]] std::optional<Survey> recall (const std::string& key);
void remember (const std::string& key, const Survey&);
} // namespace lull::files

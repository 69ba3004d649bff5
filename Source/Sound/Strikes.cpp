#include "Sound/Strikes.h"

#include <algorithm>

#include "Base/Beats.h"

namespace lull::sound
{
namespace
{
constexpr double longest = 12.0 * 3600.0; // s: what plays on until it is stopped has an end here
} // namespace

std::vector<Strike> strikes (const VoiceSetting& setting, double every, bool inBeats)
{
    std::vector<Strike> list;
    const double step = std::max (every, 1e-3);
    for (const auto& window : setting.windows)
    {
        const double first = secondsOfBeat (setting.beat, window.firstBeat);
        for (std::uint64_t n = 0;; ++n)
        {
            const double t = inBeats ? secondsOfBeat (setting.beat, window.firstBeat + static_cast<double> (n) * step) : first + static_cast<double> (n) * step;
            if (! (t < std::min (window.end, longest))) break;
            // Windows that overlap in a crossfade may name the same strike twice.
            if (t < window.begin || (! list.empty() && t < list.back().seconds + 0.02)) continue;
            list.push_back ({ frameOfSeconds (t, setting.rate), t, list.size() });
        }
    }
    return list;
}
} // namespace lull::sound

#include "Files/SleepRules.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace lull::files
{
namespace
{
constexpr double below = 24.0, end = -70.0, silence = -100.0; // LU, LUFS, LUFS
constexpr double tolerance = 0.05;                            // LU: less is how the blocks happen to lie

std::string level (double lufs) { return lufs > silence ? fmt::format ("{:.1f} LUFS", lufs) : "silence"; }

// "10 s" from its end, for the block before the last.
std::string place (std::size_t block, std::size_t count) { return fmt::format ("{} to {} s before the end", 10 * (count - block), 10 * (count - block - 1)); }
} // namespace

std::vector<std::string> sleepFaults (const Survey& s)
{
    std::vector<std::string> faults;
    const auto& tens = s.lastMinute;
    if (tens.empty() || ! std::isfinite (s.integrated)) return faults;

    const auto loudest = static_cast<std::size_t> (std::max_element (tens.begin(), tens.end()) - tens.begin());
    if (const double is = static_cast<double> (tens[loudest]), least = s.integrated - below; is > least + tolerance)
        faults.push_back (fmt::format ("for sleep, the last minute is to lie {:g} LU below the session's {:.1f} LUFS: from {} it is {}, {:.1f} LU too loud",
                                       below, s.integrated, place (loudest, tens.size()), level (is), is - least));
    for (std::size_t i = 1; i < tens.size(); ++i)
    {
        const double before = std::max (silence, static_cast<double> (tens[i - 1])), is = std::max (silence, static_cast<double> (tens[i]));
        if (is > before + tolerance)
            faults.push_back (fmt::format ("for sleep, no 10 s of the last minute may be louder than those before: from {} it rises by {:.1f} LU to {}",
                                           place (i, tens.size()), is - before, level (is)));
    }
    double last = silence;
    for (std::size_t i = tens.size() - std::min<std::size_t> (2, tens.size()); i < tens.size(); ++i) last = std::max (last, static_cast<double> (tens[i]));
    if (last >= end)
        faults.push_back (fmt::format ("for sleep, the last 20 s are to be below {:g} LUFS: they reach {}, {:.1f} LU too loud", end, level (last), last - end));
    return faults;
}
} // namespace lull::files

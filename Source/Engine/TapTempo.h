// Beats per minute from taps: the median of the last intervals, once there are three. Values; one thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace lull::engine
{
class TapTempo
{
public:
    static constexpr double longest = 3.0; // s between taps; a longer rest begins anew

    // At `at` s of a steady clock.
    std::optional<double> tap (double at) noexcept
    {
        if (taps > 0 && (at - last > longest || at <= last)) taps = 0;
        if (taps > 0) intervals[(taps - 1) % intervals.size()] = at - last;
        last = at;
        ++taps;
        if (taps < 4) return std::nullopt;
        const auto n = static_cast<std::ptrdiff_t> (std::min (taps - 1, intervals.size()));
        auto sorted = intervals;
        const auto m = static_cast<std::size_t> (n / 2);
        std::partial_sort (sorted.begin(), sorted.begin() + n / 2 + 1, sorted.begin() + n);
        return 60.0 / (n % 2 == 1 ? sorted[m] : 0.5 * (sorted[m - 1] + sorted[m]));
    }

private:
    std::array<double, 7> intervals {};
    std::size_t taps = 0;
    double last = 0.0;
};
} // namespace lull::engine

// How late a person taps along with a beat, by their taps. They are early by some tens of ms, with sound and touch alike, and so is every part of the way
// that both share: what counts is the difference of two rounds. Pure; any thread.
#pragma once

#include <optional>
#include <vector>

namespace lull::devices
{
struct TapAlong
{
    static constexpr int leadIn = 4;     // beats that are listened to
    static constexpr int fewest = 8;     // taps that count
    static constexpr double even = 0.06; // s: a spread beyond it is no tapping along

    double late = 0.0;   // s after the beat, the median; within half a period
    double spread = 0.0; // s: as a standard deviation, from the median of deviations
    int taps = 0;

    [[nodiscard]] double error() const noexcept; // s: of `late`, as a standard deviation

    // taps: s since beat 0; period: s. Nothing when they are too few.
    [[nodiscard]] static std::optional<TapAlong> of (const std::vector<double>& taps, double period);
};

// From the first to the second, s, the nearer way round the beat.
[[nodiscard]] double apart (const TapAlong& first, const TapAlong& second, double period) noexcept;
} // namespace lull::devices

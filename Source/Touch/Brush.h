// The timing of a quick stroke over few places, felt as one motion: Tactile Brush (Israr & Poupyrev, CHI 2011), after its formulas. Each point of the way is
// on for a time and the next begins before it ends; how long follows from the law of apparent motion, onset to onset = 0.32 x duration + 47.3 ms.
#pragma once

#include <vector>

namespace lull::touch
{
struct Brushed
{
    double start = 0.0, duration = 0.0; // s, from the stroke's beginning

    // Its power, 0 .. 1: edges of at most 15 ms and a quarter of it.
    [[nodiscard]] double at (double seconds) const noexcept;
};

// `passes`: when the hand passes each point, in s from the stroke's beginning, rising from 0; at least two. Steps of 47.3 ms and less are beyond the law:
// their first duration is 0.
[[nodiscard]] std::vector<Brushed> brush (const std::vector<double>& passes);

// A step from place to place that takes less is brushed; a longer one glides (the law was measured for durations of about 40 to 160 ms).
inline constexpr double brushedBelow = 0.3; // s
} // namespace lull::touch

// Values that wander for ever and never the same way twice: closed forms of time, so any moment can be asked for at once. Any thread.
#pragma once

#include <array>
#include <utility>

#include "Base/Random.h"

namespace lull::sound
{
// Chance without long runs: of every four neighbours one lies in each quarter of [-1, 1), in an order of their own. One minute is then about
// as loud as the next, though no two are alike. what: < 1000, a chance of its own for each.
[[nodiscard]] inline double evenly (const Stream& s, std::int64_t n, std::uint64_t what) noexcept
{
    const auto group = static_cast<std::uint64_t> (n >> 2);
    std::array<int, 4> quarter { 0, 1, 2, 3 };
    const std::uint64_t order = s.child (what).bits (group);
    for (std::uint64_t k = 3; k > 0; --k) std::swap (quarter[k], quarter[(order >> (16 * k)) % (k + 1)]);
    return (quarter[static_cast<std::size_t> (n & 3)] + s.child (what + 1000).unit (static_cast<std::uint64_t> (n))) * 0.5 - 1.0;
}

class Wander
{
public:
    // turns: how often per second it takes a new direction. What it says holds nothing above about that frequency. isEven: without long runs.
    Wander (const Stream& s, double turns, bool isEven = false) noexcept : stream (s), perSecond (turns), even (isEven) {}

    // In (-1, 1), mean 0, rms 0.5 (0.577 at its turns, 0.41 half-way between them), smooth.
    [[nodiscard]] double at (double seconds) const noexcept
    {
        const double x = seconds * perSecond;
        auto cell = static_cast<std::int64_t> (x);
        if (static_cast<double> (cell) > x) --cell; // std::floor, which SSE2 has not
        const double u = x - static_cast<double> (cell), a = turn (cell), b = turn (cell + 1);
        return a + (b - a) * u * u * (3.0 - 2.0 * u);
    }

private:
    Stream stream;
    double perSecond;
    bool even;

    [[nodiscard]] double turn (std::int64_t cell) const noexcept { return even ? evenly (stream, cell, 0) : stream.sign (static_cast<std::uint64_t> (cell)); }
};
} // namespace lull::sound

// A value that wanders for ever and never the same way twice: a closed form of time, so any moment can be asked for at once. Any thread.
#pragma once

#include "Base/Random.h"

namespace lull::sound
{
class Wander
{
public:
    // turns: how often per second it takes a new direction. What it says holds nothing above about that frequency.
    Wander (const Stream& s, double turns) noexcept : stream (s), perSecond (turns) {}

    // In (-1, 1), mean 0, rms 0.5 (0.577 at its turns, 0.41 half-way between them), smooth.
    [[nodiscard]] double at (double seconds) const noexcept
    {
        const double x = seconds * perSecond;
        auto cell = static_cast<std::int64_t> (x);
        if (static_cast<double> (cell) > x) --cell; // std::floor, which SSE2 has not
        const double u = x - static_cast<double> (cell), a = stream.sign (static_cast<std::uint64_t> (cell)),
                     b = stream.sign (static_cast<std::uint64_t> (cell + 1));
        return a + (b - a) * u * u * (3.0 - 2.0 * u);
    }

private:
    Stream stream;
    double perSecond;
};
} // namespace lull::sound

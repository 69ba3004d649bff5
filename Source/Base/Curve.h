// A value over time with a closed-form integral: tempo becomes beats, speed becomes distance, without ever adding up.
// Immutable; any thread. Seconds in, any unit out.
#pragma once

#include <vector>

namespace lull
{
// How a segment goes from its first value to its second. u = 0..1 within it.
//   linear  a + (b-a) u        integral T (a u + (b-a) u^2 / 2)
//   exp     a (b/a)^u          integral T (v - a) / ln (b/a); linear where a or b is not above zero
//   smooth  a + (b-a) (3u^2-2u^3), integral T (a u + (b-a)(u^3 - u^4 / 2))
enum class Shape { linear, exp, smooth };

// From `at` on, everything stands for so many seconds, and then goes on.
struct Hold
{
    double at = 0.0, seconds = 0.0;
    [[nodiscard]] double moved (double t) const noexcept { return t > at ? t + seconds : t; } // where what lay at t lies then
};

class Curve
{
public:
    struct Knot
    {
        double at = 0.0, value = 0.0;
        Shape shape = Shape::linear;
    }; // shape: of the segment that begins here

    Curve() : Curve (0.0) {}
    explicit Curve (double constant);

    // Knots in rising order of `at`; equal times make a step (the later holds from there on). At least one.
    explicit Curve (std::vector<Knot> knots);

    // Held beyond its ends.
    [[nodiscard]] double value (double t) const noexcept;

    // From 0 to t, negative for t < 0.
    [[nodiscard]] double integral (double t) const noexcept;

    // The time at which integral() reaches `area`: for curves whose values are above zero. To about 1e-12 of a second.
    [[nodiscard]] double whenIntegral (double area) const noexcept;

    // The knots of [from, to], which may be infinite: the first and the last stand at its ends. A smooth segment that is cut becomes straight ones, of 256
    // for all of it: off by at most 1.2e-5 of its range.
    [[nodiscard]] std::vector<Knot> between (double from, double to) const;

    // The same until `at`; what follows comes later.
    [[nodiscard]] Curve with (const Hold&) const;

    [[nodiscard]] Curve times (double factor) const;

    // Least and greatest value anywhere (shapes are monotone between knots).
    [[nodiscard]] double least() const noexcept;
    [[nodiscard]] double greatest() const noexcept;
    [[nodiscard]] bool constant() const noexcept;
    [[nodiscard]] const std::vector<Knot>& knots() const noexcept { return list; }

private:
    std::vector<Knot> list;
    std::vector<double> areas; // integral from the first knot to each knot
    double zero = 0.0;         // integral from the first knot to t = 0

    [[nodiscard]] double fromFirst (double t) const noexcept;
};

// The fewest of these knots (in rising order of `at`) between which straight lines stay within so much of all of them; the first and the last stay
// (Ramer 1972; Douglas and Peucker 1973).
[[nodiscard]] std::vector<Curve::Knot> simplified (const std::vector<Curve::Knot>&, double within);
} // namespace lull

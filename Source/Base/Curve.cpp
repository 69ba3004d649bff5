#include "Base/Curve.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "Base/Math.h"

namespace lull
{
namespace
{
struct Segment
{
    double a, b, length;
    Shape shape;
};

bool geometric (const Segment& s) { return s.shape == Shape::exp && s.a > 0.0 && s.b > 0.0 && std::abs (s.b / s.a - 1.0) > 1e-9; }

double valueAt (const Segment& s, double u)
{
    if (geometric (s)) return s.a * math::pow (s.b / s.a, u);
    if (s.shape == Shape::smooth) return s.a + (s.b - s.a) * (u * u * (3.0 - 2.0 * u));
    return s.a + (s.b - s.a) * u;
}

double areaAt (const Segment& s, double u)
{
    if (geometric (s)) return s.length * (valueAt (s, u) - s.a) / math::log (s.b / s.a);
    if (s.shape == Shape::smooth) return s.length * (s.a * u + (s.b - s.a) * (u * u * u * (1.0 - 0.5 * u)));
    return s.length * (s.a * u + (s.b - s.a) * (0.5 * u * u));
}
} // namespace

Curve::Curve (double constant) : Curve (std::vector<Knot> { { 0.0, constant, Shape::linear } }) {}

Curve::Curve (std::vector<Knot> knots) : list (std::move (knots))
{
    assert (! list.empty());
    areas.reserve (list.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < list.size(); ++i)
    {
        areas.push_back (sum);
        if (i + 1 < list.size()) sum += areaAt ({ list[i].value, list[i + 1].value, list[i + 1].at - list[i].at, list[i].shape }, 1.0);
    }
    zero = fromFirst (0.0);
}

double Curve::value (double t) const noexcept
{
    if (list.size() == 1 || t < list.front().at) return list.front().value;
    if (t >= list.back().at) return list.back().value;
    const auto next = std::upper_bound (list.begin(), list.end(), t, [] (double x, const Knot& k) { return x < k.at; });
    const auto here = next - 1;
    const double length = next->at - here->at;
    return valueAt ({ here->value, next->value, length, here->shape }, (t - here->at) / length);
}

double Curve::fromFirst (double t) const noexcept
{
    if (t <= list.front().at) return (t - list.front().at) * list.front().value;
    if (t >= list.back().at) return areas.back() + (t - list.back().at) * list.back().value;
    const auto next = std::upper_bound (list.begin(), list.end(), t, [] (double x, const Knot& k) { return x < k.at; });
    const auto here = next - 1;
    const double length = next->at - here->at;
    return areas[static_cast<std::size_t> (here - list.begin())] + areaAt ({ here->value, next->value, length, here->shape }, (t - here->at) / length);
}

double Curve::integral (double t) const noexcept { return fromFirst (t) - zero; }

double Curve::whenIntegral (double area) const noexcept
{
    const double low = least();
    if (! (low > 0.0)) return 0.0;
    if (list.size() == 1) return area / list.front().value;

    // Bracketed Newton: the integral is strictly rising and its slope is value().
    double left = std::min (0.0, area / low), right = std::max (0.0, area / low);
    double t = area / value (0.0);
    for (int i = 0; i < 80; ++i)
    {
        if (! (t >= left && t <= right)) t = 0.5 * (left + right);
        const double off = integral (t) - area;
        if (off > 0.0) right = t;
        else left = t;
        const double step = off / value (t);
        if (std::abs (step) <= 1e-13 * (1.0 + std::abs (t))) return t - step;
        t -= step;
    }
    return t;
}

std::vector<Curve::Knot> Curve::between (double from, double to) const
{
    constexpr int pieces = 256;
    std::vector<Knot> knots;
    const auto put = [&] (double t, double v, Shape shape) {
        if (t >= from && t <= to) knots.push_back ({ t, v, shape });
    };
    if (std::isfinite (from) && from < list.front().at) knots.push_back ({ from, list.front().value, Shape::linear });
    for (std::size_t i = 0; i < list.size(); ++i)
    {
        const auto& k = list[i];
        const double end = i + 1 < list.size() ? list[i + 1].at : k.at;
        const bool cut = end > k.at && ((from > k.at && from < end) || (to > k.at && to < end));
        const auto shape = cut && k.shape == Shape::smooth ? Shape::linear : k.shape;
        put (k.at, k.value, shape);
        if (! cut) continue;
        const Segment segment { k.value, list[i + 1].value, end - k.at, k.shape };
        const auto at = [&] (double t) { return valueAt (segment, (t - k.at) / segment.length); };
        if (from > k.at && from < end) put (from, at (from), shape);
        if (k.shape == Shape::smooth)
            for (int p = 1; p < pieces; ++p)
                if (const double t = k.at + segment.length * p / pieces; t > from && t < to) put (t, at (t), shape);
        if (to > k.at && to < end) put (to, at (to), shape);
    }
    if (std::isfinite (from) && from > list.back().at) knots.push_back ({ from, list.back().value, Shape::linear });
    if (std::isfinite (to) && to > list.back().at) knots.push_back ({ to, list.back().value, Shape::linear });
    if (std::isfinite (to) && to < list.front().at) knots.push_back ({ to, list.front().value, Shape::linear });
    return knots;
}

Curve Curve::with (const Hold& hold) const
{
    constexpr double ever = std::numeric_limits<double>::infinity();
    auto knots = between (-ever, hold.at);
    auto after = between (hold.at, ever);
    // Of a step on the very spot the earlier side stays, and the later one goes on from there.
    const auto later = std::find_if (after.begin(), after.end(), [&] (const Knot& k) { return k.at > hold.at; });
    if (later != after.begin()) knots.push_back ({ hold.at, (later - 1)->value, Shape::linear });
    for (auto& k : after) k.at += hold.seconds;
    knots.insert (knots.end(), later == after.begin() ? later : later - 1, after.end());
    return Curve (std::move (knots));
}

Curve Curve::times (double factor) const
{
    auto knots = list;
    for (auto& k : knots) k.value *= factor;
    return Curve (std::move (knots));
}

double Curve::least() const noexcept
{
    return std::min_element (list.begin(), list.end(), [] (const Knot& a, const Knot& b) { return a.value < b.value; })->value;
}

double Curve::greatest() const noexcept
{
    return std::max_element (list.begin(), list.end(), [] (const Knot& a, const Knot& b) { return a.value < b.value; })->value;
}

bool Curve::constant() const noexcept { return ! (least() < greatest()); }

std::vector<Curve::Knot> simplified (const std::vector<Curve::Knot>& all, double within)
{
    if (all.size() < 3) return all;
    std::vector<bool> kept (all.size(), false);
    kept.front() = kept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> stretches { { 0, all.size() - 1 } };
    while (! stretches.empty())
    {
        const auto [from, to] = stretches.back();
        stretches.pop_back();
        double worst = 0.0;
        std::size_t at = from;
        for (std::size_t i = from + 1; i < to; ++i)
        {
            const double length = all[to].at - all[from].at, u = length > 0.0 ? (all[i].at - all[from].at) / length : 0.0;
            const double off = std::abs (all[from].value + (all[to].value - all[from].value) * u - all[i].value);
            if (off > worst) worst = off, at = i;
        }
        if (! (worst > within)) continue;
        kept[at] = true;
        stretches.emplace_back (from, at);
        stretches.emplace_back (at, to);
    }
    std::vector<Curve::Knot> out;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (kept[i]) out.push_back (all[i]);
    return out;
}
} // namespace lull

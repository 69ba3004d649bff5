#include "Touch/Course.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::touch
{
namespace
{
constexpr double grain = 0.25;       // cm between the entries of a table
constexpr double turns = 2.5;        // of a spiral
constexpr double outermost = 0.1875; // of a turn: how far the last ray of a fan leans outwards

Course::Path pathOf (const text::Values& v)
{
    using P = Course::Path;
    if (v.has ("way")) return P::free;
    const auto& word = v.word ("path");
    return word == "down"     ? P::down
           : word == "spine"  ? P::beside
           : word == "out"    ? P::out
           : word == "circle" ? P::circle
           : word == "eight"  ? P::eight
           : word == "spiral" ? P::spiral
           : word == "fan"    ? P::fan
                              : P::up;
}
} // namespace

Course::Course (const text::Values& values, const Place& place) : path (pathOf (values))
{
    const auto& r = place.region;
    const bool point = place.point;
    const double inner = point ? 4.0 : std::max (2.0, 0.5 * std::min (r.width(), r.height())); // of what is round
    switch (path)
    {
        case Path::up:
        case Path::down:
        {
            const double low = point ? r.y0 - 6.0 : r.y0, high = point ? r.y1 + 6.0 : r.y1;
            line (r.midX(), path == Path::up ? low : high, r.midX(), path == Path::up ? high : low);
            return;
        }
        case Path::beside:
        {
            const double x = std::max (r.x0, spine.x1 + 1.0); // beside it
            line (x, point ? r.y0 - 6.0 : r.y0, x, point ? r.y1 + 6.0 : r.y1);
            return;
        }
        case Path::out: line (point ? std::max (0.0, r.x0 - 6.0) : r.x0, r.midY(), point ? r.x1 + 6.0 : r.x1, r.midY()); return;
        case Path::circle:
            kind = Kind::ring;
            radius = inner;
            fromX = r.midX();
            fromY = r.midY();
            around = { fromX - radius, fromX + radius, fromY - radius, fromY + radius };
            whole = math::pi * around.width();
            return;
        case Path::fan:
            kind = Kind::rays;
            whole = point ? 10.0 : std::max (4.0, std::min (r.width(), r.height()));
            fromX = point ? r.x0 : r.x0 + 1.0;
            fromY = point ? r.y0 - 5.0 : r.y0;
            around = { fromX, fromX + whole * math::sinCycles (outermost), fromY, fromY + whole };
            return;
        case Path::eight:
        {
            // x = a sin 2u, y = b cos u, from its lowest point; up inside in the lower half, up outside in the upper one.
            const double wide = inner, high = point ? 8.0 : std::max (2.0 * 0.5 * r.height(), inner);
            std::vector<text::Point> way;
            for (int i = 0; i <= 720; ++i)
            {
                const double u = i / 720.0;
                way.push_back ({ r.midX() - 0.5 * wide * math::sinCycles (2.0 * u), r.midY() - 0.5 * high * math::cosCycles (u) });
            }
            follow (way);
            return;
        }
        case Path::spiral:
        {
            std::vector<text::Point> way;
            for (int i = 0; i <= 900; ++i)
            {
                const double u = i / 900.0, turn = turns * u;
                way.push_back ({ r.midX() - inner * u * math::cosCycles (turn), r.midY() + inner * u * math::sinCycles (turn) });
            }
            follow (way);
            return;
        }
        case Path::free: follow (values.points ("way")); return;
    }
}

void Course::line (double x0, double y0, double x1, double y1)
{
    kind = Kind::line;
    fromX = x0, fromY = y0, toX = x1, toY = y1;
    around = { std::min (x0, x1), std::max (x0, x1), std::min (y0, y1), std::max (y0, y1) };
    whole = std::max (1.0, std::sqrt ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)));
}

void Course::follow (const std::vector<text::Point>& way)
{
    kind = Kind::table;
    std::vector<double> at { 0.0 }; // length up to each point
    around = { way.front().x, way.front().x, way.front().y, way.front().y };
    for (std::size_t i = 1; i < way.size(); ++i)
    {
        const double dx = way[i].x - way[i - 1].x, dy = way[i].y - way[i - 1].y;
        at.push_back (at.back() + std::sqrt (dx * dx + dy * dy));
        around = { std::min (around.x0, way[i].x), std::max (around.x1, way[i].x), std::min (around.y0, way[i].y), std::max (around.y1, way[i].y) };
    }
    whole = std::max (1.0, at.back());
    const auto cells = static_cast<std::size_t> (std::ceil (whole / grain));
    std::size_t leg = 1;
    for (std::size_t k = 0; k <= cells; ++k)
    {
        const double s = std::min (at.back(), whole * static_cast<double> (k) / static_cast<double> (cells));
        while (leg + 1 < way.size() && at[leg] < s) ++leg;
        const double stretch = at[leg] - at[leg - 1], u = stretch > 0.0 ? std::clamp ((s - at[leg - 1]) / stretch, 0.0, 1.0) : 0.0;
        table.push_back ({ way[leg - 1].x + u * (way[leg].x - way[leg - 1].x), way[leg - 1].y + u * (way[leg].y - way[leg - 1].y),
                           stretch > 0.0 ? (way[leg].y - way[leg - 1].y) / stretch : 0.0 });
    }
}

Course::At Course::at (double gone, std::int64_t number) const noexcept
{
    const double u = std::clamp (gone / whole, 0.0, 1.0);
    switch (kind)
    {
        case Kind::line: return { fromX + u * (toX - fromX), fromY + u * (toY - fromY), (toY - fromY) / whole };
        case Kind::ring:
        {
            // From the bottom up beside the spine, outwards over the top and down the outer side.
            const double turn = u - 0.25;
            return { fromX - radius * math::cosCycles (turn), fromY + radius * math::sinCycles (turn), math::cosCycles (turn) };
        }
        case Kind::rays:
        {
            const double lean = outermost * static_cast<double> (((number % fanned) + fanned) % fanned) / static_cast<double> (fanned - 1);
            return { fromX + u * whole * math::sinCycles (lean), fromY + u * whole * math::cosCycles (lean), math::cosCycles (lean) };
        }
        case Kind::table: break;
    }
    const double cell = u * static_cast<double> (table.size() - 1);
    const auto i = std::min (static_cast<std::size_t> (cell), table.size() - 2);
    const double v = cell - static_cast<double> (i);
    const auto &a = table[i], &b = table[i + 1];
    return { a.x + v * (b.x - a.x), a.y + v * (b.y - a.y), a.rise + v * (b.rise - a.rise) };
}
} // namespace lull::touch

#include "Touch/Field.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/Person.h"

namespace lull::touch
{
namespace
{
constexpr double gently = 0.25; // in power, -6 dB: on the neck, and for pulses over the whole back
constexpr double apart = 3.0;   // cm: nearer than this, two zones are one place on an axis (torso acuity 2-3 cm, figures.md 3.3)

constexpr std::string_view avoided = "a spot to avoid", sameActuator = "the same actuator";

bool isNear (const std::vector<text::Point>& spots, const Zone& z)
{
    const double within = avoidsWithin * z.reach;
    return std::any_of (spots.begin(), spots.end(),
                        [&] (const text::Point& p) { return (p.x - z.x) * (p.x - z.x) + (p.y - z.y) * (p.y - z.y) < within * within; });
}

// Without those that are one place with the one before.
std::vector<double> toldApart (std::vector<double> v)
{
    std::sort (v.begin(), v.end());
    std::vector<double> out;
    for (const double x : v)
        if (out.empty() || x - out.back() > apart) out.push_back (x);
    return out;
}

double smooth (double u) noexcept
{
    const double v = std::clamp (u, 0.0, 1.0);
    return v * v * (3.0 - 2.0 * v);
}

Surface surfaceOf (const Chair& chair)
{
    const auto has = [&] (Surface s) { return std::any_of (chair.zones.begin(), chair.zones.end(), [&] (const Zone& z) { return z.surface == s; }); };
    if (has (Surface::back) || has (Surface::lying)) return Surface::back;
    return has (Surface::seat) ? Surface::seat : has (Surface::legs) ? Surface::legs : Surface::feet;
}
} // namespace

Hand handOf (std::string_view with) noexcept
{
    if (with == "fingertips") return { 1.0, 2.5 };
    if (with == "knuckles") return { 2.0, 1.5 };
    if (with == "thumb") return { 0.5, 1.5 };
    return { 3.0, 4.0 };
}

Field::Field (const Chair& chair, Hand h, std::string_view technique, bool pulsed) : hand (h), felt (surfaceOf (chair))
{
    std::vector<int> still; // actuators that must not move: they are felt where nothing may be
    std::vector<std::string> names;
    for (const auto& z : chair.zones)
    {
        // Lying keeps the frame of the back. Where there is no back the whole of the next surface stands in for it.
        const bool back = z.surface == Surface::back || z.surface == Surface::lying;
        if (felt == Surface::back ? ! back : z.surface != felt) continue;
        std::string_view over = pulsed && ! z.whole && felt == Surface::back ? maskOver (z.x, z.y) : std::string_view {};
        if (! z.whole && felt == Surface::back && isNear (chair.avoid, z)) over = avoided;
        if (! over.empty() || std::find (z.without.begin(), z.without.end(), technique) != z.without.end())
        {
            left.push_back ({ z.name, over });
            still.push_back (z.actuator);
        }
        else if (z.whole || felt != Surface::back) wholes.push_back (z.actuator);
        else
        {
            sites.push_back ({ z.x, z.y, z.reach, 0.0, z.actuator });
            names.push_back (z.name);
        }
        meanX += z.x;
        meanY += z.y;
    }
    for (std::size_t i = sites.size(); i-- > 0;)
        if (std::find (still.begin(), still.end(), sites[i].lane) != still.end())
        {
            left.push_back ({ names[i], sameActuator });
            sites.erase (sites.begin() + static_cast<std::ptrdiff_t> (i));
        }
    soft = felt == Surface::back && ! wholes.empty() && pulsed;
    if (felt == Surface::back) avoid = chair.avoid;
    spares = felt == Surface::back && ! wholes.empty() && ! chair.avoid.empty();
    std::sort (wholes.begin(), wholes.end());
    wholes.erase (std::unique (wholes.begin(), wholes.end()), wholes.end());

    const auto zonesSeen = static_cast<double> (sites.size() + wholes.size() + left.size());
    if (zonesSeen > 0.0)
    {
        meanX /= zonesSeen;
        meanY /= zonesSeen;
    }
    if (! sites.empty())
    {
        meanX = meanY = 0.0;
        for (const auto& s : sites)
        {
            meanX += s.x / static_cast<double> (sites.size());
            meanY += s.y / static_cast<double> (sites.size());
        }
    }
    for (auto& a : sites)
    {
        double nearest = 1e9;
        for (const auto& b : sites)
            if (b.lane != a.lane)
            {
                hasX = hasX || std::abs (a.x - b.x) > apart;
                hasY = hasY || std::abs (a.y - b.y) > apart;
                nearest = std::min (nearest, std::sqrt ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)));
            }
        a.sigma = std::max (hand.edge, nearest < 1e9 ? 0.55 * nearest : 0.0); // 0.5 to 0.6 of the spacing (figures.md 3.4)
    }
}

// Gaussian weights (figures.md 3.4), tilted so that their power has its centroid where the hand is: p_i = q_i exp (lambda . (s_i - h)) / Z, the least
// tilt that does it (Arroyo & Ortiz 2006, local maximum-entropy shape functions). On two zones that is the energy model of the
// phantom, A = sqrt (beta), whatever sigma; on more it keeps their speed true. The small term eps |lambda|^2 keeps the search convex
// where the hand is outside the zones: there they pull towards it without ever reaching it.
void Field::share (double x, double y, Share& out, std::array<double, 2>& lambda) const noexcept
{
    constexpr double eps = 0.25; // cm^2
    const std::size_t n = std::min<std::size_t> (sites.size(), 32);
    double prior[32], dx[32], dy[32];
    for (std::size_t i = 0; i < n; ++i)
    {
        dx[i] = hasX ? sites[i].x - x : 0.0;
        dy[i] = hasY ? sites[i].y - y : 0.0;
        const double d = std::max (0.0, std::sqrt (dx[i] * dx[i] + dy[i] * dy[i]) - hand.core) / sites[i].sigma;
        prior[i] = -d * d;
    }

    double a = lambda[0], b = lambda[1], mx = 0.0, my = 0.0;
    // The function being lessened, and at the same time the powers, at (a, b).
    const auto at = [&] (double la, double lb) {
        double top = -1e300, sum = 0.0;
        for (std::size_t i = 0; i < n; ++i)
        {
            out.power[i] = prior[i] + la * dx[i] + lb * dy[i];
            top = std::max (top, out.power[i]);
        }
        for (std::size_t i = 0; i < n; ++i) sum += out.power[i] = math::exp (out.power[i] - top);
        for (std::size_t i = 0; i < n; ++i) out.power[i] /= sum;
        return top + math::log (sum) + 0.5 * eps * (la * la + lb * lb);
    };
    double value = at (a, b);
    for (int turn = 0; turn < 60; ++turn)
    {
        double xx = 0.0, xy = 0.0, yy = 0.0;
        mx = my = 0.0;
        for (std::size_t i = 0; i < n; ++i)
        {
            mx += out.power[i] * dx[i];
            my += out.power[i] * dy[i];
            xx += out.power[i] * dx[i] * dx[i];
            xy += out.power[i] * dx[i] * dy[i];
            yy += out.power[i] * dy[i] * dy[i];
        }
        const double gx = mx + eps * a, gy = my + eps * b;
        if (gx * gx + gy * gy < 1e-10) break;
        xx += eps - mx * mx;
        yy += eps - my * my;
        xy -= mx * my;
        const double det = xx * yy - xy * xy;
        const double sx = -(yy * gx - xy * gy) / det, sy = -(xx * gy - xy * gx) / det, slope = gx * sx + gy * sy;
        double step = 1.0, next = 0.0;
        for (int half = 0; half < 30; ++half, step *= 0.5)
            if ((next = at (a + step * sx, b + step * sy)) <= value + 0.1 * step * slope) break;
        a += step * sx;
        b += step * sy;
        if (value - next < 1e-14 * (1.0 + std::abs (value))) break;
        value = next;
    }
    lambda = { a, b };
    out.x = out.y = out.reach = 0.0;
    for (std::size_t i = 0; i < n; ++i)
    {
        out.x += out.power[i] * dx[i];
        out.y += out.power[i] * dy[i];
        out.reach += out.power[i] * sites[i].reach;
    }
}

// 1 within reach of the zones that carry it, then down to nothing at twice the reach.
double Field::covered (double, double, const Share& s) const noexcept
{
    const double away = std::sqrt (s.x * s.x + s.y * s.y); // from the hand to where it is felt
    return 1.0 - smooth (away / s.reach - 1.0);
}

text::Point Field::feltAt (double x, double y) const noexcept
{
    if (sites.empty()) return { x, y };
    Share s;
    std::array<double, 2> lambda {};
    share (x, y, s, lambda);
    return { x + s.x, y + s.y };
}

std::vector<double> Field::columns() const
{
    std::vector<double> all;
    for (const auto& s : sites) all.push_back (s.x);
    return hasX ? toldApart (std::move (all)) : std::vector<double>();
}

std::vector<double> Field::rows() const
{
    std::vector<double> all;
    for (const auto& s : sites) all.push_back (s.y);
    return hasY ? toldApart (std::move (all)) : std::vector<double>();
}

// Between two zones a hand is felt where neither is: it lifts over a spot to avoid.
double Field::sparingAt (double x, double y) const noexcept
{
    constexpr double clear = 3.0, fades = 5.0; // cm
    double gain = 1.0;
    for (const auto& p : avoid)
    {
        const double dx = hasX ? x - p.x : 0.0, dy = hasY ? y - p.y : 0.0;
        if (hasX || hasY) gain *= smooth ((std::sqrt (dx * dx + dy * dy) - clear) / fades);
    }
    return gain;
}

bool Field::uses (int lane) const noexcept
{
    return std::find (wholes.begin(), wholes.end(), lane) != wholes.end() ||
           std::any_of (sites.begin(), sites.end(), [lane] (const Site& s) { return s.lane == lane; });
}

double Field::coverage (double x, double y) const noexcept
{
    if (sites.empty()) return wholes.empty() ? 0.0 : 1.0;
    Share s;
    std::array<double, 2> lambda {};
    share (x, y, s, lambda);
    return covered (x, y, s);
}

void Field::power (double x, double y, LanePowers& out, std::array<double, 2>& lambda) const noexcept
{
    out.fill (0.0);
    const double gentle = 1.0 - (1.0 - gently) * smooth ((y - neckFrom) / 3.0);
    if (! sites.empty())
    {
        Share s;
        share (x, y, s, lambda);
        const double scale = covered (x, y, s) * gentle * sparingAt (x, y);
        std::array<bool, maxLanes> scaled {};
        double sum = 0.0;
        for (std::size_t i = 0; i < std::min<std::size_t> (sites.size(), 32); ++i)
        {
            // One that is felt at several places moves as the one of them that asks for most.
            auto& lane = out[static_cast<std::size_t> (sites[i].lane)];
            const double more = std::max (0.0, s.power[i] - lane);
            lane += more;
            sum += more;
        }
        for (const auto& site : sites)
            if (auto& lane = out[static_cast<std::size_t> (site.lane)]; lane > 0.0 && ! scaled[static_cast<std::size_t> (site.lane)])
            {
                lane *= scale / sum;
                scaled[static_cast<std::size_t> (site.lane)] = true;
            }
    }
    // A surface without back shares the power; one felt over the whole back gets all of it beside the zones (LFE).
    const double most = soft || spares ? std::min (gentle, gently) : gentle;
    const double whole = felt == Surface::back || wholes.empty() ? most : most / static_cast<double> (wholes.size());
    for (const int lane : wholes) out[static_cast<std::size_t> (lane)] = std::max (out[static_cast<std::size_t> (lane)], whole);
}
} // namespace lull::touch

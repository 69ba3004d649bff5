#include "Touch/Response.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::touch
{
namespace
{
constexpr double damped = 0.70710678;

double squared (double x) noexcept { return x * x; }

// |s^2 + s w / q + w^2| at s = i f, over f^2.
double pole (const Resonance& r, double f) noexcept
{
    const double w = r.hertz / f;
    return std::sqrt (squared (1.0 - w * w) + squared (w / r.q));
}

double decibels (double gain) noexcept { return 20.0 * math::log (gain) / math::log (10.0); }

// Mean of what is left of the points when the resonance is taken out, dB.
double levelOf (const std::vector<ResponsePoint>& points, const Resonance& r) noexcept
{
    double sum = 0.0;
    for (const auto& p : points) sum += p.decibels - decibels (gainOf (r, p.hertz));
    return sum / static_cast<double> (points.size());
}
} // namespace

double gainOf (const Resonance& r, double hertz) noexcept { return 1.0 / pole (r, hertz); }

std::optional<Resonance> resonanceOf (const Actuator& a)
{
    if (a.narrow()) return std::nullopt;
    if (a.resonance && a.q) return Resonance { *a.resonance, *a.q };
    if (a.response.size() < 4) return std::nullopt;
    Resonance best;
    double least = 1e300;
    const auto look = [&] (double from, double to, double by, double qFrom, double qTo, double qBy) {
        for (double f = from; f <= to; f *= by)
            for (double q = qFrom; q <= qTo; q *= qBy)
            {
                const Resonance r { f, q };
                const double level = levelOf (a.response, r);
                double sum = 0.0;
                for (const auto& p : a.response) sum += squared (p.decibels - decibels (gainOf (r, p.hertz)) - level);
                if (sum < least)
                {
                    least = sum;
                    best = r;
                }
            }
    };
    look (0.5 * a.response.front().hertz, a.response.back().hertz, 1.03, 0.5, 25.0, 1.15);
    const auto coarse = best;
    look (coarse.hertz / 1.03, coarse.hertz * 1.03, 1.002, coarse.q / 1.15, coarse.q * 1.15, 1.01);
    return best;
}

double evenness (const Actuator& a, const std::optional<Resonance>& r, double hertz)
{
    if (a.response.size() < 2 || a.narrow()) return 1.0;
    const auto& points = a.response;
    const auto left = [&] (const ResponsePoint& p) { return p.decibels - (r ? decibels (gainOf (*r, p.hertz)) : 0.0); };
    double level = 0.0;
    for (const auto& p : points) level += left (p) / static_cast<double> (points.size());
    // Between two points linear over log f; beyond them as at the last one.
    std::size_t i = 0;
    while (i + 1 < points.size() && points[i + 1].hertz < hertz) ++i;
    double here = left (points[i]);
    if (i + 1 < points.size() && hertz > points[i].hertz)
        here += (left (points[i + 1]) - here) * math::log (hertz / points[i].hertz) / math::log (points[i + 1].hertz / points[i].hertz);
    return math::amplitude (std::clamp (level - here, -6.0, 6.0));
}

double Compensation::gain (double hertz) const noexcept { return pole (from, hertz) / pole (to, hertz); }

double Compensation::flatFrom() const noexcept { return to.hertz * (to.q < 0.7 ? 1.3 : 1.0); }

double Compensation::rest (double hertz) const noexcept
{
    constexpr double most = 1.41253754; // 3 dB
    return std::clamp (pole (to, hertz), 1.0 / most, std::max (1.0, std::min (most, mostBoost / gain (hertz))));
}

CompensationFilter filterOf (const Compensation& c, double rate) noexcept
{
    const double g = math::tan (math::pi * c.to.hertz / rate), k = 1.0 / c.to.q;
    const double up = math::tan (math::pi * c.from.hertz / rate) / g; // the zeros, warped as the poles are
    return { g, 1.0 / (1.0 + g * (g + k)), k, up / c.from.q, up * up };
}

std::optional<Compensation> compensationOf (const Actuator& a)
{
    const auto r = resonanceOf (a);
    if (! r) return std::nullopt;
    // As far down as its band goes, but no further than what it may be boosted by; up to its own resonance, which is only damped then.
    Compensation c { *r, { std::max (5.0, a.bandLow), damped } };
    const auto boosts = [&] {
        double most = 0.0;
        for (double f = a.bandLow; f <= a.bandHigh; f *= 1.01) most = std::max (most, c.gain (f));
        return most;
    };
    while (c.to.hertz < r->hertz && boosts() > mostBoost) c.to.hertz *= 1.01;
    c.to.hertz = std::min (c.to.hertz, std::max (r->hertz, a.bandLow));
    return c;
}
} // namespace lull::touch

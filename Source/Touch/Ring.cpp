#include "Touch/Ring.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/Response.h"

namespace lull::touch
{
namespace
{
// A second-order section in the trapezoidal form, as the guard has four of.
void section (Burst& x, double hertz, double q, bool high)
{
    const double g = math::tan (math::pi * hertz / ringRate), k = 1.0 / q, a = 1.0 / (1.0 + g * (g + k));
    double band = 0.0, low = 0.0;
    for (double& v : x)
    {
        const double v1 = a * (band + g * (v - low)), v2 = low + g * v1;
        band = 2.0 * v1 - band;
        low = 2.0 * v2 - low;
        v = high ? v - k * v1 - v2 : v2;
    }
}

void butterworth (Burst& x, double hertz, bool high) // of order 4
{
    section (x, hertz, 0.5 / math::cosCycles (3.0 / 16.0), high);
    section (x, hertz, 0.5 / math::cosCycles (1.0 / 16.0), high);
}
} // namespace

double widthOf (const Burst& x)
{
    // The imaginary part by the Hilbert transform's own kernel, 2 / (pi n) at odd n: slow, and in no need of being fast.
    const auto n = static_cast<std::ptrdiff_t> (x.size());
    std::vector<double> power (x.size());
    for (std::ptrdiff_t i = 0; i < n; ++i)
    {
        double im = 0.0;
        for (std::ptrdiff_t k = (i + 1) % 2; k < n; k += 2) im += x[static_cast<std::size_t> (k)] / static_cast<double> (i - k);
        im *= 2.0 / math::pi;
        const double re = x[static_cast<std::size_t> (i)];
        power[static_cast<std::size_t> (i)] = re * re + im * im;
    }
    const double floor = 0.1 * (power.empty() ? 0.0 : *std::max_element (power.begin(), power.end()));
    if (! (floor > 0.0)) return 0.0;
    const auto within = [floor] (double p) { return p >= floor; };
    const auto first = std::find_if (power.begin(), power.end(), within);
    const auto last = std::find_if (power.rbegin(), power.rend(), within).base();
    return static_cast<double> (last - first) / ringRate;
}

Burst guarded (const Burst& burst, const Actuator& actuator)
{
    Burst x = burst;
    x.resize (static_cast<std::size_t> (longestRing * ringRate));
    butterworth (x, actuator.highpass(), true);
    butterworth (x, actuator.lowpass(), false);
    return x;
}

std::optional<double> ringOf (const Burst& burst, const Actuator& actuator, bool braking)
{
    if (! actuator.resonance || ! actuator.q) return std::nullopt;
    Burst start = burst;
    if (const auto c = braking ? compensationOf (actuator) : std::nullopt)
    {
        // As Conditioner does it, at this rate.
        start.resize (static_cast<std::size_t> (longestRing * ringRate));
        const auto f = filterOf (*c, ringRate);
        double band = 0.0, low = 0.0;
        for (double& v : start)
        {
            const double v1 = f.a1 * (band + f.g * (v - low)), v2 = low + f.g * v1;
            band = 2.0 * v1 - band;
            low = 2.0 * v2 - low;
            v = (v - f.k * v1 - v2) + f.band * v1 + f.low * v2;
        }
    }
    // What the back gets is the force on the moving mass: above its resonance an inertial shaker follows its current, below it does not.
    Burst x = guarded (start, actuator);
    section (x, *actuator.resonance, *actuator.q, true);
    return widthOf (x);
}
} // namespace lull::touch

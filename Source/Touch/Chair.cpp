#include "Touch/Chair.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::touch
{
double Actuator::carrierFor (double hertz) const noexcept
{
    if (narrow()) return resonance ? std::clamp (*resonance, bandLow, bandHigh) : std::sqrt (bandLow * bandHigh);
    if (! (hertz > 0.0)) return bandLow;
    double f = hertz;
    for (int i = 0; i < 64 && f < bandLow; ++i) f *= 2.0;
    for (int i = 0; i < 64 && f > bandHigh; ++i) f *= 0.5;
    return std::clamp (f, bandLow, bandHigh);
}

double Actuator::highpass() const noexcept { return std::max (10.0, bandLow); }
double Actuator::lowpass() const noexcept { return std::clamp (bandHigh, 30.0, 250.0); }

std::optional<double> Actuator::netOhms() const noexcept
{
    if (! ohms) return std::nullopt;
    return wiring == Wiring::series ? *ohms * units : wiring == Wiring::parallel ? *ohms / units : *ohms;
}

std::optional<double> Actuator::netWatts() const noexcept
{
    if (! watts) return std::nullopt;
    return *watts * units;
}

std::optional<double> Actuator::wattsAtFullScale() const noexcept
{
    if (! voltsAtFullScale || ! ohms) return std::nullopt;
    return *voltsAtFullScale * *voltsAtFullScale / *netOhms();
}

double Chair::ceiling (int actuator) const noexcept
{
    const auto& a = actuators[static_cast<std::size_t> (actuator)];
    if (a.voltsAtFullScale && a.ohms && a.watts) return std::min (1.0, std::sqrt (*a.netWatts() * *a.netOhms()) / *a.voltsAtFullScale);
    return math::amplitude (-6.0);
}

double Chair::a100 (int actuator) const noexcept
{
    if (const auto& own = actuators[static_cast<std::size_t> (actuator)].comfortable) return *own;
    return ceiling (actuator) * math::amplitude (-6.0);
}
} // namespace lull::touch

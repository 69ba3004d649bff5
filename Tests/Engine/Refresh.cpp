// Carriers that take turns against adaptation: in equal power, and as strong to feel.
#include "Engine/Scripts.h"

#include "Base/Math.h"

using namespace lull;
using namespace lull::test;

namespace
{
double amplitude (const std::vector<float>& x, double hertz, double from, double to, double rate)
{
    double re = 0.0, im = 0.0;
    for (auto i = static_cast<std::size_t> (from * rate); i < static_cast<std::size_t> (to * rate); ++i)
    {
        const double a = 2.0 * math::pi * hertz * static_cast<double> (i) / rate;
        re += static_cast<double> (x[i]) * std::cos (a), im += static_cast<double> (x[i]) * std::sin (a);
    }
    return 2.0 * std::hypot (re, im) / ((to - from) * rate);
}
} // namespace

TEST_CASE ("with refresh a carrier of one band and one of the other take turns, and go over in equal power")
{
    engine::RenderOptions options;
    options.rate = SampleRate { 8'000 };
    const auto all = renderAll (timelineOf ("session: 1\ntitle: R\nphases:\n  - { name: A, for: 2 min, fade: 0 s, touch: [ { stroke: vibration, path: still, "
                                            "depth: 0%, strength: 60%, carrier: 40 Hz, refresh: 30 s } ] }\n",
                                            "eight-zone"),
                                options);
    const double rate = options.rate.value;
    const auto& zone = all[4]; // left blade
    const auto low = [&] (double t) { return amplitude (zone, 40.0, t, t + 1.0, rate); };
    const auto high = [&] (double t) { return amplitude (zone, 68.0, t, t + 1.0, rate); };
    REQUIRE (low (10.0) > 0.001);
    for (const double turn : { 5.0, 65.0 })
    {
        CHECK (high (turn) < 0.01 * low (turn));
        CHECK (low (turn + 30.0) < 0.01 * high (turn + 30.0));
        CHECK (low (turn) == Approx (low (5.0)).epsilon (0.001));
    }
    // As strong to feel: each by its own law of growth, near to equal at these two; and the guard's low-pass at 80 Hz takes a little of the higher one.
    CHECK (high (40.0) / low (10.0) == Approx (touch::driveOf (0.3, 1.0, 68.0) / touch::driveOf (0.3, 1.0, 40.0)).epsilon (0.15));
    for (double t = 26.5; t < 30.0; t += 0.5) CHECK (std::hypot (low (t) / low (10.0), high (t) / high (40.0)) == Approx (1.0).margin (0.06));
}

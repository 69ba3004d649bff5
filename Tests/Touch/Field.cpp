#include "Catch.h"

#include <algorithm>
#include <array>

#include "Bench.h"
#include "Touch/Field.h"
#include "Touch/Patch.h"

using namespace lull;
using namespace lull::touch;
using test::chairAt;

namespace
{
LanePowers at (const Field& f, double x, double y)
{
    LanePowers p;
    std::array<double, 2> lambda {};
    f.power (x, y, p, lambda);
    return p;
}

double sumOf (const LanePowers& p)
{
    double s = 0.0;
    for (const double v : p) s += v;
    return s;
}
} // namespace

TEST_CASE ("power is constant wherever a hand is within reach, and centred on the hand")
{
    for (const auto* id : { "four-zone", "eight-zone" })
    {
        const auto c = test::chair (id);
        for (const char* with : { "palm", "fingertips", "knuckles", "thumb" })
        {
            const Field f (c, handOf (with), "effleurage", false);
            for (double x = -9.0; x <= 9.0; x += 1.5)
                for (double y = 36.0; y <= 53.0; y += 1.0)
                {
                    const auto p = at (f, x, y);
                    double sx = 0.0, sy = 0.0;
                    for (const auto& z : c.zones)
                    {
                        sx += p[static_cast<std::size_t> (z.actuator)] * z.x;
                        sy += p[static_cast<std::size_t> (z.actuator)] * z.y;
                    }
                    REQUIRE (10.0 * std::log10 (sumOf (p)) == Approx (0.0).margin (0.01));
                    REQUIRE (sx == Approx (x).margin (0.8));
                    REQUIRE (sy == Approx (y).margin (0.8));
                }
        }
    }
}

TEST_CASE ("between two zones the phantom is the energy model")
{
    const auto c = chairAt ({ { 0.0, 20.0 }, { 0.0, 40.0 } });
    const Field f (c, handOf ("palm"), "effleurage", false);
    for (const double beta : { 0.1, 0.25, 0.5, 0.7, 0.9 })
    {
        const auto p = at (f, 0.0, 20.0 + 20.0 * beta);
        CHECK (std::sqrt (p[0]) == Approx (std::sqrt (1.0 - beta)).margin (0.02));
        CHECK (std::sqrt (p[1]) == Approx (std::sqrt (beta)).margin (0.02));
    }
}

TEST_CASE ("beyond its reach a chair is felt less and less, and then not at all")
{
    const auto c = chairAt ({ { -9.0, 40.0 }, { 9.0, 40.0 }, { -9.0, 52.0 }, { 9.0, 52.0 } });
    const Field f (c, handOf ("palm"), "effleurage", false);
    CHECK (f.coverage (9.0, 30.0) == Approx (1.0).margin (1e-6));
    CHECK (f.coverage (9.0, 22.0) == Approx (0.5).margin (0.12));
    CHECK (f.coverage (9.0, 14.0) == 0.0);
    double last = 1.0;
    for (double y = 40.0; y > 10.0; y -= 0.5)
    {
        const double now = f.coverage (9.0, y);
        CHECK (now <= last + 1e-9);
        CHECK (last - now < 0.1);
        last = now;
    }
}

TEST_CASE ("the neck gets a quarter of the power")
{
    const auto c = chairAt ({ { -4.0, 66.0 }, { 4.0, 66.0 }, { -9.0, 44.0 }, { 9.0, 44.0 } });
    const Field f (c, handOf ("palm"), "effleurage", false);
    CHECK (sumOf (at (f, 4.0, 66.0)) == Approx (0.25));
    CHECK (sumOf (at (f, 9.0, 50.0)) == Approx (1.0));
}

TEST_CASE ("zones that mask a technique take no part, and the others carry it whole")
{
    auto c = test::chair ("four-zone");
    c.zones[0].without = { "petrissage" };
    const Field kneading (c, handOf ("palm"), "petrissage", false), stroking (c, handOf ("palm"), "effleurage", false);
    CHECK (at (kneading, -9.0, 50.0)[0] == 0.0);
    CHECK (sumOf (at (kneading, -9.0, 40.0)) == Approx (1.0));
    CHECK (at (stroking, -9.0, 53.0)[0] > 0.9);
    REQUIRE (kneading.masked().size() == 1);
    CHECK (kneading.masked()[0].zone == "left shoulder");
    CHECK (kneading.masked()[0].why.empty());
}

TEST_CASE ("a zone felt over the whole back gets the sum beside the zones that have a place")
{
    auto c = test::chair ("four-zone");
    Actuator sub;
    sub.name = "sub";
    c.actuators.push_back (sub);
    Zone z;
    z.name = "all";
    z.whole = true;
    z.actuator = 4;
    z.y = 30.0;
    c.zones.push_back (z);
    const Field f (c, handOf ("palm"), "effleurage", false);
    const auto p = at (f, 9.0, 50.0);
    CHECK (p[4] == Approx (1.0));
    CHECK (p[0] + p[1] + p[2] + p[3] == Approx (1.0));
    CHECK (f.along());
}

TEST_CASE ("two zones on one actuator are one place, and the seat stands in for a missing back")
{
    auto c = chairAt ({ { 0.0, 20.0 }, { 0.0, 50.0 } });
    c.zones[1].actuator = 0;
    const Field one (c, handOf ("palm"), "effleurage", false);
    CHECK_FALSE (one.along());
    CHECK (at (one, 0.0, 40.0)[0] == Approx (1.0));
    auto seat = chairAt ({ { -9.0, 10.0 }, { 9.0, 10.0 } });
    for (auto& z : seat.zones) z.surface = Surface::seat;
    const Field f (seat, handOf ("palm"), "effleurage", false);
    CHECK (f.surface() == Surface::seat);
    CHECK (at (f, 3.0, 50.0)[0] == Approx (0.5));
    CHECK (at (f, 3.0, 50.0)[1] == Approx (0.5));
}

TEST_CASE ("the table of a patch keeps the field's power and place between its nodes")
{
    const auto c = test::chair ("eight-zone");
    const Field f (c, handOf ("palm"), "effleurage", false);
    const Region region { 4.0, 9.0, 15.0, 52.0 };
    const Patch patch (f, region, Patch::Hands::right, {});
    LaneWeights w;
    for (double x = 4.0; x <= 9.0; x += 0.7)
        for (double y = 15.0; y <= 52.0; y += 0.7)
        {
            patch.weights (x, y, w);
            const auto p = at (f, x, y);
            double sum = 0.0, worst = 0.0;
            for (std::size_t k = 0; k < maxLanes; ++k)
            {
                sum += static_cast<double> (w[k] * w[k]);
                worst = std::max (worst, std::abs (static_cast<double> (w[k] * w[k]) - p[k]));
            }
            REQUIRE (worst < 0.012);
            REQUIRE (sum == Approx (1.0).margin (1e-5));
        }
    // Both hands: the sum of two, never above 1 for an actuator.
    const Patch both (f, region, Patch::Hands::both, {});
    both.weights (7.0, 33.0, w);
    double sum = 0.0;
    for (const float v : w)
    {
        CHECK (v <= 1.0f);
        sum += static_cast<double> (v * v);
    }
    CHECK (sum == Approx (2.0).margin (1e-4));
}

TEST_CASE ("weights are finite for any point and any chair")
{
    for (const auto& c :
         { chairAt ({ { 0.0, 0.0 } }), chairAt ({ { 40.0, 80.0 }, { -40.0, -10.0 } }), chairAt ({ { 1.0, 40.0 }, { 1.0, 40.0 }, { 1.0, 40.0 } }) })
        for (const double x : { -1e6, -30.0, 0.0, 12.3, 1e6 })
            for (const double y : { -1e6, 0.0, 44.0, 1e6 })
            {
                const Field f (c, handOf ("thumb"), "effleurage", false);
                for (const double p : at (f, x, y))
                {
                    CHECK (std::isfinite (p));
                    CHECK (p >= 0.0);
                    CHECK (p <= 1.0 + 1e-9);
                }
            }
}

TEST_CASE ("where places share an actuator it moves as the one that asks for most, and stays still when one of them has to")
{
    auto c = chairAt ({ { 8.0, 24.0 }, { 8.0, 50.0 }, { 8.0, 38.0 } });
    c.zones[0].actuator = c.zones[1].actuator = 0; // the kidneys and the shoulder blade hang on one
    c.zones[2].actuator = 1;
    std::array<double, 2> lambda {};
    LanePowers power;
    const Field kneading (c, handOf ("palm"), "petrissage", false);
    for (double y = 24.0; y <= 50.0; y += 1.0)
    {
        kneading.power (8.0, y, power, lambda);
        CHECK (power[0] + power[1] == Approx (1.0));
    }
    const Field tapping (c, handOf ("palm"), "tapotement", true);
    tapping.power (8.0, 50.0, power, lambda);
    CHECK (power[0] == 0.0);
    CHECK (power[1] > 0.0);
    REQUIRE (tapping.masked().size() == 2);
    CHECK (tapping.masked()[1].zone == "z2");
    CHECK (tapping.masked()[1].why == "the same actuator");
}

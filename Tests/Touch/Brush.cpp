// The Tactile Brush's published test vector, and a quick stroke as actuators get it.
#include "Touch/Brush.h"

#include "Catch.h"
#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

TEST_CASE ("the published stroke of the Tactile Brush comes out to four digits")
{
    // A grid of 1.5 cm, from (1, 3) to (4.5, 1) cm in 1 s: it passes x = 1.5 and 3 and y = 1.5 on its way.
    const auto on = brush ({ 0.0, 0.5 / 3.5, 2.0 / 3.5, 1.5 / 2.0, 1.0 });
    const double start[] { 0.0, 70.4654, 245.294, 482.543, 708.659 }, duration[] { 72.3918, 398.527, 593.592, 558.799, 291.341 };
    REQUIRE (on.size() == 5);
    for (std::size_t i = 0; i < 5; ++i)
    {
        CHECK (1000.0 * on[i].start == Approx (start[i]).epsilon (2e-6));
        CHECK (1000.0 * on[i].duration == Approx (duration[i]).epsilon (2e-6));
    }
}

TEST_CASE ("a quick stroke switches its places on by the law of apparent motion, and is as strong all the way")
{
    const auto c = chairAt ({ { 10.0, 36.0 }, { 10.0, 42.67 }, { 10.0, 49.33 }, { 10.0, 56.0 } }); // 20 cm at 30 cm/s: 222 ms from place to place
    const auto on = brush ({ 0.0, 6.67 / 30.0, 13.33 / 30.0, 20.0 / 30.0 });
    const auto s = setting (c, "effleurage", "speed: 30 cm/s, return: none, carrier: 80 Hz, place: right upper back", 0.0, 60.0);
    const auto w = waveforms (c, "effleurage", s, 0.0, 0.7);
    for (std::size_t k = 1; k < 3; ++k) // the ends land and lift
    {
        // Each place's share of the power, in windows of one cycle: on where it is first more than a quarter; an edge lasts 15 ms.
        const auto cycle = static_cast<std::size_t> (48'000.0 / 80.0);
        double first = -1.0;
        for (std::size_t at = 0; at + cycle <= w[0].size() && first < 0.0; at += 24)
        {
            double own = 0.0, all = 0.0;
            for (std::size_t z = 0; z < 4; ++z)
                for (std::size_t i = at; i < at + cycle; ++i)
                {
                    const double p = static_cast<double> (w[z][i]) * static_cast<double> (w[z][i]);
                    all += p;
                    own += z == k ? p : 0.0;
                }
            if (own > 0.25 * all && at > 24) first = (static_cast<double> (at) + 0.5 * static_cast<double> (cycle)) / 48'000.0;
        }
        INFO ("place " << k << " at " << first << " for " << on[k].start);
        CHECK (first == Approx (on[k].start).margin (0.015));
    }
    const auto t = played (c, "effleurage", "speed: 30 cm/s, return: none, carrier: 80 Hz, place: right upper back", 0.7);
    for (double at = 0.2; at < 0.45; at += 0.025) CHECK (t.y[Trace::moment (at + 0.025)] >= t.y[Trace::moment (at)] - 0.2); // never backwards
    CHECK (decibels (t.most (0.2, 0.5) / t.least (0.2, 0.5)) < 2.0);                                                        // it builds, and no more
}

TEST_CASE ("slow strokes glide: where the hand is half way, both places are half on")
{
    const auto c = chairAt ({ { 10.0, 36.0 }, { 10.0, 56.0 } });
    const auto t = played (c, "effleurage", "speed: 10 cm/s, return: none, carrier: 80 Hz, place: right upper back", 2.0);
    CHECK (t.zone[0][Trace::moment (1.0)] == Approx (t.zone[1][Trace::moment (1.0)]).epsilon (0.05));
}

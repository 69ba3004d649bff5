// A stretch, told from its waveforms: the clock of a movement.
#include <algorithm>

#include "Catch.h"
#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

namespace
{
constexpr const char* map = "move: 5 s, hold: 20 s, rest: 5 s, times: 3, carrier: 80 Hz, place: upper back";
}

TEST_CASE ("a stretch reaches out while it grows, stays for its time, comes back and lets go, so many times and no more")
{
    const auto c = chair ("four-zone");
    const auto t = played (c, "stretch", map, 120.0, 120.0);
    for (int k = 0; k < 3; ++k)
    {
        const double begin = 35.0 * k;
        INFO ("movement " << k);
        CHECK (t.level[Trace::moment (begin)] < 0.05);
        for (double s = 0.5; s < 4.9; s += 0.5) // up, and more and more of it
        {
            CHECK (t.level[Trace::moment (begin + s)] > t.level[Trace::moment (begin + s - 0.5)]);
            CHECK (t.y[Trace::moment (begin + s)] >= t.y[Trace::moment (begin + s - 0.5)] - 1e-6);
            CHECK (t.y[Trace::moment (begin + 30.0 - s)] >= t.y[Trace::moment (begin + 30.4 - s)] - 1e-6); // and back the same way
        }
        CHECK (t.y[Trace::moment (begin + 5.1)] - t.y[Trace::moment (begin + 0.2)] > 10.0);
        CHECK (t.most (begin + 4.9, begin + 5.2) == Approx (std::sqrt (2.0)).epsilon (0.01));              // two hands; arriving is felt
        CHECK (decibels (t.most (begin + 7.5, begin + 24.5) / t.least (begin + 7.5, begin + 24.5)) < 0.2); // held
        CHECK (t.level[Trace::moment (begin + 32.0)] == 0.0);
    }
    CHECK (t.most (105.0, 119.9) == 0.0);
    const auto s = setting (c, "stretch", map, 0.0, 120.0);
    CHECK (findTechniqueKind ("stretch")->events (s, 0, 48'000 * 120) == std::vector<Frame> { 0, 35 * 48'000, 70 * 48'000 });
}

TEST_CASE ("where the chair cannot move, a stretch is still told by growing, staying and fading")
{
    const auto c = chair ("one-shaker");
    const auto t = played (c, "stretch", map, 35.0);
    CHECK (t.level[Trace::moment (5.0)] > 1.8 * t.level[Trace::moment (1.0)]);
    CHECK (t.level[Trace::moment (24.0)] > 1.5 * t.level[Trace::moment (29.0)]);
    CHECK (findTechniqueKind ("stretch")->substitutions (setting (c, "stretch", map, 0.0, 60.0)).back() ==
           "reaching is felt as growing, and coming back as fading");
}

TEST_CASE ("where there is no time for a whole stretch there is a shorter one")
{
    const auto t = played (chair ("four-zone"), "stretch", "hold: 20 s, move: 5 s, carrier: 80 Hz", 15.0, 15.0);
    CHECK (t.most (0.0, 14.9) > 0.9);
    CHECK (t.level.back() < 0.2);
    CHECK (t.most (3.0, 11.0) > 0.7);
}

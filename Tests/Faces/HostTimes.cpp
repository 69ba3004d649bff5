#include "Catch.h"

#include <cmath>
#include <limits>

#include "Plugins/Shared/HostTime.h"
#include "Plugins/Shared/Pace.h"

using namespace lull;
using plugin::HostTime;
using plugin::Pace;

namespace
{
constexpr SampleRate rate { 48'000.0 };
HostTime::Said said (bool playing, Frame frame) { return { playing, frame, {} }; }
} // namespace

TEST_CASE ("a host is followed through play, stop, locate and loop")
{
    HostTime t;
    CHECK (t.next (said (false, 0), 512, rate).playing == false);
    auto a = t.next (said (true, 0), 512, rate);
    CHECK (a.playing);
    CHECK (a.frame == 0);
    CHECK (t.next (said (true, 512), 512, rate).frame == 512);
    CHECK (t.next (said (true, 77), 512, rate).frame == 77);
    CHECK_FALSE (t.next (said (false, 77), 512, rate).playing);
}

TEST_CASE ("a host that speaks only of changes is followed by counting")
{
    HostTime t;
    (void)t.next (said (true, 1'000), 256, rate);
    CHECK (t.next ({}, 256, rate).frame == 1'256);
    CHECK (t.next ({}, 100, rate).frame == 1'512);
    (void)t.next (said (false, 1'612), 256, rate);
    const auto still = t.next ({}, 256, rate);
    CHECK_FALSE (still.playing);
    CHECK (still.frame == 1'612);
}

TEST_CASE ("a host without transport plays from the start")
{
    HostTime t;
    auto a = t.next ({}, 64, rate);
    CHECK (a.playing);
    CHECK (a.frame == 0);
    CHECK (t.next ({}, 64, rate).frame == 64);
}

TEST_CASE ("nonsense from a host stays within bounds")
{
    HostTime t;
    for (const double s : { std::nan (""), std::numeric_limits<double>::infinity(), -1e300, 1e300 })
    {
        const auto a = t.next (HostTime::Said { true, {}, s }, 64, rate);
        CHECK (std::abs (static_cast<double> (a.frame)) < 2e12);
    }
    CHECK (t.next (HostTime::Said { true, std::numeric_limits<Frame>::max(), {} }, 64, rate).frame == Frame { 1 } << 40);
    CHECK (t.next (HostTime::Said { true, std::numeric_limits<Frame>::min(), {} }, 64, rate).frame == -(Frame { 1 } << 40));
    CHECK (t.next (HostTime::Said { true, {}, 2.0 }, 64, rate).frame == 96'000);
}

TEST_CASE ("a stall between callbacks is noticed, and a render has none")
{
    Pace live;
    double now = 5.0;
    for (int i = 0; i < 100; ++i) CHECK (live.next (now += 0.01, 480, rate, false).value < 0.001);
    CHECK (live.next (now += 0.31, 480, rate, false).value == Approx (0.30));
    CHECK (live.next (now += 0.01, 480, rate, false).value < 0.001);

    Pace render; // a hundred times as fast as time, with a long block in it
    for (int i = 0; i < 100; ++i) CHECK (render.next (now += 0.0001, 480, rate, true).value == 0.0);
    CHECK (render.next (now += 0.5, 480, rate, true).value == 0.0);
}

TEST_CASE ("a host that always says it renders is not believed when it keeps time")
{
    Pace p;
    double now = 0.0;
    for (int i = 0; i < 1'000; ++i) CHECK (p.next (now += 0.01, 480, rate, true).value < 0.001);
    CHECK (p.next (now += 2.01, 480, rate, true).value == Approx (2.0));
}

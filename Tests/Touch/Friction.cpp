// Friction and sustained pressure, told from their waveforms: how fast they go round, how firm they stay, and where.
#include "Catch.h"

#include <algorithm>
#include <array>

#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

TEST_CASE ("circular friction goes round at its rate, as far across as along, and stays firm; cross friction goes across alone and is lightest where it turns")
{
    const auto c = fineSide();
    for (const double hertz : { 1.1, 0.8 })
    {
        const std::string map = "place: { x: 10 cm, y: 44 cm }, carrier: 80 Hz, rate: " + std::to_string (hertz).substr (0, 3) + " Hz";
        INFO (hertz);
        const auto n = static_cast<std::size_t> (10.0 / Trace::window); // whole rounds of both, away from the first arrival
        const std::size_t from = Trace::moment (1.0);
        const auto circle = played (c, "friction", map, 11.0);
        const double wide = swing (circle.x, hertz, 1.0, 11.0), high = swing (circle.y, hertz, 1.0, 11.0);
        CHECK (wide > 2.0);
        CHECK (high == Approx (wide).epsilon (0.25));
        const auto [low, most] = std::minmax_element (circle.level.begin() + static_cast<long> (from), circle.level.begin() + static_cast<long> (from + n));
        CHECK (*low > 0.7 * *most);

        const auto cross = played (c, "friction", map + ", variant: cross", 11.0);
        CHECK (swing (cross.x, hertz, 1.0, 11.0) > 2.5);
        CHECK (swing (cross.y, hertz, 1.0, 11.0) < 0.2);
        CHECK (swing (cross.level, 2.0 * hertz, 1.0, 11.0) > 0.1); // twice a round it is light
        CHECK (swing (cross.level, hertz, 1.0, 11.0) < 0.03);
    }
}

TEST_CASE ("friction moves on from spot to spot without a jump, and follows the beat where it is told to")
{
    const auto c = chairAt ({ { -10.0, 26.0 }, { 10.0, 26.0 }, { -10.0, 38.0 }, { 10.0, 38.0 }, { -10.0, 50.0 }, { 10.0, 50.0 } });
    const auto t = played (c, "friction", "place: upper back, stay: 6 s, carrier: 80 Hz", 30.0);
    std::vector<double> heights;
    for (int spot = 0; spot < 5; ++spot)
    {
        double y = 0.0;
        const auto from = static_cast<std::size_t> ((6.0 * spot + 1.0) / Trace::window), n = static_cast<std::size_t> (4.5 / Trace::window);
        for (std::size_t i = from; i < from + n; ++i) y += t.y[i] / static_cast<double> (n);
        heights.push_back (y);
    }
    for (std::size_t i = 1; i < heights.size(); ++i) CHECK (std::abs (heights[i] - heights[i - 1]) > 1.0);
    for (std::size_t i = 1; i < t.y.size(); ++i) CHECK (std::abs (t.y[i] - t.y[i - 1]) < 2.0); // 25 ms: no leap

    const Curve bpm (std::vector<Curve::Knot> { { 0.0, 66.0, Shape::linear }, { 120.0, 54.0, Shape::linear } });
    const auto s = test::setting (c, "friction", "rate: 1 per beat", 30.0, 120.0, bpm);
    const auto frames = findTechniqueKind ("friction")->events (s, 0, 48'000 * 120);
    REQUIRE (frames.size() > 80);
    for (const auto f : frames)
    {
        const double beat = bpm.integral (static_cast<double> (f) / 48'000.0) / 60.0;
        CHECK (std::abs (beat - std::floor (beat + 0.5)) < 1e-4);
    }
}

TEST_CASE ("on one shaker circular friction is felt in time, at its rate and 6 dB deep")
{
    const auto c = test::chair ("one-shaker");
    const auto t = played (c, "friction", "carrier: 60 Hz", 11.0);
    const std::size_t from = static_cast<std::size_t> (1.0 / Trace::window), n = static_cast<std::size_t> (10.0 / Trace::window);
    CHECK (swing (t.level, 1.1, 1.0, 11.0) > 4.0 * swing (t.level, 0.7, 1.0, 11.0));
    const auto [low, most] = std::minmax_element (t.level.begin() + static_cast<long> (from), t.level.begin() + static_cast<long> (from + n));
    CHECK (20.0 * std::log10 (*most / *low) > 5.0);
}

TEST_CASE ("pressure comes in seconds, holds a spot for its time with 2 dB of life in it, goes in seconds and rests; sides take turns")
{
    const auto c = test::chair ("four-zone");
    const auto t = played (c, "pressure", "hold: 30 s, ease: 8 s, rest: 4 s, place: upper back, carrier: 40 Hz", 110.0, 110.0);
    const auto moment = [&] (double s) { return static_cast<std::size_t> (s / Trace::window); };
    for (int k = 0; k < 2; ++k)
    {
        const double begin = 50.0 * k;
        INFO ("hold " << k);
        for (double s = 0.1; s < 7.9; s += 0.1) // never sudden: less than 3 % in a tenth of a second
        {
            CHECK (t.level[moment (begin + s + 0.1)] - t.level[moment (begin + s)] < 0.03);
            CHECK (t.level[moment (begin + 46.0 - s - 0.1)] - t.level[moment (begin + 46.0 - s)] < 0.03);
        }
        double least = 1e9, most = 0.0;
        for (double s = 9.0; s < 37.0; s += 0.1) least = std::min (least, t.level[moment (begin + s)]), most = std::max (most, t.level[moment (begin + s)]);
        CHECK (20.0 * std::log10 (most / least) == Approx (2.0).margin (0.3));
        CHECK (t.level[moment (begin + 48.0)] == 0.0);
        double spread = 0.0;
        for (double s = 9.0; s < 37.0; s += 0.1) spread = std::max (spread, std::abs (t.y[moment (begin + s)] - t.y[moment (begin + 20.0)]));
        CHECK (spread < 0.5); // one spot
        CHECK (t.x[moment (begin + 20.0)] * (k == 0 ? -1.0 : 1.0) > 3.0);
    }
    CHECK (t.level[moment (105.0)] == 0.0); // no room for a third
    const auto s = test::setting (c, "pressure", "hold: 30 s, ease: 8 s, rest: 4 s", 0.0, 110.0);
    CHECK (findTechniqueKind ("pressure")->events (s, 0, 48'000 * 110) == std::vector<Frame> { 0, 50 * 48'000 });
}

TEST_CASE ("where there is no time for a hold there is a shorter one, which still comes and goes slowly")
{
    const auto c = test::chair ("four-zone");
    const auto t = played (c, "pressure", "carrier: 40 Hz", 12.0, 12.0);
    CHECK (*std::max_element (t.level.begin(), t.level.end()) > 0.5);
    for (std::size_t i = 4; i < t.level.size(); ++i) CHECK (std::abs (t.level[i] - t.level[i - 4]) < 0.15);
    CHECK (t.level.back() < 0.1);
}

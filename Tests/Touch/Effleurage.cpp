#include "Catch.h"

#include <algorithm>
#include <numeric>

#include "Bench.h"

using namespace lull;
using namespace lull::touch;
using test::chairAt;

namespace
{
// Where the power is, and how much of it, frame by frame of 10 ms, from waveforms.
struct Track
{
    std::vector<double> y, x, power;
};

Track follow (const Chair& c, const std::vector<std::vector<float>>& waves, double rate)
{
    const auto step = static_cast<std::size_t> (rate * 0.05); // three cycles of 60 Hz
    Track t;
    for (std::size_t at = 0; at + step <= waves[0].size(); at += step)
    {
        double sum = 0.0, sx = 0.0, sy = 0.0;
        for (const auto& z : c.zones)
        {
            double p = 0.0;
            for (std::size_t i = at; i < at + step; ++i)
                p += 2.0 * static_cast<double> (waves[static_cast<std::size_t> (z.actuator)][i]) *
                     static_cast<double> (waves[static_cast<std::size_t> (z.actuator)][i]);
            p /= static_cast<double> (step);
            sum += p;
            sx += p * std::abs (z.x);
            sy += p * z.y;
        }
        t.power.push_back (sum);
        t.x.push_back (sum > 0.0 ? sx / sum : 0.0);
        t.y.push_back (sum > 0.0 ? sy / sum : 0.0);
    }
    return t;
}

// The slope in cm/s of a least-squares line through values 50 ms apart.
double slope (const std::vector<double>& v, std::size_t from, std::size_t to)
{
    const auto n = static_cast<double> (to - from);
    double st = 0.0, sv = 0.0, stt = 0.0, stv = 0.0;
    for (std::size_t i = from; i < to; ++i)
    {
        const double t = 0.05 * static_cast<double> (i);
        st += t;
        sv += v[i];
        stt += t * t;
        stv += t * v[i];
    }
    return (n * stv - st * sv) / (n * stt - st * st);
}
} // namespace

TEST_CASE ("a stroke moves at the speed the script says on every chair with two places along its path")
{
    struct Case
    {
        Chair chair;
        std::string map;
        double speed, from, to;
    };
    const auto column = chairAt ({ { 0.0, 20.0 }, { 0.0, 48.0 } });
    const auto pair = chairAt ({ { -9.0, 34.0 }, { -9.0, 56.0 }, { 9.0, 34.0 }, { 9.0, 56.0 } });
    const auto grid = chairAt (
        { { -12.0, 20.0 }, { 0.0, 20.0 }, { 12.0, 20.0 }, { -12.0, 36.0 }, { 0.0, 36.0 }, { 12.0, 36.0 }, { -12.0, 56.0 }, { 0.0, 56.0 }, { 12.0, 56.0 } });
    // from, to: the part of the way, in cm from its beginning, that lies well inside the places.
    for (const auto& c :
         { Case { test::chair ("four-zone"), "speed: 3 cm/s", 3.0, 2.0, 14.5 }, Case { test::chair ("four-zone"), "speed: 8 cm/s", 8.0, 2.0, 14.5 },
           Case { test::chair ("eight-zone"), "speed: 3 cm/s", 3.0, 1.0, 15.0 },
           Case { test::chair ("eight-zone"), "speed: 1 cm/s, place: lower back", 1.0, 6.0, 13.0 },
           Case { test::chair ("eight-zone"), "speed: 5 cm/s, with: knuckles, sides: left", 5.0, 1.0, 15.0 },
           Case { column, "speed: 2 cm/s, place: mid back", 2.0, 1.0, 13.0 }, Case { pair, "speed: 4 cm/s", 4.0, 2.0, 18.0 },
           Case { grid, "speed: 4 cm/s, with: fingertips", 4.0, 1.0, 18.0 }, Case { grid, "speed: 20 cm/s", 20.0, 2.0, 18.0 } })
    {
        const double rate = 8'000.0;
        const auto s = test::setting (c.chair, "effleurage", c.map, 0.0, 60.0, Curve (60.0), rate);
        const auto t = follow (c.chair, test::waveforms (c.chair, "effleurage", s, 0.0, c.to / c.speed + 0.2), rate);
        const double measured = slope (t.y, static_cast<std::size_t> (c.from / c.speed / 0.05), static_cast<std::size_t> (c.to / c.speed / 0.05));
        INFO (c.map << " on " << c.chair.id << c.chair.zones.size());
        CHECK (measured == Approx (c.speed).epsilon (0.02));
    }
}

TEST_CASE ("a stroke outwards and a stroke down go their own way")
{
    const auto grid =
        chairAt ({ { -16.0, 46.0 }, { -2.0, 46.0 }, { 2.0, 46.0 }, { 16.0, 46.0 }, { -9.0, 30.0 }, { 9.0, 30.0 }, { -9.0, 60.0 }, { 9.0, 60.0 } });
    const double rate = 8'000.0;
    auto s = test::setting (grid, "effleurage", "path: out, speed: 4 cm/s, sides: right", 0.0, 60.0, Curve (60.0), rate);
    auto t = follow (grid, test::waveforms (grid, "effleurage", s, 0.0, 4.0), rate);
    CHECK (slope (t.x, 15, 60) > 2.5);
    s = test::setting (grid, "effleurage", "path: down, speed: 4 cm/s", 0.0, 60.0, Curve (60.0), rate);
    t = follow (grid, test::waveforms (grid, "effleurage", s, 0.0, 5.0), rate);
    CHECK (slope (t.y, 15, 85) == Approx (-4.0).epsilon (0.08));
}

TEST_CASE ("a circle goes round at the script's speed, up beside the spine and down outside")
{
    const auto c = chairAt ({ { -2.0, 38.0 }, { -18.0, 38.0 }, { -2.0, 54.0 }, { -18.0, 54.0 }, { 2.0, 38.0 }, { 18.0, 38.0 }, { 2.0, 54.0 }, { 18.0, 54.0 } });
    const double rate = 8'000.0;
    const auto s = test::setting (c, "effleurage", "path: circle, speed: 5 cm/s", 0.0, 60.0, Curve (60.0), rate);
    const double turn = math::pi * 16.0 / 5.0; // s: a circle of 8 cm
    const auto t = follow (c, test::waveforms (c, "effleurage", s, 0.0, turn), rate);
    const auto at = [&] (double part) { return static_cast<std::size_t> (part * turn / 0.05); };
    CHECK (t.x[at (0.25)] < 5.5);  // inside, on the way up
    CHECK (t.x[at (0.75)] > 14.5); // outside, on the way down
    CHECK (t.y[at (0.5)] > 51.0);
    CHECK (t.y[at (0.06)] < 41.5);
    CHECK (t.power[at (0.25)] > 3.0 * t.power[at (0.75)]); // down is lighter: 6 dB
}

TEST_CASE ("strokes follow a ramp of speed by its integral")
{
    const auto c = test::chair ("four-zone");
    const auto s = test::setting (c, "effleurage", "speed: 2 cm/s -> 8 cm/s, return: none, lift: 1 s", 10.0, 70.0);
    const auto starts = findTechniqueKind ("effleurage")->events (s, 0, 48'000 * 70);
    REQUIRE (starts.size() >= 8);
    // Way between two beginnings less the second in the air: 20 cm, whatever the speed.
    const auto speed = s.values.ramp ("speed").over (10.0, 60.0);
    for (std::size_t i = 1; i < starts.size(); ++i)
    {
        const double a = static_cast<double> (starts[i - 1]) / 48'000.0, b = static_cast<double> (starts[i]) / 48'000.0 - 1.0;
        CHECK (speed.integral (b) - speed.integral (a) == Approx (20.0).margin (1e-3));
    }
    CHECK (starts.front() == 480'000);
    CHECK (starts[1] - starts[0] > 2 * (starts.back() - starts[starts.size() - 2]));
}

TEST_CASE ("strokes begin with their entry and end inside it: none before the first, none that would be cut off")
{
    const auto c = test::chair ("four-zone");
    for (const char* map :
         { "speed: 4 cm/s", "speed: 2 cm/s -> 8 cm/s", "speed: 9 cm/s -> 1 cm/s smooth", "path: circle, speed: 5 cm/s", "return: none, speed: 3 cm/s" })
        for (const double length : { 24.0, 30.0, 47.0 })
        {
            const auto s = test::setting (c, "effleurage", map, 100.0, 100.0 + length, Curve (60.0), 8'000.0);
            const auto starts = findTechniqueKind ("effleurage")->events (s, 0, static_cast<Frame> (8'000.0 * 200.0));
            const auto t = test::technique ("effleurage", s);
            Contacts out;
            std::vector<double> felt;
            for (Frame f = 8'000 * 90; f < static_cast<Frame> (8'000.0 * (110.0 + length)); f += quantum)
            {
                t->touch (test::spanAt (f, s), out);
                if (out.count > 0) felt.push_back (static_cast<double> (f) / 8'000.0);
            }
            INFO (map << " for " << length << " s");
            REQUIRE (! felt.empty());
            CHECK (felt.front() >= 100.0 - quantum / 8'000.0);
            CHECK (felt.back() <= 100.0 + length);
            // As many as are announced.
            std::size_t strokes = 1;
            for (std::size_t i = 1; i < felt.size(); ++i) strokes += felt[i] > felt[i - 1] + 0.3 ? 1 : 0;
            CHECK (strokes == starts.size());
        }
    // An entry too short for one stroke still has its first.
    const auto s = test::setting (c, "effleurage", "speed: 1 cm/s", 0.0, 10.0, Curve (60.0), 8'000.0);
    CHECK (findTechniqueKind ("effleurage")->events (s, 0, 80'000) == std::vector<Frame> { 0 });
}

TEST_CASE ("a stroke lands softly, lifts for at least 400 ms and comes back 6 dB lighter")
{
    const auto c = test::chair ("four-zone");
    for (const char* map : { "", "return: light, lift: 0.4 s", "speed: 10 cm/s, return: none, lift: 0.4 s", "speed: 30 cm/s" })
    {
        const auto s = test::setting (c, "effleurage", map, 0.0, 60.0, Curve (60.0), 48'000.0);
        const auto t = test::technique ("effleurage", s);
        Contacts out;
        double longest = 0.0, gap = 0.0, steepest = 0.0, last = 0.0;
        for (Frame f = 0; f < 48'000 * 30; f += quantum)
        {
            t->touch (test::spanAt (f, s), out);
            for (int i = 0; i < quantum; ++i)
            {
                const double now = out.count > 0 ? static_cast<double> (out.hand[0].envelope[static_cast<std::size_t> (i)]) : 0.0;
                steepest = std::max (steepest, std::abs (now - last));
                last = now;
                gap = now > 1e-6 ? 0.0 : gap + 1.0 / 48'000.0;
                longest = std::max (longest, gap);
            }
        }
        INFO (map);
        CHECK (longest >= 0.3999);
        CHECK (steepest < 0.0012); // a stroke of 0.3 s swells over 75 ms at least
    }
    // Out at full firmness, back at half, in what the whole body gets.
    const auto s = test::setting (c, "effleurage", "return: light", 0.0, 60.0, Curve (60.0), 8'000.0);
    const auto t = follow (c, test::waveforms (c, "effleurage", s, 0.0, 10.5), 8'000.0);
    const double out = t.power[80], back = t.power[120];
    CHECK (10.0 * std::log10 (out / back) == Approx (6.0).margin (1.0));
}

TEST_CASE ("a single shaker keeps number, length and direction of strokes")
{
    const auto one = test::chair ("one-shaker");
    const double rate = 8'000.0;
    const auto envelope = [&] (const std::string& map, double length) {
        const auto s = test::setting (one, "effleurage", map, 0.0, 60.0, Curve (60.0), rate);
        return follow (one, test::waveforms (one, "effleurage", s, 0.0, length), rate).power;
    };
    const auto up = envelope ("path: up, speed: 4 cm/s", 48.0), down = envelope ("path: down, speed: 4 cm/s", 48.0);
    // Number and length: eight seconds each, as on any chair (5 s out, 2.5 s back, 0.5 s in the air).
    int strokes = 0;
    for (std::size_t i = 1; i < up.size(); ++i) strokes += up[i] > 1e-4 && up[i - 1] <= 1e-4 ? 1 : 0;
    CHECK (strokes + (up[0] > 1e-4 ? 1 : 0) == 6);
    // Direction: the shaker sits low, so a stroke up fades by about 6 dB on its way and one down grows by as much; the way back is lighter still.
    const auto decibels = [] (double a, double b) { return 10.0 * std::log10 (a / b); };
    CHECK (decibels (up[10], up[88]) == Approx (6.0 * 78.0 / 100.0).margin (0.7));
    CHECK (decibels (down[88], down[10]) == Approx (6.0 * 78.0 / 100.0).margin (0.7));
    CHECK (decibels (up[88], up[112]) > 4.0);
    // The same on two zones side by side, for strokes up; strokes outwards move there.
    const auto two = test::chair ("two-zone");
    const auto s = test::setting (two, "effleurage", "speed: 4 cm/s", 0.0, 60.0, Curve (60.0), rate);
    const auto t = follow (two, test::waveforms (two, "effleurage", s, 0.0, 8.0), rate);
    CHECK (decibels (t.power[10], t.power[88]) == Approx (6.0 * 78.0 / 100.0).margin (0.7));
}

TEST_CASE ("strokes take turns, or keep to one side, as the script says")
{
    const auto c = test::chair ("four-zone");
    const auto sides = [&] (const std::string& map, double from, double to) {
        const auto s = test::setting (c, "effleurage", map, 0.0, 60.0, Curve (60.0), 8'000.0);
        const auto w = test::waveforms (c, "effleurage", s, from, to);
        double left = 0.0, right = 0.0;
        for (std::size_t i = 0; i < w[0].size(); ++i)
        {
            left += static_cast<double> (w[0][i] * w[0][i] + w[2][i] * w[2][i]);
            right += static_cast<double> (w[1][i] * w[1][i] + w[3][i] * w[3][i]);
        }
        return left / right;
    };
    CHECK (sides ("", 0.0, 8.0) == Approx (1.0));
    CHECK (sides ("sides: alternate", 0.5, 7.0) > 20.0);
    CHECK (sides ("sides: alternate", 8.5, 15.0) < 0.05);
    CHECK (sides ("sides: left", 8.5, 15.0) > 20.0);
    CHECK (sides ("place: right upper back", 0.5, 7.0) < 0.05);
    CHECK (sides ("place: { x: -9 cm, y: 44 cm }", 0.5, 3.0) > 20.0);
}

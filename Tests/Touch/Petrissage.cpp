#include "Catch.h"

#include <algorithm>
#include <array>

#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using test::chairAt;

namespace
{
// Amplitude every 50 ms of the zones with that sign of x.
std::vector<double> side (const Chair& c, const std::vector<std::vector<float>>& waves, double sign, double rate)
{
    const auto step = static_cast<std::size_t> (rate * 0.05);
    std::vector<double> out;
    for (std::size_t at = 0; at + step <= waves[0].size(); at += step)
    {
        double p = 0.0;
        for (const auto& z : c.zones)
            if (z.x * sign >= 0.0)
                for (std::size_t i = at; i < at + step; ++i)
                    p += 2.0 * static_cast<double> (waves[static_cast<std::size_t> (z.actuator)][i] * waves[static_cast<std::size_t> (z.actuator)][i]);
        out.push_back (std::sqrt (p / static_cast<double> (step)));
    }
    return out;
}

// The complex amplitude of an envelope sampled every 50 ms, at a frequency, relative to its mean.
std::array<double, 2> line (const std::vector<double>& e, double hertz)
{
    double re = 0.0, im = 0.0, mean = 0.0;
    for (std::size_t i = 0; i < e.size(); ++i)
    {
        const double c = hertz * 0.05 * (static_cast<double> (i) + 0.5);
        re += 2.0 * e[i] * std::cos (2.0 * math::pi * c);
        im += 2.0 * e[i] * std::sin (2.0 * math::pi * c);
        mean += e[i];
    }
    return { std::sqrt (re * re + im * im) / mean, std::atan2 (im, re) / (2.0 * math::pi) };
}
} // namespace

TEST_CASE ("kneading presses left and right half a cycle apart, at the script's rate")
{
    const double rate = 8'000.0;
    for (const auto* id : { "two-zone", "four-zone", "eight-zone" })
        for (const double hertz : { 0.5, 0.3, 0.8 })
        {
            const auto c = test::chair (id);
            const auto s = test::setting (c, "petrissage", "path: still, rate: " + std::to_string (hertz).substr (0, 3) + " Hz, carrier: 60 Hz", 0.0, 60.0,
                                          Curve (60.0), rate);
            const auto w = test::waveforms (c, "petrissage", s, 0.0, 20.0); // a whole number of cycles of each
            const auto l = line (side (c, w, -1.0, rate), hertz), r = line (side (c, w, 1.0, rate), hertz);
            INFO (id << " " << hertz);
            CHECK (l[0] > 0.7); // deep
            CHECK (r[0] > 0.7);
            double apart = std::abs (l[1] - r[1]);
            CHECK (apart == Approx (0.5).margin (0.02));
            CHECK (line (side (c, w, -1.0, rate), 2.7)[0] < 0.1);
        }
}

TEST_CASE ("a single shaker still kneads: the right hand is 6 dB softer")
{
    const auto c = test::chair ("one-shaker");
    const auto s = test::setting (c, "petrissage", "carrier: 60 Hz", 0.0, 60.0, Curve (60.0), 8'000.0);
    const auto e = side (c, test::waveforms (c, "petrissage", s, 0.0, 20.0), 0.0, 8'000.0);
    CHECK (line (e, 0.5)[0] > 0.3);
    const double high = *std::max_element (e.begin(), e.end()), low = *std::min_element (e.begin(), e.end());
    CHECK (20.0 * std::log10 (high / low) == Approx (6.5).margin (1.0));
}

TEST_CASE ("kneading follows the beat through a change of tempo")
{
    const auto c = test::chair ("four-zone");
    const Curve bpm (std::vector<Curve::Knot> { { 0.0, 66.0, Shape::linear }, { 120.0, 54.0, Shape::linear } });
    const auto s = test::setting (c, "petrissage", "rate: 0.5 per beat", 30.0, 120.0, bpm);
    const auto frames = findTechniqueKind ("petrissage")->events (s, 0, 48'000 * 120);
    REQUIRE (frames.size() > 60);
    for (const auto f : frames)
    {
        const double beat = bpm.integral (static_cast<double> (f) / 48'000.0) / 60.0;
        CHECK (std::abs (beat - std::floor (beat + 0.5)) < 1e-4);
    }
}

TEST_CASE ("squeezing converges with both hands, wringing slides one up and one down")
{
    const auto c = chairAt ({ { -16.0, 40.0 }, { -4.0, 40.0 }, { 4.0, 40.0 }, { 16.0, 40.0 }, { -16.0, 52.0 }, { -4.0, 52.0 }, { 4.0, 52.0 }, { 16.0, 52.0 } });
    const auto where = [&] (const std::string& map, double seconds, double sign) {
        const auto s = test::setting (c, "petrissage", map + ", path: still", 0.0, 60.0);
        const auto t = test::technique ("petrissage", s);
        Contacts out;
        t->touch (test::spanAt (static_cast<Frame> (seconds * 48'000.0) / quantum * quantum, s), out);
        double p = 0.0, x = 0.0, y = 0.0;
        for (int h = 0; h < out.count; ++h)
            for (std::size_t k = 0; k < 8; ++k)
            {
                const auto& hand = out.hand[static_cast<std::size_t> (h)];
                const double a = static_cast<double> (hand.weightBegin[k] * hand.envelope[0]);
                if (c.zones[k].x * sign < 0.0) continue;
                p += a * a;
                x += a * a * std::abs (c.zones[k].x);
                y += a * a * c.zones[k].y;
            }
        return std::array<double, 3> { p, x / p, y / p };
    };
    // 0.5 Hz: pressed most after 1 s.
    const auto loose = where ("variant: squeeze", 0.3, -1.0), tight = where ("variant: squeeze", 1.0, -1.0);
    CHECK (tight[0] > 5.0 * loose[0]);
    CHECK (tight[1] < loose[1] - 6.0);
    CHECK (where ("variant: squeeze", 1.0, 1.0)[0] == Approx (tight[0]).epsilon (0.01)); // together
    const auto left = where ("variant: wring", 0.5, -1.0), right = where ("variant: wring", 0.5, 1.0);
    CHECK (left[2] > right[2] + 6.0);
    CHECK (where ("variant: wring", 1.5, -1.0)[2] < where ("variant: wring", 1.5, 1.0)[2] - 6.0);
}

TEST_CASE ("no two presses are alike, within what `human` says, and another seed presses otherwise")
{
    const auto c = test::chair ("four-zone");
    const auto peaks = [&] (const std::string& map, std::uint64_t seed) {
        const auto s =
            test::setting (c, "petrissage", "sides: left, path: still, carrier: 80 Hz, rate: 0.5 Hz" + map, 0.0, 60.0, Curve (60.0), test::Trace::rate, seed);
        const auto t = test::traceOf (c, test::waveforms (c, "petrissage", s, 0.0, 40.0));
        std::vector<double> all;
        for (double at = 0.0; at < 39.0; at += 2.0) all.push_back (t.most (at, at + 2.0));
        return all;
    };
    const auto even = peaks (", human: 0%", 1), human = peaks (", human: 100%", 1), other = peaks (", human: 100%", 2);
    const auto [low, high] = std::minmax_element (even.begin(), even.end());
    CHECK (*high - *low < 0.02);
    const auto [weak, strong] = std::minmax_element (human.begin(), human.end());
    CHECK (*strong <= *high * 1.01);
    CHECK (*weak > 0.6 * *high);
    CHECK (*strong - *weak > 0.08);
    CHECK (human != other);
}

TEST_CASE ("wandering hands stray over the whole place, never leap, and come the same way twice by chance alone")
{
    const auto c = test::chairAt ({ { 4.0, 36.0 }, { 16.0, 36.0 }, { 4.0, 46.0 }, { 16.0, 46.0 }, { 4.0, 56.0 }, { 16.0, 56.0 } });
    const auto t = test::played (c, "petrissage", "sides: right, path: wander, carrier: 80 Hz, rate: 0.5 Hz", 120.0);
    std::vector<double> heights; // at the height of each press
    for (double at = 1.0; at < 119.0; at += 2.0) heights.push_back (t.y[test::Trace::moment (at)]);
    const auto [low, high] = std::minmax_element (heights.begin(), heights.end());
    CHECK (*high - *low > 7.0);
    for (std::size_t i = 1; i < heights.size(); ++i) CHECK (std::abs (heights[i] - heights[i - 1]) < 9.0);
    double worst = 1e9; // a minute against the next: unlike, at every shift
    for (std::size_t shift = 10; shift < 30; ++shift)
    {
        double off = 0.0;
        for (std::size_t i = 0; i < 25; ++i) off += std::abs (heights[i] - heights[i + shift]) / 25.0;
        worst = std::min (worst, off);
    }
    CHECK (worst > 1.0);
}

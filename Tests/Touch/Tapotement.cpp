#include "Catch.h"

#include <algorithm>
#include <map>

#include "Bench.h"
#include "Touch/Taps.h"

using namespace lull;
using namespace lull::touch;
using test::chairAt;

namespace
{
// From the first to the last frame above -20 dB of the peak.
double widthOf (const std::vector<float>& burst, double rate)
{
    float peak = 0.0f;
    for (const float x : burst) peak = std::max (peak, std::abs (x));
    std::size_t first = burst.size(), last = 0;
    for (std::size_t i = 0; i < burst.size(); ++i)
        if (std::abs (burst[i]) > 0.1f * peak)
        {
            first = std::min (first, i);
            last = i;
        }
    return static_cast<double> (last - first + 1) / rate;
}

std::vector<float> summed (const std::vector<std::vector<float>>& w)
{
    std::vector<float> s (w[0].size());
    for (const auto& c : w)
        for (std::size_t i = 0; i < s.size(); ++i) s[i] += c[i];
    return s;
}
} // namespace

TEST_CASE ("taps fall on the exact frame of their beat after 90 minutes of changing tempo")
{
    const auto c = test::chair ("four-zone");
    const Curve bpm (std::vector<Curve::Knot> {
        { 0.0, 72.0, Shape::linear }, { 1200.0, 54.0, Shape::exp }, { 4000.0, 80.0, Shape::smooth }, { 5400.0, 60.0, Shape::linear } });
    for (const double rate : { 44'100.0, 48'000.0, 96'000.0, 192'000.0 })
    {
        const auto s = test::setting (c, "tapotement", "rate: 4 per beat, human: 0%", 5300.0, 5400.0, bpm, rate);
        const auto from = static_cast<Frame> (5300.0 * rate), to = static_cast<Frame> (5400.0 * rate);
        const auto frames = findTechniqueKind ("tapotement")->events (s, from, to);
        REQUIRE (frames.size() > 400);
        std::size_t k = 0;
        for (const auto f : frames)
        {
            const double beat = s.firstBeat + (static_cast<double> (k++) - 0.0) / 4.0;
            // events() begins with the phase, the taps before the first whole beat included.
            const double offset = bpm.integral (static_cast<double> (frames.front()) / rate) / 60.0 - s.firstBeat;
            const double expected = bpm.whenIntegral (60.0 * (beat + std::floor (offset * 4.0 + 0.5) / 4.0)) * rate;
            REQUIRE (f == static_cast<Frame> (std::floor (expected + 0.5)));
        }
    }
}

TEST_CASE ("the first sound of a tap is on its frame in the waveform")
{
    const auto c = test::chair ("four-zone");
    const Curve bpm (std::vector<Curve::Knot> { { 0.0, 66.0, Shape::linear }, { 60.0, 60.0, Shape::linear } });
    for (const char* variant : { "hacking", "cupping", "beating", "pincement" })
        for (const double rate : { 44'100.0, 96'000.0 })
        {
            const auto s = test::setting (c, "tapotement", std::string ("place: shoulders, variant: ") + variant, 20.0, 40.0, bpm, rate);
            const auto begin = static_cast<Frame> (20.0 * rate) / quantum * quantum;
            const auto w = summed (test::waveforms (c, "tapotement", s, 20.0, 23.0));
            std::vector<Frame> heard;
            Frame quiet = static_cast<Frame> (rate);
            for (std::size_t i = 0; i < w.size(); ++i)
            {
                if (std::abs (w[i]) > 0.0f)
                {
                    if (quiet > static_cast<Frame> (0.03 * rate) && begin + static_cast<Frame> (i) > begin + 64)
                        heard.push_back (begin + static_cast<Frame> (i));
                    quiet = 0;
                }
                else ++quiet;
            }
            const auto expected = findTechniqueKind ("tapotement")->events (s, begin + 65, static_cast<Frame> (23.0 * rate) - 64);
            INFO (variant << " " << rate);
            REQUIRE (heard.size() >= expected.size());
            for (const auto f : expected) CHECK (std::find (heard.begin(), heard.end(), f) != heard.end());
        }
}

TEST_CASE ("bursts are short enough to be felt as taps, and hold no DC")
{
    const auto c = test::chair ("four-zone");
    struct Case
    {
        const char* map;
        double least, most;
    };
    for (const auto& v : { Case { "variant: hacking", 0.012, 0.030 }, Case { "variant: cupping", 0.026, 0.040 }, Case { "variant: beating", 0.018, 0.030 },
                           Case { "variant: pincement", 0.006, 0.016 }, Case { "variant: hacking, carrier: 20 Hz", 0.010, 0.030 },
                           Case { "variant: cupping, carrier: 25 Hz", 0.024, 0.040 } })
        for (const double rate : { 44'100.0, 48'000.0, 192'000.0 })
        {
            const auto s = test::setting (c, "tapotement", std::string ("place: shoulders, human: 0%, sides: left, ") + v.map, 0.0, 60.0, Curve (60.0), rate);
            const auto w = test::waveforms (c, "tapotement", s, 3.0, 3.15); // one tap, on beat 3
            double sum = 0.0, size = 0.0;
            for (const float x : w[0])
            {
                sum += static_cast<double> (x);
                size += std::abs (static_cast<double> (x));
            }
            INFO (v.map << " " << rate);
            CHECK (widthOf (w[0], rate) <= v.most);
            CHECK (widthOf (w[0], rate) >= v.least);
            CHECK (std::abs (sum) < 1e-3 * size);
        }
}

TEST_CASE ("a short burst is lifted as long as it is short, and stays below the ceiling")
{
    const auto c = test::chair ("four-zone");
    std::map<std::string, double> peak;
    for (const char* variant : { "hacking", "cupping", "beating", "pincement" })
    {
        const auto s = test::setting (c, "tapotement", std::string ("place: { x: -9 cm, y: 53 cm }, human: 0%, variant: ") + variant, 0.0, 60.0);
        const auto w = test::waveforms (c, "tapotement", s, 3.0, 3.1);
        for (const float x : w[0]) peak[variant] = std::max (peak[variant], static_cast<double> (std::abs (x)));
        CHECK (peak[variant] < c.ceiling (0) / c.a100 (0));
    }
    CHECK (20.0 * std::log10 (peak["beating"]) == Approx (3.0).margin (0.3));
    CHECK (20.0 * std::log10 (peak["cupping"]) == Approx (2.7).margin (0.3));
    CHECK (20.0 * std::log10 (peak["hacking"]) == Approx (3.6).margin (0.3));
    CHECK (peak["pincement"] < peak["hacking"] * 0.7); // light
}

TEST_CASE ("hands take turns in tapping")
{
    const auto c = test::chair ("four-zone");
    const auto s = test::setting (c, "tapotement", "place: shoulders, rate: 5 per beat, human: 0%", 0.0, 60.0);
    const auto w = test::waveforms (c, "tapotement", s, 0.0, 10.0);
    for (int k = 0; k < 50; ++k)
    {
        double left = 0.0, right = 0.0;
        for (std::size_t i = static_cast<std::size_t> (k) * 9600; i < static_cast<std::size_t> (k) * 9600 + 2000; ++i)
        {
            left += std::abs (static_cast<double> (w[0][i] + w[2][i]));
            right += std::abs (static_cast<double> (w[1][i] + w[3][i]));
        }
        CHECK ((k % 2 == 0 ? left > 10.0 * right : right > 10.0 * left));
    }
}

TEST_CASE ("taps vary as a person's do, but never those on the beat, and not at all when asked")
{
    const auto c = test::chair ("four-zone");
    const auto taps = [&] (const char* map, std::uint64_t seed) {
        return tapsOf (test::setting (c, "tapotement", std::string ("rate: 4 per beat, ") + map, 0.0, 100.0, Curve (60.0), 48'000.0, seed));
    };
    int off = 0;
    float least = 1.0f;
    for (const auto& t : taps ("human: 50%", 1))
    {
        const auto grid = static_cast<Frame> (t.number * 12'000);
        CHECK (std::abs (t.frame - grid) <= 240); // 5 ms
        if (t.number % 4 == 0) CHECK (t.frame == grid);
        else off += t.frame != grid ? 1 : 0;
        least = std::min (least, t.strength);
    }
    CHECK (off > 250);
    CHECK (least > 0.74f);
    CHECK (least < 0.80f);
    for (const auto& t : taps ("human: 0%", 1))
    {
        CHECK (t.frame == t.number * 12'000);
        CHECK (t.strength == 1.0f);
    }
    CHECK (taps ("human: 50%", 1)[7].frame == taps ("human: 50%", 1)[7].frame);
    CHECK (taps ("human: 50%", 1)[7].strength != taps ("human: 50%", 2)[7].strength);
}

TEST_CASE ("taps in hertz are counted from the phase's beginning and stay put at any rate of sampling")
{
    const auto c = test::chair ("four-zone");
    for (const double rate : { 44'100.0, 48'000.0, 96'000.0 })
    {
        const auto s = test::setting (c, "tapotement", "rate: 7 Hz, human: 0%", 100.0, 160.0, Curve (60.0), rate);
        const auto f = findTechniqueKind ("tapotement")->events (s, 0, static_cast<Frame> (200.0 * rate));
        REQUIRE (f.size() == 420);
        for (std::size_t k = 0; k < f.size(); ++k) CHECK (f[k] == static_cast<Frame> (std::floor ((100.0 + static_cast<double> (k) / 7.0) * rate + 0.5)));
    }
}

TEST_CASE ("what is felt over the whole back, spine and kidneys too, is tapped at half the amplitude, and kneaded and stroked as firmly as ever")
{
    const auto peak = [] (const Chair& c, const char* kind, const char* map, std::size_t lane, double seconds) {
        float most = 0.0f;
        const auto all = test::waveforms (c, kind, test::setting (c, kind, map, 0.0, 60.0, Curve (60.0), 8'000.0), 0.0, seconds);
        for (const float x : all[lane]) most = std::max (most, std::abs (x));
        return static_cast<double> (most);
    };
    const auto one = test::chair ("one-shaker");
    auto five = test::chair ("four-zone"); // four places, and one felt everywhere beside them
    five.actuators.push_back (one.actuators[0]);
    five.zones.push_back (one.zones[0]);
    five.zones.back().actuator = 4;
    for (const char* variant : { "hacking", "cupping", "beating", "pincement" })
    {
        const std::string map = std::string ("place: { x: -9 cm, y: 53 cm }, human: 0%, variant: ") + variant;
        const double there = peak (five, "tapotement", map.c_str(), 0, 2.0); // on one zone: a whole share
        INFO (variant);
        CHECK (peak (one, "tapotement", map.c_str(), 0, 2.0) == Approx (0.5 * there).epsilon (0.02));
        CHECK (peak (five, "tapotement", map.c_str(), 4, 2.0) == Approx (0.5 * there).epsilon (0.02));
    }
    CHECK (peak (one, "petrissage", "sides: left, human: 0%", 0, 2.0) == Approx (1.0).epsilon (0.02));
    CHECK (peak (one, "effleurage", "return: none", 0, 8.0) > 0.9);
}

TEST_CASE ("tapping is masked over spine, kidneys and neck, whatever the place")
{
    const auto c = test::chair ("eight-zone");
    for (const char* place : { "mid back", "lower back", "upper back", "{ x: 5 cm, y: 24 cm }", "{ x: 0 cm, y: 40 cm }" })
    {
        const auto s = test::setting (c, "tapotement", std::string ("place: ") + place, 0.0, 60.0);
        const auto w = test::waveforms (c, "tapotement", s, 0.0, 4.0);
        float kidneys = 0.0f, rest = 0.0f;
        for (std::size_t i = 0; i < w[0].size(); ++i)
        {
            kidneys = std::max ({ kidneys, std::abs (w[4][i]), std::abs (w[5][i]) });
            rest = std::max ({ rest, std::abs (w[0][i]), std::abs (w[3][i]), std::abs (w[6][i]), std::abs (w[2][i]), std::abs (w[7][i]) });
        }
        INFO (place);
        CHECK (kidneys == 0.0f);
        CHECK (rest > 0.5f);
    }
    const auto spine = chairAt ({ { 0.0, 44.0 }, { 0.5, 30.0 }, { 5.0, 65.0 } });
    const auto s = test::setting (spine, "tapotement", "", 0.0, 60.0);
    for (const auto& w : test::waveforms (spine, "tapotement", s, 0.0, 3.0))
        CHECK (std::all_of (w.begin(), w.end(), [] (float x) { return ! (std::abs (x) > 0.0f); }));
}

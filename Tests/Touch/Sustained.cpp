// Techniques that never let go, told from their waveforms: acupressure, rocking, vibration and vibroacoustic.
#include <algorithm>
#include <numeric>

#include "Catch.h"
#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

TEST_CASE ("acupressure is many fine points that come and go, as strong together at any time, each somewhere else")
{
    const auto c = fineSide (2.0, 38.0, 5.0);
    const auto t = played (c, "acupressure", "points: 2 Hz, press: 2 s, place: right upper back, carrier: 80 Hz", 60.0);
    CHECK (decibels (t.most (1.0, 59.0) / t.least (1.0, 59.0)) < 0.6); // half a decibel, and the windows' own
    // Every place has its turn, none has it always, and none follows another in step.
    for (const auto& zone : t.zone)
    {
        const auto [low, high] = std::minmax_element (zone.begin(), zone.end());
        CHECK (*high > 0.35);
        CHECK (*low < 0.2);
        std::size_t rises = 0;
        for (std::size_t i = 1; i < zone.size(); ++i) rises += zone[i - 1] < 0.25 && zone[i] >= 0.25 ? 1 : 0;
        CHECK (rises >= 3);
    }
    double quickest = 0.0;
    for (std::size_t i = 1; i < t.level.size(); ++i)
        for (const auto& zone : t.zone) quickest = std::max (quickest, std::abs (zone[i] - zone[i - 1]));
    CHECK (quickest < 0.15); // 25 ms: pressed, not tapped
    const auto s = setting (c, "acupressure", "points: 2 Hz", 0.0, 60.0);
    CHECK (findTechniqueKind ("acupressure")->events (s, 48'000, 3 * 48'000) == std::vector<Frame> { 48'000, 72'000, 96'000, 120'000 });
    // Another seed, other places.
    const auto other = setting (c, "acupressure", "points: 2 Hz, press: 2 s", 0.0, 60.0, Curve (60.0), 48'000.0, 2);
    CHECK (waveforms (c, "acupressure", other, 2.0, 3.0) !=
           waveforms (c, "acupressure", setting (c, "acupressure", "points: 2 Hz, press: 2 s", 0.0, 60.0), 2.0, 3.0));
}

TEST_CASE ("acupressure stays on its side and in its place")
{
    const auto c = chairAt ({ { -10.0, 30.0 }, { 10.0, 30.0 }, { -10.0, 52.0 }, { 10.0, 52.0 } });
    const auto t = played (c, "acupressure", "place: left shoulders, carrier: 80 Hz", 30.0);
    CHECK (*std::max_element (t.zone[1].begin(), t.zone[1].end()) < 0.1);
    CHECK (*std::max_element (t.zone[3].begin(), t.zone[3].end()) < 0.5); // the shoulder's inner edge is near the spine
    CHECK (*std::max_element (t.zone[2].begin(), t.zone[2].end()) > 0.8);
}

TEST_CASE ("rocking sways from side to side at its rate and is as strong everywhere")
{
    for (const auto* id : { "four-zone", "eight-zone" })
    {
        const auto c = chair (id);
        for (const double hertz : { 0.25, 0.4 })
        {
            INFO (id << " " << hertz);
            const std::string map = "carrier: 80 Hz, rate: " + std::to_string (hertz).substr (0, 4) + " Hz";
            const auto t = played (c, "rocking", map, 20.0);
            CHECK (swing (t.x, hertz, 0.0, 20.0) > 5.0);
            CHECK (swing (t.y, hertz, 0.0, 20.0) < 0.3);
            CHECK (decibels (t.most (0.0, 20.0) / t.least (0.0, 20.0)) < 0.5);
            const auto up = played (c, "rocking", map + ", path: along", 20.0);
            CHECK (swing (up.y, hertz, 0.0, 20.0) > 4.0);
            CHECK (swing (up.x, hertz, 0.0, 20.0) < 0.3);
            CHECK (decibels (up.most (0.0, 20.0) / up.least (0.0, 20.0)) < 0.5);
        }
    }
    // One side alone: within it.
    const auto c = fineSide();
    const auto t = played (c, "rocking", "carrier: 80 Hz, place: right upper back", 20.0);
    CHECK (swing (t.x, 0.25, 0.0, 20.0) > 3.0);
    CHECK (*std::min_element (t.x.begin(), t.x.end()) > 2.0);
}

TEST_CASE ("on one shaker rocking is felt in time: 6 dB, once a sway")
{
    const auto t = played (chair ("one-shaker"), "rocking", "carrier: 80 Hz", 20.0);
    CHECK (decibels (t.most (0.0, 20.0) / t.least (0.0, 20.0)) == Approx (6.0).margin (0.3));
    CHECK (swing (t.level, 0.25, 0.0, 20.0) > 0.2);
    CHECK (swing (t.level, 0.5, 0.0, 20.0) < 0.05);
}

TEST_CASE ("vibration trembles at its rate and depth, never lets go, and runs at its speed")
{
    const auto c = chair ("four-zone");
    const auto t = played (c, "vibration", "tremor: 8 Hz, depth: 40%, carrier: 80 Hz, speed: 2 cm/s", 10.0);
    CHECK (swing (t.level, 8.0, 0.0, 10.0) == Approx (0.2 * 0.935 * std::sqrt (2.0)).margin (0.02)); // two hands, half the depth, seen through windows of 25 ms
    CHECK (t.least (0.0, 10.0) > 0.55);
    // Up 20 cm in 10 s, down again: 2 cm/s within the places.
    const auto from = Trace::moment (3.0), to = Trace::moment (7.0);
    CHECK ((t.y[to] - t.y[from]) / 4.0 == Approx (2.0).epsilon (0.05));
    const auto still = played (c, "vibration", "path: still, depth: 0%, carrier: 80 Hz", 5.0);
    CHECK (decibels (still.most (0.0, 5.0) / still.least (0.0, 5.0)) < 0.1);
    const auto [low, high] = std::minmax_element (still.y.begin(), still.y.end());
    CHECK (*high - *low < 0.01);
    // In turn: three seconds a side, and no stronger or weaker on the way over.
    const auto turns = played (c, "vibration", "path: still, depth: 0%, carrier: 80 Hz, sides: alternate", 14.0);
    for (int k = 0; k < 4; ++k) CHECK (turns.x[Trace::moment (3.5 * k + 1.5)] * (k % 2 == 0 ? -1.0 : 1.0) > 3.0);
    CHECK (decibels (turns.most (0.0, 14.0) / turns.least (0.0, 14.0)) < 0.5);
}

TEST_CASE ("vibroacoustic swells with the breath over the whole place at once, or with a period of its own")
{
    const auto c = chair ("eight-zone");
    const auto t = played (c, "vibroacoustic", "depth: 60%, carrier: 80 Hz, scan: 0 Hz", 40.0); // the bench breathes at 0.1 Hz
    CHECK (swing (t.level, 0.1, 0.0, 40.0) == Approx (0.3 * t.most (0.0, 40.0)).epsilon (0.02));
    CHECK (decibels (t.most (0.0, 40.0) / t.least (0.0, 40.0)) == Approx (decibels (1.0 / 0.4)).margin (0.1));
    CHECK (t.level[0] == Approx (t.least (0.0, 40.0)).epsilon (0.01)); // it rises as the breath goes in
    for (const auto& zone : t.zone)                                    // in step everywhere
        if (zone[Trace::moment (5.0)] > 0.05) CHECK (zone[Trace::moment (10.0)] / zone[Trace::moment (5.0)] == Approx (0.4).epsilon (0.02));
    const auto own = played (c, "vibroacoustic", "pulse: 8 s, carrier: 80 Hz, scan: 0 Hz", 40.0);
    CHECK (swing (own.level, 0.125, 0.0, 40.0) > 5.0 * swing (own.level, 0.1, 0.0, 40.0));
    const auto s = setting (c, "vibroacoustic", "pulse: 8 s", 0.0, 40.0);
    CHECK (findTechniqueKind ("vibroacoustic")->events (s, 0, 20 * 48'000) == std::vector<Frame> { 0, 8 * 48'000, 16 * 48'000 });
}

TEST_CASE ("its frequency scans as far and as slowly as it says, without a seam")
{
    const auto c = chair ("four-zone");
    const auto s = setting (c, "vibroacoustic", "carrier: 40 Hz, scan: 4 Hz, every: 10 s, depth: 0%", 0.0, 60.0);
    const auto w = waveforms (c, "vibroacoustic", s, 0.0, 20.0);
    std::vector<double> crossings; // upward, in s, between samples
    for (std::size_t i = 1; i < w[0].size(); ++i)
        if (w[0][i - 1] < 0.0f && w[0][i] >= 0.0f)
            crossings.push_back ((static_cast<double> (i) - static_cast<double> (w[0][i]) / static_cast<double> (w[0][i] - w[0][i - 1])) / 48'000.0);
    for (std::size_t i = 1; i < crossings.size(); ++i)
    {
        const double middle = 0.5 * (crossings[i] + crossings[i - 1]), measured = 1.0 / (crossings[i] - crossings[i - 1]);
        CHECK (measured == Approx (40.0 + 4.0 * std::sin (2.0 * math::pi * middle / 10.0)).margin (0.05));
    }
    CHECK (crossings.size() > 780);
}

TEST_CASE ("it travels with each swell, and lets go before it starts again")
{
    const auto c = chair ("eight-zone");
    const auto t = played (c, "vibroacoustic", "travel: up, pulse: 8 s, carrier: 80 Hz, place: upper back", 32.0);
    for (int k = 0; k < 4; ++k)
    {
        CHECK (t.level[Trace::moment (8.0 * k)] < 0.05);
        for (double s = 1.0; s < 7.0; s += 1.0) CHECK (t.y[Trace::moment (8.0 * k + s)] > t.y[Trace::moment (8.0 * k + s - 0.5)]);
    }
}

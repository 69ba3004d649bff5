#include <cmath>

#include "Base/Beats.h"
#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
// Frames at which something begins after silence: none heard above -80 dB of its peak for 20 ms before, in the high-passed left ear.
std::vector<std::size_t> onsets (const std::vector<float>& x, double rate, double shareOfPeak)
{
    float peak = 0.0f;
    for (float v : x) peak = std::max (peak, std::abs (v));
    const auto level = envelope (x, static_cast<std::size_t> (0.005 * rate));
    std::vector<std::size_t> found;
    for (std::size_t k = 8; k < level.size(); ++k)
    {
        double before = 0.0;
        for (std::size_t j = k - 8; j < k; ++j) before = std::max (before, level[j]);
        if (level[k] > shareOfPeak * static_cast<double> (peak) && level[k] > 1.5 * before && (found.empty() || k - found.back() > 20)) found.push_back (k);
    }
    return found; // in steps of 5 ms
}
} // namespace

TEST_CASE ("a heart's first sound begins on the exact frame of the beat, along a tempo ramp and at every rate")
{
    for (double rate : { 44'100.0, 48'000.0, 96'000.0 })
    {
        Room room;
        room.rate = rate;
        room.bpm = Curve ({ { 0.0, 66.0, Shape::linear }, { 40.0, 54.0, Shape::linear } });
        for (double beat : { 2.0, 9.0 })
        {
            const double when = secondsOfBeat (room.bpm, beat);
            room.windows = { { when - 0.1, when + 0.1, beat } }; // one beat alone
            const auto frame = static_cast<std::size_t> (frameOfBeat (room.bpm, beat, SampleRate { rate }));
            const Ears e = listen ("heartbeat", "{}", 0.0, when + 0.3, room);
            CHECK (std::all_of (e.left.begin(), e.left.begin() + static_cast<std::ptrdiff_t> (frame) + 1, [] (float x) { return x == 0.0f; }));
            CHECK (std::all_of (e.right.begin(), e.right.begin() + static_cast<std::ptrdiff_t> (frame), [] (float x) { return x == 0.0f; }));
            CHECK (e.left[frame + 2] != 0.0f);
        }
    }
}

TEST_CASE ("from the first to the second sound it takes about a third of a second, less when the heart goes faster")
{
    for (double bpm : { 50.0, 60.0, 90.0 })
    {
        Room room;
        room.bpm = Curve (bpm);
        const Ears e = listen ("heartbeat", "{}", 0.0, 30.0, room);
        const auto found = onsets (e.left, room.rate, 0.1);
        const auto beats = static_cast<std::size_t> (30.0 * bpm / 60.0);
        INFO (bpm);
        REQUIRE (found.size() >= 2 * beats - 2);
        double systole = 0.0, cycle = 0.0;
        for (std::size_t k = 0; k + 2 < 2 * beats - 2; k += 2)
        {
            // Where the first heard is a second sound, the order is the other way round: the shorter of the two is the systole.
            const double one = 0.005 * static_cast<double> (found[k + 1] - found[k]), two = 0.005 * static_cast<double> (found[k + 2] - found[k + 1]);
            systole += std::min (one, two) / static_cast<double> (beats - 2);
            cycle += (one + two) / static_cast<double> (beats - 2);
        }
        CHECK (cycle == Approx (60.0 / bpm).margin (0.01));
        CHECK (systole == Approx (0.470 - 0.0021 * bpm).margin (0.015));
        CHECK (systole / cycle > 0.25);
        CHECK (systole / cycle < 0.45);
    }
}

TEST_CASE ("the first sound is low and falls away upwards, the second is shorter and higher, and small loudspeakers carry both")
{
    Room room;
    room.windows = { { 0.0, 0.5, 0.0 } };
    const Ears e = listen ("heartbeat", "{}", 0.0, 1.0, room);
    const auto part = [&] (double from, double to) {
        std::vector<float> x (32'768, 0.0f);
        std::copy (e.left.begin() + static_cast<std::ptrdiff_t> (from * room.rate), e.left.begin() + static_cast<std::ptrdiff_t> (to * room.rate),
                   x.begin() + 9'000);
        return x;
    };
    const auto lub = part (0.0, 0.33), dub = part (0.33, 0.7);
    const auto strongest = [] (const Spectrum& s) {
        return static_cast<double> (std::max_element (s.density.begin(), s.density.end()) - s.density.begin()) * s.step;
    };
    const Spectrum one (lub, room.rate, 32'768), two (dub, room.rate, 32'768);
    CHECK (strongest (one) > 30.0);
    CHECK (strongest (one) < 50.0);
    CHECK (strongest (two) > strongest (one) + 8.0);
    CHECK (strongest (two) < 70.0);
    const auto lasts = [&] (const std::vector<float>& x) { // above a tenth of the peak
        const auto level = envelope (x, 240);
        const double most = *std::max_element (level.begin(), level.end());
        return 5.0 * static_cast<double> (std::count_if (level.begin(), level.end(), [&] (double v) { return v > 0.1 * most; })); // ms
    };
    CHECK (lasts (lub) > 100.0);
    CHECK (lasts (lub) < 170.0);
    CHECK (lasts (dub) > 60.0);
    CHECK (lasts (dub) < 120.0);
    for (const auto* s : { &one, &two })
    {
        const double all = s->decibels (20.0, 400.0);
        CHECK (s->decibels (75.0, 160.0) - all > -10.0); // the harmonics that a small loudspeaker has
        CHECK (s->decibels (75.0, 160.0) - all < -2.0);
    }
    const Spectrum whole (e.left, room.rate, 32'768);
    CHECK (whole.decibels (1'000.0, 20'000.0) - whole.decibels (20.0, 400.0) < -80.0); // no click
}

TEST_CASE ("at its own pace a heart strays from even time by up to two in a hundred, and no two beats are alike")
{
    const Room room;
    const Ears e = listen ("heartbeat", "{ every: 55 bpm }", 0.0, 60.0, room);
    const auto found = onsets (e.left, room.rate, 0.1);
    REQUIRE (found.size() >= 106);
    double least = 1e9, most = 0.0;
    for (std::size_t k = 0; k + 2 < found.size(); k += 2)
    {
        const double period = 0.005 * static_cast<double> (found[k + 2] - found[k]);
        least = std::min (least, period);
        most = std::max (most, period);
    }
    CHECK (least > 0.98 * 60.0 / 55.0 - 0.011); // onsets are known to two steps
    CHECK (most < 1.02 * 60.0 / 55.0 + 0.011);
    CHECK (most - least > 0.01);

    const auto loud = [&] (std::size_t beat) {
        double sum = 0.0;
        for (std::size_t i = found[2 * beat] * 240; i < found[2 * beat] * 240 + 7'200; ++i) sum += static_cast<double> (e.left[i] * e.left[i]);
        return 10.0 * std::log10 (sum);
    };
    for (std::size_t a = 0; a < 20; ++a)
        for (std::size_t b = 0; b < a; ++b) CHECK (std::abs (loud (a) - loud (b)) < 4.0);
    CHECK (std::abs (loud (3) - loud (4)) + std::abs (loud (4) - loud (5)) > 0.05);
    CHECK (folded (e) > -1.0);
}

#include <algorithm>
#include <array>
#include <cmath>

#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
const char* const moving = "movement: 100%, space: 0%, brightness: 0%";
const char* const far = "movement: 100%, space: 100%";
const char* const still = "movement: 0%, space: 100%, brightness: 100%";

void checkLoudness (const std::string& note, const std::string& other)
{
    const auto* kind = sound::findVoiceKind ("drone");
    const auto values = valuesOf (*kind, "{ note: " + note + ", " + other + " }");
    INFO (note << " " << other);
    CHECK (meanLoudness (*kind, values, 12'000.0, 8, 97.0, 4.0, 60.0) == Approx (kind->loudness (values)).margin (0.5));
}
} // namespace

TEST_CASE ("a drone is as loud as it says, low and high, still and moving, dry and far off in its hall")
{
    checkLoudness ("40 Hz", moving);
    checkLoudness ("D3", far);
    checkLoudness ("320 Hz", still);
}

TEST_CASE ("a drone is as loud as it says for every note and in every way", "[.][all]")
{
    for (const char* note : { "40 Hz", "80 Hz", "D3", "320 Hz" })
        for (const char* other : { moving, far, still }) checkLoudness (note, other);
}

TEST_CASE ("a drone's partials are 1 : 2 : 3 : 5 and nothing else, each a few tenths of a hertz wide")
{
    const Ears e = listen ("drone", "{ note: 80 Hz, movement: 100%, space: 0% }", 3000.0, 40.0);
    const Spectrum s (e.left, 48'000.0, 524'288);
    double all = 0.0;
    for (double ratio : { 1.0, 2.0, 3.0, 5.0 })
    {
        const double f = 80.0 * ratio, own = s.power (f - 1.0, f + 1.0);
        CHECK (own > 0.9999 * s.power (f - 10.0, f + 10.0));
        CHECK (s.decibels (f - 1.0, f + 1.0) - s.decibels (79.0, 81.0) > -32.0);
        all += own;
    }
    CHECK (10.0 * std::log10 (std::max (1e-30, s.power (10.0, 23'000.0) - all) / all) < -60.0);
    CHECK (s.decibels (1'000.0, 23'000.0) < -115.0); // dB of full scale: seams of quanta, mirrors
}

TEST_CASE ("a drone waxes and wanes without a gap, without a period, every partial for itself, and folds down to one loudspeaker")
{
    // What moves as slowly as this is alike by chance now and then: four half hours' autocorrelations, averaged, tell a period from chance.
    constexpr std::size_t hours = 4, step = 1'600;
    std::vector<double> alike;
    for (std::uint64_t n = 0; n < hours; ++n)
    {
        Room room;
        room.rate = 4'000.0;
        room.seed = n + 1;
        const Ears e = listen ("drone", "{}", 0.0, 1800.0, room);
        auto level = envelope (middle (e), step);
        level.erase (level.begin(), level.begin() + 20); // the hall fills
        double mean = 0.0, power = 0.0;
        for (double v : level) mean += v / static_cast<double> (level.size());
        for (double v : level) power += (v - mean) * (v - mean);
        alike.resize (level.size() / 2, 0.0);
        for (std::size_t shift = 0; shift < alike.size(); ++shift)
            for (std::size_t i = 0; i + shift < level.size(); ++i) alike[shift] += (level[i] - mean) * (level[i + shift] - mean) / (power * hours);
        std::sort (level.begin(), level.end());
        const double range = 20.0 * std::log10 (level[level.size() * 95 / 100] / level[level.size() * 5 / 100]);
        CHECK (range > 3.0);
        CHECK (range < 12.0);
        CHECK (20.0 * std::log10 (level.back() / level.front()) < 24.0);
        CHECK (folded (e) > -3.0);
        if (n > 0) continue;
        std::array<std::vector<double>, 3> tracks;
        for (std::size_t k = 0; k < 3; ++k)
            for (std::size_t at = 0; at + 4'000 <= 600u * 4'000u; at += 4'000)
                tracks[k].push_back (amplitudeAt (e.left.data() + at, 4'000, room.rate, 80.0 * static_cast<double> (k + 1)));
        CHECK (std::abs (correlation (tracks[0], tracks[1])) < 0.4);
        CHECK (std::abs (correlation (tracks[1], tracks[2])) < 0.4);
    }
    CHECK (alike[0] == Approx (1.0));
    for (std::size_t shift = 13; shift < alike.size(); ++shift) // beyond 5 s
        if (std::abs (alike[shift]) >= 0.2) FAIL (0.4 * static_cast<double> (shift) << " s: " << alike[shift]);
}

#include <cmath>

#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr double rate = 48'000.0;

// A line's power in 8 Hz about it over what lies to both sides of it.
double above (const Spectrum& s, double hertz)
{
    return s.decibels (hertz - 4.0, hertz + 4.0) - 10.0 * std::log10 (0.5 * (s.power (hertz - 14.0, hertz - 6.0) + s.power (hertz + 6.0, hertz + 14.0)));
}

double octave (const Spectrum& s, double centre) { return s.decibels (centre / std::sqrt (2.0), centre * std::sqrt (2.0)); }
} // namespace

TEST_CASE ("a fan's blades can be heard passing, weakly, where blades times turns say, and a trace of its motor")
{
    struct Case
    {
        const char* yaml;
        double passing;
    };
    for (const Case& c : { Case { "{ speed: 960/min, blades: 5 }", 80.0 }, Case { "{ speed: 1200/min, blades: 4 }", 80.0 },
                           Case { "{ speed: 1650/min, blades: 3, size: 25 cm }", 82.5 } })
    {
        const Spectrum s (listen ("fan", c.yaml, 600.0, 60.0).left, rate, 32'768);
        INFO (c.yaml);
        CHECK (above (s, c.passing) > 2.0);
        CHECK (above (s, c.passing) < 14.0);
        CHECK (above (s, 2.0 * c.passing) > 1.0);
        CHECK (above (s, 2.0 * c.passing) < 10.0);
        CHECK (above (s, 100.0) > 0.5);
        CHECK (above (s, 100.0) < 6.0);
        CHECK (std::abs (above (s, 1.5 * c.passing)) < 1.0); // and nothing between
        // All tones together are far weaker than the air.
        double tones = 0.0;
        for (int h = 1; h <= 4; ++h)
            tones += std::max (0.0, s.power (h * c.passing - 4.0, h * c.passing + 4.0) - s.power (h * c.passing + 6.0, h * c.passing + 14.0));
        CHECK (10.0 * std::log10 (tones / s.power (20.0, 20'000.0)) < -8.0);
    }
}

TEST_CASE ("a fan's air is even up to its wakes' frequency and falls above it: a small or fast one hisses, a large or slow one breathes")
{
    const Spectrum s (listen ("fan", "{}", 0.0, 40.0).left, rate);
    // Octaves of the medium one of 40 cm, whose wakes are at 530 Hz.
    double most = -1e9, least = 1e9;
    for (double f : { 125.0, 250.0, 500.0 })
    {
        most = std::max (most, octave (s, f));
        least = std::min (least, octave (s, f));
    }
    CHECK (most - least < 5.0);
    for (double f : { 1'000.0, 2'000.0, 4'000.0 })
    {
        const double falls = octave (s, f) - octave (s, 2.0 * f);
        CHECK (falls > 2.0);
        CHECK (falls < 7.0);
    }
    CHECK (octave (s, 31.5) < most - 6.0);
    const auto bright = [] (const char* yaml) {
        const Spectrum now (listen ("fan", yaml, 0.0, 20.0).left, rate);
        return now.decibels (1'500.0, 12'000.0) - now.decibels (100.0, 800.0);
    };
    const double medium = bright ("{}");
    CHECK (bright ("{ speed: low }") < medium - 0.5);
    CHECK (bright ("{ speed: high }") > medium + 0.5);
    CHECK (bright ("{ size: 120 cm }") < medium - 2.0);
    CHECK (bright ("{ size: 12 cm }") > medium + 3.0);
}

TEST_CASE ("a fan is steady enough to sleep to and never quite the same, wide but not too wide, and folds down to one loudspeaker")
{
    const Ears e = listen ("fan", "{}", 0.0, 60.0);
    auto level = envelope (middle (e), static_cast<std::size_t> (0.4 * rate));
    std::sort (level.begin(), level.end());
    const double range = 20.0 * std::log10 (level[level.size() * 95 / 100] / level[level.size() * 5 / 100]);
    CHECK (range > 0.5);
    CHECK (range < 3.0);
    constexpr std::array<Limits, 4> where { { { 100, 200 }, { 200, 800 }, { 800, 3200 }, { 3200, 12'000 } } };
    for (const auto& [low, high] : where)
    {
        const double c = correlated (band (e.left, rate, low, high), band (e.right, rate, low, high));
        INFO (low);
        CHECK (c > 0.3);
        CHECK (c < 0.9);
    }
    CHECK (folded (e) > -3.0);
    CHECK (roughness (middle (e), rate, 1'600.0, 6'400.0).kurtosis < 4.0); // no drop, no crackle
}

TEST_CASE ("half an hour of a fan has no period and no repetition")
{
    Room room;
    room.rate = 8'000.0;
    const auto e = envelope (middle (listen ("fan", "{}", 0.0, 1800.0, room)), 2'000);
    CHECK (repetition (e, 20) < 0.2); // beyond 5 s
}

// Harp and kalimba.
#include <algorithm>
#include <array>
#include <cmath>

#include "Sound/Melody.h"
#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr std::array<const char*, 2> both { "harp", "kalimba" };

// The first note alone: it is home.
Ears one (const char* name, const std::string& yaml, double seconds, double rate = 48'000.0)
{
    Room room;
    room.rate = rate;
    room.windows = { { 0.0, 0.2, 0.0 } };
    return listen (name, yaml, 0.0, seconds, room);
}

double levelAt (const std::vector<float>& x, double rate, double hertz, double from, double seconds)
{
    return 20.0 * std::log10 (amplitudeAt (x.data() + static_cast<std::size_t> (from * rate), static_cast<std::size_t> (seconds * rate), rate, hertz) + 1e-12);
}

// Where the strongest line between two frequencies stands.
double lineIn (const std::vector<float>& x, double rate, double from, double to, double step)
{
    double best = 0.0, at = 0.0;
    for (double f = from; f < to; f += step)
        if (const double a = amplitudeAt (x.data(), x.size(), rate, f); a > best)
        {
            best = a;
            at = f;
        }
    return at;
}
} // namespace

TEST_CASE ("a harp's partials are those of a stiff string, each fading sooner than the one below, in two stages")
{
    const auto m = middle (one ("harp", "{ note: D4, softness: 0% }", 6.0));
    const std::vector<float> first (m.begin(), m.begin() + 24'000);
    double before = 1e9;
    for (int k : { 1, 2, 3, 4 })
    {
        const double exact = 293.6648 * k, f = lineIn (first, 48'000.0, exact - 4.0, exact + 6.0, 0.1);
        INFO (k << " at " << f);
        CHECK (f == Approx (exact).epsilon (0.0015));
        const auto t60 = [&] (double from, double to) {
            return 60.0 * (to - from) / (levelAt (m, 48'000.0, f, from, 0.4) - levelAt (m, 48'000.0, f, to, 0.4));
        };
        const double early = t60 (0.05, 0.8);
        CHECK (early < before);
        before = early;
        if (k == 3) CHECK (t60 (2.5, 3.5) > 1.25 * early);
    }
    CHECK (before > 1.0);
    // Stiffness: the ninth stands some cents above nine times the first.
    const double ninth = lineIn (first, 48'000.0, 9.0 * 293.6648 - 10.0, 9.0 * 293.6648 + 25.0, 0.25);
    CHECK (1200.0 * std::log2 (ninth / (9.0 * 293.6648)) > 2.0);
    CHECK (1200.0 * std::log2 (ninth / (9.0 * 293.6648)) < 8.0);
}

TEST_CASE ("a kalimba's tine has its overtones where its bar has them, soon gone, and then sings one pure tone")
{
    for (double note : { 262.0, 440.0 })
    {
        const auto m = middle (one ("kalimba", "{ softness: 0%, note: " + std::to_string (static_cast<int> (note)) + " Hz }", 2.0));
        const std::vector<float> first (m.begin(), m.begin() + 9'600);
        CHECK (lineIn (first, 48'000.0, 0.9 * note, 1.1 * note, 0.5) == Approx (note).epsilon (0.002));
        const double second = lineIn (first, 48'000.0, 5.0 * note, 8.0 * note, 1.0) / note;
        CHECK (second > 6.27); // clamped behind the bridge: above the plain clamped bar's 6.27
        CHECK (second < 6.62);
        CHECK (levelAt (m, 48'000.0, second * note, 0.0, 0.2) > levelAt (m, 48'000.0, note, 0.0, 0.2) - 24.0);
        for (double overtone : { 2.0, second }) CHECK (levelAt (m, 48'000.0, overtone * note, 1.2, 0.5) < levelAt (m, 48'000.0, note, 1.2, 0.5) - 30.0);
    }
}

TEST_CASE ("a softer finger leaves the high partials out, and a pluck begins softly")
{
    for (const char* name : both)
    {
        const auto tilt = [&] (const char* yaml) {
            const Spectrum s (middle (one (name, yaml, 0.5)), 48'000.0, 16'384);
            return s.decibels (1'500.0, 9'000.0) - s.decibels (200.0, 700.0);
        };
        INFO (name);
        CHECK (tilt ("{ note: D4, softness: 100% }") < tilt ("{ note: D4, softness: 50% }") - 4.0);
        CHECK (tilt ("{ note: D4, softness: 50% }") < tilt ("{ note: D4, softness: 0% }") - 2.0);
        // From 30 % of the greatest level over 5 ms to the greatest: no click, no swell.
        const auto level = envelope (middle (one (name, "{ note: A4 }", 0.3)), 48);
        std::vector<double> smooth;
        for (std::size_t i = 5; i < level.size(); ++i)
        {
            double sum = 0.0;
            for (std::size_t k = 0; k < 5; ++k) sum += level[i - k];
            smooth.push_back (sum);
        }
        const auto most = std::max_element (smooth.begin(), smooth.end());
        const auto from = std::find_if (smooth.begin(), smooth.end(), [&] (double x) { return x > 0.3 * *most; });
        CHECK (most - from >= 2);
        CHECK (most - from < 30);
    }
}

TEST_CASE ("a line is tuned to its scale: pure intervals over the note that is asked for")
{
    for (const char* name : both)
    {
        const std::string yaml = "{ note: 240 Hz, scale: dorian, octaves: 1, every: 2 s, density: 100% }";
        const Ears e = listen (name, yaml, 0.0, 40.0);
        const auto m = middle (e);
        const auto* kind = sound::findVoiceKind (name);
        const auto values = valuesOf (*kind, yaml);
        const auto notes = sound::melody ({ values, Stream (Room {}.seed).child ("layer"), SampleRate { 48'000.0 }, Curve { 60.0 }, Room {}.windows });
        constexpr std::array<double, 8> ratios { 1.0, 9.0 / 8.0, 6.0 / 5.0, 4.0 / 3.0, 3.0 / 2.0, 5.0 / 3.0, 9.0 / 5.0, 2.0 };
        for (std::size_t n = 0; n < 20; ++n)
        {
            const double exact = 240.0 * ratios[static_cast<std::size_t> (notes[n].degree)];
            const std::vector<float> part (m.begin() + notes[n].frame, m.begin() + notes[n].frame + 72'000);
            INFO (name << " " << n << " degree " << notes[n].degree);
            CHECK (lineIn (part, 48'000.0, exact - 1.5, exact + 1.5, 0.05) == Approx (exact).margin (0.16)); // a harp's pair lies 0.18 Hz apart
        }
    }
}

TEST_CASE ("nothing of a pluck is folded back: a low rate has what a high rate has, up to its edge")
{
    for (const char* name : both)
    {
        // The highest tones there are, hard plucked: partials up to 60 kHz are asked for.
        const std::string yaml = "{ note: 1000 Hz, octaves: 3, scale: major, softness: 0%, every: 0.25 s, density: 100% }";
        Room low, high;
        low.rate = 24'000.0;
        high.rate = 192'000.0;
        const Ears a = listen (name, yaml, 0.0, 40.0, low), b = listen (name, yaml, 0.0, 40.0, high);
        const Spectrum s (a.left, low.rate, 8192), t (b.left, high.rate, 65'536);
        const double all = t.decibels (100.0, 90'000.0);
        for (double f = 150.0; f < 10'500.0; f += 50.0)
        {
            INFO (name << " " << f);
            const double here = s.decibels (f, f + 50.0), there = t.decibels (f, f + 50.0);
            CHECK (here < std::max (there + 3.0, all - 85.0)); // of partials at -5 dB and less re all
        }
        CHECK (s.decibels (0.46 * 24'000.0, 12'000.0) < all - 60.0); // no partial above 0.45 of the rate; attacks' own skirts
    }
}

TEST_CASE ("over a bed as loud as itself a line never makes it 6 LU louder within 3 s, dense or sparse")
{
    for (const char* name : both)
        for (const char* density : { "20%", "45%", "100%" })
        {
            const std::string yaml = std::string ("{ density: ") + density + " }";
            const double rise = greatestRise (overBed (name, yaml, 0.0, 90.0), 48'000.0);
            INFO (name << " " << density << ": " << rise << " LU");
            CHECK (rise > 0.3);
            CHECK (rise < 6.0);
        }
}

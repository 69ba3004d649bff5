// Pad, binaural pair, pink noise and breath guide.
#include <array>
#include <cmath>

#include "Sound/Listening.h"

using namespace lull;
using namespace lull::tests;

TEST_CASE ("a binaural pair is two pure tones, one in each ear, as far apart as asked")
{
    const Ears e = listen ("binaural", "{ carrier: 200 Hz, beat: 6 Hz }", 5000.0, 2.0);
    const auto at = [&] (const std::vector<float>& x, double hertz) { return 20.0 * std::log10 (amplitudeAt (x.data(), 96'000, 48'000.0, hertz) + 1e-12); };
    CHECK (at (e.left, 197.0) == Approx (20.0 * std::log10 (0.05)).margin (0.01));
    CHECK (at (e.right, 203.0) == Approx (20.0 * std::log10 (0.05)).margin (0.01));
    CHECK (at (e.left, 203.0) < -110.0);
    CHECK (at (e.right, 197.0) < -110.0);
    for (double f : { 394.0, 591.0, 1500.0, 1697.0, 3197.0 }) CHECK (at (e.left, f) < -110.0); // harmonics, and what a quantum's seam would make
}

TEST_CASE ("noise colours are as wide as asked, and pink is as strong in every octave")
{
    const auto shared = [] (const Ears& e) {
        double ab = 0, aa = 0, bb = 0;
        for (std::size_t i = 0; i < e.left.size(); ++i)
        {
            ab += static_cast<double> (e.left[i] * e.right[i]);
            aa += static_cast<double> (e.left[i] * e.left[i]);
            bb += static_cast<double> (e.right[i] * e.right[i]);
        }
        return ab / std::sqrt (aa * bb);
    };
    const Ears e = listen ("pink", "{ width: 60% }", 100.0, 10.0);
    CHECK (shared (e) == Approx (0.4).margin (0.05));
    CHECK (shared (listen ("pink", "{ width: 0% }", 0.0, 1.0)) == Approx (1.0));
    // As they come: left and right share 0.2 to 0.3 of what lies above 200 Hz.
    for (const char* name : { "pink", "brown", "green" })
    {
        Ears now = listen (name, "{}", 0.0, 20.0);
        for (auto* x : { &now.left, &now.right })
        {
            double low = 0.0; // what lies below 200 Hz, taken off
            for (float& v : *x)
            {
                low += 0.0258 * (static_cast<double> (v) - low);
                v -= static_cast<float> (low);
            }
        }
        INFO (name);
        CHECK (shared (now) > 0.2);
        CHECK (shared (now) < 0.3);
    }
    const Spectrum s (e.left, 48'000.0);
    const double first = s.decibels (125.0, 250.0);
    for (double f = 250.0; f < 10'000.0; f *= 2.0) CHECK (s.decibels (f, 2.0 * f) == Approx (first).margin (0.6));
}

TEST_CASE ("the pad sings its chord in pure intervals, moves slowly and leaves no hole")
{
    const Ears e = listen ("pad", "{ note: D3, chord: major, movement: 60% }", 20.0, 24.0);
    const auto m = middle (e);
    const Spectrum s (m, 48'000.0, 65'536);
    for (double ratio : { 1.0, 1.25, 1.5, 2.0 })
    {
        const double f = 146.8324 * ratio;
        CHECK (s.decibels (f - 3.0, f + 3.0) > s.decibels (f + 9.0, f + 15.0) + 25.0);
    }
    const auto level = envelope (m, 19'200); // 0.4 s
    double least = 1e9, most = 0.0;
    for (double x : level)
    {
        least = std::min (least, x);
        most = std::max (most, x);
    }
    CHECK (20.0 * std::log10 (most / least) > 2.0);  // it moves
    CHECK (20.0 * std::log10 (most / least) < 16.0); // it never gapes
    double step = 0.0;
    for (std::size_t i = 1; i < m.size(); ++i) step = std::max (step, std::abs (static_cast<double> (m[i] - m[i - 1])));
    CHECK (step < 0.05);
    CHECK (s.decibels (9'000.0, 20'000.0) < s.decibels (100.0, 1'000.0) - 75.0); // seams of quanta or of moving taps would be heard here
}

TEST_CASE ("the breath guide rises with the inhalation, falls with the exhalation and turns without a gap")
{
    for (double perMinute : { 4.5, 8.0 })
    {
        Room room;
        room.breathsPerMinute = perMinute;
        const double breath = 60.0 / perMinute;
        const Ears e = listen ("breath guide", "{ inhale: 40% }", 4.0 * breath, 2.0 * breath, room);
        const auto level = envelope (middle (e), static_cast<std::size_t> (breath * 48'000.0 / 40.0)); // 40 steps a breath
        const auto full = [&] (std::size_t from, std::size_t to) {
            double sum = 0.0;
            for (std::size_t k = from; k < to; ++k) sum += level[k];
            return sum / static_cast<double> (to - from);
        };
        for (std::size_t b : { 0u, 40u })
        {
            CHECK (full (b + 4, b + 7) < full (b + 8, b + 11));
            CHECK (full (b + 8, b + 11) < full (b + 14, b + 18)); // the top, at 16 of 40
            CHECK (full (b + 14, b + 18) > full (b + 22, b + 26));
            CHECK (full (b + 22, b + 26) > full (b + 32, b + 36));
            CHECK (full (b + 14, b + 18) > 10.0 * level[b]);
        }
        // In and out sound different: the way in is brighter at the same fullness.
        const auto part = [&] (double from, double to) {
            const std::vector<float> x (e.left.begin() + static_cast<std::ptrdiff_t> (from * breath * 48'000.0),
                                        e.left.begin() + static_cast<std::ptrdiff_t> (to * breath * 48'000.0));
            const Spectrum s (x, 48'000.0, 8192);
            return s.decibels (1500.0, 4000.0) - s.decibels (200.0, 800.0);
        };
        CHECK (part (0.15, 0.3) > part (0.6, 0.8) + 2.0);
    }
}

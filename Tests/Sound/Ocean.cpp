// The figures of figures.md 11, worked out as the recordings were, against the spread of the three seas.
#include <array>
#include <cmath>

#include "Sound/Listening.h"

using namespace lull;
using namespace lull::tests;

namespace
{
// Fourth-order band-pass, run once: two of high, two of low pass.
std::vector<float> band (const std::vector<float>& x, double rate, double low, double high)
{
    struct Section
    {
        double b0, b1, b2, a1, a2, s1 = 0.0, s2 = 0.0;
        double operator() (double in)
        {
            const double y = b0 * in + s1;
            s1 = b1 * in - a1 * y + s2;
            s2 = b2 * in - a2 * y;
            return y;
        }
    };
    const auto pass = [&] (double hertz, double q, bool highPass) {
        const double w = std::tan (3.141592653589793 * hertz / rate), n = 1.0 / (1.0 + w / q + w * w);
        const double gain = highPass ? n : w * w * n;
        return Section { gain, (highPass ? -2.0 : 2.0) * gain, gain, 2.0 * (w * w - 1.0) * n, (1.0 - w / q + w * w) * n };
    };
    std::array<Section, 4> chain { pass (low, 0.54, true), pass (low, 1.31, true), pass (high, 0.54, false), pass (high, 1.31, false) };
    std::vector<float> y (x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        double v = static_cast<double> (x[i]);
        for (auto& s : chain) v = s (v);
        y[i] = static_cast<float> (v);
    }
    return y;
}

double correlated (const std::vector<float>& a, const std::vector<float>& b)
{
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        ab += static_cast<double> (a[i] * b[i]);
        aa += static_cast<double> (a[i] * a[i]);
        bb += static_cast<double> (b[i] * b[i]);
    }
    return ab / std::sqrt (aa * bb);
}

const Ears& seaOfTwoMinutes() // heard once, judged by several tests
{
    static const Ears e = [] {
        Room room;
        room.rate = 44'100.0;
        room.seed = 2;
        return listen ("ocean", "{}", 0.0, 120.0, room);
    }();
    return e;
}
} // namespace

TEST_CASE ("the sea's spectrum, range and width lie inside the spread of three recorded beaches")
{
    const double rate = 44'100.0;
    const Ears& sea = seaOfTwoMinutes();
    const Spectrum s (sea.left, rate);
    // Octave levels in dB re the whole; half a dB of grace where the recordings' figures are rounded.
    constexpr std::array<std::array<double, 2>, 10> spread {
        { { -36, -31 }, { -31, -21 }, { -23, -16 }, { -14, -8 }, { -7, -6 }, { -6, -4 }, { -8, -5 }, { -12, -8 }, { -16, -12 }, { -25, -18 } }
    };
    double whole = 0.0, centre = 31.5;
    for (std::size_t k = 0; k < spread.size(); ++k, centre *= 2.0) whole += s.power (centre / std::sqrt (2.0), centre * std::sqrt (2.0));
    centre = 31.5;
    for (const auto& octave : spread)
    {
        const double level = s.decibels (centre / std::sqrt (2.0), centre * std::sqrt (2.0)) - 10.0 * std::log10 (whole);
        INFO (centre);
        CHECK (level > octave[0] - 0.5);
        CHECK (level < octave[1] + 0.5);
        centre *= 2.0;
    }

    auto e = envelope (middle (sea), static_cast<std::size_t> (0.4 * rate));
    std::sort (e.begin(), e.end());
    const double range = 20.0 * std::log10 (e[e.size() * 95 / 100] / e[e.size() * 5 / 100]);
    CHECK (range > 13.0);
    CHECK (range < 19.0);

    constexpr std::array<std::array<double, 4>, 4> shared {
        { { 100, 200, 0.71, 0.91 }, { 200, 800, 0.55, 0.86 }, { 800, 3200, 0.51, 0.72 }, { 3200, 12'000, -0.02, 0.66 } }
    };
    for (const auto& b : shared)
    {
        const double c = correlated (band (sea.left, rate, b[0], b[1]), band (sea.right, rate, b[0], b[1]));
        INFO (b[0]);
        CHECK (c > b[2]);
        CHECK (c < b[3]);
    }
}

TEST_CASE ("the sea is rough in time as recorded seas are: swell, wash and foam, with rare crests")
{
    const double rate = 44'100.0;
    const auto e = envelope (band (middle (seaOfTwoMinutes()), rate, 1600.0, 6400.0), 441); // 100 per second
    double mean = 0.0, second = 0.0, fourth = 0.0;
    for (double x : e) mean += x / static_cast<double> (e.size());
    std::vector<float> around;
    for (double x : e)
    {
        const double d = x / mean - 1.0;
        around.push_back (static_cast<float> (d));
        second += d * d / static_cast<double> (e.size());
        fourth += d * d * d * d / static_cast<double> (e.size());
    }
    const Spectrum s (around, 100.0, 2048);
    const double swell = std::sqrt (s.power (0.03, 0.3)), wash = std::sqrt (s.power (0.3, 3.0)), foam = std::sqrt (s.power (3.0, 30.0));
    CHECK (swell > 0.24);
    CHECK (swell < 0.74);
    CHECK (wash > 0.33);
    CHECK (wash < 0.51);
    CHECK (foam > 0.125);
    CHECK (foam < 0.205);
    const double kurtosis = fourth / (second * second);
    CHECK (kurtosis > 4.5);
    CHECK (kurtosis < 7.5);
}

TEST_CASE ("the sea swells with the breath, whatever its pace, and never repeats itself")
{
    for (double perMinute : { 4.5, 6.0, 8.0 })
    {
        Room room;
        room.rate = 24'000.0;
        room.breathsPerMinute = perMinute;
        const auto e = envelope (middle (listen ("ocean", "{}", 0.0, 120.0, room)), 2400); // 10 per second
        // The mean over breaths, in tenths of a breath: full at the turn from in to out, low before the next.
        std::array<double, 10> breath {};
        std::array<int, 10> count {};
        for (std::size_t i = 0; i < e.size(); ++i)
        {
            const double phase = std::fmod ((static_cast<double> (i) + 0.5) * 0.1 * perMinute / 60.0, 1.0);
            breath[static_cast<std::size_t> (phase * 10.0)] += e[i];
            ++count[static_cast<std::size_t> (phase * 10.0)];
        }
        for (std::size_t k = 0; k < 10; ++k) breath[k] /= count[k];
        const auto top = std::max_element (breath.begin(), breath.end()) - breath.begin();
        INFO (perMinute);
        CHECK (top >= 3);
        CHECK (top <= 5);
        CHECK (20.0 * std::log10 (breath[static_cast<std::size_t> (top)] / *std::min_element (breath.begin(), breath.end())) > 6.0);
    }

    // Free of the breath, no stretch of 10 s comes again within ten minutes: texture of 10 per second, swell taken out.
    Room room;
    room.rate = 8'000.0;
    const auto e = envelope (middle (listen ("ocean", "{ swell: 9 s }", 0.0, 400.0, room)), 800);
    std::vector<double> fine (e.size());
    for (std::size_t i = 5; i + 5 < e.size(); ++i)
    {
        double around = 0.0;
        for (std::size_t k = i - 5; k <= i + 5; ++k) around += e[k] / 11.0;
        fine[i] = e[i] / around;
    }
    const std::vector<double> piece (fine.begin() + 1000, fine.begin() + 1100);
    double most = 0.0;
    for (std::size_t at = 10; at + 110 < fine.size(); ++at)
        if (at + 100 < 1000 || at > 1100)
            most = std::max (most,
                             correlation (piece, { fine.begin() + static_cast<std::ptrdiff_t> (at), fine.begin() + static_cast<std::ptrdiff_t> (at + 100) }));
    CHECK (most < 0.6);
}

TEST_CASE ("a nearer sea is brighter and rougher, and two seas of one session are not the same")
{
    Room room;
    const Ears near = listen ("ocean", "{ distance: 0 }", 0.0, 30.0, room), far = listen ("ocean", "{ distance: 1 }", 0.0, 30.0, room);
    const Spectrum n (near.left, 48'000.0), f (far.left, 48'000.0);
    CHECK (n.decibels (4000, 8000) - n.decibels (250, 500) > f.decibels (4000, 8000) - f.decibels (250, 500) + 8.0);

    Room other = room;
    other.seed = 8;
    const auto a = envelope (listen ("ocean", "{ swell: 9 s }", 0.0, 30.0, room).left, 480),
               b = envelope (listen ("ocean", "{ swell: 9 s }", 0.0, 30.0, other).left, 480);
    CHECK (correlation (a, b) < 0.8);
}

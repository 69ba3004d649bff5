#include "Catch.h"

#include <cmath>
#include <vector>

#include "Base/Math.h"
#include "Engine/Audition.h"

using namespace lull;

namespace
{
touch::Chair pair (double x)
{
    touch::Chair chair;
    chair.actuators.resize (2);
    touch::Zone zone;
    zone.x = -x;
    chair.zones.push_back (zone);
    zone.x = x;
    zone.actuator = 1;
    chair.zones.push_back (zone);
    return chair;
}

struct Heard
{
    std::vector<float> left, right;
};

// Two actuators with the given signals, in blocks.
Heard listen (double rate, const std::vector<float>& first, const std::vector<float>& second, int block = 480, float sound = 0.0f, double x = 8.0)
{
    engine::Audition audition (pair (x), SampleRate { rate });
    Heard out { std::vector<float> (first.size(), sound), std::vector<float> (first.size(), sound) };
    for (std::size_t at = 0; at < first.size(); at += static_cast<std::size_t> (block))
    {
        const float* touch[] { first.data() + at, second.data() + at };
        audition.process (touch, out.left.data() + at, out.right.data() + at,
                          static_cast<int> (std::min (first.size() - at, static_cast<std::size_t> (block))));
    }
    return out;
}

std::vector<float> tone (double rate, double hertz, double amplitude, double seconds = 1.0)
{
    std::vector<float> x (static_cast<std::size_t> (rate * seconds));
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float> (amplitude * math::sinCycles (hertz * static_cast<double> (i) / rate));
    return x;
}

// Amplitude at a frequency over the second half.
double at (const std::vector<float>& x, double rate, double hertz)
{
    double re = 0.0, im = 0.0;
    const std::size_t from = x.size() / 2;
    for (std::size_t i = from; i < x.size(); ++i)
    {
        re += static_cast<double> (x[i]) * math::cosCycles (hertz * static_cast<double> (i) / rate);
        im += static_cast<double> (x[i]) * math::sinCycles (hertz * static_cast<double> (i) / rate);
    }
    return 2.0 * std::sqrt (re * re + im * im) / static_cast<double> (x.size() - from);
}

double power (const std::vector<float>& x)
{
    double sum = 0.0;
    for (std::size_t i = x.size() / 2; i < x.size(); ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
    return sum / static_cast<double> (x.size() - x.size() / 2);
}
} // namespace

TEST_CASE ("touch is heard whole octaves higher, between 150 and 600 Hz, as one clean tone at every rate")
{
    for (double rate : { 44'100.0, 48'000.0, 96'000.0, 192'000.0 })
        for (double carrier : { 20.0, 30.0, 40.0, 60.0, 100.0, 120.0, 200.0 })
        {
            const std::vector<float> x = tone (rate, carrier, 0.1), none (x.size(), 0.0f);
            const Heard heard = listen (rate, x, none);
            const double octave = carrier < 37.5 ? 8.0 : carrier < 150.0 ? 4.0 : 2.0;
            CHECK (carrier * octave >= 150.0);
            CHECK (carrier * octave <= 600.0);
            const double tonePower = 0.5 * std::pow (at (heard.left, rate, carrier * octave), 2);
            CHECK (tonePower > 0.0);
            CHECK ((power (heard.left) - tonePower) / tonePower < 5e-3);
        }
}

TEST_CASE ("louder touch is heard louder by as much, and where it lies")
{
    const std::vector<float> soft = tone (48'000.0, 60.0, 0.05), strong = tone (48'000.0, 60.0, 0.1), none (soft.size(), 0.0f);
    const Heard a = listen (48'000.0, soft, none), b = listen (48'000.0, strong, none), c = listen (48'000.0, none, strong);
    CHECK (power (b.left) / power (a.left) == Approx (4.0).epsilon (0.01));
    CHECK (power (b.left) > 2.0 * power (b.right));
    CHECK (power (c.right) == Approx (power (b.left)).epsilon (0.001));
    // Quiet: the strongest touch there is (A100, -12 dBFS) stays below -15 dBFS in sum.
    CHECK (math::decibels (std::sqrt (2.0 * (power (b.left) + power (b.right)))) == Approx (-26.0).margin (0.2));
}

TEST_CASE ("a stroke that swells and a tap that stops are heard to do so")
{
    std::vector<float> x = tone (48'000.0, 50.0, 0.1, 2.0), none (x.size(), 0.0f);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] *= i < 24'000 ? 0.0f : i < 48'000 ? static_cast<float> (i - 24'000) / 24'000.0f : i < 60'000 ? 1.0f : 0.0f;
    const Heard heard = listen (48'000.0, x, none);
    const auto peak = [&] (std::size_t from, std::size_t to) {
        float p = 0.0f;
        for (std::size_t i = from; i < to; ++i) p = std::max (p, std::abs (heard.left[i]));
        return p;
    };
    const float full = peak (52'000, 58'000);
    CHECK (full > 0.02f);
    CHECK (peak (0, 24'000) == 0.0f);
    CHECK (peak (35'000, 37'000) == Approx (0.5f * full).epsilon (0.1));
    CHECK (peak (64'000, 76'000) < 0.05f * full);
    CHECK (peak (76'000, 96'000) < 0.01f * full);
}

TEST_CASE ("audition does not depend on block sizes")
{
    const std::vector<float> x = tone (48'000.0, 40.0, 0.1), y = tone (48'000.0, 66.0, 0.07);
    const Heard whole = listen (48'000.0, x, y, 48'000);
    for (int block : { 1, 32, 33, 480 })
    {
        const Heard parts = listen (48'000.0, x, y, block);
        CHECK (parts.left == whole.left);
        CHECK (parts.right == whole.right);
    }
}

TEST_CASE ("touch gives way where sound is loud already")
{
    const std::vector<float> x = tone (48'000.0, 60.0, 1.0);
    const Heard heard = listen (48'000.0, x, x, 480, 0.8f);
    for (float v : heard.left) REQUIRE (v <= 0.87f);
    const Heard louder = listen (48'000.0, x, x, 480, 0.95f);
    for (float v : louder.left) REQUIRE (v == 0.95f);
}

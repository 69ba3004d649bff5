#include "Catch.h"

#include <cmath>
#include <random>

#include "Dsp/LoudnessMeter.h"
#include "Sound/Utterance.h"

using namespace lull;
using sound::Utterance;

namespace
{
constexpr double pi = 3.14159265358979;

std::vector<float> tone (double hertz, double rate, double seconds, double silence = 0.0)
{
    std::vector<float> x (static_cast<std::size_t> ((seconds + 2.0 * silence) * rate), 0.0f);
    const auto from = static_cast<std::size_t> (silence * rate), size = static_cast<std::size_t> (seconds * rate);
    for (std::size_t i = 0; i < size; ++i) x[from + i] = static_cast<float> (0.2 * std::sin (2.0 * pi * hertz * static_cast<double> (i) / rate));
    return x;
}

// Rough words: syllables of noise.
std::vector<float> babble (double rate, double seconds, double size)
{
    std::mt19937 random (5);
    std::vector<float> x (static_cast<std::size_t> (seconds * rate));
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        const double t = static_cast<double> (i) / rate, syllable = std::max (0.0, std::sin (2.0 * pi * 2.0 * t));
        x[i] = static_cast<float> (size * syllable * (static_cast<double> (random() % 2001) / 1000.0 - 1.0));
    }
    return x;
}

double loudness (const Utterance& u)
{
    dsp::LoudnessMeter meter { SampleRate { Utterance::rate } };
    meter.add (u.left.data(), u.right.data(), static_cast<int> (u.left.size()));
    return meter.integrated();
}

double rms (const std::vector<float>& x, double from, double to)
{
    double sum = 0.0;
    const auto a = static_cast<std::size_t> (from * Utterance::rate), b = static_cast<std::size_t> (to * Utterance::rate);
    for (std::size_t i = a; i < b; ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
    return 10.0 * std::log10 (1e-30 + sum / static_cast<double> (b - a));
}
} // namespace

TEST_CASE ("a line is as loud as asked for, however loud and at whatever rate it was spoken")
{
    for (double rate : { 8'000.0, 16'000.0, 22'050.0, 48'000.0, 192'000.0 })
        for (double size : { 0.002, 0.9 })
        {
            INFO (rate << " Hz, " << size);
            const auto u = Utterance::from (babble (rate, 3.0, size), rate, Loudness { -28.0 });
            CHECK (loudness (u) == Approx (-28.0).margin (0.05));
            CHECK (u.seconds == Approx (3.0).margin (0.3)); // it begins and ends in a syllable's quiet
        }
    CHECK (loudness (Utterance::from (tone (400.0, 22'050.0, 0.15), 22'050.0, Loudness { -30.0 })) ==
           Approx (-30.0).margin (0.05)); // shorter than the meter's 400 ms
}

TEST_CASE ("the silence around the words is left out")
{
    const auto u = Utterance::from (tone (400.0, 48'000.0, 1.5, 4.0), 48'000.0, Loudness { -28.0 });
    CHECK (u.seconds == Approx (1.6).margin (0.01));
    CHECK (Utterance::from (std::vector<float> (48'000), 48'000.0, Loudness { -28.0 }).empty());
    CHECK (Utterance::from ({}, 48'000.0, Loudness { -28.0 }).empty());
}

TEST_CASE ("rumble and sharpness are taken off a voice, and its middle is left")
{
    // Each against 500 Hz: levels are the same afterwards, so both go in together.
    const auto against = [] (double hertz) {
        auto x = tone (500.0, 48'000.0, 2.0);
        const auto y = tone (hertz, 48'000.0, 2.0);
        for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
        const auto u = Utterance::from (x, 48'000.0, Loudness { -28.0 });
        const auto level = [&] (double h) {
            double re = 0.0, im = 0.0;
            for (std::size_t i = 12'000; i < 36'000; ++i) // a second: whole periods
            {
                const double a = 2.0 * pi * h * static_cast<double> (i) / Utterance::rate;
                re += static_cast<double> (u.left[i] + u.right[i]) * std::cos (a);
                im += static_cast<double> (u.left[i] + u.right[i]) * std::sin (a);
            }
            return 10.0 * std::log10 (re * re + im * im);
        };
        return level (hertz) - level (500.0);
    };
    CHECK (against (40.0) < -12.0);
    CHECK (against (1'000.0) == Approx (0.0).margin (4.0)); // the room's own ups and downs
    CHECK (against (7'000.0) < -6.0);
    CHECK (against (10'000.0) < -12.0);
}

TEST_CASE ("a line begins and ends softly, in the middle of a room that ends in silence")
{
    const auto u = Utterance::from (tone (400.0, 48'000.0, 2.0), 48'000.0, Loudness { -28.0 });
    REQUIRE (u.left.size() == u.right.size());
    CHECK (u.left.front() == 0.0f);
    CHECK (u.left.back() == 0.0f);
    CHECK (rms (u.left, 0.0, 0.02) < rms (u.left, 0.5, 1.5) - 15.0);
    double step = 0.0, greatest = 0.0;
    for (std::size_t i = 1; i < u.left.size(); ++i)
    {
        step = std::max (step, static_cast<double> (std::abs (u.left[i] - u.left[i - 1])));
        greatest = std::max (greatest, static_cast<double> (std::abs (u.left[i])));
    }
    CHECK (step < 1.05 * greatest * 2.0 * pi * 400.0 / Utterance::rate); // never steeper than the tone itself

    // The middle: both ears the same but for the room, which falls away by 20 dB in 0.3 s.
    std::vector<float> side (u.left.size());
    for (std::size_t i = 0; i < side.size(); ++i) side[i] = 0.5f * (u.left[i] - u.right[i]);
    CHECK (rms (side, 0.5, 1.5) < rms (u.left, 0.5, 1.5) - 10.0);
    CHECK (rms (side, 0.5, 1.5) > rms (u.left, 0.5, 1.5) - 35.0);
    const auto words = Utterance::from (babble (24'000.0, 2.0, 0.3), 24'000.0, Loudness { -28.0 });
    CHECK (rms (words.left, words.seconds + 0.3, words.seconds + 0.4) < rms (words.left, 0.2, 1.8) - 30.0);
    CHECK (rms (words.left, words.seconds + 0.02, words.seconds + 0.1) > rms (words.left, 0.2, 1.8) - 60.0);
}

TEST_CASE ("the same voice makes the same samples")
{
    const auto x = babble (22'050.0, 1.5, 0.3);
    const auto a = Utterance::from (x, 22'050.0, Loudness { -28.0 }), b = Utterance::from (x, 22'050.0, Loudness { -28.0 });
    CHECK (a.left == b.left);
    CHECK (a.right == b.right);
}

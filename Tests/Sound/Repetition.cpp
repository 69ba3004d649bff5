// What is heard for half an hour must not come round again: beds that have no test of their own for it. Loudness in steps, judged by its autocorrelation.
#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr double halfHour = 1'800.0;

// Courses of the bands of a sound in dB, a value each `step` frames.
std::vector<std::vector<double>> courses (const std::vector<float>& x, double rate, std::size_t step)
{
    std::vector<std::vector<double>> all;
    for (const auto& [low, high] : { Limits { 150.0, 400.0 }, Limits { 400.0, 1'100.0 }, Limits { 1'100.0, 3'000.0 } })
    {
        auto e = envelope (band (x, rate, low, high), step);
        for (double& v : e) v = 20.0 * std::log10 (v + 1e-9);
        all.push_back (std::move (e));
    }
    return all;
}

// How unlike the two most alike stretches of `length` steps are that begin at whole multiples of it: rms in dB.
double mostAlike (const std::vector<std::vector<double>>& bands, std::size_t length)
{
    const std::size_t count = bands.front().size() / length;
    double least = 1e9;
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a + 1; b < count; ++b)
        {
            double sum = 0.0;
            for (const auto& e : bands)
                for (std::size_t k = 0; k < length; ++k)
                {
                    const double d = e[a * length + k] - e[b * length + k];
                    sum += d * d;
                }
            least = std::min (least, std::sqrt (sum / static_cast<double> (length * bands.size())));
        }
    return least;
}
} // namespace

TEST_CASE ("half an hour of sea has no repetition once the breath is divided out, and no two of its swells are alike")
{
    Room room;
    room.rate = 8'000.0;
    constexpr std::size_t breath = 40; // quarters of a second
    const auto x = middle (listen ("ocean", "{}", 0.0, halfHour, room));
    auto e = envelope (x, 2'000);
    std::vector<double> shape (breath, 0.0);
    for (std::size_t i = 0; i < e.size(); ++i) shape[i % breath] += e[i];
    for (std::size_t i = 0; i < e.size(); ++i) e[i] /= shape[i % breath];
    INFO (repetition (e, 20));
    CHECK (repetition (e, 20) < 0.2); // beyond 5 s

    // Against chance: in tenths of a breath, what still noise differs by from one stretch to the next.
    const double chance = mostAlike (courses (middle (listen ("pink", "{}", 0.0, halfHour, room)), room.rate, 8'000), 10);
    const double swells = mostAlike (courses (x, room.rate, 8'000), 10);
    INFO (swells << " dB, by chance " << chance);
    CHECK (swells > 4.0 * chance);

    // A sea that came round after five minutes would be found.
    auto looped = x;
    std::copy_n (looped.begin(), 300 * 8'000, looped.begin() + 300 * 8'000);
    CHECK (mostAlike (courses (looped, room.rate, 8'000), 10) < 0.5 * chance);
}

TEST_CASE ("half an hour of any colour of noise has no period and no repetition")
{
    Room room;
    room.rate = 8'000.0;
    for (const char* name : { "pink", "brown", "green" })
    {
        const auto e = envelope (middle (listen (name, "{}", 0.0, halfHour, room)), 2'000);
        INFO (name << ": " << repetition (e, 20));
        CHECK (repetition (e, 20) < 0.2);
    }
}

TEST_CASE ("half an hour of a pad has no period and no repetition, though its voices beat")
{
    for (const char* yaml : { "{}", "{ movement: 100%, space: 0% }", "{ note: 55 Hz, chord: octave }" })
    {
        Room room;
        room.rate = 8'000.0;
        auto e = envelope (middle (listen ("pad", yaml, 0.0, halfHour, room)), 3'200);
        e.erase (e.begin(), e.begin() + 40); // the hall fills
        INFO (yaml << ": " << repetition (e, 13));
        CHECK (repetition (e, 13) < 0.2); // beyond 5 s
    }
}

TEST_CASE ("half an hour of a harp's and of a kalimba's line has no repetition, the beat itself divided out")
{
    for (const char* name : { "harp", "kalimba" })
    {
        Room room; // at 60 bpm: a step is a beat
        room.rate = 8'000.0;
        const auto e = envelope (middle (listen (name, "{}", 0.0, halfHour, room)), 8'000);
        INFO (name << ": " << repetition (e, 6));
        CHECK (repetition (e, 6) < 0.2); // beyond 5 s
    }
}

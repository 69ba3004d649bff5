#include <algorithm>
#include <cmath>

#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr double rate = 48'000.0;
std::vector<double> levels (const Ears& e) { return envelope (e.left, static_cast<std::size_t> (0.05 * rate)); } // twentieths of a second
} // namespace

TEST_CASE ("with the breath there is one shush for every outgoing breath, soft at its beginning and longer at its end")
{
    for (double perMinute : { 4.5, 8.0 })
    {
        Room room;
        room.breathsPerMinute = perMinute;
        const double breath = 60.0 / perMinute;
        const auto level = levels (listen ("shushing", "{}", 0.0, 6.0 * breath, room));
        const double most = *std::max_element (level.begin(), level.end());
        const auto at = [&] (double breaths) { return static_cast<std::size_t> (breaths * breath * 20.0); };
        for (int b = 0; b < 6; ++b)
        {
            INFO (perMinute << " a minute, breath " << b);
            CHECK (*std::max_element (level.begin() + static_cast<std::ptrdiff_t> (at (b + 0.01)),
                                      level.begin() + static_cast<std::ptrdiff_t> (at (b + 0.45))) == 0.0);
            const auto from = level.begin() + static_cast<std::ptrdiff_t> (at (b + 0.45)), to = level.begin() + static_cast<std::ptrdiff_t> (at (b + 1.0));
            const auto top = std::max_element (from, to);
            CHECK (*top > 0.6 * most);
            const auto opens = std::find_if (from, to, [&] (double x) { return x > 0.1 * *top; });
            const auto half = std::find_if (from, to, [&] (double x) { return x > 0.7 * *top; });
            const auto ends = std::find_if (top, to, [&] (double x) { return x < 0.1 * *top; });
            CHECK (half - opens >= 4); // a fifth of a second at least to grow by 17 dB
            CHECK (ends - top > half - opens);
            CHECK (ends != to);
        }
    }
}

TEST_CASE ("a shush sounds like sh: a hump at 2 to 4 kHz that falls as the lips close, with little below 1 kHz and less above 8")
{
    Room room;
    const Ears e = listen ("shushing", "{ every: 3 s }", 0.0, 60.0, room);
    const Spectrum s (e.left, rate, 4096);
    const auto top = static_cast<double> (std::max_element (s.density.begin(), s.density.end()) - s.density.begin()) * s.step;
    CHECK (top > 2'000.0);
    CHECK (top < 4'000.0);
    const double hump = s.decibels (2'000.0, 4'000.0);
    CHECK (s.decibels (500.0, 1'000.0) < hump - 14.0);
    CHECK (s.decibels (8'000.0, 16'000.0) < hump - 6.0);
    CHECK (s.decibels (4'000.0, 8'000.0) < hump - 1.0);

    // The first and the last third of each, all together.
    std::vector<float> early, late;
    for (int k = 0; k < 20; ++k)
    {
        const auto part = [&] (double from, double to, std::vector<float>& x) {
            x.insert (x.end(), e.left.begin() + static_cast<std::ptrdiff_t> ((3.0 * k + from) * rate),
                      e.left.begin() + static_cast<std::ptrdiff_t> ((3.0 * k + to) * rate));
        };
        part (0.35, 0.85, early);
        part (1.2, 1.7, late);
    }
    const auto colour = [] (const std::vector<float>& x) { // of the hump: its middle
        const Spectrum now (x, rate, 4096);
        double sum = 0.0, all = 0.0;
        for (double f = 1'500.0; f < 5'000.0; f += now.step)
        {
            const double p = now.power (f, f + now.step);
            sum += f * p;
            all += p;
        }
        return sum / all;
    };
    CHECK (colour (early) > colour (late) + 100.0);

    const auto bright = [] (const char* softness) {
        const Spectrum now (listen ("shushing", std::string ("{ every: 3 s, softness: ") + softness + " }", 0.0, 30.0).left, rate, 4096);
        return now.decibels (4'000.0, 10'000.0) - now.decibels (1'500.0, 4'000.0);
    };
    CHECK (bright ("0%") > bright ("100%") + 5.0);
}

TEST_CASE ("no two shushes are alike, and none begins or ends with a click")
{
    Room room;
    const Ears e = listen ("shushing", "{ every: 2.5 s }", 0.0, 150.0, room);
    std::vector<std::array<double, 3>> all; // level in dB, beginning and length in s
    const auto level = levels (e);
    for (std::size_t k = 0; k < 60; ++k)
    {
        const auto from = level.begin() + static_cast<std::ptrdiff_t> (50 * k);
        const double most = *std::max_element (from, from + 50);
        const auto opens = std::find_if (from, from + 50, [&] (double x) { return x > 0.05 * most; });
        const auto heard = std::count_if (from, from + 50, [&] (double x) { return x > 0.05 * most; });
        double power = 0.0;
        for (auto i = from; i != from + 50; ++i) power += *i * *i;
        all.push_back ({ 10.0 * std::log10 (power), 0.05 * static_cast<double> (opens - from), 0.05 * static_cast<double> (heard) });
        CHECK (all.back()[2] > 1.0);
        CHECK (all.back()[2] < 1.9);
    }
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            CHECK (std::abs (all[a][0] - all[b][0]) + std::abs (all[a][1] - all[b][1]) + std::abs (all[a][2] - all[b][2]) > 0.001);
    const auto [soft, loud] = std::minmax_element (all.begin(), all.end(), [] (const auto& x, const auto& y) { return x[0] < y[0]; });
    CHECK ((*loud)[0] - (*soft)[0] > 1.0);
    CHECK ((*loud)[0] - (*soft)[0] < 6.0);

    // Where sound meets silence its frames are small: 60 dB below the peak of its own shush.
    float most = 0.0f;
    for (float x : e.left) most = std::max (most, std::abs (x));
    for (std::size_t i = 1; i < e.left.size(); ++i)
        if ((e.left[i] == 0.0f) != (e.left[i - 1] == 0.0f)) CHECK (std::abs (e.left[i] - e.left[i - 1]) < 0.001f * most);
    CHECK (folded (e) > -3.0);
    const double shared = correlated (e.left, e.right);
    CHECK (shared > 0.3);
    CHECK (shared < 0.9);
}

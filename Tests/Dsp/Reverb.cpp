// The hall, by what the literature asks of one: dense (Schroeder 1962: 1,000 echoes a second), without a ringing mode, a decay of its own in every
// band that is as told, no DC, wide and whole in mono.
#include "Catch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "Base/Random.h"
#include "Dsp/Reverb.h"
#include "Dsp/Spectrum.h"

using namespace lull;
using namespace lull::dsp;
using namespace lull::tests;

namespace
{
struct Heard
{
    std::vector<float> left, right;
};

// What comes out for `seconds` when `in (frame)` goes into one ear or both; the movement begins at `clock` s.
template <class In>
Heard through (const Reverb::Shape& shape, double rate, double clock, double seconds, bool both, const In& in)
{
    Reverb reverb (shape, SampleRate { rate });
    Heard h;
    StereoQuantum q;
    const auto frames = static_cast<Frame> (seconds * rate);
    for (Frame n = 0; n < frames; n += quantum)
    {
        for (std::size_t i = 0; i < static_cast<std::size_t> (quantum); ++i)
        {
            q.left[i] = in (n + static_cast<Frame> (i));
            q.right[i] = both ? q.left[i] : 0.0f;
        }
        reverb.process (q, { clock + static_cast<double> (n) / rate, clock + static_cast<double> (n + quantum) / rate }, q);
        h.left.insert (h.left.end(), q.left.begin(), q.left.end());
        h.right.insert (h.right.end(), q.right.begin(), q.right.end());
    }
    return h;
}

float click (Frame n) { return n == 0 ? 1.0f : 0.0f; }

const std::array<Reverb::Shape, 3> halls {
    { { .seconds = 3.0, .bright = 1.5, .size = 0.8 }, { .seconds = 4.5, .bright = 1.8, .size = 1.0 }, { .seconds = 1.2, .bright = 0.9, .size = 0.6 } }
};

// Echoes in a second about a time: peaks of either sign within 20 dB of the greatest in those 50 ms.
double echoes (const std::vector<float>& x, double rate, double at)
{
    const auto from = static_cast<std::size_t> (at * rate), count = static_cast<std::size_t> (0.05 * rate);
    float most = 0.0f;
    for (std::size_t i = from; i < from + count; ++i) most = std::max (most, std::abs (x[i]));
    int n = 0;
    for (std::size_t i = from; i < from + count; ++i)
        if (const float a = std::abs (x[i]); a > 0.1f * most && a >= std::abs (x[i - 1]) && a > std::abs (x[i + 1])) ++n;
    return n / 0.05;
}

// Share of the frames that lie further out than one standard deviation, by what it is in Gaussian noise (Abel & Huang 2006): 1 is a full tail.
double fullness (const std::vector<float>& x, double rate, double at)
{
    const auto from = static_cast<std::size_t> (at * rate), count = static_cast<std::size_t> (0.05 * rate);
    double power = 0.0;
    for (std::size_t i = from; i < from + count; ++i) power += static_cast<double> (x[i]) * static_cast<double> (x[i]);
    const double deviation = std::sqrt (power / static_cast<double> (count));
    std::size_t out = 0;
    for (std::size_t i = from; i < from + count; ++i) out += std::abs (static_cast<double> (x[i])) > deviation ? 1u : 0u;
    return static_cast<double> (out) / static_cast<double> (count) / 0.3173;
}
} // namespace

TEST_CASE ("the hall has a thousand echoes a second after a tenth of one, and a full tail soon after, in both ears from a click in one")
{
    for (const auto& hall : halls)
        for (double rate : { 44'100.0, 96'000.0 })
        {
            const Heard h = through (hall, rate, 17.0, 0.6, false, click);
            for (const auto* ear : { &h.left, &h.right })
            {
                INFO (hall.seconds << " s at " << rate);
                for (double at : { 0.1, 0.15, 0.2, 0.3, 0.5 }) CHECK (echoes (*ear, rate, at) > 1'000.0);
                for (double at : { 0.2, 0.3, 0.5 }) CHECK (fullness (*ear, rate, at) == Approx (1.0).margin (0.13));
            }
        }
}

TEST_CASE ("every band of the hall decays within a tenth of what it states, at every rate")
{
    for (const auto& hall : halls)
        for (double rate : { 44'100.0, 96'000.0 })
        {
            // Of 25 ms of noise, which excites all modes alike, in both ears; the level about a frequency, window by window.
            constexpr std::size_t window = 2048, hop = 1024;
            const Stream noise (3);
            const auto burst = static_cast<Frame> (0.025 * rate);
            const Heard h = through (hall, rate, 0.0, 0.95 * hall.seconds, true,
                                     [&] (Frame n) { return n < burst ? static_cast<float> (noise.sign (static_cast<std::uint64_t> (n))) : 0.0f; });
            std::vector<std::vector<double>> density;
            for (std::size_t at = static_cast<std::size_t> (0.1 * rate); at + window <= h.left.size(); at += hop)
            {
                const auto from = static_cast<std::ptrdiff_t> (at), to = static_cast<std::ptrdiff_t> (at + window);
                const Spectrum l ({ h.left.begin() + from, h.left.begin() + to }, rate, window),
                    r ({ h.right.begin() + from, h.right.begin() + to }, rate, window);
                density.push_back (l.density);
                for (std::size_t k = 0; k < l.density.size(); ++k) density.back()[k] += r.density[k];
            }
            for (double f = 125.0; f < 9'000.0; f *= 2.0)
            {
                // A straight line through the level in dB of a sixth of an octave, down to 50 dB below its beginning.
                const double bin = rate / window;
                const auto low = static_cast<std::size_t> (f * 0.944 / bin), high = static_cast<std::size_t> (f * 1.06 / bin) + 1;
                double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0, top = 0.0;
                for (std::size_t w = 0; w < density.size(); ++w)
                {
                    double p = 0.0;
                    for (std::size_t k = low; k <= high; ++k) p += density[w][k];
                    const double x = static_cast<double> (w * hop) / rate, y = 10.0 * std::log10 (p);
                    if (w == 0) top = y;
                    if (y < top - 50.0) break;
                    n += 1.0, sx += x, sy += y, sxx += x * x, sxy += x * y;
                }
                const double t60 = -60.0 * (n * sxx - sx * sx) / (n * sxy - sx * sy);
                INFO (hall.seconds << " s at " << rate << ", " << f << " Hz");
                CHECK (t60 == Approx (hall.t60 (f, SampleRate { rate })).epsilon (0.1));
            }
            CHECK (hall.t60 (500.0, SampleRate { rate }) == Approx (hall.seconds).epsilon (0.05)); // as its name says
            CHECK (hall.t60 (4'000.0, SampleRate { rate }) == Approx (hall.bright).epsilon (0.05));
        }
}

TEST_CASE ("no mode of the hall rings: late in the tail none stands 6 dB above its third octave")
{
    constexpr double rate = 24'000.0;
    constexpr std::size_t window = 16'384, ends = 60; // 1.5 Hz; what many noises leave behind, for one alone has peaks by chance
    for (const auto& hall : halls)
    {
        std::vector<double> mean (window / 2, 0.0);
        double step = 1.0;
        for (std::uint64_t n = 0; n < ends; ++n)
        {
            const Stream noise (n + 1);
            const Heard h = through (hall, rate, 7.3 * static_cast<double> (n), 1.6, true,
                                     [&] (Frame f) { return f < 12'000 ? static_cast<float> (noise.sign (static_cast<std::uint64_t> (f))) : 0.0f; });
            const Spectrum s ({ h.left.end() - static_cast<std::ptrdiff_t> (window), h.left.end() }, rate, window);
            step = s.step;
            for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += s.density[k];
        }
        double worst = 0.0, where = 0.0;
        for (double k = 50.0 / step; k * step < 9'000.0; k += 1.0)
        {
            const auto from = static_cast<std::size_t> (k * 0.891), to = static_cast<std::size_t> (k * 1.122);
            double all = 0.0;
            for (std::size_t j = from; j <= to; ++j) all += mean[j] / static_cast<double> (to - from + 1);
            if (const double over = mean[static_cast<std::size_t> (k)] / all; over > worst) worst = over, where = k * step;
        }
        INFO (hall.seconds << " s, " << where << " Hz");
        CHECK (10.0 * std::log10 (worst) < 6.0);
    }
}

TEST_CASE ("the hall holds no DC, is wide, and folds down to one loudspeaker")
{
    for (const auto& hall : halls)
    {
        constexpr double rate = 48'000.0;
        const Heard step = through (hall, rate, 0.0, 3.0, true, [] (Frame) { return 1.0f; });
        double dc = 0.0;
        for (std::size_t i = static_cast<std::size_t> (2.0 * rate); i < step.left.size(); ++i) dc += static_cast<double> (step.left[i]) / rate;
        CHECK (std::abs (dc) < 0.001);

        const Stream noise (5);
        const Heard h = through (hall, rate, 0.0, 6.0, true, [&] (Frame n) { return static_cast<float> (noise.sign (static_cast<std::uint64_t> (n))); });
        CHECK (std::abs (correlated (h.left, h.right)) < 0.2);
        std::vector<float> sum;
        double apart = 0.0, together = 0.0;
        for (std::size_t i = 0; i < h.left.size(); ++i)
        {
            const double l = static_cast<double> (h.left[i]), r = static_cast<double> (h.right[i]);
            apart += 0.5 * (l * l + r * r);
            together += 0.5 * (l + r) * (l + r);
        }
        CHECK (std::abs (10.0 * std::log10 (together / apart)) < 1.0);
    }
}

TEST_CASE ("a hall that is cleared has forgotten everything, and its tail ends in silence")
{
    const FlushDenormals flush;
    Reverb reverb (halls[0], SampleRate { 48'000.0 });
    StereoQuantum q;
    for (auto& x : q.left) x = 0.5f;
    reverb.process (q, { 0.0, 1.0 / 1'500.0 }, q);
    reverb.clear();
    double second = 0.0;
    for (int n = 0; n < 600; ++n, second += 1.0 / 1'500.0)
    {
        q.clear();
        reverb.process (q, { second, second + 1.0 / 1'500.0 }, q);
        for (float x : q.left) REQUIRE (x == 0.0f);
        for (float x : q.right) REQUIRE (x == 0.0f);
    }
}

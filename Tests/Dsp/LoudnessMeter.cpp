#include "Catch.h"

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include <ebur128.h>

#include "Base/Random.h"
#include "Dsp/LoudnessMeter.h"

using namespace lull;

namespace
{
constexpr double tau = 6.283185307179586;
using Signal = std::function<float (double seconds, std::int64_t n, int channel)>;

struct Judged
{
    double momentary, shortTerm, greatestShort, integrated, truePeak;
};

void render (const Signal& s, double rate, double seconds, std::vector<float>& left, std::vector<float>& right)
{
    for (std::int64_t n = 0; n < static_cast<std::int64_t> (seconds * rate); ++n)
    {
        left.push_back (s (static_cast<double> (n) / rate, n, 0));
        right.push_back (s (static_cast<double> (n) / rate, n, 1));
    }
}

// By libebur128, asked every 100 ms.
Judged judge (const std::vector<float>& left, const std::vector<float>& right, double rate)
{
    ebur128_state* s = ebur128_init (2, static_cast<unsigned long> (rate), EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_TRUE_PEAK);
    Judged j { 0, 0, -HUGE_VAL, 0, 0 };
    const auto hop = static_cast<std::size_t> (rate / 10.0);
    std::vector<float> both;
    for (std::size_t at = 0; at < left.size(); at += hop)
    {
        both.clear();
        for (std::size_t n = at; n < std::min (at + hop, left.size()); ++n)
        {
            both.push_back (left[n]);
            both.push_back (right[n]);
        }
        ebur128_add_frames_float (s, both.data(), both.size() / 2);
        ebur128_loudness_shortterm (s, &j.shortTerm);
        j.greatestShort = std::max (j.greatestShort, j.shortTerm);
    }
    ebur128_loudness_momentary (s, &j.momentary);
    ebur128_loudness_global (s, &j.integrated);
    double l = 0.0, r = 0.0;
    ebur128_true_peak (s, 0, &l);
    ebur128_true_peak (s, 1, &r);
    ebur128_destroy (&s);
    j.truePeak = 20.0 * std::log10 (std::max (l, r));
    return j;
}

float noise (std::int64_t n, int c) { return static_cast<float> (Stream (21).child (static_cast<std::uint64_t> (c)).sign (static_cast<std::uint64_t> (n))); }
} // namespace

TEST_CASE ("loudness agrees with libebur128 within 0.05 LU at every rate, in blocks of any size")
{
    const std::pair<const char*, Signal> signals[] {
        { "1 kHz", [] (double t, std::int64_t, int) { return static_cast<float> (0.1 * std::sin (tau * 997.0 * t)); } },
        { "40 Hz", [] (double t, std::int64_t, int) { return static_cast<float> (0.3 * std::sin (tau * 40.0 * t)); } },
        { "8 kHz left", [] (double t, std::int64_t, int c) { return c == 0 ? static_cast<float> (0.05 * std::sin (tau * 8'000.0 * t)) : 0.0f; } },
        { "noise", [] (double, std::int64_t n, int c) { return 0.05f * noise (n, c); } },
        { "steps through both gates",
          [] (double t, std::int64_t n, int c) {
              const float levels[] { 0.1f, 0.003f, 0.00005f, 0.05f, 0.0f };
              return levels[static_cast<int> (t / 2.3) % 5] * noise (n, c);
          } },
        { "swell", [] (double t, std::int64_t n, int c) { return static_cast<float> (0.2 * (0.5 - 0.5 * std::cos (tau * t / 10.0))) * noise (n, c); } },
    };
    for (const double rate : { 44'100.0, 48'000.0, 96'000.0 })
        for (const auto& [name, signal] : signals)
        {
            std::vector<float> left, right;
            render (signal, rate, 12.0, left, right);
            const auto expected = judge (left, right, rate);

            dsp::LoudnessMeter meter (SampleRate { rate });
            const Stream dice (2);
            for (std::size_t at = 0, i = 0; at < left.size(); ++i)
            {
                const auto n = std::min<std::size_t> (left.size() - at, dice.bits (i) % 3'000);
                meter.add (left.data() + at, right.data() + at, static_cast<int> (n));
                at += n;
            }
            INFO (name << " at " << rate);
            CHECK (meter.integrated() == Approx (expected.integrated).margin (0.05));
            CHECK (meter.momentary() == Approx (expected.momentary).margin (0.05));
            CHECK (meter.shortTerm() == Approx (expected.shortTerm).margin (0.05));
            CHECK (meter.greatestShortTerm() == Approx (expected.greatestShort).margin (0.05));
            // White noise has most of its peaks above the band that the standard's 12 taps see: there we read more, never less.
            CHECK (meter.truePeak() > expected.truePeak - 0.1);
            CHECK (meter.truePeak() < expected.truePeak + (std::string_view (name).find ("Hz") != std::string_view::npos ? 0.1 : 1.3));
        }
}

TEST_CASE ("the loudness meter reads the standard's own calibration: 997 Hz at 0 dBFS in one channel is -3.01 LUFS")
{
    dsp::LoudnessMeter meter (SampleRate { 48'000.0 });
    std::vector<float> left, right;
    render ([] (double t, std::int64_t, int c) { return c == 0 ? static_cast<float> (std::sin (tau * 997.0 * t)) : 0.0f; }, 48'000.0, 5.0, left, right);
    meter.add (left.data(), right.data(), static_cast<int> (left.size()));
    CHECK (meter.integrated() == Approx (-3.01).margin (0.02));
    CHECK (meter.truePeak() == Approx (0.0).margin (0.05));
}

TEST_CASE ("the true peak of a sine at a quarter of the rate is its amplitude, not its samples")
{
    dsp::LoudnessMeter meter (SampleRate { 48'000.0 });
    std::vector<float> x;
    for (int n = 0; n < 48'000; ++n) x.push_back (static_cast<float> (0.5 * std::sin (tau * (0.25 * n + 0.125)))); // samples at 0.354
    meter.add (x.data(), x.data(), 48'000);
    CHECK (meter.truePeak() == Approx (-6.02).margin (0.15)); // it sets in abruptly: a little above
}

TEST_CASE ("silence has no loudness, and broken samples do not break the meter")
{
    dsp::LoudnessMeter meter (SampleRate { 48'000.0 });
    CHECK (meter.integrated() == -HUGE_VAL);
    CHECK (meter.momentary() == -HUGE_VAL);
    CHECK (meter.truePeak() == -HUGE_VAL);
    std::vector<float> x (48'000, 0.0f);
    meter.add (x.data(), x.data(), 48'000);
    CHECK (meter.integrated() == -HUGE_VAL);
    for (int n = 0; n < 48'000; ++n)
        x[static_cast<std::size_t> (n)] = n == 77 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float> (0.1 * std::sin (tau * 997.0 * n / 48'000.0));
    meter.add (x.data(), x.data(), 48'000);
    CHECK (meter.momentary() == Approx (-20.0).margin (0.1));
}

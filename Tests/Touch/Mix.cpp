#include "Catch.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "Base/Simd.h"
#include "Bench.h"

using namespace lull;
using namespace lull::touch;
using test::chairAt;

namespace
{
Contacts steady (std::initializer_list<float> weights, float envelope = 1.0f)
{
    Contacts c;
    c.count = 1;
    c.hand[0].weightBegin.fill (0.0f);
    std::copy (weights.begin(), weights.end(), c.hand[0].weightBegin.begin());
    c.hand[0].weightEnd = c.hand[0].weightBegin;
    c.hand[0].envelope.fill (envelope);
    c.hand[0].ownCarrier = false;
    return c;
}

struct Layer
{
    Contacts contacts;
    double drive, hertz;
};

// Seconds of the sum of steady layers, divided by A100.
std::vector<std::vector<double>> sum (const Chair& chair, const std::vector<Layer>& layers, double seconds, double start = 0.0, double rate = 48'000.0)
{
    Mix mix (chair, SampleRate (rate));
    std::vector<std::vector<double>> out (chair.actuators.size());
    TouchQuantum q;
    const auto first = static_cast<Frame> (start * rate) / quantum * quantum;
    for (Frame f = first; f < first + static_cast<Frame> (seconds * rate); f += quantum)
    {
        const Span span { f, SampleRate (rate), { static_cast<double> (f) / rate, static_cast<double> (f + quantum) / rate }, {}, {}, false };
        mix.begin();
        for (const auto& l : layers) mix.add (l.contacts, { { 1.0, 1.0 }, { l.drive, l.drive } }, l.hertz);
        mix.finish (span, q);
        for (int i = 0; i < quantum; ++i)
            for (std::size_t k = 0; k < out.size(); ++k) out[k].push_back (static_cast<double> (q.frame (i)[k]) / chair.a100 (static_cast<int> (k)));
    }
    return out;
}

double amplitudeAt (const std::vector<double>& x, double hertz, double rate = 48'000.0)
{
    double re = 0.0, im = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        re += x[i] * std::cos (2.0 * math::pi * hertz * static_cast<double> (i) / rate);
        im += x[i] * std::sin (2.0 * math::pi * hertz * static_cast<double> (i) / rate);
    }
    return 2.0 * std::sqrt (re * re + im * im) / static_cast<double> (x.size());
}

double rms (const std::vector<double>& x)
{
    double p = 0.0;
    for (const double v : x) p += v * v;
    return std::sqrt (p / static_cast<double> (x.size()));
}
} // namespace

TEST_CASE ("the carrier is a sine whose phase is hertz x seconds, at any position")
{
    const auto c = chairAt ({ { 0.0, 40.0 } });
    for (const double start : { 0.0, 5399.0 })
    {
        const auto y = sum (c, { { steady ({ 1.0f }), 0.5, 60.0 } }, 0.5, start)[0];
        double worst = 0.0;
        for (std::size_t i = 0; i < y.size(); ++i)
        {
            const double t = (std::floor (start * 48'000.0 / 32.0) * 32.0 + static_cast<double> (i)) / 48'000.0;
            worst = std::max (worst, std::abs (y[i] - 0.5 * std::sin (2.0 * math::pi * std::fmod (60.0 * t, 1.0))));
        }
        CHECK (worst < 2e-6);
    }
}

TEST_CASE ("equal carriers add in power, unlike ones stay apart")
{
    const auto c = chairAt ({ { 0.0, 40.0 }, { 10.0, 40.0 } });
    const auto equal = sum (c, { { steady ({ 0.6f, 0.1f }), 0.5, 40.0 }, { steady ({ 0.8f, 0.0f }), 0.5, 40.0 } }, 1.0);
    CHECK (amplitudeAt (equal[0], 40.0) == Approx (0.5).epsilon (1e-4));
    CHECK (amplitudeAt (equal[1], 40.0) == Approx (0.05).epsilon (1e-4));
    const auto three = sum (c, { { steady ({ 0.3f }), 1.0, 40.0 }, { steady ({ 0.4f }), 1.0, 40.0 }, { steady ({ 0.5f }), 1.0, 40.0 } }, 1.0);
    CHECK (amplitudeAt (three[0], 40.0) == Approx (std::sqrt (0.5)).epsilon (1e-4));
    const auto unlike = sum (c, { { steady ({ 0.6f }), 0.5, 40.0 }, { steady ({ 0.8f }), 0.5, 60.0 } }, 1.0);
    CHECK (amplitudeAt (unlike[0], 40.0) == Approx (0.3).epsilon (1e-4));
    CHECK (amplitudeAt (unlike[0], 60.0) == Approx (0.4).epsilon (1e-4));
}

TEST_CASE ("the sum saturates at A100, and below it nothing is scaled")
{
    const auto c = chairAt ({ { 0.0, 40.0 } });
    const double full = std::sqrt (0.5);
    CHECK (rms (sum (c, { { steady ({ 1.0f }), 1.0, 40.0 }, { steady ({ 1.0f }), 1.0, 40.0 } }, 1.0)[0]) == Approx (full).epsilon (1e-4));
    CHECK (rms (sum (c, { { steady ({ 1.0f }), 3.0, 40.0 } }, 1.0)[0]) == Approx (full).epsilon (1e-4));
    const auto two = sum (c, { { steady ({ 1.0f }), 1.0, 40.0 }, { steady ({ 1.0f }), 1.0, 50.0 } }, 1.0)[0];
    CHECK (rms (two) == Approx (full).epsilon (1e-4));
    CHECK (amplitudeAt (two, 40.0) == Approx (full).epsilon (1e-3));
    // Just below: the very same samples as each alone, added.
    const auto a = sum (c, { { steady ({ 0.7f }), 1.0, 40.0 } }, 0.2)[0];
    const auto b = sum (c, { { steady ({ 0.7f }), 1.0, 50.0 } }, 0.2)[0];
    const auto both = sum (c, { { steady ({ 0.7f }), 1.0, 40.0 }, { steady ({ 0.7f }), 1.0, 50.0 } }, 0.2)[0];
    double worst = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) worst = std::max (worst, std::abs (both[i] - a[i] - b[i]));
    CHECK (worst < 2e-7);
}

TEST_CASE ("a carrier outside an actuator's band moves by octaves into it, and a narrow one plays its resonance")
{
    auto c = chairAt ({ { -9.0, 40.0 }, { 9.0, 40.0 }, { 0.0, 30.0 }, { 0.0, 20.0 } });
    c.actuators[1].bandLow = 90.0;
    c.actuators[1].bandHigh = 250.0;
    c.actuators[2].bandLow = 150.0;
    c.actuators[2].bandHigh = 235.0;
    c.actuators[2].resonance = 175.0;
    c.actuators[3].bandLow = 20.0;
    c.actuators[3].bandHigh = 50.0;
    const auto y = sum (c, { { steady ({ 0.5f, 0.5f, 0.5f, 0.5f }), 1.0, 60.0 } }, 1.0);
    CHECK (amplitudeAt (y[0], 60.0) == Approx (0.5).epsilon (1e-4));
    CHECK (amplitudeAt (y[1], 120.0) == Approx (0.5).epsilon (1e-4));
    CHECK (amplitudeAt (y[2], 175.0) == Approx (0.5).epsilon (1e-3));
    CHECK (amplitudeAt (y[3], 30.0) == Approx (0.5).epsilon (1e-4));
    // Two layers that one actuator plays at the same frequency add in power there.
    const auto z = sum (c, { { steady ({ 0.3f, 0.3f }), 1.0, 60.0 }, { steady ({ 0.4f, 0.4f }), 1.0, 120.0 } }, 1.0);
    CHECK (amplitudeAt (z[1], 120.0) == Approx (0.5).epsilon (1e-4));
    CHECK (amplitudeAt (z[0], 60.0) == Approx (0.5).epsilon (1e-4)); // 120 Hz is above 80 Hz: moved down
    // Bands without limits of sense end somewhere sensible.
    for (const double hertz : { 1e300, 1e-300, 0.0, -5.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN() })
    {
        CHECK (c.actuators[0].carrierFor (hertz) >= 20.0);
        CHECK (c.actuators[0].carrierFor (hertz) <= 80.0);
    }
}

TEST_CASE ("each actuator is driven as strongly as the frequency that it plays needs, to feel the same on all of them")
{
    auto c = chairAt ({ { -8.0, 44.0 }, { 8.0, 44.0 }, { 0.0, 30.0 } });
    c.actuators[1].bandLow = 165.0;
    c.actuators[1].bandHigh = 185.0;
    c.actuators[1].resonance = 175.0;
    c.actuators[2].bandLow = 100.0;
    c.actuators[2].bandHigh = 300.0;
    const double plays[] { 60.0, 175.0, 120.0 };
    Mix mix (c, SampleRate (48'000.0));
    for (double strength : { 0.05, 0.3, 1.0 })
    {
        double peak[3] {};
        TouchQuantum q;
        for (Frame f = 0; f < 48'000; f += quantum)
        {
            mix.begin();
            mix.add (steady ({ 1.0f, 1.0f, 1.0f }), { { strength, strength }, { 0.5, 0.5 } }, 60.0);
            mix.finish ({ f, SampleRate (48'000.0), { static_cast<double> (f) / 48'000.0, static_cast<double> (f + quantum) / 48'000.0 }, {}, {}, false }, q);
            for (int i = 0; i < quantum; ++i)
                for (std::size_t k = 0; k < 3; ++k)
                    peak[k] = std::max (peak[k], std::abs (static_cast<double> (q.frame (i)[k])) / c.a100 (static_cast<int> (k)));
        }
        for (std::size_t k = 0; k < 3; ++k)
        {
            INFO (strength << " at " << plays[k]);
            CHECK (peak[k] == Approx (0.5 * std::pow (strength, 1.0 / growthExponent (plays[k]))).epsilon (0.002));
        }
    }
}

TEST_CASE ("a tap sounds at a narrow actuator's own frequency, as long as elsewhere")
{
    auto c = chairAt ({ { -9.0, 53.0 }, { 9.0, 53.0 } });
    c.actuators[1].bandLow = 150.0;
    c.actuators[1].bandHigh = 235.0;
    c.actuators[1].resonance = 175.0;
    const auto s = test::setting (c, "tapotement", "place: shoulders, sides: both, human: 0%, variant: cupping", 0.0, 60.0);
    const auto w = test::waveforms (c, "tapotement", s, 2.0, 2.1);
    const auto crossings = [] (const std::vector<float>& x) {
        int n = 0;
        for (std::size_t i = 1; i < x.size(); ++i) n += x[i - 1] * x[i] < 0.0f ? 1 : 0;
        return n;
    };
    CHECK (crossings (w[0]) <= 3);
    CHECK (crossings (w[1]) >= 11); // 38 ms of 175 Hz
    CHECK (crossings (w[1]) <= 14);
}

TEST_CASE ("trim, polarity and known volts scale each actuator alone, and padding lanes are zero")
{
    auto c = chairAt ({ { -9.0, 40.0 }, { 9.0, 40.0 }, { 0.0, 30.0 } });
    c.actuators[1].trim = -6.0;
    c.actuators[1].inverted = true;
    c.actuators[2].ohms = 8.0;
    c.actuators[2].watts = 8.0;
    c.actuators[2].voltsAtFullScale = 20.0;
    CHECK (c.ceiling (0) == Approx (0.501187));
    CHECK (c.a100 (0) == Approx (0.251189));
    CHECK (c.ceiling (2) == Approx (0.4));
    CHECK (c.a100 (2) == Approx (0.200475));
    Mix mix (c, SampleRate (48'000.0));
    TouchQuantum q;
    q.at.fill (7.0f);
    mix.begin();
    mix.add (steady ({ 1.0f, 1.0f, 1.0f }), { { 1.0, 1.0 }, { 1.0, 1.0 } }, 60.0);
    mix.finish ({ 0, SampleRate (48'000.0), { 0.0, 32.0 / 48'000.0 }, {}, {}, false }, q);
    const float* f = q.frame (20);
    CHECK (f[0] == Approx (0.251189 * std::sin (2.0 * math::pi * 60.0 * 20.0 / 48'000.0)).epsilon (1e-5));
    CHECK (f[1] == Approx (-0.501187 * static_cast<double> (f[0])).epsilon (1e-5));
    CHECK (f[2] == Approx (0.200475 / 0.251189 * static_cast<double> (f[0])).epsilon (1e-5));
    for (int k = 3; k < maxLanes; ++k) CHECK (f[k] == 0.0f);
    mix.begin();
    mix.finish ({ 0, SampleRate (48'000.0), { 0.0, 32.0 / 48'000.0 }, {}, {}, false }, q);
    CHECK (std::all_of (q.at.begin(), q.at.end(), [] (float x) { return ! (std::abs (x) > 0.0f); }));
}

TEST_CASE ("sixty-four layers and more are summed without harm, on sixteen unlike actuators")
{
    Chair c;
    std::vector<text::Point> places;
    for (int i = 0; i < 16; ++i) places.push_back ({ i % 2 == 0 ? -9.0 : 9.0, 10.0 + 3.0 * i });
    c = chairAt (places);
    for (std::size_t i = 0; i < 16; ++i) c.actuators[i].bandHigh = 80.0 + static_cast<double> (i);
    std::vector<Layer> layers;
    for (int i = 0; i < 70; ++i)
        layers.push_back ({ steady ({ 1.0f, 0.5f, 0.2f, 0.1f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f }), 1.0, 20.0 + i % 50 });
    const auto y = sum (c, layers, 1.0); // whole hertz: orthogonal over a second
    for (const auto& lane : y)
        CHECK (std::all_of (lane.begin(), lane.end(), [] (double x) { return std::abs (x) < 8.0; })); // sines may meet; their rms stays at A100
    CHECK (rms (y[15]) == Approx (std::sqrt (0.5)).epsilon (0.02));
}

TEST_CASE ("SSE2 and AVX2 give the same bytes")
{
    for (const auto* id : { "one-shaker", "two-zone", "four-zone", "eight-zone" })
        for (const auto* kind : { "effleurage", "petrissage", "tapotement" })
        {
            auto c = test::chair (id);
            if (c.actuators.size() > 2) c.actuators[1].bandLow = 70.0; // two bands
            const auto s = test::setting (c, kind, "", 0.0, 60.0);
            simd::allowWide (false);
            const auto narrow = test::waveforms (c, kind, s, 0.0, 1.5);
            simd::allowWide (true);
            const auto wide = test::waveforms (c, kind, s, 0.0, 1.5);
            for (std::size_t k = 0; k < narrow.size(); ++k) CHECK (std::memcmp (narrow[k].data(), wide[k].data(), narrow[k].size() * sizeof (float)) == 0);
        }
}

// What an actuator adds of its own, undone: measured behind a simulated second-order actuator that knows nothing of the filter before it.
#include "Touch/Response.h"

#include <algorithm>
#include <complex>
#include <cstring>

#include "Catch.h"
#include "Touch/Conditioner.h"
#include "Touch/Ring.h"
#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

namespace
{
// A shaker's moving mass, stepped in double: what the back gets is the force on it.
class Shaker
{
public:
    Shaker (double f0, double q, double rate)
    {
        // s^2 / (s^2 + s w / q + w^2) by the bilinear transform, as a direct form.
        const double w = 2.0 * rate * std::tan (math::pi * f0 / rate), c = 2.0 * rate, a = c * c + c * w / q + w * w;
        b = c * c / a;
        a1 = (2.0 * w * w - 2.0 * c * c) / a;
        a2 = (c * c - c * w / q + w * w) / a;
    }
    double operator() (double x)
    {
        const double y = b * (x - 2.0 * x1 + x2) - a1 * y1 - a2 * y2;
        x2 = x1, x1 = x, y2 = y1, y1 = y;
        return y;
    }

private:
    double b, a1, a2, x1 = 0, x2 = 0, y1 = 0, y2 = 0;
};

Chair chairOf (double f0, double q, double low = 20.0, double high = 80.0)
{
    auto c = chairAt ({ { -9.0, 40.0 }, { 9.0, 40.0 } }, low, high);
    c.actuators[0].resonance = f0;
    c.actuators[0].q = q;
    return c;
}

// What a signal becomes in actuator 0 of a chair: conditioner (if any), then the shaker.
std::vector<double> through (const Chair& c, const std::vector<double>& x, double rate, bool conditioned)
{
    Conditioner conditioner (c, SampleRate (rate));
    Shaker shaker (*c.actuators[0].resonance, *c.actuators[0].q, rate);
    std::vector<double> y;
    TouchQuantum t;
    for (std::size_t at = 0; at < x.size(); at += quantum)
    {
        t.clear();
        for (int i = 0; i < quantum && at + static_cast<std::size_t> (i) < x.size(); ++i)
            t.frame (i)[0] = static_cast<float> (x[at + static_cast<std::size_t> (i)]);
        if (conditioned) conditioner.process (t);
        for (int i = 0; i < quantum; ++i) y.push_back (shaker (static_cast<double> (t.frame (i)[0])));
    }
    return y;
}

// The gain for a sine that has been on for a second.
double gainFor (const Chair& c, double hertz, double rate, bool conditioned)
{
    const auto n = static_cast<std::size_t> (rate), last = static_cast<std::size_t> (std::floor (hertz * 0.5) / hertz * rate);
    std::vector<double> x (n);
    for (std::size_t i = 0; i < n; ++i) x[i] = std::sin (2.0 * math::pi * hertz * static_cast<double> (i) / rate);
    const auto y = through (c, x, rate, conditioned);
    std::complex<double> sum = 0.0;
    for (std::size_t i = n - last; i < n; ++i) sum += y[i] * std::polar (1.0, -2.0 * math::pi * hertz * static_cast<double> (i) / rate);
    return 2.0 * std::abs (sum) / static_cast<double> (last);
}

// From a burst's beginning to where it has fallen by 20 dB for good, in s.
double rings (const std::vector<double>& y, double rate)
{
    double most = 0.0;
    for (const double v : y) most = std::max (most, std::abs (v));
    std::size_t last = 0;
    for (std::size_t i = 0; i < y.size(); ++i)
        if (std::abs (y[i]) > 0.1 * most) last = i;
    return static_cast<double> (last) / rate;
}
} // namespace

TEST_CASE ("behind the compensation an actuator is flat within 3 dB over its usable band, at every rate")
{
    for (const double rate : { 44'100.0, 48'000.0, 192'000.0 })
        for (const double f0 : { 27.0, 40.0, 58.0 })
            for (const double q : { 1.5, 4.0, 10.0 })
            {
                const auto c = chairOf (f0, q);
                const auto comp = compensationOf (c.actuators[0]);
                REQUIRE (comp.has_value());
                const double from = std::max (20.0, comp->flatFrom());
                INFO (f0 << " Hz, q " << q << ", flat from " << from << " at " << rate);
                CHECK (from <= std::max (20.0, f0 * 1.05)); // never worse than the actuator's own
                double least = 1e9, most = 0.0, before = 0.0;
                for (double f = from; f <= 80.0; f *= rate > 100'000.0 ? 1.35 : 1.12)
                {
                    const double g = gainFor (c, f, rate, true);
                    least = std::min (least, g);
                    most = std::max (most, g);
                    before = std::max (before, gainFor (c, f, rate, false));
                    CHECK (comp->gain (f) <= mostBoost * 1.02);
                }
                CHECK (decibels (most / least) < 3.1);
                CHECK (most == Approx (1.0).epsilon (0.06));
                if (q > 3.0 && from < f0 && rate < 100'000.0) CHECK (before > 0.6 * q); // what there was to undo
            }
}

TEST_CASE ("zones of unlike actuators are equal within half a decibel, at any carrier that all of them can play")
{
    const double rate = 48'000.0, f0[] { 24.0, 31.0, 38.0, 52.0 }, q[] { 6.0, 3.0, 9.0, 4.0 };
    auto c = chairAt ({ { -9.0, 48.0 }, { 9.0, 48.0 }, { -9.0, 30.0 }, { 9.0, 30.0 } });
    double from = 0.0;
    for (std::size_t i = 0; i < 4; ++i)
    {
        c.actuators[i].resonance = f0[i];
        c.actuators[i].q = q[i];
        from = std::max (from, compensationOf (c.actuators[i])->flatFrom());
    }
    REQUIRE (from < 56.0);
    for (const double hertz : { 1.02 * from, 62.0, 78.0 })
    {
        double even[2] { 1e9, 0.0 }, plain[2] { 1e9, 0.0 };
        for (std::size_t only = 0; only < 4; ++only)
            for (const bool works : { true, false })
            {
                Mix mix (c, SampleRate (rate));
                Conditioner conditioner (c, SampleRate (rate));
                Shaker shaker (f0[only], q[only], rate);
                Contacts hands;
                hands.count = 1;
                hands.hand[0].weightBegin.fill (0.0f);
                hands.hand[0].weightBegin[only] = 1.0f;
                hands.hand[0].weightEnd = hands.hand[0].weightBegin;
                hands.hand[0].envelope.fill (1.0f);
                double sum = 0.0;
                TouchQuantum t;
                for (Frame f = 0; f < 48'000; f += quantum)
                {
                    const double a = static_cast<double> (f) / rate, b = static_cast<double> (f + quantum) / rate;
                    mix.begin();
                    mix.add (hands, { { 0.5, 0.5 }, { 1.0, 1.0 } }, hertz);
                    mix.finish ({ f, SampleRate (rate), { a, b }, {}, {}, false }, t);
                    if (works) conditioner.process (t);
                    for (int i = 0; i < quantum; ++i)
                        if (const double y = shaker (static_cast<double> (t.frame (i)[only])); f >= 24'000) sum += y * y;
                }
                auto& range = works ? even : plain;
                range[0] = std::min (range[0], std::sqrt (sum));
                range[1] = std::max (range[1], std::sqrt (sum));
            }
        INFO (hertz << " Hz: " << decibels (even[1] / even[0]) << " dB apart, without all this " << decibels (plain[1] / plain[0]));
        CHECK (decibels (even[1] / even[0]) < 0.5);
        if (hertz < 60.0) CHECK (decibels (plain[1] / plain[0]) > 3.0);
    }
}

TEST_CASE ("braked, a tap rings a third as long or less, and is as short as the guard lets it be")
{
    const double rate = 48'000.0;
    for (const double f0 : { 35.0, 45.0 })
        for (const double q : { 4.0, 6.0, 10.0 })
        {
            INFO (f0 << " Hz, q " << q);
            auto c = chairOf (f0, q);
            std::vector<double> x (static_cast<std::size_t> (rate));
            const auto n = static_cast<std::size_t> (0.018 * rate);
            for (std::size_t i = 0; i < n; ++i)
            {
                const double u = static_cast<double> (i) / static_cast<double> (n);
                x[i] = std::sin (math::pi * u) * std::sin (math::pi * u) * std::sin (2.0 * math::pi * (0.5 - u));
            }
            const double plain = rings (through (c, x, rate, false), rate), braked = rings (through (c, x, rate, true), rate);
            CHECK (braked < plain / 3.0 + 0.012);
            CHECK (braked < 0.060);
            Burst burst;
            for (std::size_t i = 0; i < n; i += 12) burst.push_back (x[i]);
            CHECK (*ringOf (burst, c.actuators[0], true) < 0.6 * *ringOf (burst, c.actuators[0], false));
            CHECK (*ringOf (burst, c.actuators[0], true) <= longestTap);
        }
}

TEST_CASE ("measured points give resonance and q, and what is left of them is evened out")
{
    for (const double f0 : { 30.0, 42.0, 55.0 })
        for (const double q : { 2.0, 5.0, 9.0 })
        {
            auto a = chairOf (f0, q).actuators[0];
            a.resonance.reset();
            a.q.reset();
            for (double f = 20.0; f <= 80.0; f += 4.0)
                a.response.push_back ({ f, 20.0 * std::log10 (gainOf ({ f0, q }, f)) - 37.0 + (static_cast<int> (f) % 8 == 0 ? 0.4 : -0.4) });
            const auto r = resonanceOf (a);
            REQUIRE (r.has_value());
            CHECK (r->hertz == Approx (f0).epsilon (0.03));
            CHECK (r->q == Approx (q).epsilon (0.15));
        }
    auto a = chairOf (40.0, 5.0).actuators[0];
    for (double f = 20.0; f <= 80.0; f += 5.0) a.response.push_back ({ f, 20.0 * std::log10 (gainOf ({ 40.0, 5.0 }, f)) + (f > 60.0 ? -4.0 : 0.0) });
    CHECK (evenness (a, resonanceOf (a), 75.0) / evenness (a, resonanceOf (a), 30.0) == Approx (math::amplitude (4.0)).epsilon (0.01));
    CHECK (evenness (chairOf (40.0, 5.0).actuators[0], std::nullopt, 40.0) == 1.0);
}

TEST_CASE ("of what nothing is known nothing is changed, and a narrow actuator keeps its resonance")
{
    const auto c = chairOf (40.0, 6.0);
    Conditioner conditioner (c, SampleRate (48'000.0));
    CHECK_FALSE (conditioner.idle());
    CHECK (Conditioner (chairAt ({ { 0.0, 40.0 } }), SampleRate (48'000.0)).idle());
    TouchQuantum t, was;
    const Stream random (3);
    for (std::uint64_t round = 0; round < 50; ++round)
    {
        for (std::size_t i = 0; i < t.at.size(); ++i) t.at[i] = static_cast<float> (random.sign (round * t.at.size() + i));
        was = t;
        conditioner.process (t);
        for (int i = 0; i < quantum; ++i) CHECK (std::memcmp (t.frame (i) + 1, was.frame (i) + 1, (maxLanes - 1) * sizeof (float)) == 0);
        CHECK (t.frame (5)[0] != was.frame (5)[0]);
    }
    auto narrow = chairOf (175.0, 20.0, 150.0, 235.0);
    CHECK_FALSE (compensationOf (narrow.actuators[0]).has_value());
}

TEST_CASE ("a chair file says what was measured, or is told what is wrong with it")
{
    const auto file = [] (const std::string& response) {
        return "chair: 1\ntitle: T\nactuators:\n  - { name: a, band: 20 Hz -> 80 Hz, response: " + response +
               " }\nzones:\n  - { name: z, actuator: a, at: { x: 0 cm, y: 40 cm } }\n";
    };
    const auto good = read (file ("[ 20 Hz -9 dB, 30 Hz -2.5 dB, 40 Hz 8 dB, 60 Hz 1 dB ]"));
    REQUIRE (good.actuators[0].response.size() == 4);
    CHECK (good.actuators[0].response[1] == ResponsePoint { 30.0, -2.5 });
    for (const auto& [text, why] : { std::pair { "[ 20 Hz, 30 Hz 1 dB ]", "\"20 Hz\" is not a frequency and its level; write [ 20 Hz -9 dB" },
                                     std::pair { "[ 30 Hz 1 dB, 20 Hz 1 dB ]", "\"20 Hz 1 dB\" comes after a higher frequency" },
                                     std::pair { "[ 30 Hz 100 dB ]", "\"30 Hz 100 dB\" is out of range" }, std::pair { "loud", "\"response\" is a list" } })
        CHECK_THROWS_WITH (read (file (text)), Catch::Contains (why));
}

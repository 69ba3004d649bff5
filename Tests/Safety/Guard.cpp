#include "Catch.h"

#include <complex>
#include <cstring>
#include <limits>

#include "Body.h"
#include "Safety/GuardLanes.h"

using namespace body;

namespace
{
// A stroke as sessions have them: 60 Hz at A100 (6 dB below the ceiling) under a slow swell, wandering over the actuators.
float stroke (Frame n, int lane, double rate)
{
    const double t = static_cast<double> (n) / rate, swell = 0.5 - 0.5 * std::cos (tau * t / 8.0);
    return static_cast<float> (0.25 * swell * (0.6 + 0.4 * std::sin (tau * t / 8.0 + lane)) * std::sin (tau * 60.0 * t));
}

// One random hostile life of a guard; true when every sample was finite and within its ceiling, and padding was zero.
bool survives (std::uint64_t seed, int quanta)
{
    const Stream dice (seed);
    const double rates[] { 8'000.0, 44'100.0, 48'000.0, 96'000.0, 192'000.0 };
    safety::Limits l;
    l.actuators = static_cast<int> (dice.bits (0) % 17);
    for (std::size_t k = 0; k < maxLanes; ++k)
    {
        const Stream d = dice.child (k);
        l.peak[k] = d.unit (0) < 0.1 ? 0.0f : static_cast<float> (d.unit (1));
        l.rms[k] = static_cast<float> (d.unit (2));
        l.highpass[k] = d.unit (3) * 60.0;
        l.lowpass[k] = d.unit (4) * 400.0;
        l.surface[k] = static_cast<int> (d.bits (5) % 10) - 1;
    }
    safety::BodyMemory memory; // hot
    safety::Guard guard (l, SampleRate { rates[dice.bits (1) % 5] }, memory);
    const FlushDenormals flush;
    std::array<float, quantum> after;
    float gain = 1.0f, drift = 0.0f;
    const float odd[] { std::numeric_limits<float>::quiet_NaN(),
                        std::numeric_limits<float>::infinity(),
                        -std::numeric_limits<float>::infinity(),
                        1e30f,
                        -1e30f,
                        1e-42f,
                        63.0f,
                        1.0f };
    for (int n = 0; n < quanta; ++n)
    {
        const Stream d = dice.child ("quantum").child (static_cast<std::uint64_t> (n));
        if (d.unit (0) < 0.1) gain = static_cast<float> (std::pow (10.0, 3.0 * d.sign (1)));
        if (d.unit (2) < 0.05) drift = static_cast<float> (d.sign (3));
        TouchQuantum q;
        for (std::size_t i = 0; i < q.at.size(); ++i) q.at[i] = drift + gain * static_cast<float> (d.sign (10 + i));
        if (d.unit (4) < 0.02) q.at[d.bits (5) % q.at.size()] = odd[d.bits (6) % 8];
        if (d.unit (7) < 0.01)
        {
            std::vector<TouchQuantum> many (32, q);
            guard.prime (many.data(), 32);
        }
        for (std::size_t i = 0; i < quantum; ++i) after[i] = d.unit (8) < 0.5 ? 1.0f : static_cast<float> (d.unit (1000 + i));
        guard.process (q, after);
        for (int i = 0; i < quantum; ++i)
            for (int k = 0; k < maxLanes; ++k)
            {
                const float x = q.frame (i)[k], most = k < l.actuators ? l.peak[static_cast<std::size_t> (k)] : 0.0f;
                if (! (std::abs (x) <= most)) return false; // NaN too
            }
    }
    return true;
}
} // namespace

TEST_CASE ("no sample leaves above its ceiling, whatever comes in")
{
    for (std::uint64_t seed = 0; seed < 60; ++seed)
    {
        INFO (seed);
        REQUIRE (survives (seed, 200));
    }
}

TEST_CASE ("no sample leaves above its ceiling in ten thousand lives", "[.all]")
{
    for (std::uint64_t seed = 1000; seed < 11'000; ++seed)
    {
        INFO (seed);
        REQUIRE (survives (seed, 400));
    }
}

TEST_CASE ("a calm signal passes the guard as filter and delay alone, bit for bit")
{
    for (const double rate : { 44'100.0, 48'000.0, 96'000.0, 192'000.0 })
    {
        Guarded g (limits (8), rate);
        safety::LaneFilters filters;
        for (std::size_t k = 0; k < 8; ++k) filters.tune (k, Hertz { 20.0 }, Hertz { 250.0 }, SampleRate { rate });

        const FlushDenormals flush;
        const auto ahead = static_cast<std::size_t> (lookAheadFrames (SampleRate { rate }));
        std::vector<float> expected (ahead * 8, 0.0f), got;
        const Signal in = [rate] (Frame n, int lane) { return 0.125f * stroke (n, lane, rate); }; // below -24 dB re ceiling from the start
        g.run (1.0, in, [&] (Frame n, const TouchQuantum& out) {
            TouchQuantum q;
            g.fill (q, n, in);
            safety::EightLanes y;
            safety::Heard heard;
            safety::filterLanes (filters, q.frame (0), y, heard);
            expected.insert (expected.end(), y.at.begin(), y.at.end());
            for (int i = 0; i < quantum; ++i) got.insert (got.end(), out.frame (i), out.frame (i) + 8);
            for (std::size_t k = 0; k < 8; ++k)
                if (g.guard.meters().gain[k] != 1.0f || g.guard.meters().bound[k] != safety::Bound::none) FAIL ("held at " << n);
        });
        expected.resize (got.size());
        CHECK (std::memcmp (expected.data(), got.data(), got.size() * sizeof (float)) == 0);
        CHECK (peakOf (got, 0, got.size()) > 0.004);
    }
}

TEST_CASE ("the guard is silent on strokes after its first ten seconds, at every strength")
{
    for (const double strength : { 0.5, 1.9 })
    {
        Guarded g (limits (3), 48'000.0);
        const Signal in = [strength] (Frame n, int lane) { return static_cast<float> (strength) * stroke (n, lane, 48'000.0); };
        g.run (10.0, in);
        int held = 0;
        g.run (20.0, in, [&] (Frame, const TouchQuantum&) {
            for (float gain : g.guard.meters().gain) held += gain != 1.0f;
        });
        CHECK (held == 0);
    }
}

TEST_CASE ("both filters are Butterworth of the fourth order down to 10 Hz at 192 kHz")
{
    for (const double rate : { 44'100.0, 192'000.0 })
    {
        auto l = limits (1);
        l.highpass[0] = 10.0;
        l.lowpass[0] = 120.0;
        Guarded g (l, rate);
        // An impulse so small that nothing holds it back; what it leaves behind, at every frequency.
        const auto answer = g.record (2.0, [] (Frame n, int) { return n == 0 ? 1.0f : 0.0f; });
        const double lag = lookAheadFrames (SampleRate { rate });
        for (const double f : { 5.0, 10.0, 14.0, 20.0, 40.0, 80.0, 120.0, 180.0, 250.0 })
        {
            std::complex<double> sum;
            for (std::size_t n = 0; n < answer.size(); ++n)
                sum += static_cast<double> (answer[n]) * std::polar (1.0, -tau * f * (static_cast<double> (n) - lag) / rate);
            const double expected = 1.0 / std::sqrt ((1.0 + std::pow (10.0 / f, 8.0)) * (1.0 + std::pow (f / 120.0, 8.0)));
            INFO (rate << " " << f);
            CHECK (20.0 * std::log10 (std::abs (sum) / expected) == Approx (0.0).margin (0.02));
        }
    }
}

TEST_CASE ("actuators of one surface are held back together, those of another not at all")
{
    auto l = limits (3);
    l.surface = { 0, 0, 1 };
    Guarded g (l, 48'000.0);
    const Signal in = [] (Frame n, int lane) {
        return static_cast<float> ((lane == 0 ? 1.5 : 0.02) * std::sin (tau * 60.0 * static_cast<double> (n) / 48'000.0));
    };
    g.run (6.0, in);
    std::vector<float> out[3];
    g.run (1.0, in, [&] (Frame, const TouchQuantum& q) {
        for (int i = 0; i < quantum; ++i)
            for (int k = 0; k < 3; ++k) out[k].push_back (q.frame (i)[k]);
    });
    CHECK (peakOf (out[0], 0, 48'000) <= 0.5);
    CHECK (peakOf (out[0], 0, 48'000) > 0.49);
    CHECK (peakOf (out[1], 0, 48'000) == Approx (0.02 / 3.0).epsilon (0.03));
    CHECK (peakOf (out[2], 0, 48'000) == Approx (0.02).epsilon (0.02));
    CHECK (g.guard.meters().bound[0] == safety::Bound::peak);
    CHECK (g.guard.meters().bound[2] == safety::Bound::none);
    CHECK (g.guard.meters().gain[1] == g.guard.meters().gain[0]);
    CHECK (g.guard.meters().rms30ms[0] == Approx (0.3536).epsilon (0.05));
}

TEST_CASE ("the ceiling is kept by gain, not by clipping")
{
    Guarded g (limits (1), 48'000.0);
    // A level that leaps between 0 and 12 dB above the ceiling in every 150 ms.
    const Signal in = [] (Frame n, int) {
        const double level = 0.5 + 1.5 * Stream (5).unit (static_cast<std::uint64_t> (n / 7200));
        return static_cast<float> (level * std::sin (tau * 50.0 * static_cast<double> (n) / 48'000.0));
    };
    const auto out = g.record (12.0, in);
    int flat = 0;
    for (std::size_t n = 1; n < out.size(); ++n) flat += std::abs (out[n]) >= 0.4999995f && out[n] == out[n - 1];
    CHECK (flat == 0);
    CHECK (peakOf (out, out.size() / 2, out.size()) > 0.4);
}

TEST_CASE ("behind every gain stands a clamp: exactly the ceiling, to both sides, lane by lane")
{
    safety::EightLanes in;
    safety::Emission e {};
    std::array<float, quantum> after;
    after.fill (1.0f);
    for (const float gain : { 1.0f, 0.75f })
    {
        e.begin.fill (gain);
        e.end.fill (gain);
        for (std::size_t k = 0; k < 8; ++k) e.ceiling[k] = 0.1f * static_cast<float> (k);
        for (std::size_t i = 0; i < in.at.size(); ++i) in.at[i] = i / 8 % 2 == 0 ? 50.0f : -50.0f;
        TouchQuantum out;
        safety::Heard heard;
        safety::emitLanes (in, e, after, out.frame (0), heard);
        for (int i = 0; i < quantum; ++i)
            for (std::size_t k = 0; k < 8; ++k) CHECK (out.frame (i)[k] == (i % 2 == 0 ? e.ceiling[k] : -e.ceiling[k]));
        CHECK (heard.peak[7] == e.ceiling[7]);
    }
}

TEST_CASE ("after the look-ahead, arming and stop act in the same frame")
{
    Guarded g (limits (2), 48'000.0);
    const auto in = sine (0.02, 60.0, 48'000.0);
    Guarded reference (limits (2), 48'000.0);
    g.run (0.5, in);
    reference.run (0.5, in);
    for (std::size_t i = 0; i < quantum; ++i) g.after[i] = i < 10 ? 1.0f : i < 20 ? 0.5f : 0.0f;
    const auto out = g.record (32.0 / 48'000.0, in), whole = reference.record (32.0 / 48'000.0, in);
    for (std::size_t i = 0; i < quantum; ++i) CHECK (out[i] == whole[i] * g.after[i]);
}

TEST_CASE ("both instruction sets give the same bytes")
{
    std::vector<float> all[2];
    for (const bool wide : { false, true })
    {
        simd::allowWide (wide);
        auto l = limits (11);
        for (std::size_t k = 0; k < 11; ++k)
        {
            l.surface[k] = static_cast<int> (k % 3);
            l.lowpass[k] = 80.0 + 10.0 * static_cast<double> (k);
            l.rms[k] = 0.2f;
        }
        Guarded g (l, 44'100.0);
        const Signal in = [] (Frame n, int lane) { return n == 60'000 && lane == 4 ? 1e9f : stroke (n, lane, 44'100.0) * (lane == 2 ? 9.0f : 1.0f); };
        g.run (4.0, in, [&] (Frame, const TouchQuantum& q) {
            all[wide].insert (all[wide].end(), q.at.begin(), q.at.end());
            for (float m : g.guard.meters().rms30ms) all[wide].push_back (m);
        });
    }
    simd::allowWide (true);
    CHECK (std::memcmp (all[0].data(), all[1].data(), all[0].size() * sizeof (float)) == 0);
}

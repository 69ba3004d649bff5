#include "Catch.h"

#include <limits>

#include "Body.h"

using namespace body;

namespace
{
double decibels (double x) { return 20.0 * std::log10 (x); }

// A sine that sets in over 60 ms, so that the filters do not overshoot: their overshoot would be held for a second.
Signal onset (double amplitude, double hertz, double rate, Frame from = 0)
{
    return [=] (Frame n, int) {
        const double t = static_cast<double> (n - from) / rate, fade = t >= 0.06 ? 1.0 : 0.5 - 0.5 * std::cos (tau * t / 0.12);
        return static_cast<float> (amplitude * fade * std::sin (tau * hertz * t));
    };
}

// Re ceiling, over 50 ms from a time.
double levelAt (const std::vector<float>& x, double seconds, double rate)
{
    const auto from = static_cast<std::size_t> (seconds * rate);
    return decibels (peakOf (x, from, from + static_cast<std::size_t> (0.05 * rate)) / 0.5);
}
} // namespace

TEST_CASE ("the permitted level starts at -24 dB and rises by 6 dB a second up to the ceiling")
{
    Guarded g (limits (2), 48'000.0);
    const auto out = g.record (6.0, onset (0.5, 60.0, 48'000.0));
    CHECK (levelAt (out, 0.05, 48'000.0) == Approx (-23.5).margin (0.5));
    for (double t = 0.5; t < 4.0; t += 0.5) CHECK (levelAt (out, t, 48'000.0) == Approx (-24.0 + 6.0 * (t + 0.04)).margin (0.3));
    CHECK (levelAt (out, 4.5, 48'000.0) == Approx (0.0).margin (0.05));
    CHECK (g.guard.meters().gain[0] == 1.0f);
}

TEST_CASE ("in silence the permitted level falls by 0.1 dB a second, and never below -24 dB")
{
    const double rate = 8'000.0; // minutes pass sooner
    const auto in = sine (0.5, 60.0, rate);
    for (const double silence : { 2.0, 61.0, 121.0, 400.0 })
    {
        Guarded g (limits (1), rate);
        g.run (6.0, in);
        g.run (silence, nothing);
        const auto out = g.record (0.2, onset (0.5, 60.0, rate, g.frame));
        const double expected = std::max (-24.0, -0.1 * (silence - 1.0));
        INFO (silence);
        CHECK (levelAt (out, 0.1, rate) == Approx (expected + 0.5).margin (0.5)); // it rises again meanwhile
    }
}

TEST_CASE ("a sudden leap is let in by 6 dB a second from 3 dB above what was felt before")
{
    Guarded g (limits (1), 48'000.0);
    g.run (20.0, sine (0.05, 60.0, 48'000.0)); // 20 dB below the ceiling
    const auto out = g.record (4.0, onset (0.5, 60.0, 48'000.0, g.frame));
    CHECK (levelAt (out, 0.1, 48'000.0) == Approx (-16.2).margin (0.4));
    for (double t = 0.5; t < 2.5; t += 0.5) CHECK (levelAt (out, t, 48'000.0) == Approx (-17.0 + 6.0 * (t + 0.04)).margin (0.3));
    CHECK (levelAt (out, 3.5, 48'000.0) == Approx (0.0).margin (0.05));
}

TEST_CASE ("taps pass unshaped once their level is known, however unlike each other by up to 3 dB")
{
    Guarded g (limits (1), 48'000.0);
    const Signal taps = [] (Frame n, int) {
        const Frame tap = n / 12'000, within = n % 12'000; // 4 a second, 30 ms
        if (within >= 1440) return 0.0f;
        const double level = 0.25 * (0.72 + 0.28 * Stream (3).unit (static_cast<std::uint64_t> (tap)));
        return static_cast<float> (level * 0.5 * (1.0 - std::cos (tau * static_cast<double> (within) / 1440.0)) *
                                   std::sin (tau * 60.0 * static_cast<double> (within) / 48'000.0));
    };
    g.run (10.0, taps);
    int held = 0;
    g.run (20.0, taps, [&] (Frame, const TouchQuantum&) { held += g.guard.meters().gain[0] != 1.0f; });
    CHECK (held == 0);
}

TEST_CASE ("no second exceeds the greatest rms by more than one percent, and steady overload settles near it")
{
    const double rate = 48'000.0;
    auto l = limits (1);
    l.rms[0] = 0.15f;
    const Stream dice (11);
    const Signal inputs[] {
        sine (0.5, 60.0, rate),
        sine (0.4, 23.0, rate),
        [&] (Frame n, int) { return n / 24'000 % 2 == 0 ? 0.49f * static_cast<float> (std::sin (tau * 60.0 * static_cast<double> (n) / rate)) : 0.0f; },
        [&] (Frame n, int) {
            return static_cast<float> (0.7 * dice.unit (static_cast<std::uint64_t> (n / 9'000)) * std::sin (tau * 80.0 * static_cast<double> (n) / rate));
        },
        [&] (Frame n, int) { return n / 400 % 2 == 0 ? 0.45f : -0.45f; },
        [&] (Frame n, int) {
            return n % 60'000 < 2'400 ? 0.5f * static_cast<float> (std::sin (tau * 100.0 * static_cast<double> (n) / rate))
                                      : 0.13f * static_cast<float> (std::sin (tau * 50.0 * static_cast<double> (n) / rate));
        },
    };
    for (const auto& in : inputs)
    {
        Guarded g (l, rate);
        g.run (6.0, sine (0.2, 60.0, rate)); // the permitted level opens
        const auto out = g.record (8.0, in);
        INFO (&in - inputs);
        CHECK (greatestSecond (out, rate) <= 0.15 * 1.01);
        if (&in - inputs < 2)
        {
            const std::vector<float> settled (out.end() - 96'000, out.end());
            CHECK (greatestSecond (settled, rate) > 0.15 * 0.985);
            CHECK (g.guard.meters().bound[0] == safety::Bound::rms);
        }
    }
}

TEST_CASE ("a sudden overload is held back in one step: no deep dip within its first second")
{
    const double rate = 48'000.0;
    struct Case
    {
        double level, hertz, limit, deepest;
    }; // deepest: dB below where it settles
    for (const Case& c : { Case { 0.5, 60.0, 0.25, 1.6 }, Case { 0.5, 40.0, 0.25, 1.6 }, Case { 0.4, 23.0, 0.15, 3.2 }, Case { 0.5, 60.0, 0.15, 3.4 } })
    {
        auto l = limits (1);
        l.rms[0] = static_cast<float> (c.limit);
        Guarded g (l, rate);
        g.run (30.0, [&] (Frame n, int) {
            return n % 48'000 < 1'440 ? static_cast<float> (c.level * std::sin (tau * c.hertz * static_cast<double> (n) / rate)) : 0.0f;
        }); // the permitted level opens
        g.run (3.0, [] (Frame, int) { return 0.0f; });
        double least = 1.0, last = 1.0;
        g.run (6.0, sine (c.level, c.hertz, rate), [&] (Frame, const TouchQuantum&) {
            last = static_cast<double> (g.guard.meters().gain[0]);
            least = std::min (least, last);
        });
        INFO (c.level << " at " << c.hertz << " Hz against " << c.limit << ": " << 20.0 * std::log10 (least) << " dB, settled " << 20.0 * std::log10 (last));
        CHECK (20.0 * std::log10 (least / last) > -c.deepest);
        CHECK (last < 1.0);
    }
}

TEST_CASE ("a sine at the greatest rms, and bursts that spend no more, are left exactly alone")
{
    const double rate = 48'000.0;
    auto l = limits (1);
    l.rms[0] = 0.1f;
    const Signal inputs[] {
        sine (0.1 * std::sqrt (2.0), 30.0, rate),
        sine (0.1 * std::sqrt (2.0), 77.0, rate),
        [&] (Frame n, int) { return n % 12'000 < 1'440 ? static_cast<float> (0.35 * std::sin (tau * 60.0 * static_cast<double> (n) / rate)) : 0.0f; },
    };
    for (const auto& in : inputs)
    {
        Guarded g (l, rate);
        g.run (8.0, in);
        int held = 0;
        g.run (6.0, in, [&] (Frame, const TouchQuantum&) { held += g.guard.meters().gain[0] != 1.0f; });
        INFO (&in - inputs);
        CHECK (held == 0);
    }
}

TEST_CASE ("the gain never leaps: no quantum changes it by more than a look-ahead's share")
{
    auto l = limits (1);
    l.rms[0] = 0.15f;
    Guarded g (l, 48'000.0);
    const Stream dice (4);
    float before = 1.0f, most = 0.0f;
    g.run (
        20.0,
        [&] (Frame n, int) {
            return static_cast<float> (2.0 * dice.unit (static_cast<std::uint64_t> (n / 5'000)) * std::sin (tau * 60.0 * static_cast<double> (n) / 48'000.0));
        },
        [&] (Frame, const TouchQuantum&) {
            const float now = g.guard.meters().gain[0];
            most = std::max (most, std::abs (now - before));
            before = now;
        });
    CHECK (most < 0.25f); // a full raised cosine over 8 quanta is at most 0.222 each
    CHECK (most > 0.001f);
}

TEST_CASE ("a wild lane is silent at once, its neighbours feel nothing, and it comes back over three seconds")
{
    for (const float wild : { std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1e30f, 65.0f })
    {
        Guarded g (limits (10), 48'000.0), calm (limits (10), 48'000.0);
        const auto in = sine (0.02, 60.0, 48'000.0);
        g.run (1.0, in);
        calm.run (1.0, in);
        const Frame at = g.frame + 7;
        const Signal broken = [&] (Frame n, int lane) { return n == at && lane == 9 ? wild : in (n, lane); };
        std::vector<float> other, lane9, reference;
        g.run (5.0, broken, [&] (Frame n, const TouchQuantum& q) {
            for (int i = 0; i < quantum; ++i)
            {
                other.push_back (q.frame (i)[2]);
                lane9.push_back (q.frame (i)[9]);
            }
            if (n == 48'000) CHECK (g.guard.meters().bound[9] == safety::Bound::sanitised);
        });
        calm.run (5.0, in, [&] (Frame, const TouchQuantum& q) {
            for (int i = 0; i < quantum; ++i) reference.push_back (q.frame (i)[9]);
        });
        CHECK (peakOf (lane9, 0, 32) == 0.0);
        for (double t = 0.5; t < 3.0; t += 0.5)
        {
            const auto from = static_cast<std::size_t> (t * 48'000.0);
            CHECK (peakOf (lane9, from, from + 2'400) == Approx (0.02 * (t + 0.045) / 3.0).epsilon (0.06));
        }
        CHECK (peakOf (lane9, 0, 4'800) < 0.001);
        double difference = 0.0, neighbour = 0.0;
        for (std::size_t n = 200'000; n < lane9.size(); ++n) difference = std::max (difference, static_cast<double> (std::abs (lane9[n] - reference[n])));
        for (std::size_t n = 0; n < other.size(); ++n) neighbour = std::max (neighbour, static_cast<double> (std::abs (other[n] - reference[n])));
        CHECK (difference < 1e-6);
        CHECK (neighbour == 0.0);
        CHECK (g.guard.meters().bound[9] == safety::Bound::none);
    }
}

TEST_CASE ("a jump fills the look-ahead, so that its first frame comes out first, and forgets the place before")
{
    Guarded g (limits (2), 48'000.0), straight (limits (2), 48'000.0);
    const auto in = sine (0.02, 60.0, 48'000.0);
    g.run (2.0, sine (0.02, 111.0, 48'000.0));
    std::vector<TouchQuantum> first (8);
    for (int i = 0; i < 8; ++i) g.fill (first[static_cast<std::size_t> (i)], i * quantum, in);
    g.guard.prime (first.data(), 8);
    g.frame = 8 * quantum;
    const auto after = g.record (0.2, in);
    auto whole = straight.record (0.2 + 256.0 / 48'000.0, in);
    whole.erase (whole.begin(), whole.begin() + 256);
    whole.resize (after.size());
    CHECK (after == whole);
}

TEST_CASE ("level memory outlives jumps: neither the permitted level nor a spent second is renewed by jumping about")
{
    const double rate = 48'000.0;
    std::vector<TouchQuantum> quiet (8);
    for (auto& q : quiet) q.clear();

    Guarded open (limits (1), rate);
    open.run (6.0, sine (0.5, 60.0, rate));
    open.guard.prime (quiet.data(), 8);
    CHECK (levelAt (open.record (0.2, onset (0.5, 60.0, rate, open.frame)), 0.1, rate) > -0.1);

    auto l = limits (1);
    l.rms[0] = 0.1f;
    Guarded g (l, rate);
    g.run (6.0, sine (0.14, 60.0, rate));
    std::vector<float> out;
    const auto loud = sine (0.5, 60.0, rate);
    for (int jump = 0; jump < 300; ++jump) // each would wash 5 ms of a second away
    {
        std::vector<TouchQuantum> next (8);
        for (int i = 0; i < 8; ++i) g.fill (next[static_cast<std::size_t> (i)], g.frame + i * quantum, loud);
        g.guard.prime (next.data(), 8);
        g.frame += 256;
        const auto part = g.record (0.01, loud);
        out.insert (out.end(), part.begin(), part.end());
    }
    CHECK (greatestSecond (out, rate) <= 0.101);

    Guarded still (l, rate); // hundreds of jumps within one moment are no rest
    still.run (6.0, sine (0.14, 60.0, rate));
    out = still.record (2.0, loud);
    for (int jump = 0; jump < 300; ++jump) still.guard.prime (quiet.data(), 8);
    const auto more = still.record (1.0, loud);
    out.insert (out.end(), more.begin(), more.end());
    CHECK (greatestSecond (out, rate) <= 0.101);

    Guarded shut (limits (1), rate);
    for (int jump = 0; jump < 2'000; ++jump)
    {
        std::vector<TouchQuantum> next (8);
        for (int i = 0; i < 8; ++i) shut.fill (next[static_cast<std::size_t> (i)], i * quantum, loud);
        shut.guard.prime (next.data(), 8);
    }
    CHECK (levelAt (shut.record (0.2, loud), 0.02, rate) < -22.0);
}

TEST_CASE ("dead limits mean silence: no ceiling, no rms, no actuators")
{
    auto l = limits (4);
    l.peak[1] = 0.0f;
    l.rms[2] = 0.0f;
    l.peak[3] = std::numeric_limits<float>::quiet_NaN();
    Guarded g (l, 48'000.0);
    double most[4] {};
    g.run (1.0, sine (0.02, 60.0, 48'000.0), [&] (Frame, const TouchQuantum& q) {
        for (int i = 0; i < quantum; ++i)
            for (int k = 0; k < 4; ++k) most[k] = std::max (most[k], static_cast<double> (std::abs (q.frame (i)[k])));
    });
    CHECK (most[0] > 0.01);
    CHECK ((most[1] == 0.0 && most[2] == 0.0 && most[3] == 0.0));

    Guarded none (limits (0), 48'000.0);
    TouchQuantum q;
    q.at.fill (0.5f);
    none.guard.process (q, none.after);
    CHECK (*std::max_element (q.at.begin(), q.at.end()) == 0.0f);
}

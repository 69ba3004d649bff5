#include "Catch.h"

#include <csignal>
#include <thread>
#include <vector>

#include "Body.h"

using namespace body;
using safety::Interlock;

namespace
{
constexpr double rate = 48'000.0;

std::vector<float> run (Interlock& lock, double seconds)
{
    std::vector<float> all;
    for (double t = 0.0; t < seconds; t += quantum / rate)
    {
        std::array<float, quantum> gain;
        lock.advance (gain);
        all.insert (all.end(), gain.begin(), gain.end());
    }
    return all;
}

float greatestStep (const std::vector<float>& g)
{
    float most = 0.0f;
    for (std::size_t i = 1; i < g.size(); ++i) most = std::max (most, std::abs (g[i] - g[i - 1]));
    return most;
}
bool rising (const std::vector<float>& g) { return std::is_sorted (g.begin(), g.end()); }
bool silent (const std::vector<float>& g)
{
    return std::all_of (g.begin(), g.end(), [] (float x) { return x == 0.0f; });
}
bool full (const std::vector<float>& g)
{
    return std::all_of (g.begin(), g.end(), [] (float x) { return x == 1.0f; });
}

Interlock* handled = nullptr;
} // namespace

TEST_CASE ("nothing flows before arming, and nothing but arm() arms")
{
    Interlock lock (SampleRate { rate });
    CHECK (silent (run (lock, 1.0)));
    lock.gap (Seconds { 1.0 });
    lock.disarm();
    CHECK (silent (run (lock, 1.0)));
    lock.latch().stop();
    CHECK (silent (run (lock, 1.0)));
    CHECK (lock.state() == Interlock::State::unarmed);
}

TEST_CASE ("the first arming takes 30 s, in steps of at most 0.1 percent a millisecond, and ends at exactly 1")
{
    Interlock lock (SampleRate { rate });
    CHECK (lock.arm());
    const auto g = run (lock, 31.0);
    CHECK (g[0] == 0.0f);
    CHECK (rising (g));
    for (std::size_t i = 48; i < g.size(); ++i)
        if (g[i] - g[i - 48] > 0.001f) FAIL ("too steep at " << i);
    for (std::size_t n : { 1u, 31u, 48'000u, 720'000u, 1'439'999u, 1'440'000u }) CHECK (g[n] == Interlock::armingGain (static_cast<double> (n) / rate, true));
    CHECK (g[1'439'999] < 1.0f);
    CHECK (full ({ g.begin() + 1'440'000, g.end() }));
    CHECK (lock.state() == Interlock::State::armed);
}

TEST_CASE ("arming again within ten minutes takes 3 s; later it is cold again")
{
    for (const double rest : { 1.0, 599.0, 601.0 })
    {
        Interlock lock (SampleRate { rate });
        lock.arm();
        run (lock, 31.0);
        lock.disarm();
        run (lock, rest);
        CHECK (lock.arm());
        const auto g = run (lock, 31.0);
        const std::size_t length = rest < 600.0 ? 144'000 : 1'440'000;
        INFO (rest);
        CHECK (rising (g));
        CHECK (g[length - 1] < 1.0f);
        CHECK (full ({ g.begin() + static_cast<std::ptrdiff_t> (length), g.end() }));
        if (rest < 600.0)
            for (std::size_t i = 48; i < g.size(); ++i)
                if (g[i] - g[i - 48] > 0.01f) FAIL ("too steep at " << i);
    }
}

TEST_CASE ("a cold arming that was cut short is cold again: stop and arm is no way around it")
{
    Interlock lock (SampleRate { rate });
    lock.arm();
    run (lock, 5.0);
    lock.latch().stop();
    run (lock, 0.1);
    CHECK (lock.arm());
    const auto stopped = run (lock, 4.0);
    CHECK (stopped.back() == Approx (4.0 / 30.0).epsilon (0.01));
    lock.gap (Seconds { 0.5 });
    CHECK (run (lock, 4.1).back() == Approx (4.0 / 30.0).epsilon (0.01));
}

TEST_CASE ("stop goes down to exactly zero in 20 ms from wherever the gain stands, and stays until armed")
{
    for (const double armedFor : { 0.5, 15.0, 31.0 })
    {
        Interlock lock (SampleRate { rate });
        lock.arm();
        const float before = run (lock, armedFor).back();
        lock.latch().stop();
        const auto g = run (lock, 2.0);
        CHECK (g[0] <= before);
        CHECK (std::is_sorted (g.rbegin(), g.rend()));
        CHECK (silent ({ g.begin() + 959, g.end() }));
        CHECK (g[480] == Approx (before * 0.5f).epsilon (0.01));
        CHECK (greatestStep (g) < 0.0016f);
        CHECK (lock.stopped());
        CHECK (lock.state() == Interlock::State::unarmed);
        CHECK (lock.arm());
        CHECK (! lock.stopped());
        CHECK (run (lock, 1.0).back() > 0.0f);
    }
}

TEST_CASE ("arming is refused while a stop or a disarm is pending or ramping")
{
    Interlock lock (SampleRate { rate });
    lock.arm();
    run (lock, 31.0);
    lock.latch().stop();
    CHECK (! lock.arm()); // audio has not seen it yet
    run (lock, 0.01);
    CHECK (lock.state() == Interlock::State::stopping);
    CHECK (! lock.arm());
    run (lock, 0.02);
    CHECK (lock.arm());
    run (lock, 4.0);
    CHECK (lock.state() == Interlock::State::armed);
    lock.disarm();
    CHECK (! lock.arm());
    run (lock, 0.01);
    CHECK (! lock.arm());
    run (lock, 0.02);
    CHECK (! lock.stopped()); // no alarm
    CHECK (lock.arm());
}

TEST_CASE ("a stop that comes after arm() is never swallowed by it")
{
    Interlock lock (SampleRate { rate });
    CHECK (lock.arm());
    lock.latch().stop(); // before audio has seen the arming
    CHECK (silent (run (lock, 1.0)));
    CHECK (lock.stopped());
    lock.latch().stop();
    CHECK (lock.arm());
    CHECK (run (lock, 1.0).back() > 0.0f);
}

TEST_CASE ("a gap over 100 ms: a block of zeros, then the warm ramp; over 5 s it asks")
{
    Interlock lock (SampleRate { rate });
    lock.arm();
    run (lock, 31.0);
    lock.gap (Seconds { 0.09 });
    CHECK (full (run (lock, 0.1)));

    lock.gap (Seconds { 0.11 });
    const auto g = run (lock, 4.0);
    CHECK (silent ({ g.begin(), g.begin() + 4'096 }));
    CHECK (rising (g));
    CHECK (g[4'800 + 72'000] == Approx (0.5f));
    CHECK (full ({ g.begin() + 4'800 + 144'000, g.end() }));

    lock.gap (Seconds { 5.1 });
    CHECK (lock.state() == Interlock::State::unarmed);
    CHECK (silent (run (lock, 4.0)));
    CHECK (! lock.stopped());

    // Time that passed in a gap counts as rest.
    lock.gap (Seconds { 700.0 });
    lock.arm();
    CHECK (run (lock, 15.0).back() == Approx (0.5f).epsilon (0.01));

    // In the middle of a stop a gap ends it.
    lock.latch().stop();
    run (lock, 0.005);
    lock.gap (Seconds { 0.2 });
    CHECK (silent (run (lock, 4.0)));
    for (const double nonsense : { -1.0, std::nan (""), 1e300, HUGE_VAL }) lock.gap (Seconds { nonsense });
    CHECK (silent (run (lock, 0.1)));
}

TEST_CASE ("offline gain is 1 from the first frame; stop still stops")
{
    Interlock lock (SampleRate { rate }, Interlock::Offline {});
    CHECK (lock.state() == Interlock::State::armed);
    CHECK (full (run (lock, 1.0)));
    lock.latch().stop();
    CHECK (run (lock, 0.1).back() == 0.0f);
}

TEST_CASE ("the arming gain is monotone and safe for any number")
{
    CHECK (Interlock::armingGain (std::nan (""), true) == 0.0f);
    CHECK (Interlock::armingGain (-1.0, false) == 0.0f);
    CHECK (Interlock::armingGain (HUGE_VAL, true) == 1.0f);
    CHECK (Interlock::armingGain (30.0, true) == 1.0f);
    CHECK (Interlock::armingGain (3.0, false) == 1.0f);
    CHECK (Interlock::armingGain (15.0, true) == 0.5f);
}

TEST_CASE ("a signal handler may stop, and touch at its full level is below -80 dBFS 20 ms later")
{
    Interlock lock (SampleRate { rate });
    auto l = limits (1);
    l.peak[0] = 1.0f;
    l.rms[0] = 0.7072f;
    Guarded g (l, rate);
    const auto in = sine (1.0, 60.0, rate);
    lock.arm();
    for (int i = 0; i < 31 * 1'500; ++i)
    {
        lock.advance (g.after);
        g.run (quantum / rate, in);
    }
    CHECK (peakOf (g.record (0.1, in), 0, 4'800) > 0.99);

    handled = &lock;
    std::signal (SIGUSR1, [] (int) { handled->latch().stop(); });
    std::raise (SIGUSR1);
    std::signal (SIGUSR1, SIG_DFL);

    std::vector<float> out;
    for (int i = 0; i < 60; ++i)
    {
        lock.advance (g.after);
        const auto part = g.record (quantum / rate, in);
        out.insert (out.end(), part.begin(), part.end());
    }
    CHECK (peakOf (out, 0, 480) > 0.5);
    CHECK (peakOf (out, 960, out.size()) == 0.0);
    CHECK (greatestStep (out) < 0.02f);
}

TEST_CASE ("stop wins over any number of threads that arm, disarm and stop at once")
{
    Interlock lock (SampleRate { rate });
    std::atomic<bool> done { false };
    std::thread audio ([&] {
        std::array<float, quantum> gain;
        while (! done.load()) lock.advance (gain);
    });
    std::thread stopper ([&] {
        for (int i = 0; i < 20'000; ++i) lock.latch().stop();
    });
    for (int i = 0; i < 20'000; ++i)
    {
        lock.arm();
        if (i % 7 == 0) lock.disarm();
    }
    stopper.join();
    lock.latch().stop();
    done.store (true);
    audio.join();
    CHECK (run (lock, 0.1).back() == 0.0f);
    CHECK (lock.stopped());
    CHECK (lock.state() == Interlock::State::unarmed);
}

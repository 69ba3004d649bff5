// 20 min of power within half of what a coil is rated for, whatever comes, whoever plays, across guards and programs. At 8 kHz minutes pass sooner.
#include "Catch.h"

#include <algorithm>

#include "Body.h"

using namespace body;

namespace
{
constexpr double rate = 8'000.0;

// A sine of 40 Hz at the ceiling, from a table: hours of it are needed.
float tone (Frame n)
{
    static const auto table = [] {
        std::vector<float> t;
        for (int i = 0; i < 200; ++i) t.push_back (static_cast<float> (0.5 * std::sin (tau * i / 200.0)));
        return t;
    }();
    return table[static_cast<std::size_t> (n % 200)];
}
float full (Frame n, int) { return tone (n); }

// Mean power of every second re half the rated power (limits(): rms of a sine of 0.5), per lane.
struct Seconds1
{
    std::vector<std::vector<double>> of;

    explicit Seconds1 (int lanes) : of (static_cast<std::size_t> (lanes)) {}
    void operator() (Frame n, const TouchQuantum& q)
    {
        const auto second = static_cast<std::size_t> (static_cast<double> (n) / rate);
        for (std::size_t k = 0; k < of.size(); ++k)
        {
            if (of[k].size() <= second) of[k].resize (second + 1, 0.0);
            for (int i = 0; i < quantum; ++i)
            {
                const double x = static_cast<double> (q.frame (i)[k]);
                of[k][second] += x * x / rate / (0.5 * 0.5 * 0.5 * 0.5);
            }
        }
    }
    [[nodiscard]] double hottest (std::size_t lane = 0) const // of all 20 min
    {
        double sum = 0.0, most = 0.0;
        const auto& s = of[lane];
        for (std::size_t i = 0; i < s.size(); ++i)
        {
            sum += s[i] - (i >= 1200 ? s[i - 1200] : 0.0);
            most = std::max (most, sum / 1200.0);
        }
        return most;
    }
};

void play (Guarded& g, double seconds, const Signal& in, Seconds1& heard)
{
    g.run (seconds, in, [&] (Frame n, const TouchQuantum& q) { heard (n, q); });
}
} // namespace

TEST_CASE ("45 minutes of a 40 Hz sine at the ceiling: no 20 minutes above half the rated power, and all of that half is given")
{
    for (const bool hot : { false, true })
    {
        INFO ((hot ? "hot" : "cold"));
        Guarded g (limits (1), rate);
        if (hot) g.heat (safety::BodyMemory::hot);
        Seconds1 heard (1);
        play (g, 45.0 * 60.0, full, heard);
        const auto& s = heard.of[0];
        CHECK (heard.hottest() <= 1.0);
        CHECK (heard.hottest() > 0.75);
        CHECK (g.guard.meters().bound[0] == safety::Bound::heat);
        CHECK (g.guard.meters().heat[0] == Approx (1.0).margin (0.02));
        CHECK (s.back() == Approx (0.776).margin (0.02)); // what it can bear for ever
        if (! hot)
            for (std::size_t i = 10; i < 85; ++i) REQUIRE (s[i] == Approx (2.0).epsilon (0.01)); // cold: full strength at first
        double leap = 0.0;
        for (std::size_t i = 20; i < s.size(); ++i) leap = std::max (leap, std::abs (10.0 * std::log10 (s[i] / s[i - 1])));
        INFO (leap);
        CHECK (leap < (hot ? 0.6 : 0.1)); // dB from one second to the next: nobody feels it come
    }
}

TEST_CASE ("after a restart that knows nothing, what its coils can bear for ever is left exactly alone")
{
    Guarded hot (limits (1), rate), cold (limits (1), rate);
    hot.heat (safety::BodyMemory::hot);
    const auto in = sine (0.5 * 0.61, 40.0, rate);
    for (int minute = 0; minute < 25; ++minute) REQUIRE (hot.record (60.0, in) == cold.record (60.0, in));
}

TEST_CASE ("no pattern of work and rest gets more than half the rated power into any 20 minutes")
{
    const Stream dice (4);
    const auto pulsed = [] (double on, double off) -> Signal {
        return [=] (Frame n, int) {
            const double t = std::fmod (static_cast<double> (n) / rate, on + off);
            return t < on ? tone (n) : 0.0f;
        };
    };
    const Signal inputs[] {
        pulsed (180.0, 60.0),
        pulsed (600.0, 600.0),
        pulsed (20.0, 5.0),
        pulsed (1190.0, 10.0),
        [&] (Frame n, int) {
            const auto cell = static_cast<std::uint64_t> (static_cast<double> (n) / rate / 45.0);
            return static_cast<float> (1.2 * dice.unit (cell)) * tone (n);
        },
        [] (Frame n, int) { return n / 100 % 2 == 0 ? 0.5f : -0.5f; }, // a square wave
    };
    for (const auto& in : inputs)
    {
        INFO (&in - inputs);
        Guarded g (limits (1), rate);
        Seconds1 heard (1);
        play (g, 2'400.0, in, heard);
        CHECK (heard.hottest() <= 1.0);
        CHECK (heard.hottest() > 0.5);
    }
}

TEST_CASE ("heat outlives the guard: two in a row give a coil no more than one")
{
    Guarded first (limits (1), rate);
    Seconds1 heard (1);
    play (first, 900.0, full, heard);
    Guarded second (limits (1), rate, first.memory); // killed after 15 min, another program goes on
    second.frame = first.frame;
    play (second, 900.0, full, heard);
    CHECK (heard.hottest() <= 1.0);
    CHECK (heard.of[0][960] < 0.85); // no new beginning
    CHECK (second.guard.meters().heat[0] > 0.9f);
}

TEST_CASE ("a coil cools while nothing flows: through a pause, a gap without callbacks, and between two programs")
{
    const float third = std::exp (-1.0f / 3.0f); // of 100 s
    Guarded paused (limits (1), rate), gap (limits (1), rate), restarted (limits (1), rate);
    for (auto* g : { &paused, &gap, &restarted })
    {
        g->run (1500.0, full);
        REQUIRE (g->guard.meters().heat[0] > 0.98f);
    }
    for (Frame n = 0; n < static_cast<Frame> (100.0 * rate); n += quantum) paused.guard.rest();
    CHECK (paused.guard.meters().heat[0] == Approx (third).margin (0.01));
    gap.guard.rest (Seconds { 100.0 });
    CHECK (gap.guard.meters().heat[0] == Approx (third).margin (0.01));
    gap.guard.rest (Seconds { 8.0 * 3600.0 }); // a night
    CHECK (gap.guard.meters().heat[0] < 1e-6f);
    restarted.memory.rest (Seconds { 100.0 });
    Guarded after (limits (1), rate, restarted.memory);
    CHECK (after.guard.meters().heat[0] == Approx (third).margin (0.01));

    // Cold, it gives all there is again.
    Seconds1 heard (1);
    const auto from = static_cast<std::size_t> (static_cast<double> (gap.frame) / rate);
    play (gap, 60.0, full, heard);
    CHECK (heard.of[0][from + 50] > 1.95);
}

TEST_CASE ("a damaged memory is a hot one")
{
    safety::BodyMemory memory { safety::BodyMemory::Cold {} };
    memory.heat[0].store (std::numeric_limits<float>::quiet_NaN());
    memory.heat[1].store (-3.0f);
    const Guarded g (limits (3), rate, memory);
    CHECK (g.guard.meters().heat[0] == Approx (1.0));
    CHECK (g.guard.meters().heat[1] == Approx (1.0));
    CHECK (g.guard.meters().heat[2] == 0.0f);
}

TEST_CASE ("a hot coil holds back its own surface, and no other")
{
    auto l = limits (3);
    l.surface[2] = 1;
    Guarded g (l, rate);
    Seconds1 heard (3);
    play (
        g, 1'500.0, [&] (Frame n, int lane) { return (lane == 0 ? 1.0f : 0.25f) * tone (n); }, heard);
    CHECK (heard.of[0][1400] < 0.85);
    CHECK (heard.of[1][1400] == Approx (heard.of[0][1400] / 16.0).epsilon (0.01)); // linked
    CHECK (heard.of[2][1400] == Approx (2.0 / 16.0).epsilon (0.01));
    CHECK (g.guard.meters().bound[1] == safety::Bound::heat);
    CHECK (g.guard.meters().bound[2] == safety::Bound::none);
}

TEST_CASE ("touch that is not armed heats nothing")
{
    Guarded g (limits (1), rate);
    g.after.fill (0.0f);
    g.run (1'300.0, full);
    CHECK (g.guard.meters().heat[0] == 0.0f);
    CHECK (g.guard.meters().gain[0] == 1.0f);
}

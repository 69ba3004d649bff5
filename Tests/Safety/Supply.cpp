// What several actuators draw from one power supply together stays within what it gives.
#include "Catch.h"

#include <algorithm>

#include "Body.h"

using namespace body;

namespace
{
constexpr double rate = 48'000.0;

// 16 actuators of 15 W each at their ceiling, in two surfaces; supplies as told.
safety::Limits wired (std::initializer_list<float> supplies, int actuators = 16)
{
    auto l = limits (actuators);
    const auto n = supplies.size();
    for (std::size_t k = 0; k < static_cast<std::size_t> (actuators); ++k)
    {
        l.watts[k] = 15.0f / (0.5f * 0.5f * 0.5f); // a sine of the ceiling, 0.5, has a mean square of 0.125
        l.supply[k] = static_cast<int> (k % n);
        l.surface[k] = static_cast<int> (k / 8);
    }
    std::copy (supplies.begin(), supplies.end(), l.supplied.begin());
    return l;
}

// The greatest mean over a second of what supply `s` gives, W; per quantum steps.
struct Drawn
{
    const safety::Limits& l;
    int supply;
    std::vector<double> each {};
    double sum = 0.0, most = 0.0;
    void operator() (const TouchQuantum& q)
    {
        double e = 0.0;
        for (int i = 0; i < quantum; ++i)
            for (std::size_t k = 0; k < static_cast<std::size_t> (l.actuators); ++k)
                if (l.supply[k] == supply) e += static_cast<double> (l.watts[k]) * static_cast<double> (q.frame (i)[k]) * static_cast<double> (q.frame (i)[k]);
        each.push_back (e / rate);
        sum += each.back();
        const auto whole = static_cast<std::size_t> (rate / quantum);
        if (each.size() > whole) sum -= each[each.size() - 1 - whole];
        most = std::max (most, sum);
    }
};
} // namespace

TEST_CASE ("sixteen actuators together never draw more than their supply gives, in whatever phase")
{
    const Stream dice (6);
    const auto l = wired ({ 100.0f });
    const Signal inputs[] {
        sine (0.5, 60.0, rate), // all in phase
        [] (Frame n, int k) { return static_cast<float> (0.5 * std::sin (tau * (40.0 + k) * static_cast<double> (n) / rate)); },
        [] (Frame n, int k) { return static_cast<float> (0.5 * std::sin (tau * (60.0 * static_cast<double> (n) / rate + k / 16.0))); },
        [&] (Frame n, int k) { return n / 24'000 % 16 == k ? 0.5f : static_cast<float> (0.5 * dice.sign (static_cast<std::uint64_t> (n * 16 + k))); },
        [] (Frame n, int) { return n / 400 % 2 == 0 ? 0.5f : -0.5f; },
    };
    for (const auto& in : inputs)
    {
        INFO (&in - inputs);
        Guarded g (l, rate);
        Drawn drawn { l, 0 };
        g.run (12.0, in, [&] (Frame, const TouchQuantum& q) { drawn (q); });
        CHECK (drawn.most <= 100.0);
        if (&in - inputs < 3)
        {
            CHECK (drawn.most > 90.0);
            CHECK (g.guard.meters().bound[3] == safety::Bound::supply);
            CHECK (g.guard.meters().gain[3] == Approx (std::sqrt (100.0 / 240.0)).epsilon (0.02));
        }
    }
}

TEST_CASE ("a supply that is enough, unknown, or another's leaves the same samples as none")
{
    const auto in = sine (0.5, 60.0, rate);
    const auto alone = Guarded (limits (4), rate).record (6.0, in, 1);
    CHECK (Guarded (wired ({ 60.1f * 1.03f }, 4), rate).record (6.0, in, 1) == alone);
    CHECK (Guarded (wired ({ 0.0f }, 4), rate).record (6.0, in, 1) == alone);
    auto unknown = wired ({ 10.0f }, 4);
    unknown.watts.fill (0.0f);
    CHECK (Guarded (unknown, rate).record (6.0, in, 1) == alone);
}

TEST_CASE ("a weak supply holds back whom it feeds, on every surface, and no one else")
{
    auto l = wired ({ 30.0f, 1'000.0f });
    for (std::size_t k = 0; k < 16; ++k)
    {
        l.surface[k] = static_cast<int> (k % 4); // 0 and 2 on supply 0, 1 and 3 on supply 1
        l.supply[k] = static_cast<int> (k % 2);
    }
    Guarded g (l, rate);
    Drawn weak { l, 0 }, rich { l, 1 };
    g.run (12.0, sine (0.5, 60.0, rate), [&] (Frame, const TouchQuantum& q) { weak (q), rich (q); });
    CHECK (weak.most <= 30.0);
    CHECK (rich.most == Approx (120.0).epsilon (0.01));
    CHECK (g.guard.meters().bound[2] == safety::Bound::supply);
    CHECK (g.guard.meters().bound[1] == safety::Bound::none);
}

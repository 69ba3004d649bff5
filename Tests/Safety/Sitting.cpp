// 95 min armed, 20 min of it strong, then half an hour of rest: counted in frames, remembered across Players and programs.
#include "Catch.h"

#include "Body.h"
#include "Safety/Sitting.h"

using namespace body;
using safety::Sitting;

namespace
{
constexpr double rate = 8'000.0, step = quantum / rate;

void pass (Sitting& s, double seconds, bool touching, bool strong = false)
{
    for (double t = 0.0; t < seconds - 0.5 * step; t += step) s.advance (touching, strong);
}
} // namespace

TEST_CASE ("armed touch ends after 95 minutes, faded over the last one, and rests for 30")
{
    safety::BodyMemory memory;
    Sitting s (SampleRate { rate }, memory);
    pass (s, 94.0 * 60.0 - 1.0, true);
    CHECK (s.gain() == 1.0f);
    float before = 1.0f;
    bool smooth = true;
    for (double t = 0.0; t < 61.0 - step; t += step)
    {
        s.advance (true, false);
        smooth = smooth && s.gain() <= before && before - s.gain() < 1.1 * step / 60.0;
        before = s.gain();
    }
    CHECK (smooth);
    pass (s, 0.1, true);
    CHECK (s.gain() == 0.0f);
    CHECK (s.over());
    CHECK (s.restLeft().value == Approx (1800.0));
    pass (s, 1795.0, false);
    CHECK (s.over());
    CHECK (s.restLeft().value == Approx (5.0).margin (0.1));
    pass (s, 6.0, false);
    CHECK_FALSE (s.over());
    CHECK (s.gain() == 1.0f);
    CHECK (s.left().value == Approx (5700.0));
}

TEST_CASE ("neither stopping, pausing, a gap nor another program renews a sitting; half an hour of rest does")
{
    safety::BodyMemory memory;
    {
        Sitting s (SampleRate { rate }, memory);
        pass (s, 50.0 * 60.0, true);
        pass (s, 10.0 * 60.0, false); // stopped, and armed again
        pass (s, 10.0 * 60.0, true);
        s.pause (Seconds { 25.0 * 60.0 });
        CHECK (s.left().value == Approx (35.0 * 60.0).margin (1.0));
    }
    {
        Sitting other (SampleRate { 48'000.0 }, memory);
        CHECK (other.left().value == Approx (35.0 * 60.0).margin (1.0));
    }
    memory.rest (Seconds { 4.0 * 60.0 }); // 29 in all
    CHECK (Sitting (SampleRate { rate }, memory).left().value == Approx (35.0 * 60.0).margin (1.0));
    memory.rest (Seconds { 90.0 });
    CHECK (Sitting (SampleRate { rate }, memory).left().value == Approx (95.0 * 60.0));
}

TEST_CASE ("a damaged memory of the sitting is one that is used up")
{
    safety::BodyMemory memory;
    memory.armed.store (std::numeric_limits<float>::quiet_NaN());
    CHECK (Sitting (SampleRate { rate }, memory).over());
}

TEST_CASE ("strong touch is lowered to half within its twentieth minute, and stays there until rested from")
{
    safety::BodyMemory memory { safety::BodyMemory::Cold {} };
    Guarded g (limits (2), rate);
    Sitting s (SampleRate { rate }, memory);
    const auto in = sine (0.5, 40.0, rate);
    double strongSeconds = 0.0, level = 0.0;
    std::vector<double> power; // per quantum
    double second = 0.0;
    const auto whole = static_cast<std::size_t> (rate / quantum);
    const auto run = [&] (double seconds) {
        g.run (seconds, in, [&] (Frame, const TouchQuantum& q) {
            g.guard.rest (Seconds { 1200.0 }); // heat is another matter: kept cold. What was strong is heard below
            double p = 0.0;
            for (int i = 0; i < quantum; ++i) p += static_cast<double> (q.frame (i)[0]) * static_cast<double> (q.frame (i)[0]) / quantum;
            power.push_back (p);
            second += p - (power.size() > whole ? power[power.size() - 1 - whole] : 0.0);
            level = std::sqrt (std::max (0.0, second) / static_cast<double> (whole)) / 0.35355339;
            const bool strong = level > 0.501187;
            strongSeconds += strong ? step : 0.0;
            s.advance (true, strong);
            g.guard.lower (s.share());
        });
    };
    run (18.5 * 60.0);
    CHECK (level == Approx (1.0).margin (0.01));
    run (6.5 * 60.0);
    CHECK (level == Approx (0.495).margin (0.007));
    CHECK (g.guard.meters().bound[0] == safety::Bound::strong);
    CHECK (strongSeconds < 1200.0);
    CHECK (strongSeconds > 1140.0);
    pass (s, 1801.0, false);
    g.guard.lower (s.share());
    run (60.0);
    CHECK (level == Approx (1.0).margin (0.01));
}

TEST_CASE ("the guard knows what a strong second is: an rms above half of the greatest, of any actuator")
{
    for (const double re : { 0.45, 0.49, 0.52, 0.8 })
    {
        Guarded g (limits (3), rate);
        const auto tone = sine (0.5 * re, 40.0, rate);
        bool ever = false;
        g.run (
            10.0, [&] (Frame n, int lane) { return lane == 2 ? tone (n, 0) : 0.1f * tone (n, 0); },
            [&] (Frame, const TouchQuantum&) { ever = ever || g.guard.strong(); });
        INFO (re);
        CHECK (ever == (re > 0.5));
        g.run (1.2, nothing);
        CHECK_FALSE (g.guard.strong());
    }
}

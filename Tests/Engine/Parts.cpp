// Every part that Lull knows by name, driven as hard as a session can, for longer than one should sit: its coil is given no more than its maker rates it for.
#include "Catch.h"

#include <cmath>

#include "Engine/Renderer.h"
#include "Safety/Guard.h"
#include "Touch/Parts.h"

using namespace lull;

namespace
{
void bear (bool warm)
{
    constexpr double rate = 8'000.0;
    std::array<float, 200> turn; // 40 Hz
    for (std::size_t i = 0; i < turn.size(); ++i) turn[i] = static_cast<float> (std::sin (6.283185307179586 * static_cast<double> (i) / 200.0));
    int rated = 0;
    for (const auto& part : touch::parts())
    {
        touch::Chair chair;
        touch::Actuator a;
        a.name = a.part = part.id;
        a.bandLow = part.bandLow.value_or (20.0);
        a.bandHigh = std::min (1000.0, part.bandHigh.value_or (80.0));
        a.ohms = part.ohms;
        a.watts = part.watts;
        a.voltsAtFullScale = 40.0;
        chair.actuators.push_back (a);
        chair.zones.emplace_back();
        const auto limits = engine::limitsOf (&chair);
        {
            safety::BodyMemory memory { safety::BodyMemory::Cold {} };
            if (warm) memory.assume (safety::BodyMemory::hot);
            safety::Guard guard (limits, SampleRate { rate }, memory);
            std::array<float, quantum> after;
            after.fill (1.0f);
            std::vector<double> integral { 0.0 };
            double peak = 0.0, sum = 0.0;
            for (Frame n = 0; n < static_cast<Frame> (45.0 * 60.0 * rate); n += quantum)
            {
                TouchQuantum q;
                q.clear();
                for (int i = 0; i < quantum; ++i) q.frame (i)[0] = turn[static_cast<std::size_t> (n + i) % turn.size()];
                guard.process (q, after);
                for (int i = 0; i < quantum; ++i)
                {
                    const double x = static_cast<double> (q.frame (i)[0]);
                    peak = std::max (peak, std::abs (x));
                    sum += x * x / rate;
                }
                if ((n + quantum) % static_cast<Frame> (rate) == 0) integral.push_back (sum);
            }
            INFO (part.id << (warm ? ", warm" : ", cold"));
            CHECK (peak <= static_cast<double> (limits.peak[0]));
            double second = 0.0, twenty = 0.0;
            for (std::size_t s = 1; s < integral.size(); ++s)
            {
                second = std::max (second, integral[s] - integral[s - 1]);
                if (s >= 1200) twenty = std::max (twenty, (integral[s] - integral[s - 1200]) / 1200.0);
            }
            const double ceiling = chair.ceiling (0);
            if (! a.watts || ! a.ohms) // nobody knows: -6 dBFS and half of its power
            {
                CHECK (ceiling == Approx (0.501).margin (0.001));
                CHECK (twenty <= 0.25 * ceiling * ceiling);
                continue;
            }
            // In watts: volts are 40 sqrt 2 times a sample.
            const double watts = 2.0 * 40.0 * 40.0 / *a.ohms;
            CHECK (second * watts <= *a.watts * 1.02);
            CHECK (twenty * watts <= *a.watts * 0.5);
            CHECK (twenty * watts >= *a.watts * 0.3);
            ++rated;
        }
    }
    CHECK (rated >= 8);
}
} // namespace

TEST_CASE ("45 minutes of a 40 Hz sine at full strength, on each part that is known, with an amplifier that could do far more") { bear (false); }

TEST_CASE ("the same on coils that are hot already", "[.all]") { bear (true); }

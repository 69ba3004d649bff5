// Whatever a person, a face or a device does to touch that is felt, it moves no faster than is stated: by its own wave, by a stop's 20 ms, by an arming's seconds.
#include "Engine/Live.h"

#include "Base/Random.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("no step above the stated one, through hundreds of stops, trips, armings, pauses of the face and changes of the ceiling")
{
    const auto timeline = timelineOf (steady);
    const auto limits = engine::limitsOf (timeline->chair());
    constexpr double hertz = 60.0, amplitude = 0.2;
    const std::uint64_t seed = GENERATE (1u, 2u, 3u);
    const Stream dice (seed);
    engine::Player player (limits, liveRate);
    player.setCeiling (safety::Ceiling::strong);
    engine::TestTone tone { hertz, {} };
    tone.peak.fill (static_cast<float> (amplitude));
    player.tone (tone);
    REQUIRE (player.interlock().arm());
    // Wave, and the steepest gain there is: down in 20 ms. Filters at 60 Hz let a little less through.
    const double most = amplitude * (2.0 * 3.14159265 * hertz / liveRate.value + 1.0 / (0.020 * liveRate.value)) * 1.02;
    double step = 0.0, level = 0.0;
    std::vector<float> last (6, 0.0f);
    int events = 0, silences = 0;
    bool alive = false;
    const auto play = [&] (double seconds) {
        const auto out = playThrough (player, 6, static_cast<Frame> (seconds * liveRate.value), [] (int) { return 96; });
        for (std::size_t c = 2; c < 6; ++c)
            for (const float x : out[c])
            {
                step = std::max (step, std::abs (static_cast<double> (x) - static_cast<double> (last[c])));
                level = std::max (level, static_cast<double> (std::abs (x)));
                last[c] = x;
            }
        if (peakOf (out[2]) == 0.0) ++silences;
    };
    play (31.0);
    for (std::uint64_t i = 0; i < 400; ++i)
    {
        const Stream d = dice.child (i);
        ++events;
        switch (d.bits (0) % 9)
        {
            case 0: player.interlock().latch().stop(); break;
            case 1: player.interlock().disarm(); break;
            case 2: player.setCeiling (safety::Ceiling::gentle); break;
            case 3: player.setCeiling (d.unit (1) < 0.5 ? safety::Ceiling::normal : safety::Ceiling::strong); break;
            case 4: player.stop(); break;
            case 5: alive = true; break; // and then never again: the face is gone
            case 6: player.tone (tone); break;
            case 7: player.tone ({ hertz, {} }); break;
            default: (void)player.interlock().arm(); break;
        }
        if (alive) player.alive();
        if (d.unit (2) < 0.3) alive = false;
        if (d.unit (3) < 0.7) (void)player.interlock().arm(); // refused while it comes down
        play (0.005 + 1.5 * d.unit (4) * d.unit (4));
        if (d.unit (5) < 0.1) play (4.0); // all the way up again
    }
    INFO ("seed " << seed << ", greatest step " << step << " of " << most << ", greatest level " << level);
    CHECK (step <= most);
    CHECK (level > 0.9 * amplitude);
    CHECK (silences > 20);
    CHECK (events == 400);
}

// What a chair is set up with: one frequency on single actuators, through the guard, the interlock and the ceiling like any session.
#include "Engine/Live.h"

using namespace lull;
using namespace lull::test;

namespace
{
struct Bench
{
    std::shared_ptr<const session::Timeline> timeline = timelineOf (steady);
    safety::Limits limits = engine::limitsOf (timeline->chair());
    engine::Player player { limits, liveRate };

    Channels seconds (double s)
    {
        return playThrough (player, liveChannels, static_cast<Frame> (s * liveRate.value), [] (int) { return 480; });
    }
    void tone (double hertz, std::array<float, maxLanes> peak) { player.tone ({ hertz, peak }); }
};

double rootMeanSquare (const std::vector<float>& x, std::size_t from)
{
    double sum = 0.0;
    for (std::size_t i = from; i < x.size(); ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
    return std::sqrt (sum / static_cast<double> (x.size() - from));
}
} // namespace

TEST_CASE ("a test tone is felt only when armed, on its actuator alone, as strong as it was said to be")
{
    Bench bench;
    bench.tone (50.0, { 0.0f, 0.1f });
    for (const auto& c : bench.seconds (2.0)) CHECK (peakOf (c) == 0.0);
    REQUIRE (bench.player.interlock().arm());
    (void)bench.seconds (32.0);
    const auto felt = bench.seconds (2.0);
    for (const std::size_t c : { 0u, 1u, 2u, 4u, 5u }) CHECK (peakOf (felt[c]) == 0.0);
    const double gain = engine::guardGain (bench.limits, liveRate, 1, 50.0);
    CHECK (gain > 0.9);
    CHECK (gain <= 1.0);
    CHECK (rootMeanSquare (felt[3], 0) == Approx (0.1 / std::sqrt (2.0) * gain * 0.5).epsilon (0.001)); // normal: half
    // Its frequency: every half cycle has 480 frames.
    std::vector<std::size_t> crossings;
    for (std::size_t i = 1; i < felt[3].size(); ++i)
        if ((felt[3][i - 1] < 0.0f) != (felt[3][i] < 0.0f)) crossings.push_back (i);
    CHECK (crossings.size() == Approx (200).margin (1));
    CHECK (crossings.back() - crossings.front() == Approx (480.0 * static_cast<double> (crossings.size() - 1)).margin (1.0));
}

TEST_CASE ("what the guard's filters leave of a frequency is known before it is played, far outside the band too")
{
    safety::Limits limits;
    limits.actuators = 1;
    limits.peak[0] = 0.5f;
    limits.rms[0] = 0.35f;
    limits.highpass[0] = 20.0;
    limits.lowpass[0] = 80.0;
    // Butterworth of the fourth order, both sides.
    for (const double f : { 20.0, 30.0, 40.0, 50.0, 80.0, 200.0 })
        CHECK (engine::guardGain (limits, liveRate, 0, f) ==
               Approx (1.0 / std::sqrt ((1.0 + std::pow (20.0 / f, 8.0)) * (1.0 + std::pow (f / 80.0, 8.0)))).epsilon (0.002));
}

TEST_CASE ("a test tone is never a step: where it moves, changes its pitch or its polarity, is taken away, or gives way to a session")
{
    Bench bench;
    bench.tone (80.0, { 0.2f });
    REQUIRE (bench.player.interlock().arm());
    (void)bench.seconds (31.0);
    const double steepest = 0.1 * 2.0 * 3.1416 * 80.0 / 48'000.0;
    const auto smooth = [&] (double s) {
        for (const auto& c : bench.seconds (s))
            if (largestStep (c) > 1.02 * steepest) return false;
        return true;
    };
    CHECK (smooth (1.0));
    bench.tone (80.0, { 0.0f, 0.2f });
    CHECK (smooth (1.0));
    bench.tone (30.0, { 0.0f, 0.2f });
    CHECK (smooth (0.1)); // again amid a glide
    bench.tone (60.0, { 0.1f, -0.2f });
    CHECK (smooth (1.5));
    bench.tone (60.0, {});
    CHECK (smooth (0.31));
    const auto after = bench.seconds (2.0);
    for (const auto& c : after)
    {
        CHECK (largestStep (c) < 0.02 * steepest);
        CHECK (peakOf (c, at (1.0)) == 0.0);
    }
    bench.tone (60.0, { 0.2f });
    (void)bench.seconds (1.0);
    bench.player.interlock().latch().stop();
    const auto stopped = bench.seconds (1.0);
    CHECK (peakOf (stopped[2], 0, at (0.02)) > 0.01);
    CHECK (peakOf (stopped[2], at (0.021)) == 0.0);
}

TEST_CASE ("whatever a test tone asks for, no actuator is given more than its ceiling, nor longer than its coil bears")
{
    Bench bench;
    std::array<float, maxLanes> much {};
    much.fill (GENERATE (1.0f, 1e30f, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()));
    bench.player.setCeiling (safety::Ceiling::strong);
    bench.tone (40.0, much);
    REQUIRE (bench.player.interlock().arm());
    (void)bench.seconds (31.0);
    const auto felt = bench.seconds (60.0);
    for (std::size_t k = 0; k < 4; ++k)
    {
        CHECK (peakOf (felt[2 + k]) <= static_cast<double> (bench.limits.peak[k]));
        CHECK (rootMeanSquare (felt[2 + k], at (1.0)) <= static_cast<double> (bench.limits.rms[k]));
    }
}

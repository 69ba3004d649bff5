// What stands still stays still: stop and pause hold over everything that comes after them, and touch comes back only by its ramps.
#include "Engine/Live.h"

using namespace lull;
using namespace lull::test;
using State = safety::Interlock::State;
using Kind = engine::Command::Kind;

TEST_CASE ("what is handed over after a stop waits in silence, and the fade under way is heard to its end")
{
    Live live;
    live.player.interlock().arm();
    const auto before = live.seconds (8.0);
    live.seek (60.0);
    live.player.stop();
    const auto after = live.seconds (4.0, 480);
    CHECK (peakOf (after[0], at (1.0), at (1.1)) > 1e-3);
    CHECK (peakOf (after[0], at (1.6)) == 0.0);
    CHECK (touchPeak (after, at (0.05)) == 0.0);
    CHECK (largestStep (after[0]) < 1.3 * largestStep (before[0]));
    CHECK (live.player.telemetry().paused);

    live.seek (90.0); // and so does what comes later still
    CHECK (peakOf (live.seconds (1.0)[0]) == 0.0);
    live.say (Kind::resume);
    CHECK (peakOf (live.seconds (1.0)[0]) > 1e-3);
    CHECK (live.player.telemetry().seconds == Approx (91.0).margin (0.1));
}

TEST_CASE ("a pause holds over a seek")
{
    Live live;
    (void)live.seconds (2.0);
    live.say (Kind::pause);
    (void)live.seconds (0.5);
    live.seek (60.0);
    CHECK (peakOf (live.seconds (2.0)[0]) == 0.0);
    CHECK (live.player.telemetry().paused);
    CHECK (live.player.telemetry().seconds == Approx (60.0).margin (0.01));
    live.say (Kind::resume);
    CHECK (peakOf (live.seconds (1.0)[0], at (0.2)) > 1e-3);
    // Also one that is pressed while the old place fades out for the new.
    live.seek (90.0);
    (void)live.seconds (0.02, 32);
    live.say (Kind::pause);
    CHECK (peakOf (live.seconds (2.0)[0], at (0.2)) == 0.0);
}

TEST_CASE ("a rise that nobody feels stands still: armed in a pause, touch begins at zero and takes its thirty seconds")
{
    Live live;
    (void)live.seconds (1.0);
    live.say (Kind::pause);
    (void)live.seconds (0.5);
    CHECK (live.player.interlock().arm());
    (void)live.seconds (40.0);
    CHECK (live.player.interlock().state() == State::arming);
    live.say (Kind::resume);
    const auto felt = live.seconds (35.0);
    CHECK (touchPeak (felt, 0, at (3.0)) < 0.13 * touchPeak (felt, at (32.0)));
    CHECK (touchPeak (felt, at (13.0), at (16.0)) < 0.7 * touchPeak (felt, at (32.0)));
    CHECK (live.player.interlock().state() == State::armed);
}

TEST_CASE ("after ten minutes of pause an armed touch is cold again")
{
    Live live;
    live.player.interlock().arm();
    const auto full = live.seconds (34.0);
    for (const double pause : { 60.0, 660.0 })
    {
        live.say (Kind::pause);
        (void)live.seconds (pause, 4096);
        live.say (Kind::resume);
        const auto felt = live.seconds (10.0);
        const double back = touchPeak (felt, at (6.0), at (10.0)) / touchPeak (full, at (31.0));
        if (pause < 600.0) CHECK (back > 0.9); // warm: 3 s
        else CHECK (back < 0.4);
        (void)live.seconds (26.0);
    }
}

TEST_CASE ("going on amid a pause's fade brings touch back by the warm ramp too")
{
    Live live;
    live.player.interlock().arm();
    const auto full = live.seconds (34.0);
    live.say (Kind::pause);
    (void)live.seconds (0.03, 32);
    live.say (Kind::resume);
    const auto felt = live.seconds (5.0, 32);
    for (double s = 0.15; s < 3.0; s += 0.05) CHECK (touchPeak (felt, at (s), at (s + 0.05)) <= (0.01 + 0.34 * (s - 0.1)) * touchPeak (full, at (31.0)) + 1e-4);
    CHECK (touchPeak (felt, at (3.5)) > 0.5 * touchPeak (full, at (31.0)));
    CHECK_FALSE (live.player.telemetry().paused);
}

TEST_CASE ("the first block after a gap carries no touch at all, whatever the block size")
{
    for (const int block : { 32, 441, 1000, 37 })
    {
        Live live;
        live.player.interlock().arm();
        auto before = live.seconds (33.0, block);
        CHECK (touchPeak (before, before[2].size() - at (1.0)) > 0.01);
        live.player.gap (Seconds { 0.3 });
        const auto first = playThrough (live.player, liveChannels, block, [&] (int) { return block; });
        CHECK (touchPeak (first) == 0.0);
        CHECK (peakOf (first[0]) > 0.0);
    }
}

TEST_CASE ("a face that falls silent for half a second loses touch, and only touch")
{
    Live live;
    live.player.interlock().arm();
    for (int i = 0; i < 340; ++i)
    {
        live.player.alive();
        (void)live.seconds (0.1);
    }
    CHECK (live.player.interlock().state() == State::armed);
    const auto after = live.seconds (1.0, 64);
    CHECK (touchPeak (after, 0, at (0.45)) > 0.001);
    CHECK (touchPeak (after, at (0.53)) == 0.0);
    CHECK (peakOf (after[0], at (0.9)) > 1e-3);
    CHECK (live.player.interlock().state() == State::unarmed);
    CHECK (live.player.telemetry().stalls == 1);
    CHECK_FALSE (live.player.telemetry().paused);
    live.player.alive();
    CHECK (touchPeak (live.seconds (0.3)) == 0.0); // it does not come back by itself
    CHECK (live.player.interlock().arm());

    Live other; // who never promised is not held to it
    other.player.interlock().arm();
    (void)other.seconds (33.0);
    CHECK (other.player.interlock().state() == State::armed);
}

TEST_CASE ("a host that loops a few seconds comes to full touch all the same, without a jolt at any turn")
{
    Live live;
    live.player.interlock().arm();
    double jolt = 0.0;
    std::vector<float> last;
    for (int turn = 0; turn < 6; ++turn)
    {
        live.player.jump (static_cast<Frame> (at (10.0)));
        const auto felt = live.seconds (8.0, 512);
        // Behind the 5 ms in which the old place is let go.
        for (std::size_t k = 2; k < felt.size(); ++k) jolt = std::max (jolt, peakOf (felt[k], at (0.006), at (0.05)));
        last = felt[2];
    }
    CHECK (live.player.interlock().state() == State::armed);
    CHECK (peakOf (last, at (4.0)) > 0.02);
    CHECK (jolt < 0.02 * peakOf (last, at (4.0)));
}

TEST_CASE ("a muted player's first place is as silent as the rest")
{
    Live live;
    live.player.setVolume (Decibels { -200.0 });
    live.player.jump (static_cast<Frame> (at (30.0)));
    const auto heard = live.seconds (1.0);
    CHECK (peakOf (heard[0]) == 0.0);
}

TEST_CASE ("the log says exactly where and when")
{
    Live live;
    (void)live.seconds (0.5);
    (void)live.player.takeLog();
    const Frame far = 50'000'001;
    live.player.setStrength (0.75);
    (void)live.seconds (0.5);
    live.player.jump (far);
    (void)live.seconds (0.5);
    bool strength = false, jump = false;
    for (const auto& l : live.player.takeLog())
    {
        if (l.what == engine::Logged::What::strength)
        {
            strength = true;
            CHECK (l.value == 0.75);
            CHECK (l.frame == static_cast<Frame> (at (0.5)));
        }
        if (l.what == engine::Logged::What::jump)
        {
            jump = true;
            CHECK (static_cast<Frame> (l.value) == far);
        }
    }
    CHECK (strength);
    CHECK (jump);
}

TEST_CASE ("a render that begins anew begins with the session's own first sample")
{
    Live live;
    (void)live.seconds (3.3);
    live.player.jump (0, true);
    const auto again = live.seconds (2.0, 1000);
    engine::RenderOptions options;
    options.to = 2.0;
    const auto whole = renderAll (live.timeline, options);
    for (std::size_t c : { 0u, 1u }) CHECK ((again[c] == whole[c]));
    live.player.jump (0); // while somebody listens, the place before is let go in 5 ms
    const auto soft = live.seconds (2.0, 1000);
    CHECK (soft[0][0] != whole[0][0]);
    for (std::size_t i = at (0.006); i < whole[0].size(); ++i) REQUIRE (soft[0][i] == whole[0][i]);
}

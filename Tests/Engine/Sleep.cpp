// The sleep timer: everything fades as it says, stands in silence, and goes on from where the fade began.
#include "Engine/Live.h"

using namespace lull;
using namespace lull::test;
using State = safety::Interlock::State;
using Kind = engine::Command::Kind;

TEST_CASE ("a sleep timer changes nothing before its fade, fades by its closed form, and ends in silence")
{
    const double left = GENERATE (20.0, 9.5), fade = GENERATE (4.0, 9.5);
    Live live;
    live.sleep (left, fade);
    const auto heard = live.seconds (left + 3.0);
    const auto whole = renderAll (live.timeline, { liveRate, 0.0, left + 1.0 });
    for (std::size_t c : { 0u, 1u })
    {
        for (std::size_t i = 0; i < at (left - fade); ++i) REQUIRE (heard[c][i] == whole[c][i]);
        for (std::size_t i = at (left - fade); i < at (left); ++i)
        {
            const double rest = (left - static_cast<double> (i) / liveRate.value) / fade;
            REQUIRE (static_cast<double> (heard[c][i]) == Approx (rest * rest * static_cast<double> (whole[c][i])).margin (3e-4 * 0.5));
        }
        CHECK (peakOf (heard[c], at (left) + quantum) == 0.0);
    }
    CHECK (live.player.telemetry().asleep);
    CHECK (live.player.telemetry().paused);
    CHECK (live.player.telemetry().seconds == Approx (left - fade).margin (0.001));
}

TEST_CASE ("going on after it goes back to where the fade began, with the same timer anew")
{
    Live live;
    live.sleep (12.0, 5.0);
    (void)live.seconds (40.0);
    CHECK (live.player.telemetry().asleep);
    live.say (Kind::resume);
    const auto on = live.seconds (6.5);
    // The very samples of a jump there, under the fade-in of a pause.
    const auto begun = static_cast<Frame> (7.0 * liveRate.value);
    engine::Player other { engine::limitsOf (live.timeline->chair()), liveRate };
    other.play (std::make_unique<engine::Performance> (live.timeline, liveRate));
    other.jump (begun);
    const auto whole = playThrough (other, liveChannels, static_cast<Frame> (6.5 * liveRate.value), [] (int) { return 64; });
    double worst = 0.0;
    for (std::size_t i = at (0.1); i < on[0].size(); ++i) worst = std::max (worst, std::abs (static_cast<double> (on[0][i] - whole[0][i])));
    CHECK (worst == 0.0);
    CHECK_FALSE (live.player.telemetry().asleep);
    CHECK (live.player.telemetry().sleepIn == Approx (5.5).margin (0.001));
    CHECK (peakOf (live.seconds (8.0)[0], at (6.0)) == 0.0);
    CHECK (live.player.telemetry().seconds == Approx (14.0).margin (0.001)); // where the second fade began
}

TEST_CASE ("touch fades with the sound, is unarmed after it, and does not come back by itself")
{
    Live live;
    live.player.interlock().arm();
    const auto full = live.seconds (32.0);
    live.sleep (10.0, 8.0);
    const auto felt = live.seconds (12.0);
    CHECK (touchPeak (felt, at (6.0), at (7.0)) < 0.3 * touchPeak (full, at (30.5), at (31.5)));
    CHECK (touchPeak (felt, at (9.0), at (9.9)) < 0.02 * touchPeak (full, at (30.5)));
    CHECK (touchPeak (felt, at (10.0) + quantum) == 0.0);
    CHECK (live.player.interlock().state() == State::unarmed);
    live.say (Kind::resume);
    const auto on = live.seconds (5.0);
    CHECK (touchPeak (on) == 0.0);
    CHECK (peakOf (on[0], at (1.0)) > 1e-3);
}

TEST_CASE ("more time given amid the fade brings everything back within two seconds, without a click or a jump")
{
    Live live;
    const auto before = live.seconds (5.0);
    live.sleep (10.0, 10.0);
    (void)live.seconds (9.0);
    CHECK (live.player.telemetry().drowsy);
    live.sleep (live.player.telemetry().sleepIn + 30.0, 10.0);
    const auto on = live.seconds (5.0);
    const auto whole = renderAll (live.timeline, { liveRate, 14.0, 20.0 });
    CHECK_FALSE (live.player.telemetry().drowsy);
    CHECK (live.player.telemetry().sleepIn == Approx (26.0).margin (0.001));
    CHECK (largestStep (on[0]) < 1.2 * largestStep (before[0]));
    for (std::size_t i = at (2.0) + quantum; i < on[0].size(); ++i) REQUIRE (on[0][i] == whole[0][i]);
    // And with none any more it is as if there had been none.
    live.sleep (0.0, 0.0);
    CHECK (peakOf (live.seconds (40.0)[0], at (39.0)) > 1e-3);
    CHECK (std::isinf (live.player.telemetry().sleepIn));
}

TEST_CASE ("only what is heard counts: a pause holds the timer, and a fade goes on where the pause found it")
{
    Live live;
    live.sleep (10.0, 4.0);
    (void)live.seconds (8.0);
    live.say (Kind::pause);
    (void)live.seconds (60.0);
    CHECK (live.player.telemetry().sleepIn == Approx (2.0).margin (0.1));
    CHECK_FALSE (live.player.telemetry().asleep);
    live.say (Kind::resume);
    const auto on = live.seconds (3.0);
    CHECK (peakOf (on[0], at (0.2), at (0.4)) > 1e-4);
    CHECK (peakOf (on[0], at (2.0)) == 0.0);
    CHECK (live.player.telemetry().asleep);
    CHECK (live.player.telemetry().seconds == Approx (6.0).margin (0.01));
}

TEST_CASE ("another place chosen amid the fade, or in the silence after it, is where it goes on from")
{
    Live live;
    live.sleep (10.0, 6.0);
    (void)live.seconds (6.0);
    live.seek (60.0);
    (void)live.seconds (6.0);
    CHECK (live.player.telemetry().asleep);
    CHECK (live.player.telemetry().seconds == Approx (60.0).margin (0.01));
    live.seek (90.0);
    CHECK (peakOf (live.seconds (3.0)[0]) == 0.0);
    live.say (Kind::resume);
    CHECK (peakOf (live.seconds (1.0)[0], at (0.2)) > 1e-3);
    CHECK (live.player.telemetry().seconds == Approx (91.0).margin (0.01));
    // One that is on its way while the silence begins, too.
    live.sleep (0.05, 0.05);
    live.seek (120.0);
    (void)live.seconds (1.0);
    CHECK (live.player.telemetry().asleep);
    CHECK (live.player.telemetry().seconds == Approx (120.0).margin (0.01));
}

TEST_CASE ("the fade is the same samples whatever the blocks are")
{
    Live even, odd;
    for (Live* l : { &even, &odd }) l->sleep (6.0, 3.0);
    const auto a = even.seconds (7.0, 256);
    const auto b = playThrough (odd.player, liveChannels, static_cast<Frame> (7.0 * liveRate.value), [] (int i) { return 1 + (i * 37) % 501; });
    for (std::size_t c = 0; c < liveChannels; ++c) CHECK ((a[c] == b[c]));
}

TEST_CASE ("later is that much more than is left, twice when asked twice at once, and a timer where there was none")
{
    Live live;
    const auto later = [&] (double more, double fade) { live.player.send (engine::Lane::keys, { Kind::later, 0, more, fade }); };
    const auto& told = [&] { return live.player.telemetry(); };
    later (10.0, 4.0);
    (void)live.seconds (2.0);
    CHECK (told().sleepIn == Approx (8.0).margin (0.001));
    later (5.0, 4.0);
    later (5.0, 4.0);
    (void)live.seconds (1.0);
    CHECK (told().sleepIn == Approx (17.0).margin (0.001));
    CHECK (told().sleepWhole == Approx (18.0).margin (0.001));
    CHECK (told().sleepFade == Approx (4.0).margin (0.001));
    (void)live.seconds (15.0);
    CHECK (told().drowsy);
    later (30.0, 4.0);
    CHECK (peakOf (live.seconds (4.0)[0], at (3.0)) > 1e-3); // and back at once
    for (const double nothing : { 0.0, -5.0, std::nan ("") }) later (nothing, 4.0);
    (void)live.seconds (1.0);
    CHECK (told().sleepIn == Approx (27.0).margin (0.001));
}

TEST_CASE ("a Player that goes on for another has its timer: what is left of it now, all of it when it begins anew")
{
    const SampleRate other { 44'100 };
    Live live;
    CHECK (engine::sleepLike (live.player.telemetry()).kind == Kind::none);
    live.sleep (20.0, 6.0);
    (void)live.seconds (12.0);
    engine::Player next { engine::limitsOf (live.timeline->chair()), other };
    next.play (std::make_unique<engine::Performance> (live.timeline, other, static_cast<Frame> (12.0 * other.value)));
    next.send (engine::Lane::keys, engine::sleepLike (live.player.telemetry()));
    const auto on = [&] (engine::Player& p, double s) { return playThrough (p, liveChannels, static_cast<Frame> (s * other.value), [] (int) { return 256; }); };
    const auto heard = on (next, 9.0);
    const auto frames = [&] (double s) { return static_cast<std::size_t> (s * other.value); };
    CHECK (peakOf (heard[0], frames (1.0), frames (2.0)) > 1e-3);
    CHECK (peakOf (heard[0], frames (8.0) + quantum) == 0.0);
    CHECK (next.telemetry().asleep);
    CHECK (next.telemetry().seconds == Approx (14.0).margin (0.002)); // its fade of 6 s began there
    next.send (engine::Lane::keys, { Kind::resume, 0 });
    (void)on (next, 1.0);
    CHECK (next.telemetry().sleepIn == Approx (19.0).margin (0.01));
    // Once over, the next one begins with all of it.
    (void)on (next, 20.0);
    CHECK (next.telemetry().asleep);
    const auto anew = engine::sleepLike (next.telemetry());
    CHECK (anew.value == Approx (20.0).margin (0.001));
    CHECK (anew.fade == Approx (6.0).margin (0.001));
    // Amid its fade, the other goes on as faint as it was.
    live.sleep (10.0, 10.0);
    (void)live.seconds (8.0);
    engine::Player faint { engine::limitsOf (live.timeline->chair()), other };
    faint.play (std::make_unique<engine::Performance> (live.timeline, other, static_cast<Frame> (live.player.telemetry().seconds * other.value)));
    faint.send (engine::Lane::keys, engine::sleepLike (live.player.telemetry()));
    const auto rest = on (faint, 1.0);
    CHECK (peakOf (rest[0]) < 0.06 * peakOf (heard[0], frames (1.0), frames (2.0)));
    CHECK (peakOf (rest[0], 0, frames (0.5)) > 0.0);
}

TEST_CASE ("nonsense sets no timer, or one that does no harm")
{
    Live live;
    for (const double left : { std::nan (""), -1.0, 0.0, 1e300 }) live.sleep (left, 60.0);
    CHECK (peakOf (live.seconds (2.0)[0], at (1.0)) > 1e-3);
    live.sleep (3.0, std::nan (""));
    CHECK (peakOf (live.seconds (4.0)[0], at (3.1)) == 0.0);
    live.say (Kind::resume);
    live.sleep (2.0, -5.0); // at once, without a click: as short as a fade may be
    const auto heard = live.seconds (3.0);
    CHECK (peakOf (heard[0], at (1.5), at (1.9)) > 1e-3);
    CHECK (peakOf (heard[0], at (2.1)) == 0.0);
}

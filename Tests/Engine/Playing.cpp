// The Player under a person's hands: arming, stop, pause, seek, commands; what the audio thread hands out.
#include "Engine/Scripts.h"

#include <thread>

using namespace lull;
using namespace lull::test;
using State = safety::Interlock::State;

namespace
{
const SampleRate rate { 48'000 };
constexpr int channels = 6;

struct Live
{
    std::shared_ptr<const session::Timeline> timeline;
    engine::Player player;

    explicit Live (const char* script = everything) : timeline (timelineOf (script)), player (engine::limitsOf (timeline->chair()), rate)
    {
        player.play (std::make_unique<engine::Performance> (timeline, rate));
    }

    Channels seconds (double s, int block = 256)
    {
        return playThrough (player, channels, static_cast<Frame> (s * rate.value), [&] (int) { return block; });
    }
};
} // namespace

TEST_CASE ("touch is digital silence until armed, and sound is the renderer's from the first sample")
{
    Live live;
    const auto heard = live.seconds (15.0);
    CHECK (touchPeak (heard) == 0.0);
    auto whole = renderAll (live.timeline);
    for (std::size_t c : { 0u, 1u })
    {
        whole[c].resize (heard[c].size());
        CHECK ((heard[c] == whole[c]));
    }
}

TEST_CASE ("armed touch is the renderer's times the closed-form arming gain, at half its samples under a normal ceiling")
{
    Live live (steady);
    CHECK (live.player.interlock().arm());
    const auto felt = live.seconds (35.0);
    engine::RenderOptions options;
    options.to = 35.0;
    const auto whole = renderAll (live.timeline, options);
    for (std::size_t c = 2; c < channels; ++c)
    {
        double worst = 0.0;
        for (std::size_t i = 0; i < felt[c].size(); ++i)
        {
            const double gain = 0.5 * safety::Interlock::armingGain (static_cast<double> (i + 1) / rate.value, true);
            worst = std::max (worst, std::abs (static_cast<double> (felt[c][i]) - static_cast<double> (whole[c][i]) * gain));
            if (i >= static_cast<std::size_t> (30.1 * rate.value)) REQUIRE (felt[c][i] == 0.5f * whole[c][i]);
        }
        CHECK (worst < 2e-5);
    }
    CHECK (live.player.telemetry().interlock == State::armed);
}

TEST_CASE ("stop takes touch below -80 dBFS within 25 ms and sound down in a second and a half, and holds")
{
    Live live (steady);
    live.player.interlock().arm();
    (void)live.seconds (32.0);
    live.player.stop();
    const auto after = live.seconds (3.0, 64);
    const auto at = [] (double s) { return static_cast<std::size_t> (s * rate.value); };
    CHECK (touchPeak (after, 0, at (0.005)) > 0.0);
    CHECK (touchPeak (after, at (0.025)) < 1e-4);
    CHECK (touchPeak (after, at (0.05)) == 0.0);
    CHECK (peakOf (after[0], at (0.5), at (0.6)) > 0.001);
    CHECK (peakOf (after[0], at (1.55)) == 0.0);
    const auto told = live.player.telemetry();
    CHECK (told.stopped);
    CHECK (told.paused);

    // Going on brings sound back; touch only after arming again, by the warm ramp.
    live.player.send (engine::Lane::keys, { engine::Command::Kind::resume, 0 });
    CHECK (touchPeak (live.seconds (5.0)) == 0.0);
    CHECK (live.player.interlock().arm());
    const auto warm = live.seconds (4.0);
    CHECK (touchPeak (warm, 0, at (0.1)) < 0.05 * touchPeak (warm, at (3.0)));
    CHECK (touchPeak (warm, at (3.0)) > 0.01);
}

TEST_CASE ("a pause keeps the place: afterwards the session goes on where it was")
{
    Live live (steady);
    const auto before = live.seconds (2.0, 32);
    live.player.send (engine::Lane::keys, { engine::Command::Kind::pause, 0 });
    const auto fading = live.seconds (1.0, 32);
    const auto stood = live.player.telemetry().frame;
    CHECK (live.player.telemetry().paused);
    (void)live.seconds (7.0);
    live.player.send (engine::Lane::ui, { engine::Command::Kind::resume, 0 });
    const auto on = live.seconds (2.0, 32);

    const auto whole = renderAll (live.timeline, { rate, 0.0, 6.0 });
    const std::size_t settled = static_cast<std::size_t> (0.1 * rate.value);
    for (std::size_t i = settled; i < on[0].size(); ++i) REQUIRE (on[0][i] == whole[0][static_cast<std::size_t> (stood) + i]);
    CHECK (peakOf (fading[0], static_cast<std::size_t> (0.1 * rate.value)) == 0.0);
    CHECK (live.player.telemetry().frame > stood);
}

TEST_CASE ("a seek fades out, swaps and fades in without a click, and the old performance comes back to be freed")
{
    Live live (steady);
    (void)live.seconds (3.0);
    live.player.play (std::make_unique<engine::Performance> (live.timeline, rate, static_cast<Frame> (60 * rate.value)));
    const auto over = live.seconds (1.0, 128);
    double step = 0.0, usual = 0.0;
    const auto whole = renderAll (live.timeline, { rate, 60.0, 62.0 });
    for (std::size_t i = 1; i < over[0].size(); ++i) step = std::max (step, std::abs (static_cast<double> (over[0][i]) - static_cast<double> (over[0][i - 1])));
    for (std::size_t i = 1; i < whole[0].size(); ++i)
        usual = std::max (usual, std::abs (static_cast<double> (whole[0][i]) - static_cast<double> (whole[0][i - 1])));
    CHECK (step < 1.5 * usual);
    CHECK (live.player.telemetry().seconds == Approx (60.92).margin (0.02));
    CHECK (live.player.play (nullptr).size() == 1);
}

TEST_CASE ("a host's jump is exact at once, at any frame, and without a click")
{
    Live live;
    (void)live.seconds (4.0);
    const Frame to = static_cast<Frame> (17.3 * rate.value) + 13;
    live.player.jump (to);
    const auto after = live.seconds (2.0, 100);
    engine::Player other (engine::limitsOf (live.timeline->chair()), rate);
    other.play (std::make_unique<engine::Performance> (live.timeline, rate, 0));
    other.jump (to);
    const auto reference = playThrough (other, channels, static_cast<Frame> (2.0 * rate.value), [] (int) { return 4096; });
    const std::size_t settled = static_cast<std::size_t> (0.006 * rate.value);
    for (std::size_t i = settled; i < after[0].size(); ++i) REQUIRE (after[0][i] == reference[0][i]);
    CHECK (live.player.telemetry().frame / quantum == (to + static_cast<Frame> (2.0 * rate.value) - 1) / quantum);
}

TEST_CASE ("a flood of commands is bounded, counted, and stop is obeyed all the same")
{
    Live live (steady);
    live.player.interlock().arm();
    (void)live.seconds (31.0);
    for (int i = 0; i < 5'000; ++i) live.player.send (engine::Lane::midi, { engine::Command::Kind::resume, 0 });
    live.player.stop();
    const auto after = live.seconds (0.1, 64);
    CHECK (touchPeak (after, static_cast<std::size_t> (0.05 * rate.value)) == 0.0);
    CHECK (live.player.telemetry().dropped > 4'000);
}

TEST_CASE ("missing ports lose their own channel and move no other; more channels than the chair has are silent")
{
    Live a (steady), b (steady);
    a.player.interlock().arm();
    b.player.interlock().arm();
    const auto whole = a.seconds (5.0);
    Channels out (9, std::vector<float> (static_cast<std::size_t> (5.0 * rate.value), 0.5f));
    std::vector<float*> to;
    for (auto& c : out) to.push_back (c.data());
    to[3] = nullptr;
    b.player.process (to.data(), 9, static_cast<int> (out[0].size()));
    for (std::size_t c : { 0u, 1u, 2u, 4u, 5u }) CHECK ((out[c] == whole[c]));
    for (std::size_t c : { 6u, 7u, 8u }) CHECK (peakOf (out[c]) == 0.0);
}

TEST_CASE ("strength and volume glide, and strength zero is stillness")
{
    Live live (steady);
    live.player.interlock().arm();
    (void)live.seconds (32.0);
    live.player.setStrength (0.0);
    live.player.setVolume (Decibels { -20.0 });
    const auto after = live.seconds (1.5);
    CHECK (touchPeak (after, static_cast<std::size_t> (1.0 * rate.value)) < 1e-4);
    // The very samples, a tenth as large: volume is exact.
    const auto whole = renderAll (live.timeline, { rate, 30.0, 34.0 });
    for (std::size_t i = static_cast<std::size_t> (0.5 * rate.value); i < after[0].size(); ++i)
        REQUIRE (after[0][i] == Approx (0.1f * whole[0][static_cast<std::size_t> (2.0 * rate.value) + i]).margin (1e-7));
    live.player.setStrength (std::nan (""));
    CHECK (touchPeak (live.seconds (0.5)) < 1e-4);
    bool strength = false, volume = false;
    for (const auto& l : live.player.takeLog())
    {
        strength = strength || l.what == engine::Logged::What::strength;
        volume = volume || l.what == engine::Logged::What::volume;
    }
    CHECK (strength);
    CHECK (volume);
}

// "The same" of the house: bit-identical for any block size, offline and live, one thread and two, SSE2 and AVX2.
#include "Engine/Scripts.h"

#include <random>

#include "Base/Simd.h"

using namespace lull;
using namespace lull::test;

namespace
{
constexpr double seconds = 12.0; // one boundary and what lies on both its sides

Channels playOffline (const std::shared_ptr<const session::Timeline>& timeline, SampleRate rate, const std::function<int (int)>& block)
{
    engine::Player player (engine::limitsOf (timeline->chair()), rate, safety::Interlock::Offline {});
    player.play (std::make_unique<engine::Performance> (timeline, rate));
    return playThrough (player, 2 + timeline->actuators(), static_cast<Frame> (seconds * rate.value), block);
}
} // namespace

TEST_CASE ("any block size gives the same samples, and so does the renderer")
{
    const auto timeline = timelineOf (everything);
    engine::RenderOptions options;
    options.to = seconds;
    const auto whole = renderAll (timeline, options);
    REQUIRE (whole.size() == 6);
    REQUIRE (whole[0].size() == 12 * 48'000);
    REQUIRE (peakOf (whole[0]) > 0.005);
    REQUIRE (peakOf (whole[3]) > 0.005);
    for (int block : { 1, 16, 32, 33, 480, 4096 })
    {
        INFO ("block " << block);
        CHECK ((playOffline (timeline, SampleRate { 48'000 }, [&] (int) { return block; }) == whole));
    }
    std::mt19937 random (1);
    CHECK ((playOffline (timeline, SampleRate { 48'000 }, [&] (int) { return static_cast<int> (random() % 700); }) == whole));
}

TEST_CASE ("one thread and two, baseline and wide instructions give the same samples")
{
    const auto timeline = timelineOf (everything);
    engine::RenderOptions options;
    options.from = 8.0; // the middle phase, and the boundaries at both its ends
    options.to = 22.0;
    const auto whole = renderAll (timeline, options);
    options.threads = 2;
    CHECK ((renderAll (timeline, options) == whole));
    options.threads = 1;
    options.block = 77;
    simd::allowWide (false);
    const auto narrow = renderAll (timeline, options);
    simd::allowWide (true);
    CHECK ((narrow == whole));
}

TEST_CASE ("two runs give the same samples and another seed gives others")
{
    engine::RenderOptions options;
    options.to = 5.0;
    const auto a = renderAll (timelineOf (everything), options), b = renderAll (timelineOf (everything), options);
    const auto c = renderAll (timelineOf (everything, "four-zone", 8), options);
    CHECK ((a == b));
    CHECK_FALSE ((a == c));
}

namespace
{
// Frames, from `first` on, at which a channel that was below a quarter of its peak for 30 ms rises above it.
std::vector<std::size_t> onsets (const std::vector<float>& x, std::size_t first, double rate)
{
    const auto threshold = static_cast<float> (0.25 * peakOf (x, first));
    std::vector<std::size_t> frames;
    double quiet = 0.0;
    for (std::size_t i = first; i < x.size(); ++i, quiet += 1.0)
    {
        if (! (std::abs (x[i]) > threshold)) continue;
        if (quiet > 0.03 * rate) frames.push_back (i - first);
        quiet = 0.0;
    }
    return frames;
}
} // namespace

TEST_CASE ("a start in the middle arrives at the same sound, touch and taps after settling, and the guard is silent")
{
    const auto timeline = timelineOf (everything);
    const SampleRate rate { 48'000 };
    engine::RenderReport ofWhole, ofPart;
    const auto whole = renderAll (timeline, {}, &ofWhole);
    engine::RenderOptions options;
    options.from = 12.5;
    const auto part = renderAll (timeline, options, &ofPart);
    CHECK (ofWhole.guardGain == 1.0f);
    CHECK (ofPart.guardGain == 1.0f);
    const std::size_t offset = static_cast<std::size_t> (12.5 * rate.value);
    REQUIRE (part[0].size() == whole[0].size() - offset);
    for (std::size_t c = 0; c < whole.size(); ++c)
    {
        double worst = 0.0;
        for (std::size_t i = static_cast<std::size_t> (10 * rate.value); i < part[c].size(); ++i)
            worst = std::max (worst, std::abs (static_cast<double> (part[c][i]) - static_cast<double> (whole[c][offset + i])));
        INFO ("channel " << c);
        CHECK (worst < 3.2e-5); // -90 dBFS
        if (c < 2) continue;
        const auto settled = static_cast<std::size_t> (10 * rate.value);
        const auto taps = onsets (part[c], settled, rate.value);
        CHECK (taps.size() > 5);
        CHECK (taps == onsets (whole[c], offset + settled, rate.value));
    }
}

TEST_CASE ("stems are the layers of the mix")
{
    const auto timeline = timelineOf (everything);
    engine::RenderOptions options;
    options.stems = true;
    const auto all = renderAll (timeline, options);
    REQUIRE (all.size() == 6 + 2 * timeline->sounds().size());
    double worst = 0.0;
    for (std::size_t i = 0; i < all[0].size(); ++i)
    {
        float sum = 0.0f;
        for (std::size_t s = 6; s < all.size(); s += 2) sum += all[s][i];
        worst = std::max (worst, static_cast<double> (std::abs (sum - all[0][i])));
    }
    CHECK (worst < 1e-6); // the limiter is silent
}

TEST_CASE ("44.1, 48 and 96 kHz last equally long and are equally loud")
{
    std::vector<double> touch, sound;
    for (double rate : { 44'100.0, 48'000.0, 96'000.0 })
    {
        engine::RenderOptions options;
        options.rate = SampleRate { rate };
        const auto all = renderAll (timelineOf (everything), options);
        REQUIRE (all[0].size() == static_cast<std::size_t> (30 * rate));
        const auto rms = [] (const std::vector<float>& x) {
            double sum = 0.0;
            for (float v : x) sum += static_cast<double> (v) * static_cast<double> (v);
            return 10.0 * std::log10 (sum / static_cast<double> (x.size()));
        };
        sound.push_back (rms (all[0]));
        touch.push_back (rms (all[2]));
    }
    for (std::size_t i : { 0u, 2u })
    {
        CHECK (sound[i] == Approx (sound[1]).margin (0.5));
        CHECK (touch[i] == Approx (touch[1]).margin (0.1));
    }
}

// What is spoken, in the mix: where it begins, what gives way to it, and that it is the same however it is played.
#include "Engine/Scripts.h"

#include <random>

#include "Base/Simd.h"

using namespace lull;
using namespace lull::test;

namespace
{
// Says every line as one second of a tone, and a click-like start where it is asked for.
struct Tone final : session::Speaker
{
    Result<session::Take> speak (const session::Line&) override
    {
        session::Take take { 24'000.0, std::vector<float> (24'000), {} };
        for (std::size_t i = 0; i < take.samples.size(); ++i) take.samples[i] = static_cast<float> (0.3 * std::sin (0.1 * static_cast<double> (i)));
        return take;
    }
};

const char* script = R"(
session: 1
title: Spoken
voice: spoken
sounds: { hush: { kind: pink, level: -32 LUFS }, deep: { kind: brown, level: -36 LUFS } }
phases:
  - { name: First, for: 12 s, fade: 2 s, say: One., sound: { hush: {}, deep: {} } }
  - { name: Second, for: 8 s, fade: 2 s, say: Two., sound: { hush: {} } }
  - { name: Last, for: 6 s, fade: 2 s, say: Three., sound: { hush: {} } }
)";

std::shared_ptr<const session::Timeline> spokenTimeline (bool aloud = true, const std::string& text = script)
{
    const auto score = scoreOf (text);
    Tone tone;
    return std::make_shared<const session::Timeline> (score, chairOf ("four-zone"), 7, 0.0, aloud ? session::speak (*score, tone).speech : nullptr);
}

double decibels (const std::vector<float>& a, const std::vector<float>& b, double from, double to, double rate = 48'000.0)
{
    double x = 0.0, y = 0.0;
    for (auto i = static_cast<std::size_t> (from * rate); i < static_cast<std::size_t> (to * rate); ++i)
    {
        x += static_cast<double> (a[i]) * static_cast<double> (a[i]);
        y += static_cast<double> (b[i]) * static_cast<double> (b[i]);
    }
    return 10.0 * std::log10 (x / y);
}

constexpr std::size_t hush = 6, deep = 8, spoken = 10; // channels of stems after left, right and four actuators
} // namespace

TEST_CASE ("the sounds give way to a voice by 5 dB, all alike, and come back")
{
    engine::RenderOptions options;
    options.stems = true;
    const auto aloud = renderAll (spokenTimeline(), options), still = renderAll (spokenTimeline (false), options);
    REQUIRE (aloud.size() == 12);
    REQUIRE (still.size() == 10);
    for (std::size_t layer : { hush, deep })
    {
        CHECK (decibels (aloud[layer], still[layer], 2.05, 3.0) == Approx (-5.0).margin (0.05));
        CHECK (decibels (aloud[layer], still[layer], 1.0, 1.38) == 0.0);
        CHECK (decibels (aloud[layer], still[layer], 4.9, 8.0) == 0.0);
        CHECK (decibels (aloud[layer], still[layer], 1.65, 1.75) == Approx (-2.5).margin (0.3));
    }
    // In the last phase nothing is spoken: from the end of the second line on both are the same, to the bit.
    for (std::size_t layer : { hush, deep })
        for (std::size_t i = 17 * 48'000; i < aloud[0].size(); ++i) REQUIRE (aloud[layer][i] == still[layer][i]);
    CHECK (peakOf (aloud[spoken], 17 * 48'000) == 0.0);
    CHECK (peakOf (still[0]) > 0.001);
}

TEST_CASE ("a line is heard on its frame at every rate, and is as loud as its phase asks for")
{
    for (double rate : { 8'000.0, 44'100.0, 48'000.0, 96'000.0 })
    {
        INFO (rate);
        engine::RenderOptions options;
        options.rate = SampleRate { rate };
        options.stems = true;
        options.to = 18.0;
        const auto all = renderAll (spokenTimeline(), options);
        const auto& voice = all[spoken];
        std::vector<std::size_t> begins; // the first sample after a tenth of a second of silence
        std::size_t quiet = 100'000;
        for (std::size_t i = 0; i < voice.size(); ++i)
        {
            if (std::abs (voice[i]) < 1e-12f)
            {
                ++quiet;
                continue;
            }
            if (static_cast<double> (quiet) > 0.1 * rate) begins.push_back (i);
            quiet = 0;
        }
        REQUIRE (begins.size() == 2);
        // The tone begins at 0 and rises by sin^2: its first sample is nothing, the next a breath of one.
        CHECK (std::abs (static_cast<double> (begins[0]) - 2.0 * rate) <= 3.0);
        CHECK (std::abs (static_cast<double> (begins[1]) - 14.0 * rate) <= 3.0);
        if (rate > 8'000.0)                                                                   // below 4 kHz there is less of the noise
            CHECK (decibels (voice, all[hush], 2.3, 2.8, rate) == Approx (8.0).margin (2.5)); // 2 dB above, 5 dB given way; a tone of 382 Hz weighs less
    }
}

TEST_CASE ("with a voice too any block size, one thread and two, and both instruction sets give the same samples")
{
    const auto timeline = spokenTimeline();
    const auto whole = renderAll (timeline);
    engine::RenderOptions options;
    options.threads = 2;
    options.block = 77;
    CHECK ((renderAll (timeline, options) == whole));
    simd::allowWide (false);
    const auto narrow = renderAll (spokenTimeline());
    simd::allowWide (true);
    CHECK ((narrow == whole));

    std::mt19937 random (1);
    const SampleRate rate { 48'000 };
    engine::Player player (engine::limitsOf (timeline->chair()), rate, safety::Interlock::Offline {});
    player.play (std::make_unique<engine::Performance> (timeline, rate));
    CHECK ((playThrough (player, 6, static_cast<Frame> (whole[0].size()), [&] (int) { return static_cast<int> (random() % 700); }) == whole));
}

TEST_CASE ("a start in the middle of a line is at once in the middle of it")
{
    const auto timeline = spokenTimeline();
    engine::RenderOptions options;
    options.stems = true;
    const auto whole = renderAll (timeline, options);
    options.from = 2.5;
    const auto part = renderAll (timeline, options);
    const auto offset = static_cast<std::size_t> (2.5 * 48'000);
    for (std::size_t i = 4'800; i < part[0].size(); ++i) // after the fade-in of a start in the middle
        REQUIRE (part[spoken][i] == whole[spoken][offset + i]);
    CHECK (peakOf (part[spoken], 4'800, 20'000) > 0.001);
}

TEST_CASE ("no click where a voice begins and ends, and the stems with it are the mix")
{
    engine::RenderOptions options;
    options.stems = true;
    const auto all = renderAll (spokenTimeline(), options);
    double worst = 0.0, step = 0.0, peak = 0.0;
    for (std::size_t i = 1; i < all[0].size(); ++i)
    {
        worst = std::max (worst, static_cast<double> (std::abs (all[hush][i] + all[deep][i] + all[spoken][i] - all[0][i])));
        step = std::max (step, static_cast<double> (std::abs (all[spoken][i] - all[spoken][i - 1])));
        peak = std::max (peak, static_cast<double> (std::abs (all[spoken][i])));
    }
    CHECK (worst < 1e-6);              // the limiter is silent
    CHECK (step < 1.02 * peak * 0.05); // the tone turns by 0.05 radians a sample
    CHECK (peak > 0.01);
}

TEST_CASE ("nothing is heard on the way into sleep, whatever a phase asks for")
{
    std::string sleep = script;
    sleep.replace (sleep.find ("voice: spoken"), 13, "voice: spoken\nfor sleep: yes");
    sleep.replace (sleep.find ("say: Three."), 11, "say: Three., voice: spoken");
    engine::RenderOptions options;
    options.stems = true;
    const auto all = renderAll (spokenTimeline (true, sleep), options);
    REQUIRE (all.size() == 12);
    CHECK (peakOf (all[spoken], 2 * 48'000, 3 * 48'000) > 0.01);
    CHECK (peakOf (all[spoken], 26 * 48'000 / 3) == 0.0);
}

// What a host may throw at the generator: storms of parameters and notes, blocks of any size, transports that make no sense, and many of it at once.
#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "AudioThread/Forbidden.h"
#include "Rig.h"

using namespace lull;
using namespace lull::test;

namespace
{
// A host of any mind.
struct Wild final : juce::AudioPlayHead
{
    PositionInfo says;
    bool speaks = true;
    juce::Optional<PositionInfo> getPosition() const override { return speaks ? juce::Optional<PositionInfo> (says) : juce::Optional<PositionInfo>(); }
};

juce::MidiBuffer notes (std::mt19937& random, int frames)
{
    juce::MidiBuffer midi;
    midi.ensureSize (4'096);
    for (int i = 0; i < 20; ++i)
    {
        const auto at = static_cast<int> (random() % static_cast<unsigned> (std::max (1, frames)));
        const auto key = static_cast<int> (random() % 128);
        switch (random() % 5)
        {
            case 0: midi.addEvent (juce::MidiMessage::noteOn (1, key, static_cast<juce::uint8> (1 + random() % 127)), at); break;
            case 1: midi.addEvent (juce::MidiMessage::noteOff (1, key), at); break;
            case 2: midi.addEvent (juce::MidiMessage::controllerEvent (1, key, static_cast<int> (random() % 128)), at); break;
            case 3: midi.addEvent (juce::MidiMessage::channelPressureChange (1, static_cast<int> (random() % 128)), at); break;
            default:
            {
                const juce::uint8 raw[] { static_cast<juce::uint8> (0xf0), 1, 2, static_cast<juce::uint8> (random()), static_cast<juce::uint8> (0xf7) };
                midi.addEvent (raw, sizeof raw, at);
            }
        }
    }
    return midi;
}

long residentKilobytes()
{
    std::ifstream status ("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:")
        {
            long kb = 0;
            status >> kb;
            return kb;
        }
    return 0;
}
} // namespace

TEST_CASE ("no block of the generator allocates, locks or waits, whatever is played, turned or located meanwhile")
{
    Rig rig ("try", "eight-zone");
    Wild wild;
    rig.processor->setPlayHead (&wild);
    rig.processor->setNonRealtime (false);
    press (*rig.editor, "arm");
    std::mt19937 random (3);
    juce::AudioBuffer<float> buffer (18, 8'192);
    int calls = 0;
    std::string first;
    Frame at = 0;
    const int sizes[] { 0, 1, 31, 32, 33, 64, 512, 1'024, 8'192 };
    for (int block = 0; block < 1'500; ++block)
    {
        const int frames = sizes[random() % 9];
        if (block % 40 == 0) at = static_cast<Frame> (random() % 10'000'000);
        wild.says.setIsPlaying (block % 97 > 5);
        wild.says.setTimeInSamples (at);
        wild.says.setBpm (60.0 + 30.0 * std::sin (block * 0.01));
        wild.says.setPpqPosition (static_cast<double> (at) / 48'000.0 * 1.3);
        auto midi = notes (random, frames);
        juce::AudioBuffer<float> part (buffer.getArrayOfWritePointers(), 18, frames);
        for (auto* p : rig.processor->getParameters())
            if (random() % 50 == 0 && p != rig.processor->stopped) p->setValue (static_cast<float> (random() % 1'000) / 999.0f);
        const Forbidden forbidden;
        rig.processor->processBlock (part, midi);
        calls += forbidden.calls();
        if (first.empty()) first = forbidden.first();
        at += frames;
        for (int c = 0; c < 18; ++c)
            for (int i = 0; i < frames; i += 7) REQUIRE (std::abs (part.getSample (c, i)) <= 1.0f);
    }
    INFO ("the first was " << first);
    CHECK (calls == 0);
}

TEST_CASE ("a transport that makes no sense is outlived: finite, bounded, and right again as soon as it is")
{
    Rig rig ("try", "four-zone");
    Wild wild;
    rig.processor->setPlayHead (&wild);
    rig.turn (rig.processor->is.hostTempo, 1.0f);
    std::mt19937 random (11);
    const double numbers[] { 0.0, -1.0, std::nan (""), INFINITY, -INFINITY, 1e9, 1e300, 1e-300, 0.1 };
    juce::MidiBuffer midi;
    for (int block = 0; block < 3'000; ++block)
    {
        const int frames = static_cast<int> (1 + random() % 700);
        wild.speaks = random() % 7 != 0;
        wild.says = {};
        const auto any = [&] { return numbers[random() % 9]; };
        wild.says.setIsPlaying (random() % 4 != 0);
        wild.says.setIsLooping (random() % 2 == 0);
        if (random() % 2) wild.says.setBpm (any());
        if (random() % 2) wild.says.setPpqPosition (any());
        if (random() % 2) wild.says.setTimeInSeconds (any());
        if (random() % 3)
            wild.says.setTimeInSamples (random() % 5 == 0 ? std::numeric_limits<Frame>::max() - 3
                                                          : static_cast<Frame> (random() % 3)); // loops of one sample too
        juce::AudioBuffer<float> buffer (18, frames);
        rig.processor->processBlock (buffer, midi);
        for (int c = 0; c < 18; ++c)
            for (int i = 0; i < frames; ++i) REQUIRE (std::abs (buffer.getSample (c, i)) <= 1.0f);
    }
    rig.turn (rig.processor->is.hostTempo, 0.0f);
    rig.processor->setPlayHead (&rig.head);
    rig.head.playing = false;
    (void)rig.play (2.0);
    rig.head.playing = true;
    rig.locate (0.0);
    CHECK (firstDifference (rig.play (3.0)[0], rendered ("try", "", 3.0)[0]) == -1);
}

TEST_CASE ("every rate that hosts have gives the Renderer's samples")
{
    for (const double rate : { 8'000.0, 22'050.0, 44'100.0, 88'200.0, 96'000.0, 176'400.0, 192'000.0 })
    {
        INFO (rate);
        Rig rig ("try", "");
        rig.processor->prepareToPlay (rate, 512);
        rig.head.rate = rate;
        const auto got = run (*rig.processor, rig.head, static_cast<int> (rate));
        auto truth = rendered ("try", "", 1.0, rate);
        truth[0].resize (got[0].size());
        CHECK (firstDifference (got[0], truth[0]) == -1);
    }
}

TEST_CASE ("sixteen of them play at once, each its own session, and one that goes disturbs no other")
{
    const std::string sessions[] { "bedtime", "try", "desk-break", "rain-for-reading" };
    std::vector<std::unique_ptr<Rig>> all;
    for (std::size_t i = 0; i < 16; ++i) all.push_back (std::make_unique<Rig> (sessions[i % 4], i % 2 == 0 ? "four-zone" : "eight-zone"));
    Channels truth[4];
    for (std::size_t i = 0; i < 4; ++i) truth[i] = rendered (sessions[i], "", 4.0);
    std::atomic<int> wrong { 0 };
    const auto playFrom = [&] (double from) {
        std::vector<std::thread> threads; // as hosts do
        for (std::size_t t = 0; t < 4; ++t)
            threads.emplace_back ([&, t] {
                for (std::size_t i = t; i < all.size(); i += 4)
                {
                    if (all[i] == nullptr) continue;
                    const auto got = all[i]->play (2.0);
                    const auto& expected = truth[i % 4][0];
                    const auto start = static_cast<std::size_t> (from * 48'000.0);
                    if (! std::equal (got[0].begin(), got[0].end(), expected.begin() + static_cast<long> (start))) ++wrong;
                }
            });
        for (auto& t : threads) t.join();
    };
    playFrom (0.0);
    all[3].reset();
    all[8].reset();
    playFrom (2.0);
    CHECK (wrong == 0);
}

TEST_CASE ("its editor opens and closes a hundred times while it plays, and leaves nothing behind")
{
    Rig rig ("bedtime", "eight-zone");
    long after10 = 0;
    for (int i = 0; i < 100; ++i)
    {
        rig.editor.reset();
        (void)rig.play (0.02);
        rig.editor.reset (rig.processor->createEditor());
        const double scale = 0.5 + 0.025 * i;
        rig.editor->setSize (static_cast<int> (1'000 * scale), static_cast<int> (620 * scale));
        (void)rig.editor->createComponentSnapshot (rig.editor->getLocalBounds());
        if (i == 10) after10 = residentKilobytes();
    }
    CHECK (residentKilobytes() - after10 < 40'000); // the largest snapshots are 18 MB each
}

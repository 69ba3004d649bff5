// The processor beside the Renderer: touch only by the editor's button, and everything that takes it away again.
#include "Catch.h"

#include <cmath>

#include "Rig.h"
#include "Plugins/Lull/Editor.h"
#include "Plugins/Lull/Processor.h"
#include "Safety/Interlock.h"
#include "Ui/Shelf.h"

using namespace lull;
using plugin::Processor;
using namespace lull::test;

TEST_CASE ("armed by the editor's button, touch is the Renderer's times the arming gain; stop takes it away")
{
    Rig rig ("try", "four-zone");
    press (*rig.editor, "arm");
    const auto truth = test::rendered ("try", "four-zone", 40.0);
    const auto got = rig.play (36.0, 479);
    REQUIRE (truth.size() == 6);
    for (std::size_t c = 2; c < 6; ++c)
    {
        INFO ("channel " << c);
        std::vector<float> expected (truth[c].begin(), truth[c].begin() + static_cast<long> (got[c].size()));
        for (std::size_t i = 0; i < expected.size(); ++i) expected[i] *= 0.5f * safety::Interlock::armingGain (static_cast<double> (i) / 48'000.0, true);
        CHECK (test::firstDifference (got[c], expected) == -1);
    }
    CHECK (touchIn (got, 31 * 48'000) > 0.01f);
    for (std::size_t c = 6; c < 18; ++c) CHECK (test::greatest (got[c]) == 0.0f);
    CHECK (test::firstDifference (got[0], std::vector<float> (truth[0].begin(), truth[0].begin() + static_cast<long> (got[0].size()))) == -1);

    press (*rig.editor, "stop");
    const auto after = rig.play (2.0);
    CHECK (touchIn (after, 0, 100) > 0.001f);
    CHECK (touchIn (after, 2'400) == 0.0f);                                                                       // 50 ms
    CHECK (test::greatest (std::vector<float> (after[0].begin() + 24'000, after[0].begin() + 30'000)) > 0.0001f); // sound takes longer
    CHECK (test::greatest (std::vector<float> (after[0].begin() + 80'000, after[0].end())) == 0.0f);

    press (*rig.editor, "stop"); // it says Go on now
    const auto on = rig.play (2.0);
    CHECK (test::greatest (on[0]) > 0.001f);
    CHECK (touchIn (on) == 0.0f); // until armed again
    press (*rig.editor, "arm");
    CHECK (touchIn (rig.play (2.0)) > 0.0f);
}

TEST_CASE ("when a host rests and then resets or prepares, touch comes back by the warm ramp, and after more than five seconds not at all")
{
    // The host's time goes with its playhead; rests are put on top of it by hand.
    static const test::Head* timed = nullptr;
    static double rested = 0.0;
    for (const bool prepares : { false, true })
        for (const double rest : { 1.0, 6.0, 3'600.0 })
        {
            INFO ((prepares ? "prepare" : "reset") << " and " << rest << " s");
            Rig rig ("try", "four-zone");
            timed = &rig.head;
            rested = 0.0;
            rig.processor->clock = +[]() noexcept { return rested + static_cast<double> (timed->frame) / 48'000.0; };
            press (*rig.editor, "arm");
            CHECK (touchIn (rig.play (35.0), 34 * 48'000) > 0.001f);
            if (prepares) rig.processor->prepareToPlay (48'000.0, 512);
            else rig.processor->reset();
            rested += rest;
            const auto truth = test::rendered ("try", "four-zone", 40.0);
            const auto after = rig.play (4.0);
            CHECK (test::firstDifference (after[0], std::vector<float> (truth[0].begin() + 35 * 48'000, truth[0].begin() + 39 * 48'000)) ==
                   -1); // sound goes on
            using State = safety::Interlock::State;
            const auto state = rig.processor->instrument.shown().told.interlock;
            if (rest > 5.0)
            {
                CHECK (touchIn (after) == 0.0f);
                CHECK (state == State::unarmed);
                press (*rig.editor, "arm"); // and may be armed again
                CHECK (touchIn (rig.play (1.0)) > 0.0f);
                continue;
            }
            CHECK (state == State::armed);
            CHECK (touchIn (after, 0, 512) == 0.0f);
            CHECK (touchIn (after, 3 * 48'000) > 0.001f);
            long wrong = 0;
            for (std::size_t c = 2; c < 6; ++c)
                for (std::size_t i = 0; i < after[c].size(); ++i)
                {
                    const float gain = 0.5f * safety::Interlock::armingGain ((static_cast<double> (i) - 4'800.0) / 48'000.0, false);
                    wrong += after[c][i] != truth[c][35 * 48'000 + i] * gain;
                }
            CHECK (wrong == 0);
        }
}

TEST_CASE ("nothing but the button arms: not the host, its parameters, its offline flag, nor a state that was saved while armed")
{
    Rig rig ("try", "two-zone");
    press (*rig.editor, "arm");
    CHECK (touchIn (rig.play (20.0)) > 0.001f);
    juce::MemoryBlock state;
    rig.processor->getStateInformation (state);
    rig.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    const auto after = rig.play (3.0);
    CHECK (touchIn (after, 4'800) == 0.0f);

    Processor other;
    test::Head head;
    other.setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    test::ready (other, head);
    for (auto* p : other.getParameters())
        for (const float v : { 1.0f, 0.0f }) p->setValueNotifyingHost (v);
    other.strength->setValueNotifyingHost (1.0f);
    other.is.volume->setValueNotifyingHost (0.9f);
    for (const bool offline : { true, false, true })
    {
        other.setNonRealtime (offline);
        CHECK (touchIn (test::run (other, head, 10 * 48'000)) == 0.0f);
    }
}

TEST_CASE ("how strong touch may be is chosen by the editor's button, gentle, normal or strong, and is in no state")
{
    Rig rig ("try", "four-zone");
    press (*rig.editor, "arm");
    (void)rig.play (31.0);
    juce::MemoryBlock before, after;
    rig.processor->getStateInformation (before);
    const auto truth = test::rendered ("try", "four-zone", 43.0);
    const auto share = [&] (double from, double seconds, std::size_t skip) { // of the Renderer's, bit for bit but for a power of two
        const auto got = rig.play (seconds);
        const auto at = static_cast<std::size_t> (from * 48'000.0);
        for (const float s : { 0.25f, 0.5f, 1.0f })
        {
            bool same = true;
            for (std::size_t c = 2; c < 6; ++c)
                for (std::size_t i = skip; i < got[c].size(); ++i) same = same && got[c][i] == s * truth[c][at + i];
            if (same) return s;
        }
        return 0.0f;
    };
    CHECK (share (31.0, 1.0, 0) == 0.5f);
    rig.editor->findChildWithID ("most")->setVisible (true); // an editor that nobody sees does not follow
    press (*rig.editor, "most");
    CHECK (share (32.0, 3.0, 96'000) == 1.0f); // 6 dB a second upwards
    press (*rig.editor, "most");
    CHECK (share (35.0, 1.0, 4'800) == 0.25f); // at once downwards
    press (*rig.editor, "most");
    CHECK (share (36.0, 3.0, 96'000) == 0.5f);
    press (*rig.editor, "most"); // strong
    rig.processor->getStateInformation (after);
    CHECK (before == after);
    rig.processor->setStateInformation (after.getData(), static_cast<int> (after.getSize()));
    CHECK (touchIn (rig.play (1.0), 4'800) == 0.0f);
}

TEST_CASE ("bypass takes touch down at once and sound gently, and gives back only sound")
{
    Rig rig ("try", "four-zone");
    press (*rig.editor, "arm");
    CHECK (touchIn (rig.play (20.0)) > 0.001f);
    rig.processor->bypass->setValueNotifyingHost (1.0f);
    const auto off = rig.play (1.0);
    CHECK (touchIn (off, 2'400) == 0.0f);
    CHECK (test::greatest (std::vector<float> (off[0].begin() + 24'000, off[0].end())) == 0.0f);
    rig.processor->bypass->setValueNotifyingHost (0.0f);
    const auto on = rig.play (1.0);
    CHECK (test::greatest (on[0]) > 0.001f);
    CHECK (touchIn (on) == 0.0f);
}

TEST_CASE ("the host's playhead is the session's clock")
{
    Rig rig ("try", "four-zone");
    const auto truth = test::rendered ("try", "four-zone", 50.0);
    const auto first = rig.play (1.0);
    rig.head.playing = false;
    const auto rest = rig.play (0.5);
    CHECK (test::greatest (std::vector<float> (rest[0].begin() + 4'800, rest[0].end())) == 0.0f);

    // From the start again: the very same samples.
    rig.head.playing = true;
    rig.locate (0.0);
    const auto again = rig.play (1.0, 1'000);
    CHECK (test::firstDifference (again[0], first[0]) == -1);
    CHECK (test::firstDifference (again[0], std::vector<float> (truth[0].begin(), truth[0].begin() + 48'000)) == -1);

    // Somewhere else, at a frame that is no multiple of 32: the same events, and after ten seconds the same samples to -90 dB.
    rig.locate (20.0);
    rig.head.frame += 7;
    const auto there = rig.play (24.0);
    double worst = 0.0;
    for (std::size_t i = 10 * 48'000; i < there[0].size(); ++i)
        worst = std::max (worst, std::abs (static_cast<double> (there[0][i]) - static_cast<double> (truth[0][20 * 48'000 + 7 + i])));
    CHECK (worst < 3.2e-5);

    // Before the session's start and after its end there is silence.
    rig.head.frame = -4'800;
    const auto early = rig.play (0.1, 333);
    CHECK (test::greatest (std::vector<float> (early[0].begin() + 4'500, early[0].end())) == 0.0f);
    rig.locate (70.0);
    CHECK (test::greatest (rig.play (1.0)[0]) < 1e-4f);

    // A loop of one sample and a playhead gone mad stay finite.
    for (const Frame f : { Frame { 1'000 }, Frame { 1'000 }, std::numeric_limits<Frame>::max(), std::numeric_limits<Frame>::min(), Frame { 5 } })
    {
        rig.head.frame = f;
        rig.head.playing = true;
        juce::AudioBuffer<float> one (18, 64);
        juce::MidiBuffer midi;
        rig.processor->processBlock (one, midi);
        for (int c = 0; c < 18; ++c)
            for (int i = 0; i < 64; ++i) REQUIRE (std::isfinite (one.getSample (c, i)));
    }
}

TEST_CASE ("another rate gives the Renderer's samples at that rate")
{
    Rig rig ("try", "");
    (void)rig.play (0.5);
    rig.processor->prepareToPlay (44'100.0, 256);
    rig.head.frame = 0;
    const auto got = rig.play (2.0);
    const auto truth = test::rendered ("try", "", 96'000.0 / 44'100.0, 44'100.0);
    // The old player lets go in 20 ms; then the new one is put where the host is.
    CHECK (test::greatest (got[0]) > 0.001f);
    rig.head.playing = false;
    (void)rig.play (0.5);
    rig.head.playing = true;
    rig.head.frame = 0;
    const auto again = rig.play (2.0);
    CHECK (test::firstDifference (again[0], std::vector<float> (truth[0].begin(), truth[0].begin() + 96'000)) == -1);
}

TEST_CASE ("touch buses that a host leaves out move no other")
{
    test::startJuce();
    Processor p;
    CHECK (p.choose (choices ("try", "four-zone")).isEmpty());
    auto layout = p.getBusesLayout();
    for (int b = 1; b < 9; ++b)
        if (b != 2) layout.outputBuses.getReference (b) = juce::AudioChannelSet::disabled();
    REQUIRE (p.setBusesLayout (layout));
    REQUIRE (p.getTotalNumOutputChannels() == 4);
    test::Head head;
    p.setPlayHead (&head);
    p.setNonRealtime (true);
    p.prepareToPlay (48'000.0, 512);
    std::unique_ptr<juce::AudioProcessorEditor> editor (p.createEditor());
    press (*editor, "arm");
    const auto truth = test::rendered ("try", "four-zone", 12.0);
    juce::MidiBuffer midi;
    float most = 0.0f;
    long wrong = 0;
    for (std::size_t at = 0; at + 512 <= 12 * 48'000; at += 512)
    {
        juce::AudioBuffer<float> buffer (4, 512);
        p.processBlock (buffer, midi);
        head.frame += 512;
        for (std::size_t i = 0; i < 512; ++i)
        {
            const float gain = 0.5f * safety::Interlock::armingGain (static_cast<double> (at + i) / 48'000.0, true);
            for (int c = 0; c < 2; ++c)
            {
                const float got = buffer.getSample (2 + c, static_cast<int> (i));
                most = std::max (most, std::abs (got));
                wrong += got != truth[static_cast<std::size_t> (4 + c)][at + i] * gain;
            }
        }
    }
    CHECK (most > 0.001f);
    CHECK (wrong == 0);
    auto mono = p.getBusesLayout();
    mono.outputBuses.getReference (0) = juce::AudioChannelSet::mono();
    CHECK_FALSE (p.checkBusesLayoutSupported (mono));
}

TEST_CASE ("a state that is refused leaves everything as it was")
{
    test::startJuce();
    Processor p;
    CHECK (p.choose (choices ("desk-break", "two-zone")).isEmpty());
    p.strength->setValueNotifyingHost (0.25f);
    juce::MemoryBlock good;
    p.getStateInformation (good);
    const auto unchanged = [&] {
        juce::MemoryBlock now;
        p.getStateInformation (now);
        return now == good;
    };
    for (std::size_t n = 0; n < good.getSize(); n += 1 + n / 8) p.setStateInformation (good.getData(), static_cast<int> (n));
    CHECK (unchanged());
    p.setStateInformation (nullptr, 0);
    p.setStateInformation (good.getData(), -5);
    CHECK (unchanged());
    // Whole and well formed, but its script or chair is not.
    for (const bool chair : { false, true })
    {
        plugin::SavedState s;
        s.choices = choices ("try", "four-zone");
        (chair ? s.choices.chairText : s.choices.script) = "a: [ 1, 2";
        s.strength = 0.9;
        const auto bytes = plugin::write (s);
        p.setStateInformation (bytes.data(), static_cast<int> (bytes.size()));
        CHECK (unchanged());
    }
    CHECK (p.strength->get() == 0.25f);
}

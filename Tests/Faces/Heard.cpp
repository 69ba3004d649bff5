// Touch that is heard instead of felt, and files that hold none.
#include "Engine/Audition.h"
#include "Rig.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("heard on Main, touch needs no arming, is what the Renderer makes of it, and leaves every bus of touch silent")
{
    Rig rig ("try", "four-zone");
    rig.carry (2);
    CHECK (rig.processor->instrument.choices().audition);
    press (*rig.editor, "arm"); // it is refused, or has no effect
    const auto got = rig.play (20.0, 479);
    for (std::size_t c = 2; c < 18; ++c) CHECK (test::greatest (got[c]) == 0.0f);

    auto truth = test::rendered ("try", "four-zone", 20.0);
    const auto sound = truth[0];
    const auto chair = rig.processor->instrument.timeline();
    engine::Audition audition (*chair->chair(), SampleRate { 48'000.0 });
    const float* touch[] { truth[2].data(), truth[3].data(), truth[4].data(), truth[5].data() };
    audition.process (touch, truth[0].data(), truth[1].data(), static_cast<int> (truth[0].size()));
    CHECK (test::firstDifference (got[0], truth[0]) == -1);
    CHECK (test::firstDifference (got[1], truth[1]) == -1);
    CHECK (test::firstDifference (got[0], sound) != -1);

    // It stops with everything, travels in the state, and is left again.
    rig.head.playing = false;
    (void)rig.play (0.5);
    for (const auto& c : rig.play (0.5)) CHECK (test::greatest (c) < 1e-6f);
    juce::MemoryBlock state;
    rig.processor->getStateInformation (state);
    Rig other ("bedtime", "");
    other.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    CHECK (other.processor->instrument.choices().audition);
    rig.carry (1);
    rig.head.playing = true;
    rig.head.frame = 0;
    (void)rig.play (0.1);
    rig.head.frame = 0;
    const auto felt = rig.play (10.0);
    CHECK (test::firstDifference (felt[0], std::vector<float> (sound.begin(), sound.begin() + 480'000), 48'000) == -1);
    CHECK (touchIn (felt) == 0.0f);
}

TEST_CASE ("a file that a host wrote while nobody had armed is told once to hold no touch")
{
    Rig rig ("try", "four-zone");
    (void)rig.play (2.0);
    rig.processor->setNonRealtime (false);
    CHECK (rig.processor->instrument.shown().news == "What was written holds no touch: nobody had armed it.");
    rig.processor->setNonRealtime (true);
    rig.processor->setNonRealtime (false); // nothing was written meanwhile
    CHECK (rig.processor->choose (rig.processor->instrument.choices()).isEmpty());
    CHECK (rig.processor->instrument.shown().news.empty());

    Rig armed ("try", "four-zone");
    press (*armed.editor, "arm");
    (void)armed.play (2.0);
    armed.processor->setNonRealtime (false);
    CHECK (armed.processor->instrument.shown().news.empty());
    Rig sound ("try", "");
    (void)sound.play (2.0);
    sound.processor->setNonRealtime (false);
    CHECK (sound.processor->instrument.shown().news.empty());
}

TEST_CASE ("a host with nothing but stereo can have a pair of touch on Main instead of sound: never by itself, and armed like any touch")
{
    Rig rig ("try", "four-zone");
    CHECK (rig.processor->instrument.choices().pair == 0);
    rig.carry (1 + 10 + 2);
    CHECK (rig.processor->instrument.choices().pair == 2);
    for (const auto& c : rig.play (2.0)) CHECK (greatest (c) == 0.0f); // unarmed: neither sound nor touch
    press (*rig.editor, "arm");
    rig.locate (0.0);
    const auto truth = rendered ("try", "four-zone", 12.0);
    const auto got = rig.play (12.0);
    float most = 0.0f;
    long wrong = 0;
    for (std::size_t i = 4'800; i < got[0].size(); ++i)
        for (std::size_t c = 0; c < 2; ++c)
        {
            most = std::max (most, std::abs (got[c][i]));
            const float gain = 0.5f * safety::Interlock::armingGain (static_cast<double> (i) / 48'000.0, true);
            wrong += std::abs (got[c][i] - truth[4 + c][i] * gain) > 1e-6f;
        }
    CHECK (most > 1e-4f);
    CHECK (wrong == 0);
    for (std::size_t c = 2; c < 18; ++c) CHECK (greatest (got[c]) == 0.0f);
    juce::MemoryBlock state;
    rig.processor->getStateInformation (state);
    Rig other ("bedtime", "");
    other.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    CHECK (other.processor->instrument.choices().pair == 2);
    rig.carry (1);
    CHECK (firstDifference (rig.play (0.5)[2], std::vector<float> (24'000, 0.0f)) == -1); // and is to be armed again
}

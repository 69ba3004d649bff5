// Touch that is played on the generator by MIDI: where, when and how strong; and controllers that turn parameters.
#include "Rig.h"

using namespace lull;
using namespace lull::test;

namespace
{
struct Piano : Rig
{
    Piano() : Rig ("rain-for-reading", "four-zone") // no touch of its own
    {
        head.playing = false;
        turn (processor->is.technique, 4.0f); // vibration
    }
    Channels with (const juce::MidiMessage& m, int at, double seconds, int block = 512)
    {
        juce::MidiBuffer midi;
        midi.addEvent (m, at);
        return run (*processor, head, static_cast<int> (seconds * 48'000.0), block, {}, midi);
    }
    void arm()
    {
        press (*editor, "arm");
        (void)with (juce::MidiMessage::noteOn (1, 53, 0.5f), 0, 32.0);
        (void)with (juce::MidiMessage::noteOff (1, 53), 0, 1.0);
    }
};

double energy (const std::vector<float>& x)
{
    double sum = 0.0;
    for (const float v : x) sum += static_cast<double> (v) * v;
    return sum;
}
} // namespace

TEST_CASE ("a note is felt where its key is, look-ahead and a quantum after its sample, whatever the block; unarmed it is digital silence")
{
    {
        Piano unarmed;
        for (const auto& c : unarmed.with (juce::MidiMessage::noteOn (1, 53, 1.0f), 10, 2.0)) CHECK (greatest (c) == 0.0f);
    }
    Piano rig;
    rig.arm();
    const auto rest = rig.play (1.0);
    CHECK (touchIn (rest) == 0.0f);
    for (const int block : { 64, 333, 512 })
    {
        INFO (block);
        const int at = 47;
        const auto got = rig.with (juce::MidiMessage::noteOn (1, 53, 1.0f), at, 1.0, block);
        CHECK (greatest (got[0]) == 0.0f); // the session stands still
        const auto late = static_cast<std::size_t> (at + lookAheadFrames (SampleRate { 48'000.0 }) + quantum);
        CHECK (touchIn (got, 0, late) < 1e-5f); // what is left of the guard's filters
        CHECK (touchIn (got, late, late + 96) > 1e-4f);
        CHECK (touchIn (got, 24'000) > 0.01f);
        const auto after = rig.with (juce::MidiMessage::noteOff (1, 53), 0, 1.0, block);
        CHECK (touchIn (after, 12'000) < 1e-5f);
    }
}

TEST_CASE ("notes go on while the session begins and stops under them")
{
    Piano rig;
    rig.arm();
    (void)rig.with (juce::MidiMessage::noteOn (1, 53, 1.0f), 0, 0.5);
    rig.head.playing = true;
    const auto playing = rig.play (5.0);
    CHECK (touchIn (playing, 4 * 48'000) > 0.01f);
    CHECK (greatest (playing[0]) > 1e-4f);
    rig.head.playing = false;
    const auto stopped = rig.play (1.0);
    CHECK (touchIn (stopped, 24'000) > 0.01f);
    rig.turn (rig.processor->stopped, 1.0f);
    CHECK (touchIn (rig.play (1.0), 2'400) == 0.0f);
}

TEST_CASE ("the left hand's octave is felt on the left")
{
    Piano rig;
    rig.arm();
    const auto left = rig.with (juce::MidiMessage::noteOn (1, 41, 1.0f), 0, 1.0);
    (void)rig.with (juce::MidiMessage::noteOff (1, 41), 0, 1.0);
    const auto right = rig.with (juce::MidiMessage::noteOn (1, 65, 1.0f), 0, 1.0);
    const auto zones = rig.processor->instrument.timeline()->chair()->zones;
    double there = 0.0, elsewhere = 0.0;
    for (const auto& z : zones)
    {
        const auto c = static_cast<std::size_t> (2 + z.actuator);
        if (z.x < 0.0) there += energy (left[c]), elsewhere += energy (right[c]);
        if (z.x > 0.0) there += energy (right[c]), elsewhere += energy (left[c]);
    }
    CHECK (there > 50.0 * elsewhere);
}

TEST_CASE ("a controller turns what it has learned, and that is kept with the project")
{
    Piano rig;
    rig.processor->keys.learn (2); // touch level
    (void)rig.with (juce::MidiMessage::controllerEvent (1, 74, 127), 0, 0.02);
    CHECK (rig.processor->keys.controllerOf (2) == 74);
    (void)rig.with (juce::MidiMessage::controllerEvent (1, 74, 0), 0, 0.02);
    CHECK (rig.processor->is.touch->get() == -60.0f);
    CHECK (rig.processor->is.touchLevel().value < -100.0);

    // Each of them can be learned.
    const auto all = rig.processor->turned();
    for (std::size_t p = 0; p < all.size(); ++p)
    {
        REQUIRE (all[p] != nullptr);
        rig.processor->keys.learn (static_cast<int> (p));
        const auto before = all[p]->getValue();
        (void)rig.with (juce::MidiMessage::controllerEvent (1, 20 + static_cast<int> (p), before > 0.5f ? 0 : 127), 0, 0.02);
        CHECK (std::abs (all[p]->getValue() - before) > 0.1f);
        CHECK (rig.processor->keys.controllerOf (static_cast<int> (p)) == 20 + static_cast<int> (p));
    }
    rig.processor->keys.learn (2);
    (void)rig.with (juce::MidiMessage::controllerEvent (1, 74, 0), 0, 0.02);
    rig.processor->is.technique->setValueNotifyingHost (rig.processor->is.technique->convertTo0to1 (4.0f));

    rig.turn (rig.processor->is.tempo, 0.75f);
    rig.turn (rig.processor->is.carrier, 33.0f);
    juce::MemoryBlock state, again;
    rig.processor->getStateInformation (state);
    Piano other;
    other.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    CHECK (other.processor->keys.controllerOf (2) == 74);
    CHECK (other.processor->is.tempo->get() == Approx (0.75));
    CHECK (other.processor->is.carrier->get() == Approx (33.0));
    CHECK (other.processor->is.technique->getIndex() == 4);
    other.processor->getStateInformation (again);
    CHECK (again == state);
}

TEST_CASE ("every parameter's text reads back what it prints")
{
    Piano rig;
    for (auto* p : rig.processor->getParameters())
        for (int i = 0; i <= 20; ++i)
        {
            const float v = static_cast<float> (i) / 20.0f;
            const auto text = p->getText (v, 64);
            INFO (p->getName (64) << ": " << text);
            CHECK (p->getText (p->getValueForText (text), 64) == text);
        }
}

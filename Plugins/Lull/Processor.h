// Lull as a plugin: a generator that follows the host's playhead. Main is stereo sound; eight stereo buses carry touch_1 ... touch_16,
// digital silence until armed by the editor's button. Threads as JUCE says; the audio thread's work is Instrument's.
#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include "Plugins/Lull/Instrument.h"
#include "Plugins/Lull/Pace.h"

namespace lull::plugin
{
class Processor final : public juce::AudioProcessor
{
public:
    Processor();
    ~Processor() override;

    Instrument instrument;

    // Monotonic seconds, by which gaps between callbacks are noticed. Audio thread; tests put their own in its place.
    double (*clock)() noexcept;

    // Stable ids: "strength", "volume", "stop", "bypass".
    juce::AudioParameterFloat* strength;
    juce::AudioParameterFloat* volume; // dB; -60 is silence
    juce::AudioParameterBool* stopped;
    juce::AudioParameterBool* bypass;

    // The editor's choices; an empty error is success.
    juce::String choose (const Choices&);
    void stop(); // latch and parameter
    void goOn();

    const juce::String getName() const override { return "Lull"; }
    void prepareToPlay (double rate, int block) override;
    void releaseResources() override {}
    void reset() override;
    using juce::AudioProcessor::processBlock;
    void processBlock (juce::AudioBuffer<float>&, juce::MidiBuffer&) override;
    bool isBusesLayoutSupported (const BusesLayout&) const override;
    juce::AudioProcessorParameter* getBypassParameter() const override { return bypass; }

    bool acceptsMidi() const override { return false; }
    bool producesMidi() const override { return false; }
    double getTailLengthSeconds() const override { return 1.5; } // a stop's fade

    bool hasEditor() const override { return true; }
    juce::AudioProcessorEditor* createEditor() override;

    int getNumPrograms() override; // the sessions that came with it
    int getCurrentProgram() override;
    void setCurrentProgram (int) override;
    const juce::String getProgramName (int) override;
    void changeProgramName (int, const juce::String&) override {}

    void getStateInformation (juce::MemoryBlock&) override;
    void setStateInformation (const void*, int) override;

private:
    static BusesProperties buses();

    HostTime hostTime;
    Pace pace;
    SampleRate rate {};

    JUCE_DECLARE_NON_COPYABLE_WITH_LEAK_DETECTOR (Processor)
};
} // namespace lull::plugin

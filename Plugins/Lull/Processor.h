// Lull as a plugin: a generator that follows the host's playhead. Main is stereo sound; eight stereo buses carry touch_1 ... touch_16.
#pragma once

#include "Plugins/Shared/TouchProcessor.h"

namespace lull::plugin
{
class Processor final : public TouchProcessor
{
public:
    Processor();
    ~Processor() override;

    juce::AudioParameterFloat* volume; // "volume": dB; -60 is silence

    const juce::String getName() const override { return "Lull"; }
    void prepareToPlay (double rate, int block) override;
    void reset() override;
    using juce::AudioProcessor::processBlock;
    void processBlock (juce::AudioBuffer<float>&, juce::MidiBuffer&) override;
    bool isBusesLayoutSupported (const BusesLayout&) const override;
    juce::AudioProcessorEditor* createEditor() override;

    int getNumPrograms() override; // the sessions that came with it
    int getCurrentProgram() override;
    void setCurrentProgram (int) override;
    const juce::String getProgramName (int) override;

private:
    HostTime hostTime;

    void keep (SavedState&) const override;
    void restore (const SavedState&) override;

    JUCE_DECLARE_NON_COPYABLE_WITH_LEAK_DETECTOR (Processor)
};
} // namespace lull::plugin

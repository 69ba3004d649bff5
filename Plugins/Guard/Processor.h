// Lull Guard: last on the track that goes to the chair. Main and sixteen channels of touch go through, as late as the guard looks ahead; touch through the
// guard, the interlock and the person's ceiling. Armed here, it arms what feeds it: every Lull and Lull Touch in the host that has the same chair.
#pragma once

#include <array>
#include <vector>

#include "Plugins/Shared/TouchProcessor.h"

namespace lull::guarding
{
class Through;

class Processor final : public plugin::TouchProcessor
{
public:
    Processor();
    ~Processor() override;

    const juce::String getName() const override { return "Lull Guard"; }
    void prepareToPlay (double rate, int block) override;
    using juce::AudioProcessor::processBlock;
    void processBlock (juce::AudioBuffer<float>&, juce::MidiBuffer&) override;
    bool isBusesLayoutSupported (const BusesLayout&) const override;
    juce::AudioProcessorEditor* createEditor() override;

    // Frames from in to out: the look-ahead and a quantum.
    [[nodiscard]] static int delay (SampleRate) noexcept;

private:
    explicit Processor (std::shared_ptr<Through>);
    static BusesProperties buses();

    const std::shared_ptr<Through> through;
    Passing passing;

    JUCE_DECLARE_NON_COPYABLE_WITH_LEAK_DETECTOR (Processor)
};
} // namespace lull::guarding

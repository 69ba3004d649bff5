// Lull Touch: any track, felt. What comes in (or the sidechain) is followed (Dsp/Follower): its low part, its swells and its strikes become touch for
// the chosen chair; Main goes through untouched, as late as the touch, which the host is told.
#pragma once

#include <array>
#include <vector>

#include "Plugins/Shared/Feed.h"
#include "Plugins/Shared/TouchProcessor.h"

namespace lull::follow
{
class Processor final : public plugin::TouchProcessor
{
public:
    Processor();
    ~Processor() override;

    juce::AudioParameterBool* sidechain; // "sidechain": it goes by that input, not by Main

    const juce::String getName() const override { return "Lull Touch"; }
    void prepareToPlay (double rate, int block) override;
    using juce::AudioProcessor::processBlock;
    void processBlock (juce::AudioBuffer<float>&, juce::MidiBuffer&) override;
    bool isBusesLayoutSupported (const BusesLayout&) const override;
    juce::AudioProcessorEditor* createEditor() override;

    // Where on the back: words of `place:`, in the order in which they are offered.
    static constexpr std::array places { "upper back", "mid back", "lower back", "shoulders" };

private:
    explicit Processor (std::shared_ptr<plugin::Feed>);
    void keep (plugin::SavedState& s) const override { s.sidechain = sidechain->get(); }
    void restore (const plugin::SavedState& s) override { set (*sidechain, s.sidechain ? 1.0f : 0.0f); }
    static BusesProperties buses();

    const std::shared_ptr<plugin::Feed> feed;
    Passing passing;
    std::array<std::vector<float>, 2> heard; // of a block: what touch goes by

    JUCE_DECLARE_NON_COPYABLE_WITH_LEAK_DETECTOR (Processor)
};
} // namespace lull::follow

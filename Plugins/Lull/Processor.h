// Lull as a plugin: a generator that follows the host's playhead. Main is stereo sound; eight stereo buses carry touch_1 ... touch_16.
#pragma once

#include <atomic>
#include <mutex>

#include "Plugins/Lull/Edits.h"
#include "Plugins/Lull/Keys.h"
#include "Plugins/Lull/Parameters.h"
#include "Plugins/Lull/Window.h"
#include "Plugins/Shared/TouchProcessor.h"

namespace lull::plugin
{
class Processor final : public TouchProcessor, private juce::Timer
{
public:
    Processor();
    ~Processor() override;

    const Parameters is;
    Keys keys; // turn what turned() lists, by its order

    // Of the editor, which comes and goes; message thread. The draft and the window's size are kept with the project.
    Edits edits;
    std::atomic<bool> restored { false }; // from a state
    void keepDraft (const std::string&);
    [[nodiscard]] std::string draft() const;
    void keepWindow (const Window&);
    [[nodiscard]] Window window() const;

    // What a controller may turn.
    [[nodiscard]] std::vector<juce::RangedAudioParameter*> turned() const;

    const juce::String getName() const override { return "Lull"; }
    void prepareToPlay (double rate, int block) override;
    void reset() override;
    using juce::AudioProcessor::processBlock;
    void processBlock (juce::AudioBuffer<float>&, juce::MidiBuffer&) override;
    bool acceptsMidi() const override { return true; }
    bool isBusesLayoutSupported (const BusesLayout&) const override;
    juce::AudioProcessorEditor* createEditor() override;

    int getNumPrograms() override; // the sessions that came with it
    int getCurrentProgram() override;
    void setCurrentProgram (int) override;
    const juce::String getProgramName (int) override;

private:
    HostTime hostTime;
    mutable std::mutex desk; // hosts save on threads of their own
    std::string written;
    Window frame = Window::usual();

    [[nodiscard]] Pacing pacing() const override { return is.pacing(); }
    void timerCallback() override { keys.tell(); }

    void keep (SavedState&) const override;
    void restore (const SavedState&) override;

    JUCE_DECLARE_NON_COPYABLE_WITH_LEAK_DETECTOR (Processor)
};
} // namespace lull::plugin

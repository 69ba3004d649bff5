// Lull Guard's window: which chair, what goes to each actuator and what holds it, Arm and Stop. Message thread.
#pragma once

#include "Plugins/Guard/Processor.h"
#include "Plugins/Shared/ArmControls.h"
#include "Ui/Controls.h"
#include "Ui/Meters.h"

namespace lull::guarding
{
class Editor final : public juce::AudioProcessorEditor, private juce::Timer
{
public:
    explicit Editor (Processor&);
    ~Editor() override;

    [[nodiscard]] const juce::String& said() const noexcept { return status; } // the line beside Arm and Stop
    [[nodiscard]] const ui::Meters& shownMeters() const noexcept { return meters; }

    bool keyPressed (const juce::KeyPress&) override;
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    Processor& owner;
    ui::Look look;
    juce::ComboBox chairs;
    ui::Meters meters;
    plugin::ArmControls controls;

    std::shared_ptr<const session::Timeline> timeline;
    juce::String status, filled;
    juce::Rectangle<int> words, statusBox;
    bool first = true;

    void timerCallback() override;
};
} // namespace lull::guarding

// Lull Touch's window: which chair and where on the back, the glowing back, strength, Arm and Stop. Message thread.
#pragma once

#include "Plugins/Shared/ArmControls.h"
#include "Plugins/Touch/Processor.h"
#include "Ui/BackView.h"
#include "Ui/Controls.h"

namespace lull::follow
{
class Editor final : public juce::AudioProcessorEditor, private juce::Timer
{
public:
    explicit Editor (Processor&);
    ~Editor() override;

    [[nodiscard]] const juce::String& said() const noexcept { return status; } // the line beside Arm and Stop

    bool keyPressed (const juce::KeyPress&) override;
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    Processor& owner;
    ui::Look look;
    juce::ComboBox chairs, places, source;
    ui::BackView back;
    ui::Level strength;
    plugin::ArmControls controls;

    std::shared_ptr<const session::Timeline> timeline;
    juce::String status, filled;
    juce::Rectangle<int> words, statusBox;
    double last = 0.0; // s

    void timerCallback() override;
    void fill();
};
} // namespace lull::follow

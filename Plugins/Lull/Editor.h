// The plugin's window: which session and chair, the glowing back, phase and time, Arm and Stop.
// Message thread.
#pragma once

#include "Plugins/Lull/Processor.h"
#include "Plugins/Shared/ArmControls.h"
#include "Ui/BackView.h"
#include "Ui/Controls.h"
#include "Ui/PhaseBar.h"

namespace lull::plugin
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
    juce::ComboBox sessions, chairs;
    ui::BackView back;
    ui::PhaseBar bar;
    ui::Level strength, volume;
    ui::Pill hear;
    ArmControls controls;
    std::unique_ptr<juce::FileChooser> chooser;

    std::shared_ptr<const session::Timeline> timeline;
    engine::Telemetry told;
    juce::String phase, clock, side, status, filled;
    std::string news;
    juce::Rectangle<int> words, clockBox, statusBox;
    double last = 0.0, newsUntil = 0.0; // s

    void timerCallback() override;
    void fill(); // the two choices
    void chooseSession();
    void chooseChair();
    void openFile();
};
} // namespace lull::plugin

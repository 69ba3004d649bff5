// A controller with knobs, pads and keys: whether MIDI is heard, which ports, and what does what, learned by moving it. Nothing plays meanwhile.
// Message thread.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <juce_gui_basics/juce_gui_basics.h>

#include "App/Settings.h"
#include "Devices/Midi.h"
#include "Ui/Controls.h"

namespace lull::app
{
class ControllerPage final : public juce::Component
{
public:
    // midi: where the one that is heard lies, null: none. again: makes it anew, as the settings say.
    struct Around
    {
        Settings& settings;
        std::unique_ptr<devices::Midi>& midi;
        std::function<std::optional<Error>()> again;
        std::function<void()> back;
    };
    ControllerPage (const ui::Look&, Around);
    ~ControllerPage() override;

    void tick (double now); // s

    bool keyPressed (const juce::KeyPress&) override;
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    const ui::Look& look;
    Around around;
    ui::Pill leave;
    std::unique_ptr<ui::Pill> onOff;
    std::vector<std::unique_ptr<ui::Pill>> ports, lessons;
    std::vector<devices::MidiPort> found;
    std::future<std::vector<devices::MidiPort>> search; // a server that stands still holds nobody up
    double searchAt = 0.0, ticked = 0.0, keepsUntil = 0.0;
    std::optional<engine::MidiDoes> learning;
    juce::String words;
    juce::Rectangle<float> left, right;
    float k = 1.0f;

    void build();
    void make (bool on);
    void choosePort (const std::string&);
    void learn (engine::MidiDoes);
    void heard (const engine::MidiEars::Moved&);
    [[nodiscard]] std::unique_ptr<ui::Pill> pill (const juce::String& word, const juce::String& id, bool lit, std::function<void()>);
};
} // namespace lull::app

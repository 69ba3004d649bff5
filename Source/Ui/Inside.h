// Look inside: a session's lanes beside its script, and the back. What is written is shown at once, what is wrong where it is wrong; what plays is what
// was last put to play. Shared by the app and the plugin. Message thread.
#pragma once

#include "Ui/BackView.h"
#include "Ui/Lanes.h"
#include "Ui/ScriptView.h"

namespace lull::ui
{
class Inside final : public juce::Component
{
public:
    explicit Inside (const Look&);

    std::function<void()> onDraft; // the text has changed, by the person or by undo
    std::function<void()> onApply, onEscape;

    // What plays: its text is what is edited, unless `draft` is (not empty).
    void setSession (const std::string& name, const std::string& script, const std::string& draft, std::shared_ptr<const touch::Chair>);
    void setTimeline (std::shared_ptr<const session::Timeline>); // that plays: what its chair is driven by
    void follow (const engine::Telemetry&, double elapsed);

    [[nodiscard]] std::string text() const { return script.text(); }
    [[nodiscard]] bool edited() const { return script.text() != playing; }
    [[nodiscard]] bool right() const noexcept { return reads; } // what is written can be played

    // What the caret stands in: "shoulders, 4 per beat" and "15% -> 30%, carrier 48 Hz"; empty where it stands in no stroke.
    [[nodiscard]] juce::StringArray atCaret() const { return spot; }

    // Where the phase begins that the caret stands in or behind, s; before the first: 0.
    [[nodiscard]] double cursorSeconds() const noexcept { return cursor; }

    [[nodiscard]] juce::Rectangle<int> besideBack() const noexcept { return words; } // its first lines are what the caret stands in

    void setScale (float pixelsOfTheDesigns);
    void themeChanged();
    void paint (juce::Graphics&) override;
    void resized() override;

    Lanes lanes;
    ScriptView script;
    BackView back;

private:
    const Look& look;
    juce::Viewport frame; // of the lanes
    std::string name, playing;
    std::shared_ptr<const touch::Chair> chair;
    std::shared_ptr<const session::Score> score; // of what is written, as far as it can be read
    std::shared_ptr<const session::Timeline> drawn, played;
    juce::StringArray spot;
    juce::Rectangle<int> words;
    double cursor = 0.0;
    float scale = 1.0f;
    bool reads = true;

    void read();
    void heedCaret();
};
} // namespace lull::ui

// An editor of a title, a sentence, a choice of chair, and at its foot Arm, Stop and what is to be said. What lies between is its own. Message thread.
#pragma once

#include "Plugins/Shared/ArmControls.h"
#include "Plugins/Shared/ChairBox.h"
#include "Plugins/Shared/TouchProcessor.h"

namespace lull::plugin
{
class FootedEditor : public juce::AudioProcessorEditor, private juce::Timer
{
public:
    ~FootedEditor() override;

    [[nodiscard]] const juce::String& said() const noexcept { return status; } // the line beside Arm and Stop

    void update(); // what is shown, as it is now: thirty times a second while it is seen

    bool keyPressed (const juce::KeyPress&) override; // Esc stops; others are the host's
    void paint (juce::Graphics&) override;
    void resized() override;

protected:
    struct Design
    {
        juce::String title, about; // may be empty: neither is written
        int width, height;         // at scale 1; from three quarters of it to three times
        float arm, stop;           // how wide the words are
    };
    FootedEditor (TouchProcessor&, Design);

    // At the end of the constructor: what is its own, in the order of the keyboard, before Arm and Stop.
    void begin (std::initializer_list<juce::Component*>);

    // Where title and sentence stand, the choice of chair, and all else down to `foot`; k: pixels of the design's.
    struct Places
    {
        juce::Rectangle<float> words, chair;
    };
    virtual Places layOut (float k, float foot) = 0;

    // Thirty times a second while it is seen. fresh: the timeline is another one.
    virtual void follow (const Instrument::Shown&, double elapsed, bool fresh) = 0;
    [[nodiscard]] virtual juce::String whileArmed() const { return {}; }                      // the sentence when all is well
    [[nodiscard]] virtual juce::String instead (const ArmControls::Now&) const { return {}; } // goes before what Arm and Stop say
    virtual void choose (const Choices& c) { controls.setTrouble (owner.choose (c)); }

    // A word more at the foot, to the left of Arm, so wide at scale 1.
    void addAtFoot (juce::Component& c, float width)
    {
        footed = &c;
        footedWidth = width;
    }
    [[nodiscard]] float scale() const noexcept;

    static juce::Rectangle<int> at (float x, float y, float w, float h) { return juce::Rectangle<float> (x, y, w, h).toNearestInt(); }

    TouchProcessor& owner;
    const Design design;
    ui::Look look;
    ChairBox chairs;
    ArmControls controls;

private:
    std::shared_ptr<const session::Timeline> timeline;
    juce::String status, filled;
    juce::Rectangle<int> words, statusBox;
    std::string news;
    double last = 0.0, newsUntil = 0.0; // s
    juce::Component* footed = nullptr;
    float footedWidth = 0.0f;

    void timerCallback() override
    {
        if (isShowing()) update();
    }
};
} // namespace lull::plugin

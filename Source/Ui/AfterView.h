// After: one line of after-care and "how was it?". Nobody has to answer: after a while, or at once where somebody may be asleep, the page is dark and
// says nothing until it is pressed. Message thread.
#pragma once

#include <functional>

#include "Ui/Faces.h"

namespace lull::ui
{
class AfterView final : public juce::Component
{
public:
    // asks: somebody may be rated (there is a journal). dark: nobody is to be woken.
    struct Told
    {
        juce::String title, care;
        bool asks = true, dark = false;
    };
    AfterView (Look&, Told, std::function<void (int oneToFive)> rate, std::function<void()> done);
    ~AfterView() override;

    static constexpr double waitsFor = 45.0; // s

    void follow (double now);
    [[nodiscard]] bool isDark() const noexcept { return dark; }
    void wake(); // a press or a key in the dark shows the page, and does nothing else

    bool keyPressed (const juce::KeyPress&) override; // 1 .. 5; Return, Esc, Space: on
    void mouseDown (const juce::MouseEvent&) override;
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    Look& look;
    Told told;
    std::function<void (int)> rate;
    std::function<void()> done;
    Faces faces;
    Pill on;
    bool dark = false, thanked = false;
    double since = -1.0;
    float k = 1.0f;
    juce::Rectangle<float> words, question;

    void setDark (bool);
    void answer (int);
};
} // namespace lull::ui

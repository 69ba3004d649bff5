// A box whose list opens a moment after the press. A window manager that brings the window to the front for that press tells so with an event that JUCE
// takes for a move of the window, which closes every list: by then it has come. Message thread.
#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace lull::ui
{
class Choice final : public juce::ComboBox
{
public:
    void showPopup() override
    {
        constexpr int moment = 120; // ms
        juce::Timer::callAfterDelay (moment, [box = juce::Component::SafePointer<Choice> (this)] {
            if (box == nullptr) return;
            if (box->isShowing()) box->juce::ComboBox::showPopup();
            else box->hidePopup();
        });
    }
};
} // namespace lull::ui

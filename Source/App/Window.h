// The one window. Its keys are the page's, Esc before all. Message thread.
#pragma once

#include <functional>

#include <juce_gui_basics/juce_gui_basics.h>

#include "App/WindowGround.h"
#include "Ui/Look.h"

namespace lull::app
{
class Window final : public juce::DocumentWindow
{
public:
    Window (const ui::Look& look, std::function<void()> close)
        : juce::DocumentWindow ("Lull", look[ui::Token::ground], juce::DocumentWindow::allButtons, false), onClose (std::move (close))
    {
        setUsingNativeTitleBar (true);
        setResizable (true, false);
        setResizeLimits (360, 260, 16'384, 16'384);
    }
    // With its page in it, and dark from the first moment.
    void show (juce::Colour ground)
    {
        addToDesktop();
        if (auto* peer = getPeer()) setWindowGround (*peer, ground);
        setVisible (true);
    }
    void closeButtonPressed() override { onClose(); }

    // The window system gives the keys to the window.
    void focusGained (FocusChangeType) override
    {
        if (auto* page = getContentComponent()) page->grabKeyboardFocus();
    }
    bool keyPressed (const juce::KeyPress& key) override
    {
        auto* page = getContentComponent();
        return page != nullptr && ! page->hasKeyboardFocus (true) && page->keyPressed (key);
    }

private:
    std::function<void()> onClose;
};
} // namespace lull::app

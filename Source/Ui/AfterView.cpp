#include "Ui/AfterView.h"

#include <algorithm>
#include <utility>

namespace lull::ui
{
AfterView::AfterView (Look& l, Told t, std::function<void (int)> r, std::function<void()> d)
    : look (l), told (std::move (t)), rate (std::move (r)), done (std::move (d)), faces (l, [this] (int n) { answer (n); }), on (l, "Done")
{
    setLookAndFeel (&look);
    setTitle ("After " + told.title);
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    on.setComponentID ("done");
    on.onClick = [this] { done(); };
    addAndMakeVisible (faces);
    addAndMakeVisible (on);
    setDark (told.dark);
}

AfterView::~AfterView() { setLookAndFeel (nullptr); }

void AfterView::setDark (bool d)
{
    dark = d;
    faces.setVisible (! dark && told.asks && ! thanked);
    on.setVisible (! dark);
    repaint();
}

void AfterView::wake()
{
    since = -1.0;
    if (dark) setDark (false);
}

void AfterView::follow (double now)
{
    if (since < 0.0) since = now;
    if (! dark && now - since > waitsFor) setDark (true);
}

void AfterView::answer (int n)
{
    rate (n);
    thanked = true;
    setDark (false);
}

bool AfterView::keyPressed (const juce::KeyPress& key)
{
    const bool woken = std::exchange (dark, false);
    wake();
    if (woken)
    {
        setDark (false);
        return true;
    }
    const auto c = key.getTextCharacter();
    if (told.asks && ! thanked && c >= '1' && c <= '5') answer (static_cast<int> (c - '0'));
    else if (key == juce::KeyPress::returnKey || key == juce::KeyPress::escapeKey || key == juce::KeyPress::spaceKey) done();
    else return false;
    return true;
}

void AfterView::mouseDown (const juce::MouseEvent&) { wake(); }

void AfterView::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    if (getWidth() <= 0 || getHeight() <= 0) return;
    k = std::clamp (std::min (w / 900.0f, h / 600.0f), 0.45f, 3.0f);
    const float wide = std::min (w - 48.0f * k, 720.0f * k), left = 0.5f * (w - wide), top = 0.5f * h - 200.0f * k;
    words = { left, top, wide, 190.0f * k };
    question = { left, top + 206.0f * k, wide, 26.0f * k };
    const float face = std::max (52.0f, 72.0f * k), pill = std::max (52.0f, 56.0f * k);
    const float row = std::min (wide, 5.0f * face + 4.0f * 24.0f);
    faces.setBounds (juce::Rectangle<float> (left, question.getBottom() + 14.0f * k, row, face).toNearestInt());
    on.setBounds (
        juce::Rectangle<float> (left, std::min (h - pill - 8.0f, static_cast<float> (faces.getBottom()) + 34.0f * k), 200.0f * k, pill).toNearestInt());
}

void AfterView::paint (juce::Graphics& g)
{
    g.fillAll (look[dark ? Token::dimmed : Token::ground]);
    if (dark) return;
    g.setColour (look[Token::text]);
    look.writeParagraph (g, told.title, words.withHeight (48.0f * k), 40.0f * k, 1, Weight::semiBold);
    g.setColour (look[Token::soft]);
    look.write (g, look.fit (told.care, words.getWidth(), words.getHeight() - 64.0f * k, 24.0f * k, std::max (11.0f, 13.0f * k)), words.getX(),
                words.getY() + 64.0f * k);
    if (! told.asks) return;
    g.setColour (look[Token::text]);
    look.write (g, thanked ? "Noted, thank you." : "How was it?", question.getX(), question.getBottom(), 20.0f * k, Weight::semiBold);
}
} // namespace lull::ui

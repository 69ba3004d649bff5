#include "Ui/Strip.h"

#include <algorithm>
#include <utility>

namespace lull::ui
{
Strip::Strip (const Look& l) : look (l), yes (l, "Yes", Pill::Kind::main), no (l, "No")
{
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    yes.setComponentID ("strip yes");
    no.setComponentID ("strip no");
    addChildComponent (yes);
    addAndMakeVisible (no);
}

void Strip::ask (const juce::String& words, const juce::String& y, std::function<void()> onYes, const juce::String& n, std::function<void()> onNo)
{
    said = words;
    faces.reset();
    yes.setButtonText (y);
    yes.onClick = std::move (onYes);
    yes.setVisible (true);
    no.setButtonText (n);
    no.onClick = std::move (onNo);
    setTitle (words);
    resized();
    repaint();
}

void Strip::askHow (const juce::String& words, std::function<void (int)> rated, const juce::String& n, std::function<void()> onNo)
{
    ask (words, {}, {}, n, std::move (onNo));
    yes.setVisible (false);
    faces = std::make_unique<Faces> (look, std::move (rated));
    addAndMakeVisible (*faces);
    resized();
}

void Strip::resized()
{
    if (getWidth() <= 0 || getHeight() <= 0) return;
    const int h = getHeight() - 8, gap = 10, word = std::clamp (getWidth() / 7, 92, 220);
    int right = getWidth() - gap;
    no.setBounds (right - word, 4, word, h);
    right -= word + gap;
    if (faces != nullptr)
    {
        const int wide = std::min (5 * h + 4 * 12, getWidth() / 2);
        faces->setBounds (right - wide, 4, wide, h);
        right -= wide + gap;
    }
    else
    {
        yes.setBounds (right - word, 4, word, h);
        right -= word + gap;
    }
    wordsWidth = static_cast<float> (right) - 20.0f;
}

void Strip::paint (juce::Graphics& g)
{
    const auto r = getLocalBounds().toFloat().reduced (0.5f);
    g.setColour (look[Token::raised]);
    g.fillRoundedRectangle (r, 0.5f * r.getHeight());
    g.setColour (look[Token::line]);
    g.drawRoundedRectangle (r, 0.5f * r.getHeight(), 1.0f);
    g.setColour (look[Token::text]);
    const float size = std::clamp (0.3f * r.getHeight(), 11.0f, 30.0f);
    const auto set = look.fit (said, wordsWidth, r.getHeight() - 6.0f, size, 10.0f);
    look.write (g, set, 0.4f * r.getHeight(), 0.5f * (r.getHeight() - set.height()));
}
} // namespace lull::ui

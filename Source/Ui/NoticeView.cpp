#include "Ui/NoticeView.h"

#include <algorithm>

namespace lull::ui
{
NoticeView::NoticeView (const Look& l, juce::Component& page, const juce::String& text, std::function<void (bool)> c)
    : look (l), closed (std::move (c)), read (l, "I have read this", Pill::Kind::main), notNow (l, "Not now")
{
    for (auto rest = text.trim(); rest.isNotEmpty();)
    {
        const int gap = rest.indexOf ("\n\n");
        paragraphs.add ((gap < 0 ? rest : rest.substring (0, gap)).trim());
        rest = gap < 0 ? juce::String() : rest.substring (gap).trim();
    }
    setTitle (paragraphs[0]);
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    read.setComponentID ("read");
    notNow.setComponentID ("not now");
    read.onClick = [this] { closed (true); };
    notNow.onClick = [this] { closed (false); };
    for (juce::Component* button : std::initializer_list<juce::Component*> { &read, &notNow }) addAndMakeVisible (button);
    page.addAndMakeVisible (this);
    setBounds (page.getLocalBounds());
    toFront (true);
}

bool NoticeView::keyPressed (const juce::KeyPress& key)
{
    if (key == juce::KeyPress::escapeKey) closed (false); // and it is a stop for the page as well
    return false;
}

void NoticeView::parentSizeChanged()
{
    if (auto* page = getParentComponent()) setBounds (page->getLocalBounds());
}

void NoticeView::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    const float k = std::clamp (std::min (w / 800.0f, h / 480.0f), 0.55f, 1.6f), margin = 28.0f * k, pill = std::max (44.0f, 48.0f * k);
    const float wide = std::min (w - 2.0f * margin, 720.0f * k);
    box = { 0.5f * (w - wide), margin, wide, h - 3.0f * margin - pill };
    const auto at = [] (float x, float y, float ww, float hh) { return juce::Rectangle<float> (x, y, ww, hh).toNearestInt(); };
    const float each = 0.5f * (wide - margin), top = h - margin - pill;
    read.setBounds (at (box.getX(), top, each, pill));
    notNow.setBounds (at (box.getX() + each + margin, top, each, pill));

    // The largest size in which all of it fits.
    for (size = 20.0f * k;; size = std::max (9.0f, size - 0.5f))
    {
        set.clear();
        float height = 0.0f;
        for (int i = 0; i < paragraphs.size(); ++i)
        {
            const float s = i == 0 ? 1.35f * size : size;
            set.push_back (look.fit (paragraphs[i], wide, 1e5f, s, s, i == 0 ? Weight::semiBold : Weight::regular));
            height += set.back().height() + 0.6f * size;
        }
        fits = height <= box.getHeight();
        if (fits || size <= 9.0f) return;
    }
}

void NoticeView::paint (juce::Graphics& g)
{
    g.fillAll (look[Token::ground]);
    float y = box.getY();
    for (std::size_t i = 0; i < set.size(); ++i)
    {
        g.setColour (look[i == 0 ? Token::text : Token::soft]);
        look.write (g, set[i], box.getX(), y, i == 0 ? Weight::semiBold : Weight::regular);
        y += set[i].height() + 0.6f * size;
    }
}
} // namespace lull::ui

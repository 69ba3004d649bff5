#include "Ui/ShelfCard.h"

#include <algorithm>

namespace lull::ui
{
ShelfCard::ShelfCard (const Look& l, const juce::String& title, const juce::String& a) : Ringed ({}), look (l), about (a) { setButtonText (title); }

void ShelfCard::setWord (const juce::String& w, bool isAlarm)
{
    word = w;
    alarm = isAlarm;
    setTitle (getButtonText() + ", " + about + ", " + word);
    repaint();
}

void ShelfCard::setChosen (bool c)
{
    if (c != chosen) repaint();
    chosen = c;
}

void ShelfCard::paintButton (juce::Graphics& g, bool over, bool)
{
    const auto r = getLocalBounds().toFloat().reduced (1.0f);
    const float corner = std::min (16.0f, 0.25f * r.getHeight()), size = 0.27f * r.getHeight(), x = r.getX() + 0.3f * r.getHeight();
    g.setColour (look[Token::raised].interpolatedWith (look[Token::line], over && ! chosen ? 0.3f : 0.0f));
    g.fillRoundedRectangle (r, corner);
    g.setColour (look[chosen ? Token::touch : Token::line]);
    g.drawRoundedRectangle (r, corner, chosen ? 1.8f : 1.0f);
    const float wide = look.widthOf (word, 0.75f * size);
    g.setColour (look[Token::text]);
    look.writeParagraph (g, getButtonText(), { x, r.getY() + 0.16f * r.getHeight(), r.getWidth() - wide - 1.1f * r.getHeight(), 1.3f * size }, size, 1,
                         Weight::semiBold);
    g.setColour (look[Token::soft]);
    look.write (g, about, x, r.getY() + 0.77f * r.getHeight(), 0.8f * size);
    g.setColour (look[alarm ? Token::stopText : Token::soft]);
    look.write (g, word, r.getRight() - 0.3f * r.getHeight(), r.getCentreY() + 0.27f * size, 0.75f * size, Weight::regular, Look::Anchor::right);
    if (ring.around (*this)) look.drawFocus (g, r.reduced (3.0f), corner);
}
} // namespace lull::ui

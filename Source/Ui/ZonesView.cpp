#include "Ui/ZonesView.h"

#include <algorithm>
#include <cmath>

namespace lull::ui
{
struct ZonesView::Place final : Ringed
{
    Place (const Look& l, const juce::String& name, int n) : Ringed (name), look (l), number (n)
    {
        setTitle (name);
        setTooltip (name);
        setComponentID ("zone " + juce::String (n + 1));
    }
    void paintButton (juce::Graphics& g, bool over, bool down) override
    {
        const auto r = getLocalBounds().toFloat().reduced (3.0f);
        const bool on = getToggleState();
        g.setColour (look[on ? Token::touch : Token::raised].withAlpha (on || isEnabled() ? 0.9f : 0.4f));
        g.fillEllipse (r);
        g.setColour (look[over || down || on ? Token::touchHigh : Token::soft]);
        g.drawEllipse (r, on ? 2.5f : 1.2f);
        g.setColour (look[on ? Token::ground : Token::text]);
        look.write (g, juce::String (number + 1), r.getCentreX(), r.getCentreY() + 0.16f * r.getHeight(), 0.42f * r.getHeight(), Weight::medium,
                    Look::Anchor::middle);
        if (ring.around (*this)) look.drawFocus (g, r, 0.5f * r.getHeight());
    }
    const Look& look;
    int number;
};

ZonesView::ZonesView (const Look& l) : look (l) { setTitle ("The back"); }
ZonesView::~ZonesView() = default;

void ZonesView::setChair (std::shared_ptr<const touch::Chair> c)
{
    chair = std::move (c);
    shape = std::make_unique<Silhouette> (chair.get());
    places.clear();
    chosen.clear();
    if (chair != nullptr)
        for (std::size_t i = 0; i < chair->zones.size(); ++i)
        {
            auto& p = *places.emplace_back (std::make_unique<Place> (look, juce::String::fromUTF8 (chair->zones[i].name.c_str()), static_cast<int> (i)));
            p.onClick = [this, i] {
                if (onPress) onPress (static_cast<int> (i));
            };
            addAndMakeVisible (p);
        }
    resized();
    repaint();
}

void ZonesView::setChosen (std::vector<bool> zones)
{
    chosen = std::move (zones);
    for (std::size_t i = 0; i < places.size(); ++i) places[i]->setToggleState (i < chosen.size() && chosen[i], juce::dontSendNotification);
}

void ZonesView::setPressable (bool may)
{
    for (const auto& p : places) p->setEnabled (may);
}

void ZonesView::setSpots (touch::Spots s)
{
    spots = std::move (s);
    repaint();
}

void ZonesView::setDrawing (bool may)
{
    drawing = may;
    hand.reset();
    for (const auto& p : places) p->setVisible (! may);
    setWantsKeyboardFocus (may);
    setMouseCursor (may ? juce::MouseCursor::CrosshairCursor : juce::MouseCursor::NormalCursor);
    repaint();
}

juce::Point<float> ZonesView::onScreen (const text::Point& p) const noexcept
{
    return Silhouette::place (touch::Surface::back, p.x, p.y).transformedBy (toScreen);
}

void ZonesView::mouseDown (const juce::MouseEvent& e)
{
    if (! drawing || ! onPlace || shape == nullptr) return;
    const auto at = e.position.transformedBy (toScreen.inverted());
    const auto zero = Silhouette::place (touch::Surface::back, 0.0, 30.0);
    const text::Point p { static_cast<double> ((at.x - zero.x) / Silhouette::unitsPerCm),
                          30.0 - static_cast<double> ((at.y - zero.y) / Silhouette::unitsPerCm) };
    if (std::abs (p.x) > 25.0 || p.y < 0.0 || p.y > 60.0 || ! shape->outline().contains (at)) return;
    hand.reset();
    onPlace (p);
}

bool ZonesView::keyPressed (const juce::KeyPress& key)
{
    if (! drawing) return false;
    auto to = hand.value_or (text::Point { 0.0, 40.0 });
    if (key == juce::KeyPress::leftKey) to.x -= 1.0;
    else if (key == juce::KeyPress::rightKey) to.x += 1.0;
    else if (key == juce::KeyPress::upKey) to.y += 1.0;
    else if (key == juce::KeyPress::downKey) to.y -= 1.0;
    else if (key == juce::KeyPress::returnKey && hand)
    {
        if (onPlace) onPlace (*hand);
        return true;
    }
    else return false;
    hand = text::Point { std::clamp (to.x, -22.0, 22.0), std::clamp (to.y, 0.0, 60.0) };
    setDescription (juce::String (std::abs (hand->x), 0) + (hand->x < 0.0 ? " cm left, " : " cm right, ") + juce::String (hand->y, 0) + " cm above the seat");
    repaint();
    return true;
}

void ZonesView::resized()
{
    if (shape == nullptr || getWidth() <= 0 || getHeight() <= 0) return;
    const auto extent = shape->extent();
    const float k = std::min (static_cast<float> (getWidth()) / extent.getWidth(), static_cast<float> (getHeight()) / extent.getHeight());
    toScreen = juce::AffineTransform::translation (-extent.getCentreX(), -extent.getCentreY())
                   .scaled (k)
                   .translated (0.5f * static_cast<float> (getWidth()), 0.5f * static_cast<float> (getHeight()));
    // As large as a finger, and no larger than what lies between two of them.
    std::vector<juce::Point<float>> at;
    if (chair != nullptr)
        for (const auto& z : chair->zones) at.push_back (Silhouette::place (z.surface, z.x, z.y).transformedBy (toScreen));
    float size = std::max (60.0f, 0.1f * static_cast<float> (std::min (getWidth(), getHeight())));
    for (std::size_t i = 0; i < at.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) size = std::min (size, std::max (26.0f, at[i].getDistanceFrom (at[j])));
    for (std::size_t i = 0; i < places.size(); ++i) places[i]->setBounds (juce::Rectangle<float> (size, size).withCentre (at[i]).toNearestInt());
}

void ZonesView::paint (juce::Graphics& g)
{
    if (shape == nullptr) return;
    auto outline = shape->outline();
    outline.applyTransform (toScreen);
    g.setColour (look[Token::skin]);
    g.fillPath (outline);
    g.setColour (look[Token::skinLine]);
    g.strokePath (outline, juce::PathStrokeType (1.4f));
    auto lines = shape->lines();
    lines.applyTransform (toScreen);
    g.strokePath (lines, juce::PathStrokeType (1.0f));
    // Tight: a full dot in a ring. To be left alone: a crossed ring. Told apart by shape, not by colour.
    const float r =
        std::max (7.0f, 0.5f * static_cast<float> (touch::Spots::merged) * Silhouette::unitsPerCm * std::sqrt (std::abs (toScreen.getDeterminant())));
    for (const auto& p : spots.tight)
    {
        const auto at = onScreen (p);
        g.setColour (look[Token::touchHigh]);
        g.drawEllipse (juce::Rectangle<float> (2.0f * r, 2.0f * r).withCentre (at), 2.0f);
        g.fillEllipse (juce::Rectangle<float> (r, r).withCentre (at));
    }
    for (const auto& p : spots.avoid)
    {
        const auto ring = juce::Rectangle<float> (2.0f * r, 2.0f * r).withCentre (onScreen (p));
        g.setColour (look[Token::stopText]);
        g.drawEllipse (ring, 2.0f);
        Look::cross (g, ring.reduced (0.3f * r));
    }
    if (hand)
    {
        const auto at = onScreen (*hand);
        g.setColour (look[Token::text]);
        g.drawLine (at.x - 1.6f * r, at.y, at.x + 1.6f * r, at.y, 1.5f);
        g.drawLine (at.x, at.y - 1.6f * r, at.x, at.y + 1.6f * r, 1.5f);
    }
}
} // namespace lull::ui

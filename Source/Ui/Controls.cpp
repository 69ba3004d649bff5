#include "Ui/Controls.h"

#include <cmath>

#include "Safety/Ceiling.h"
#include "Ui/Utf8.h"

namespace lull::ui
{
void FocusRing::gained (juce::Component::FocusChangeType how) noexcept
{
    if (how != juce::Component::focusChangedDirectly) byKey = how == juce::Component::focusChangedByTabKey;
}

Ringed::Ringed (const juce::String& name) : juce::Button (name)
{
    setMouseCursor (juce::MouseCursor::PointingHandCursor);
    setWantsKeyboardFocus (true);
}

void Ringed::focusGained (FocusChangeType how)
{
    ring.gained (how);
    juce::Button::focusGained (how);
}

std::function<void()> afterPress (juce::Component& of, std::function<void()> act)
{
    return [here = juce::Component::SafePointer<juce::Component> (&of), act = std::move (act)] {
        juce::MessageManager::callAsync ([here, act] {
            if (here != nullptr) act();
        });
    };
}

Pill::Pill (const Look& l, const juce::String& word, Kind k) : Ringed (word), look (l), kind (k)
{
    setButtonText (word);
    setTriggeredOnMouseDown (k == Kind::alarm);
}

void Pill::paintButton (juce::Graphics& g, bool over, bool down)
{
    const auto r = getLocalBounds().toFloat().reduced (0.5f);
    const float corner = 0.5f * r.getHeight();
    const Token ground = kind == Kind::main ? Token::touch : kind == Kind::alarm ? Token::stopGround : Token::raised;
    auto fill = look[ground];
    if (over || down) fill = fill.interpolatedWith (look[kind == Kind::main ? Token::touchHigh : Token::line], down ? 0.7f : 0.4f);
    g.setColour (fill);
    g.fillRoundedRectangle (r, corner);
    if (kind == Kind::plain)
    {
        g.setColour (look[getToggleState() ? Token::touch : Token::line]);
        g.drawRoundedRectangle (r, corner, getToggleState() ? 2.0f : 1.0f);
    }
    const auto weight = kind == Kind::plain ? Weight::medium : Weight::semiBold;
    const float tall = juce::jlimit (11.0f, std::max (24.0f, 0.3f * r.getHeight()), r.getHeight() * 0.35f);
    const float size = look.sizeWithin (r.getWidth() - 12.0f, getButtonText(), tall, 11.0f, weight);
    const auto words =
        kind == Kind::main ? (look.theme().night ? look[Token::ground] : juce::Colours::white) : look[kind == Kind::alarm ? Token::stopText : Token::text];
    g.setColour (words.withMultipliedAlpha (isEnabled() ? 1.0f : 0.5f));
    look.write (g, getButtonText(), r.getCentreX(), r.getCentreY() + 0.36f * size, size, weight, Look::Anchor::middle);
    if (ring.around (*this)) look.drawFocus (g, r, corner);
}

void Level::Track::mouseDown (const juce::MouseEvent& e)
{
    if (e.mods.isPopupMenu() && menu != nullptr) return menu();
    setSliderSnapsToMousePosition (e.y >= wordsHeight);
    juce::Slider::mouseDown (e);
}

void Level::Track::focusGained (FocusChangeType how)
{
    ring.gained (how);
    juce::Slider::focusGained (how);
}

void Level::Track::paint (juce::Graphics& g)
{
    juce::Slider::paint (g);
    if (! ring.around (*this)) return;
    const float radius = static_cast<float> (getLookAndFeel().getSliderThumbRadius (*this)) + 3.5f;
    look.drawFocus (g, juce::Rectangle<float> (2.0f * radius, 2.0f * radius).withCentre ({ getPositionOfValue (getValue()), look.trackMiddle (*this) }),
                    radius);
}

Level::Level (const Look& l, const juce::String& n, Token c) : look (l), name (n), colour (c), slider (l)
{
    slider.setSliderStyle (juce::Slider::LinearHorizontal);
    slider.setTextBoxStyle (juce::Slider::NoTextBox, true, 0, 0);
    slider.setRange (0.0, 1.0);
    slider.setScrollWheelEnabled (false); // nothing louder or stronger by a brush of the hand
    slider.setWantsKeyboardFocus (true);
    slider.setTitle (n);
    slider.textFromValueFunction = [this] (double v) { return toText != nullptr ? toText (v) : juce::String (v); };
    slider.onValueChange = [this] {
        if (onChange != nullptr) onChange (slider.getValue());
        repaint();
    };
    addAndMakeVisible (slider);
    lookAndFeelChanged();
}

void Level::lookAndFeelChanged() { slider.setColour (juce::Slider::trackColourId, look[colour]); }

void Level::setValue (double v)
{
    if (slider.isMouseButtonDown() || std::abs (v - slider.getValue()) < 1e-6) return;
    slider.setValue (v, juce::dontSendNotification);
    repaint();
}

void Level::setMenu (std::function<void()> m) { slider.menu = std::move (m); }

void Level::nudge (double by) { slider.setValue (juce::jlimit (0.0, 1.0, slider.getValue() + by), juce::sendNotificationSync); }

// As its height allows, and small enough for name and value side by side.
float Level::textSize() const noexcept
{
    return std::max (11.0f, std::min (0.31f * static_cast<float> (getHeight()), 0.078f * static_cast<float> (getWidth())));
}

void Level::resized()
{
    slider.setBounds (getLocalBounds());
    slider.wordsHeight = std::min (static_cast<int> (1.1f * textSize()), getHeight() - 30);
}

void Level::paint (juce::Graphics& g)
{
    const float size = textSize(), w = static_cast<float> (getWidth());
    g.setColour (look[Token::soft]);
    look.write (g, name, 0.0f, size, size);
    g.setColour (look[Token::text]);
    look.write (g, toText != nullptr ? toText (slider.getValue()) : juce::String(), w, size + 1.0f, 1.2f * size, Weight::medium, Look::Anchor::right);
}

StopArea::StopArea (const Look& l) : juce::Button ("Stop"), look (l)
{
    setTriggeredOnMouseDown (true);
    setMouseCursor (juce::MouseCursor::PointingHandCursor);
    setWantsKeyboardFocus (true);
    setMouseClickGrabsKeyboardFocus (false); // pressed in the dark, it stays as dark as it was
}

void StopArea::focusGained (FocusChangeType how)
{
    ring.gained (how);
    juce::Button::focusGained (how);
}

void StopArea::show (Face f)
{
    if (shown == f) return;
    shown = f;
    setTitle (f == Face::stop ? "Stop" : f == Face::goOn ? "Go on" : f == Face::again ? "Start again" : "Stopped");
    repaint();
}

void StopArea::setBandTop (int pixels)
{
    bandTop = pixels;
    repaint();
}

void StopArea::setFaint (bool f)
{
    if (faint == f) return;
    faint = f;
    repaint();
}

void StopArea::clicked()
{
    const auto call = [] (const std::function<void()>& f) {
        if (f != nullptr) f();
    };
    if (shown == Face::stop) call (onStop);
    else if (shown == Face::goOn) call (onGoOn);
    else if (shown == Face::again) call (onAgain);
}

void StopArea::paintButton (juce::Graphics& g, bool over, bool down)
{
    const auto band = getLocalBounds().withTop (bandTop).toFloat();
    const bool alarm = shown == Face::stop;
    auto ground = look[alarm ? Token::stopGround : Token::raised];
    if (down && alarm) ground = ground.interpolatedWith (look[Token::stopText], 0.12f);
    else if (over && ! faint) ground = ground.interpolatedWith (look[alarm ? Token::stopText : Token::line], 0.05f);
    g.setColour (faint ? look[Token::dimmed].interpolatedWith (ground, 0.55f) : ground);
    g.fillRect (band);
    const float h = band.getHeight(), size = juce::jlimit (24.0f, std::max (60.0f, 0.15f * h), h * (faint ? 0.15f : 0.21f));
    const juce::String word = shown == Face::stop ? "Stop" : shown == Face::goOn ? "Go on" : shown == Face::again ? "Start again" : "Stopped";
    auto colour = look[alarm ? Token::stopText : shown == Face::stopping ? Token::soft : Token::text];
    if (faint) colour = look[Token::dimmed].interpolatedWith (colour, 0.55f);
    g.setColour (colour);
    look.write (g, word, band.getCentreX(), band.getCentreY() + 0.36f * size, size, faint ? Weight::regular : Weight::medium, Look::Anchor::middle);
    if (alarm && ! faint && h > 120.0f)
    {
        g.setColour (colour.withAlpha (0.75f));
        look.write (g, "press anywhere here, or Esc", band.getCentreX(), band.getBottom() - 0.13f * h,
                    juce::jlimit (13.0f, std::max (17.0f, 0.05f * h), h * 0.075f), Weight::regular, Look::Anchor::middle);
    }
    if (ring.around (*this) && ! faint) look.drawFocus (g, band.reduced (4.0f), 8.0f);
}

juce::String ceilingText (float share) { return capital (safety::nameOf (safety::ceilingOf (share))); }
} // namespace lull::ui

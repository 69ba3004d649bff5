#include "Plugins/Touch/Editor.h"

#include <cmath>

#include "Plugins/Shared/ChairBox.h"

namespace lull::follow
{
namespace
{
double now() { return juce::Time::getMillisecondCounterHiRes() * 0.001; }
} // namespace

Editor::Editor (Processor& p)
    : juce::AudioProcessorEditor (p),
      owner (p),
      look (ui::shippedThemes().front()),
      back (look),
      strength (look, "Strength", ui::Token::touch),
      controls (look, *this,
                { [this] { return owner.instrument.arm(); }, [this] { owner.instrument.nextCeiling(); }, [this] { owner.stopOrGoOn(); },
                  [this] { repaint (statusBox); } })
{
    setLookAndFeel (&look);
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    chairs.setTitle ("Chair");
    places.setTitle ("Where on the back");
    source.setTitle ("What it goes by");
    source.addItem ("Goes by what comes in", 1);
    source.addItem ("Goes by the sidechain", 2);
    int id = 0;
    for (const auto* place : Processor::places) places.addItem (juce::String (place).substring (0, 1).toUpperCase() + juce::String (place).substring (1), ++id);
    int order = 0;
    for (juce::Component* c :
         std::initializer_list<juce::Component*> { &back, &chairs, &places, &source, &strength, &controls.arm, &controls.most, &controls.stop })
    {
        addAndMakeVisible (c);
        c->setExplicitFocusOrder (++order);
    }
    chairs.onChange = [this] {
        if (auto c = plugin::chosenChair (chairs, owner.instrument.choices())) controls.setTrouble (owner.choose (*c));
    };
    places.onChange = [this] {
        auto c = owner.instrument.choices();
        c.script = Processor::places.at (static_cast<std::size_t> (std::max (0, places.getSelectedId() - 1)));
        controls.setTrouble (owner.choose (c));
    };
    source.onChange = [this] { owner.sidechain->setValueNotifyingHost (source.getSelectedId() == 2 ? 1.0f : 0.0f); };
    strength.toText = [] (double v) { return juce::String (std::lround (v * 100.0)) + " %"; };
    strength.onChange = [this] (double v) {
        owner.strength->beginChangeGesture();
        owner.strength->setValueNotifyingHost (owner.strength->convertTo0to1 (static_cast<float> (v)));
        owner.strength->endChangeGesture();
    };
    setResizable (true, true);
    setResizeLimits (640, 400, 2560, 1600);
    setSize (840, 520);
    timerCallback();
    startTimerHz (30);
}

Editor::~Editor() { setLookAndFeel (nullptr); }

bool Editor::keyPressed (const juce::KeyPress& key)
{
    if (key == juce::KeyPress::escapeKey) owner.stop();
    else if (key == juce::KeyPress::upKey) strength.nudge (0.02);
    else if (key == juce::KeyPress::downKey) strength.nudge (-0.02);
    else return false; // the host's
    return true;
}

void Editor::fill()
{
    source.setSelectedId (owner.sidechain->get() ? 2 : 1, juce::dontSendNotification);
    const auto c = owner.instrument.choices();
    const auto key = juce::String (c.chair) + "\n" + juce::String (c.script);
    if (key == filled) return;
    filled = key;
    plugin::fillChairs (chairs, c);
    for (std::size_t i = 0; i < Processor::places.size(); ++i)
        if (c.script == Processor::places[i]) places.setSelectedId (static_cast<int> (i) + 1, juce::dontSendNotification);
}

void Editor::timerCallback()
{
    if (! isShowing() && last > 0.0) return;
    fill();
    const auto shown = owner.instrument.shown();
    const double time = now(), elapsed = last > 0.0 ? time - last : 0.0;
    last = time;
    if (shown.timeline != timeline)
    {
        timeline = shown.timeline;
        back.setTimeline (timeline);
        repaint();
    }
    back.follow (shown.told, elapsed);
    strength.setValue (static_cast<double> (owner.strength->get()));
    const plugin::ArmControls::Now state { shown.told, owner.stopped->get(), shown.waits, timeline != nullptr && timeline->actuators() > 0, {} };
    controls.follow (state);
    if (const auto says = controls.sentence (state); says != status)
    {
        status = says;
        repaint (statusBox);
    }
}

void Editor::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    const float k = std::min (w / 840.0f, h / 520.0f);
    const auto at = [] (float x, float y, float ww, float hh) { return juce::Rectangle<float> (x, y, ww, hh).toNearestInt(); };
    const float margin = 28.0f * k, foot = 88.0f * k, top = h - foot, left = 0.46f * w, right = w - margin, width = right - left;
    const float side = std::min (top - 16.0f * k, left - margin - 8.0f * k), row = std::max (44.0f, 46.0f * k);
    back.setBounds (at (0.5f * (left - side), 0.5f * (top - side) + 4.0f * k, side, side));
    words = at (left, 26.0f * k, width, 92.0f * k);
    float y = 128.0f * k;
    for (auto* box : { &chairs, &places, &source })
    {
        box->setBounds (at (left, y, width, row));
        y += row + 10.0f * k;
    }
    strength.setBounds (at (left, y + 6.0f * k, width, std::max (44.0f, 56.0f * k)));
    const float pill = std::max (44.0f, 50.0f * k), footTop = top + 0.5f * (foot - pill), stopWidth = 170.0f * k, armWidth = 200.0f * k;
    controls.stop.setBounds (at (right - stopWidth, footTop, stopWidth, pill));
    controls.arm.setBounds (at (right - stopWidth - 12.0f * k - armWidth, footTop, armWidth, pill));
    controls.most.setBounds (controls.arm.getBounds());
    statusBox = at (margin, footTop, right - stopWidth - armWidth - 30.0f * k - margin, pill);
}

void Editor::paint (juce::Graphics& g)
{
    using ui::Token, ui::Weight;
    g.fillAll (look[Token::ground]);
    const float k = std::min (static_cast<float> (getWidth()) / 840.0f, static_cast<float> (getHeight()) / 520.0f);
    const auto box = words.toFloat();
    g.setColour (look[Token::text]);
    look.writeParagraph (g, "Lull Touch", box, 30.0f * k, 1, Weight::semiBold);
    g.setColour (look[Token::soft]);
    look.write (g,
                look.fit ("The low part of what you hear, its swells and its strikes, felt. Voices are left out.", box.getWidth(), box.getHeight() - 42.0f * k,
                          16.0f * k, std::max (13.0f * k, 11.0f)),
                box.getX(), box.getY() + 42.0f * k);
    g.setColour (look[controls.trouble().isNotEmpty() ? Token::stopText : Token::soft]);
    const auto s = statusBox.toFloat();
    look.writeParagraph (g, status, s.withTrimmedTop (std::max (0.0f, 0.5f * s.getHeight() - 12.0f * k)), 15.0f * k, 2);
}
} // namespace lull::follow

#include "Plugins/Guard/Editor.h"

#include "Plugins/Shared/ChairBox.h"

namespace lull::guarding
{
Editor::Editor (Processor& p)
    : juce::AudioProcessorEditor (p),
      owner (p),
      look (ui::shippedThemes().front()),
      meters (look),
      controls (look, *this,
                { [this] { return owner.instrument.arm(); }, [this] { owner.instrument.nextCeiling(); }, [this] { owner.stopOrGoOn(); },
                  [this] { repaint (statusBox); } })
{
    setLookAndFeel (&look);
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    chairs.setTitle ("Chair");
    int order = 0;
    for (juce::Component* c : std::initializer_list<juce::Component*> { &chairs, &meters, &controls.arm, &controls.most, &controls.stop })
    {
        addAndMakeVisible (c);
        c->setExplicitFocusOrder (++order);
    }
    chairs.onChange = [this] {
        if (auto c = plugin::chosenChair (chairs, owner.instrument.choices())) controls.setTrouble (owner.choose (*c));
    };
    setResizable (true, true);
    setResizeLimits (560, 400, 2240, 1600);
    setSize (720, 560);
    timerCallback();
    startTimerHz (30);
}

Editor::~Editor() { setLookAndFeel (nullptr); }

bool Editor::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::escapeKey) return false; // the host's
    owner.stop();
    return true;
}

void Editor::timerCallback()
{
    if (! isShowing() && ! first) return;
    first = false;
    if (const auto c = owner.instrument.choices(); juce::String (c.chair) != filled || chairs.getNumItems() == 0)
    {
        filled = c.chair;
        plugin::fillChairs (chairs, c);
    }
    const auto shown = owner.instrument.shown();
    if (shown.timeline != timeline)
    {
        timeline = shown.timeline;
        meters.setChair (timeline == nullptr || timeline->chair() == nullptr ? nullptr : std::shared_ptr<const touch::Chair> (timeline, timeline->chair()));
    }
    meters.follow (shown.told);
    const plugin::ArmControls::Now state { shown.told, owner.stopped->get(), shown.waits, timeline != nullptr && timeline->actuators() > 0, {} };
    controls.follow (state);
    auto says = controls.sentence (state);
    if (says.isEmpty()) says = "Everything in this host that has this chair is armed with it. Wire the chair to what comes out here.";
    if (says != status)
    {
        status = says;
        repaint (statusBox);
    }
}

void Editor::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    const float k = std::min (w / 720.0f, h / 560.0f);
    const auto at = [] (float x, float y, float ww, float hh) { return juce::Rectangle<float> (x, y, ww, hh).toNearestInt(); };
    const float margin = 28.0f * k, foot = 92.0f * k, top = h - foot, width = w - 2.0f * margin;
    words = at (margin, 24.0f * k, width, 92.0f * k);
    const float row = std::max (44.0f, 46.0f * k), y = 122.0f * k;
    chairs.setBounds (at (margin, y, width, row));
    meters.setBounds (at (margin, y + row + 18.0f * k, width, top - y - row - 26.0f * k));
    const float pill = std::max (44.0f, 50.0f * k), footTop = top + 0.5f * (foot - pill), stopWidth = 140.0f * k, armWidth = 180.0f * k, right = w - margin;
    controls.stop.setBounds (at (right - stopWidth, footTop, stopWidth, pill));
    controls.arm.setBounds (at (right - stopWidth - 12.0f * k - armWidth, footTop, armWidth, pill));
    controls.most.setBounds (controls.arm.getBounds());
    statusBox = at (margin, footTop, right - stopWidth - armWidth - 28.0f * k - margin, pill);
}

void Editor::paint (juce::Graphics& g)
{
    using ui::Token, ui::Weight;
    g.fillAll (look[Token::ground]);
    const float k = std::min (static_cast<float> (getWidth()) / 720.0f, static_cast<float> (getHeight()) / 560.0f);
    const auto box = words.toFloat();
    g.setColour (look[Token::text]);
    look.writeParagraph (g, "Lull Guard", box, 30.0f * k, 1, Weight::semiBold);
    g.setColour (look[Token::soft]);
    look.write (g,
                look.fit ("Last before the chair. Behind a Lull or a Lull Touch, touch is filtered twice: that costs a little of its lowest tones and 6 ms.",
                          box.getWidth(), box.getHeight() - 42.0f * k, 16.0f * k, std::max (13.0f * k, 11.0f)),
                box.getX(), box.getY() + 42.0f * k);
    g.setColour (look[controls.trouble().isNotEmpty() ? Token::stopText : Token::soft]);
    const auto s = statusBox.toFloat();
    look.write (g, look.fit (status, s.getWidth(), s.getHeight(), 15.0f * k, std::max (11.0f, 11.0f * k)), s.getX(), s.getY());
}
} // namespace lull::guarding

#include "Plugins/Touch/Editor.h"

#include <cmath>

#include "Ui/Utf8.h"

namespace lull::follow
{
Editor::Editor (Processor& p)
    : FootedEditor (p, { "Lull Touch", "The low part of what you hear, its swells and its strikes, felt. Voices are left out.", 840, 520, 200.0f, 170.0f }),
      processor (p),
      back (look),
      strength (look, "Strength", ui::Token::touch)
{
    places.setTitle ("Where on the back");
    source.setTitle ("What it goes by");
    source.addItem ("Goes by what comes in", 1);
    source.addItem ("Goes by the sidechain", 2);
    int id = 0;
    for (const auto* place : Processor::places) places.addItem (ui::capital (place), ++id);
    places.onChange = [this] {
        auto c = owner.instrument.choices();
        c.script = Processor::places.at (static_cast<std::size_t> (std::max (0, places.getSelectedId() - 1)));
        controls.setTrouble (owner.choose (c));
    };
    source.onChange = [this] { processor.sidechain->setValueNotifyingHost (source.getSelectedId() == 2 ? 1.0f : 0.0f); };
    strength.toText = [] (double v) { return juce::String (std::lround (v * 100.0)) + " %"; };
    strength.onChange = [this] (double v) {
        owner.strength->beginChangeGesture();
        owner.strength->setValueNotifyingHost (owner.strength->convertTo0to1 (static_cast<float> (v)));
        owner.strength->endChangeGesture();
    };
    begin ({ &back, &chairs, &places, &source, &strength });
}

bool Editor::keyPressed (const juce::KeyPress& key)
{
    if (key == juce::KeyPress::upKey) strength.nudge (0.02);
    else if (key == juce::KeyPress::downKey) strength.nudge (-0.02);
    else return FootedEditor::keyPressed (key);
    return true;
}

void Editor::follow (const plugin::Instrument::Shown& shown, double elapsed, bool fresh)
{
    source.setSelectedId (processor.sidechain->get() ? 2 : 1, juce::dontSendNotification);
    if (const auto c = owner.instrument.choices(); c.script != placeShown)
    {
        placeShown = c.script;
        for (std::size_t i = 0; i < Processor::places.size(); ++i)
            if (c.script == Processor::places[i]) places.setSelectedId (static_cast<int> (i) + 1, juce::dontSendNotification);
    }
    if (fresh) back.setTimeline (shown.timeline);
    back.follow (shown.told, elapsed);
    strength.setValue (static_cast<double> (owner.strength->get()));
}

plugin::FootedEditor::Places Editor::layOut (float k, float foot)
{
    const float w = static_cast<float> (getWidth()), margin = 28.0f * k, left = 0.46f * w, width = w - margin - left, row = std::max (44.0f, 46.0f * k);
    const float side = std::min (foot - 16.0f * k, left - margin - 8.0f * k), step = row + 10.0f * k;
    back.setBounds (at (0.5f * (left - side), 0.5f * (foot - side) + 4.0f * k, side, side));
    const float y = 128.0f * k;
    places.setBounds (at (left, y + step, width, row));
    source.setBounds (at (left, y + 2.0f * step, width, row));
    strength.setBounds (at (left, y + 3.0f * step + 6.0f * k, width, std::max (44.0f, 56.0f * k)));
    return { { left, 26.0f * k, width, 92.0f * k }, { left, y, width, row } };
}
} // namespace lull::follow

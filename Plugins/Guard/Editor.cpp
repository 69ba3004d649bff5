#include "Plugins/Guard/Editor.h"

namespace lull::guarding
{
Editor::Editor (Processor& p)
    : FootedEditor (p, { "Lull Guard",
                         "Last before the chair. Behind a Lull or a Lull Touch, touch is filtered twice: that costs a little of its lowest tones and 6 ms.",
                         720, 560, 180.0f, 140.0f }),
      meters (look)
{
    begin ({ &chairs, &meters });
}

plugin::FootedEditor::Places Editor::layOut (float k, float foot)
{
    const float margin = 28.0f * k, width = static_cast<float> (getWidth()) - 2.0f * margin, row = std::max (44.0f, 46.0f * k), y = 122.0f * k;
    meters.setBounds (at (margin, y + row + 18.0f * k, width, foot - y - row - 26.0f * k));
    return { { margin, 24.0f * k, width, 92.0f * k }, { margin, y, width, row } };
}

void Editor::follow (const plugin::Instrument::Shown& shown, double, bool fresh)
{
    if (fresh)
        meters.setChair (shown.timeline == nullptr || shown.timeline->chair() == nullptr
                             ? nullptr
                             : std::shared_ptr<const touch::Chair> (shown.timeline, shown.timeline->chair()));
    meters.follow (shown.told);
}

juce::String Editor::whileArmed() const { return "Everything in this host that has this chair is armed with it. Wire the chair to what comes out here."; }
} // namespace lull::guarding

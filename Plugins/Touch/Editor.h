// Lull Touch's window: which chair and where on the back, the glowing back, strength, Arm and Stop. Message thread.
#pragma once

#include "Plugins/Shared/FootedEditor.h"
#include "Plugins/Touch/Processor.h"
#include "Ui/BackView.h"

namespace lull::follow
{
class Editor final : public plugin::FootedEditor
{
public:
    explicit Editor (Processor&);

    bool keyPressed (const juce::KeyPress&) override;

private:
    Processor& processor;
    juce::ComboBox places, source;
    ui::BackView back;
    ui::Level strength;
    std::string placeShown;

    Places layOut (float k, float foot) override;
    void follow (const plugin::Instrument::Shown&, double elapsed, bool fresh) override;
};
} // namespace lull::follow

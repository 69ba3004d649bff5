// Lull Guard's window: which chair, what goes to each actuator and what holds it, Arm and Stop. Message thread.
#pragma once

#include "Plugins/Guard/Processor.h"
#include "Plugins/Shared/FootedEditor.h"
#include "Ui/Meters.h"

namespace lull::guarding
{
class Editor final : public plugin::FootedEditor
{
public:
    explicit Editor (Processor&);

private:
    ui::Meters meters;

    Places layOut (float k, float foot) override;
    void follow (const plugin::Instrument::Shown&, double elapsed, bool fresh) override;
    [[nodiscard]] juce::String whileArmed() const override;
};
} // namespace lull::guarding

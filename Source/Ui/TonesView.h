// A row of test tones while an actuator is gone through by feel: how strong each leaves, which plays now, which buzzed and which was felt most.
// Message thread.
#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include "Engine/TestTone.h"
#include "Ui/Look.h"

namespace lull::ui
{
class TonesView final : public juce::Component
{
public:
    explicit TonesView (const Look&);

    void setTones (const engine::TonesFelt&);
    [[nodiscard]] juce::Rectangle<float> barOf (std::size_t tone) const noexcept; // within this component

    void paint (juce::Graphics&) override;

private:
    static constexpr double floor = -72.0, top = 0.0; // dBFS
    const Look& look;
    engine::TonesFelt tones;

    [[nodiscard]] juce::Rectangle<float> field() const noexcept;
    [[nodiscard]] float across (double hertz) const noexcept;
};
} // namespace lull::ui

// The session as a bar: its phases in proportion, what is done, where it is, and the tempo as a line. Message thread.
#pragma once

#include <functional>
#include <memory>

#include <juce_gui_basics/juce_gui_basics.h>

#include "Session/Timeline.h"
#include "Ui/Look.h"

namespace lull::ui
{
class PhaseBar final : public juce::Component
{
public:
    explicit PhaseBar (const Look&);

    void setTimeline (std::shared_ptr<const session::Timeline>);
    void setPosition (double seconds); // repaints when a pixel changed
    void setBarHeight (float pixels);  // names stand below it where there is room
    [[nodiscard]] static float heightWithNames (float barHeight) noexcept;

    void paint (juce::Graphics&) override;

private:
    const Look& look;
    std::shared_ptr<const session::Timeline> timeline;
    double seconds = 0.0;
    int drawn = -1;
    float barHeight = 30.0f;

    [[nodiscard]] float across (double s) const noexcept;
};
} // namespace lull::ui

// What goes to each actuator: its level against its ceiling, the watts it takes, and in words which limit holds it. Message thread.
#pragma once

#include <array>
#include <memory>

#include <juce_gui_basics/juce_gui_basics.h>

#include "Engine/Command.h"
#include "Safety/Limits.h"
#include "Touch/Chair.h"
#include "Ui/Look.h"

namespace lull::ui
{
class Meters final : public juce::Component
{
public:
    explicit Meters (const Look&);

    void setChair (std::shared_ptr<const touch::Chair>); // null: nothing is shown
    void follow (const engine::Telemetry&);              // repaints the rows that changed

    // Of a row, as it is shown: "-18 dB", "0.4 W", "its coil cools"; empty where there is nothing to say.
    struct Row
    {
        juce::String name, level, watts, held;
        int permille = 0; // of the bar: 48 dB up to the ceiling
        bool operator== (const Row&) const = default;
    };
    [[nodiscard]] const Row& row (int i) const noexcept { return rows[static_cast<std::size_t> (i)]; }

    void paint (juce::Graphics&) override;

private:
    static constexpr double range = 48.0; // dB

    const Look& look;
    std::shared_ptr<const touch::Chair> chair;
    safety::Limits limits;
    std::array<Row, maxLanes> rows;
    int count = 0;

    [[nodiscard]] juce::Rectangle<float> boxOf (int) const noexcept;
};
} // namespace lull::ui

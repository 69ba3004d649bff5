// The listener seen from behind, as vectors: the back, and below it seat, legs and feet when a chair reaches there.
// Drawn units: half a shoulder's width is 1, the breast bone's height is 0, y downwards. Values; any thread.
#pragma once

#include <juce_graphics/juce_graphics.h>

#include "Touch/Chair.h"

namespace lull::ui
{
class Silhouette
{
public:
    // What a chair (or none: the back alone) needs to be seen.
    explicit Silhouette (const touch::Chair*);

    [[nodiscard]] const juce::Path& outline() const noexcept { return body; } // closed: filled, and what the glow is clipped to
    [[nodiscard]] const juce::Path& lines() const noexcept { return detail; } // spine and shoulder blades
    [[nodiscard]] juce::Rectangle<float> extent() const noexcept { return { -1.12f, -1.04f, 2.24f, bottom + 1.04f }; }

    // A place on a surface, cm in the frames of the session script, in drawn units.
    [[nodiscard]] static juce::Point<float> place (touch::Surface, double x, double y) noexcept;
    static constexpr float unitsPerCm = 0.0340f;

private:
    juce::Path body, detail;
    float bottom = 1.13f;
};
} // namespace lull::ui

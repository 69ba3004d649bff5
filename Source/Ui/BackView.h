// The glowing back, with rings around it that breathe with the session. Redraws only when a light or a ring has moved. Message thread.
#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include "Touch/Place.h"
#include "Ui/Glow.h"
#include "Ui/Look.h"
#include "Ui/Silhouette.h"

namespace lull::ui
{
class BackView final : public juce::Component
{
public:
    explicit BackView (const Look&);
    ~BackView() override;

    void setTimeline (std::shared_ptr<const session::Timeline>); // which chair, which strokes
    void follow (const engine::Telemetry&, double elapsed);      // repaints what changed

    // Places of the back that are outlined, whether or not they are touched.
    void mark (std::vector<touch::Place>);

    // Of the dimmed screen: one ring, and all light at half.
    void setFaint (bool);

    void paint (juce::Graphics&) override;
    void resized() override;

    // How far the lungs are filled at a breath position, 0 .. 1: in for half of the cycle and out for half (figures.md 2.1).
    [[nodiscard]] static double lungs (double breath) noexcept;

private:
    const Look& look;
    std::shared_ptr<const session::Timeline> timeline;
    std::unique_ptr<Glow> glow;
    std::unique_ptr<Silhouette> shape;
    juce::AffineTransform toScreen;
    juce::Point<float> centre;
    float unit = 1.0f;   // pixels of half a shoulder's width
    float ring = 100.0f; // greatest radius of the outer ring
    double breath = 0.0; // as it is drawn: moves only when everything is drawn again, so that no ring is torn by a repaint of the body alone
    bool faint = false;
    std::vector<touch::Place> marks;
    juce::Image light; // the sum of all spots, computed at a third of the size and drawn smoothly

    [[nodiscard]] float radius (int ringNumber, double breath) const noexcept;
    void sumLight();
};
} // namespace lull::ui

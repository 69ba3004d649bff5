// The back as a map: a place to press for every zone of a chair, and those that were pressed; or, while a person draws them, where it is tight and what is to
// be left alone. Message thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "Touch/Chair.h"
#include "Touch/Person.h"
#include "Ui/Controls.h"
#include "Ui/Silhouette.h"

namespace lull::ui
{
class ZonesView final : public juce::Component
{
public:
    explicit ZonesView (const Look&);
    ~ZonesView() override;

    std::function<void (int zone)> onPress; // from 0

    void setChair (std::shared_ptr<const touch::Chair>); // null: the back alone
    void setChosen (std::vector<bool> zones);
    void setPressable (bool);

    // Spots are seen at all times, and drawn on while `may`: a press on the back, or arrows and Enter, is a place in cm on the back.
    void setSpots (touch::Spots);
    void setDrawing (bool may);
    std::function<void (const text::Point&)> onPlace;

    void paint (juce::Graphics&) override;
    void resized() override;
    void mouseDown (const juce::MouseEvent&) override;
    bool keyPressed (const juce::KeyPress&) override;

private:
    struct Place;
    const Look& look;
    std::shared_ptr<const touch::Chair> chair;
    std::unique_ptr<Silhouette> shape;
    std::vector<std::unique_ptr<Place>> places;
    std::vector<bool> chosen;
    juce::AffineTransform toScreen;
    touch::Spots spots;
    bool drawing = false;
    std::optional<text::Point> hand; // where the arrows have gone to, cm

    [[nodiscard]] juce::Point<float> onScreen (const text::Point&) const noexcept;
};
} // namespace lull::ui

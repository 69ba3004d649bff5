// The back as a map: a place to press for every zone of a chair, and those that were pressed. Message thread.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "Touch/Chair.h"
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

    void paint (juce::Graphics&) override;
    void resized() override;

private:
    struct Place;
    const Look& look;
    std::shared_ptr<const touch::Chair> chair;
    std::unique_ptr<Silhouette> shape;
    std::vector<std::unique_ptr<Place>> places;
    std::vector<bool> chosen;
    juce::AffineTransform toScreen;
};
} // namespace lull::ui

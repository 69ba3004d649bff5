// "How was it?" in five faces, from not good to very good. Vectors; no words needed. Message thread.
#pragma once

#include <array>
#include <functional>
#include <memory>

#include "Ui/Controls.h"

namespace lull::ui
{
class Faces final : public juce::Component
{
public:
    Faces (const Look&, std::function<void (int oneToFive)>);

    void resized() override;

private:
    struct Face;
    std::array<std::unique_ptr<juce::Button>, 5> face;
};
} // namespace lull::ui

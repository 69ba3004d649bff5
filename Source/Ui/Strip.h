// One thing that is asked at the top of a page, quietly: a sentence, and two words or five faces to answer it with. Message thread.
#pragma once

#include <functional>
#include <memory>

#include "Ui/Faces.h"

namespace lull::ui
{
class Strip final : public juce::Component
{
public:
    explicit Strip (const Look&);

    void ask (const juce::String& words, const juce::String& yes, std::function<void()> onYes, const juce::String& no, std::function<void()> onNo);
    void askHow (const juce::String& words, std::function<void (int oneToFive)> rated, const juce::String& no, std::function<void()> onNo);
    [[nodiscard]] const juce::String& words() const noexcept { return said; }

    void paint (juce::Graphics&) override;
    void resized() override;

private:
    const Look& look;
    juce::String said;
    Pill yes, no;
    std::unique_ptr<Faces> faces;
    float wordsWidth = 0.0f;
};
} // namespace lull::ui

// What is to be read before the first touch, over a page: its text, and two words below it. Escape and "Not now" close it as not read. Message thread.
#pragma once

#include <functional>

#include "Ui/Controls.h"

namespace lull::ui
{
class NoticeView final : public juce::Component
{
public:
    // text: a title and paragraphs, parted by empty lines. Lies over all of `page` until it is closed; it is `closed` that takes it away.
    NoticeView (const Look&, juce::Component& page, const juce::String& text, std::function<void (bool read)> closed);

    bool keyPressed (const juce::KeyPress&) override;
    void parentSizeChanged() override;
    void paint (juce::Graphics&) override;
    void resized() override;

    // The size of its text as set now, and whether all of it fits. Pixels.
    [[nodiscard]] float textSize() const noexcept { return size; }
    [[nodiscard]] bool whole() const noexcept { return fits; }

private:
    const Look& look;
    juce::StringArray paragraphs;
    std::function<void (bool)> closed;
    Pill read, notNow;
    std::vector<Look::Paragraph> set;
    juce::Rectangle<float> box;
    float size = 17.0f;
    bool fits = true;
};
} // namespace lull::ui

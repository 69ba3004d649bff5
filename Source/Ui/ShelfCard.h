// One thing on a shelf: its title, a line about it, and a word at the right. Message thread.
#pragma once

#include "Ui/Controls.h"

namespace lull::ui
{
class ShelfCard final : public Ringed
{
public:
    ShelfCard (const Look&, const juce::String& title, const juce::String& about);

    void setWord (const juce::String&, bool alarm = false);
    void setChosen (bool);

    void paintButton (juce::Graphics&, bool over, bool down) override;

private:
    const Look& look;
    juce::String about, word;
    bool chosen = false, alarm = false;
};
} // namespace lull::ui

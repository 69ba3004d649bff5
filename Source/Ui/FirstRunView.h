// The first evening, in three steps: what is to be read once, chair or no chair, and play. Each can be passed over. Message thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "Ui/Choice.h"
#include "Ui/NoticeView.h"

namespace lull::ui
{
class FirstRunView final : public juce::Component
{
public:
    struct Answers
    {
        std::function<void()> read;                        // the notice was read
        std::function<void (const std::string& id)> chair; // empty: none
        std::function<void()> setUp;                       // a chair of one's own; empty: it cannot be set up here
        std::function<void (bool)> play;                   // the last step; false: look around first
    };
    // chairs: id and title. first: the title of the session that the last step offers, and a line about it.
    FirstRunView (Look&, const juce::String& notice, std::vector<std::pair<std::string, std::string>> chairs, juce::String first, juce::String about, Answers);
    ~FirstRunView() override;

    [[nodiscard]] int step() const noexcept { return now; } // 1 .. 3

    bool keyPressed (const juce::KeyPress&) override; // Return: the main answer
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    Look& look;
    std::vector<std::pair<std::string, std::string>> seats;
    juce::String first, about;
    Answers answers;
    std::unique_ptr<NoticeView> notice;
    Choice chairs;
    Pill main, second, third;
    int now = 1;
    float k = 1.0f;
    juce::Rectangle<float> words;

    void go (int step);
    [[nodiscard]] juce::String title() const;
    [[nodiscard]] juce::String text() const;
};
} // namespace lull::ui

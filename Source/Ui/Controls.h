// The few things a person can press: a pill, a level with its name and value, and the stop that fills the lower third. Message thread.
#pragma once

#include <functional>

#include <juce_gui_basics/juce_gui_basics.h>

#include "Ui/Look.h"

namespace lull::ui
{
// A rounded button with one word. Main: filled in touch colour; alarm: the colours of stop, and it acts when pressed, not when let go.
class Pill final : public juce::Button
{
public:
    enum class Kind { plain, main, alarm };
    Pill (const Look&, const juce::String& word, Kind = Kind::plain);

    void paintButton (juce::Graphics&, bool over, bool down) override;

private:
    const Look& look;
    Kind kind;
};

// Name, value and a track. The value is 0 .. 1.
class Level final : public juce::Component
{
public:
    Level (const Look&, const juce::String& name, Token colour);

    std::function<void (double)> onChange;                    // by the person
    std::function<juce::String (double)> toText;              // "38 %"
    void setValue (double zeroToOne);                         // from outside: says nothing back, leaves a hand on the thumb alone
    [[nodiscard]] double value() const { return slider.getValue(); }
    void nudge (double by);                                   // by a key

    void paint (juce::Graphics&) override;
    void resized() override;
    void lookAndFeelChanged() override;

private:
    const Look& look;
    juce::String name;
    Token colour;
    juce::Slider slider;

    [[nodiscard]] float textSize() const noexcept;
};

// The lower third: Stop; for half a minute after it, Go on. Acts when pressed.
class StopArea final : public juce::Button
{
public:
    explicit StopArea (const Look&);

    enum class Face { stop, stopping, goOn, again };
    void show (Face);
    [[nodiscard]] Face face() const noexcept { return shown; }
    void setBandTop (int pixels); // below it the ground is painted; above it only the press counts
    void setFaint (bool);

    std::function<void()> onStop, onGoOn, onAgain;

    void paintButton (juce::Graphics&, bool over, bool down) override;
    void clicked() override;

private:
    const Look& look;
    Face shown = Face::stop;
    int bandTop = 0;
    bool faint = false;
};
} // namespace lull::ui

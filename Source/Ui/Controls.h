// The few things a person can press: a pill, a level with its name and value, and the stop that fills the lower third. Message thread.
#pragma once

#include <functional>

#include <juce_gui_basics/juce_gui_basics.h>

#include "Ui/Look.h"

namespace lull::ui
{
// "Gentle", "Normal", "Strong": what a share of the ceiling is called.
[[nodiscard]] juce::String ceilingText (float share);

// Whether a ring is drawn around what has the keyboard: only when the keyboard brought it there, and not after a press.
class FocusRing
{
public:
    void gained (juce::Component::FocusChangeType) noexcept; // of focusGained(); a window that comes back changes nothing
    [[nodiscard]] bool around (const juce::Component& c) const { return byKey && c.hasKeyboardFocus (false); }

private:
    bool byKey = false;
};

// A button that is drawn, with a ring when the keyboard brought it there. Pressed with a hand's cursor.
class Ringed : public juce::Button
{
public:
    explicit Ringed (const juce::String& name);
    void focusGained (FocusChangeType) override;

protected:
    FocusRing ring;
};

// What acts when the press that asked for it is over, for it may take its own button away; not when the component is gone by then.
[[nodiscard]] std::function<void()> afterPress (juce::Component&, std::function<void()>);

// A rounded button with one word. Main: filled in touch colour; alarm: the colours of stop, and it acts when pressed, not when let go.
class Pill final : public Ringed
{
public:
    enum class Kind { plain, main, alarm };
    Pill (const Look&, const juce::String& word, Kind = Kind::plain);

    void paintButton (juce::Graphics&, bool over, bool down) override;

private:
    const Look& look;
    Kind kind;
};

// Name, value and a track. The value is 0 .. 1. The whole row is the target: a press about the track goes there, one on the words takes hold of the
// thumb where it is, so that nobody jumps to full by touching a number.
class Level final : public juce::Component
{
public:
    Level (const Look&, const juce::String& name, Token colour);

    std::function<void (double)> onChange;       // by the person
    std::function<juce::String (double)> toText; // "38 %"
    void setMenu (std::function<void()>);        // at a right press, instead of a turn; none: a press like any
    void setValue (double zeroToOne);            // from outside: says nothing back, leaves a hand on the thumb alone
    [[nodiscard]] double value() const { return slider.getValue(); }
    void nudge (double by); // by a key

    void paint (juce::Graphics&) override;
    void resized() override;
    void lookAndFeelChanged() override;

private:
    // Its keys are the page's: Left and Right are phases there, Up and Down the strength, whatever was pressed last.
    struct Track final : juce::Slider
    {
        explicit Track (const Look& l) : look (l) {}
        bool keyPressed (const juce::KeyPress&) override { return false; }
        void mouseDown (const juce::MouseEvent&) override;
        void focusGained (FocusChangeType) override;
        void paint (juce::Graphics&) override;
        const Look& look;
        FocusRing ring;
        int wordsHeight = 0;
        std::function<void()> menu {};
    };

    const Look& look;
    juce::String name;
    Token colour;
    Track slider;

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
    void focusGained (FocusChangeType) override;

private:
    const Look& look;
    FocusRing ring;
    Face shown = Face::stop;
    int bandTop = 0;
    bool faint = false;
};
} // namespace lull::ui

// The Playing screen: the back glows as it is touched, rings breathe, phase and time, two levels, a few gentle words, and the lower
// third is Stop. Fed by telemetry; says what the person wants through Wishes. After ten quiet seconds it dims. Message thread.
#pragma once

#include <functional>
#include <optional>

#include "Ui/BackView.h"
#include "Ui/Controls.h"
#include "Ui/Course.h"
#include "Ui/PhaseBar.h"

namespace lull::ui
{
// What a person may ask for. An empty function is a wish that cannot be had: its word is not shown.
struct Wishes
{
    std::function<void (double)> strength, volume; // 0 .. 1; volume 1 is 0 dB
    std::function<void()> pause, arm, stop, goOn, again;
    std::function<void (int)> phase;                  // to the start of this phase
    std::function<void()> sleepLater, sleepNever;     // fifteen minutes more until the sleep timer's silence, or until there is one; no timer any more
    std::function<void (engine::Command::Kind)> wish; // stay, again (the phase), notHere, softer: each crosses over
    std::function<void()> nextCeiling;                // of touch: gentle, normal, strong, and round again
    std::function<bool()> canTouch;                   // asked with every follow(): touch has a way out now, so it may be armed. Empty: always
};

// A volume control's place as decibels and back: the square of it is the amplitude; 0 is silence, 1 is 0 dB.
[[nodiscard]] double volumeDecibels (double zeroToOne) noexcept;
[[nodiscard]] double volumePlace (double amplitude) noexcept;

class PlayingView final : public juce::Component
{
public:
    PlayingView (Look&, Wishes);
    ~PlayingView() override;

    void setTimeline (std::shared_ptr<const session::Timeline>);
    // A sentence for the person in place of what the phase says, or empty. A refusal, and nothing else, is said in the colour of stop.
    enum class Notice { news, refusal };
    void setNotice (const juce::String&, Notice = Notice::news);
    void setStopped (std::optional<double> since); // the same clock as follow's `now`

    // The newest telemetry at a monotonic time in seconds. Repaints only what changed.
    void follow (const engine::Telemetry&, double now);

    // How often follow() is worth calling.
    [[nodiscard]] int framesPerSecond() const noexcept { return dim ? 15 : 30; }

    [[nodiscard]] bool dimmed() const noexcept { return dim; }
    void wake();

    static constexpr double dimsAfter = 10.0, goOnFor = 30.0, settles = 2.0, turnsBack = 6.0; // s

    // What is told now, as it is set on the page.
    [[nodiscard]] Look::Paragraph told() const;
    [[nodiscard]] juce::StringArray besideClock() const { return juce::StringArray::fromLines (side); } // the second line stands above the first
    [[nodiscard]] const juce::String& minutesLeft() const noexcept { return minutes; }                  // while dimmed; empty: none is told

    bool keyPressed (const juce::KeyPress&) override; // also called by the window for keys that nothing else took
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    // Over everything but Stop while the screen is dimmed: the first press only wakes.
    struct Veil final : juce::Component
    {
        explicit Veil (PlayingView& v) : owner (v) {}
        void mouseDown (const juce::MouseEvent&) override { owner.wake(); }
        PlayingView& owner;
    };
    // Hears every press below it, to know that somebody is there.
    struct Watch final : juce::MouseListener
    {
        explicit Watch (PlayingView& v) : owner (v) {}
        void mouseDown (const juce::MouseEvent&) override { owner.wake(); }
        PlayingView& owner;
    };
    struct Page
    {
        float left = 0, right = 0, titleBase = 0, titleSize = 44, saySize = 20, sayTop = 0, sayHeight = 0, clockBase = 0, clockSize = 72, sideSize = 20;
        bool clockAtRight = false;
        float k = 1.0f; // of the drawing's pixels
        bool small = false, tall = false;
        float rowTop = 0, rowStep = 0, rowHeight = 0; // levels, and words on the small pages
        float wordTop = 0, wordHeight = 0;
        float barTop = 0, barHeight = 30, bandTop = 0, margin = 56;
    };

    Look& look;
    Wishes wishes;
    std::shared_ptr<const session::Timeline> timeline;
    BackView back;
    PhaseBar bar;
    Level strength, volume;
    Pill arm, softer, stay, notHere, pause, more; // the words of the row
    Pill most, later, never, anew, less;          // and those behind "More"
    StopArea stop;
    Veil veil { *this };
    Watch watch { *this };
    Page page;
    juce::Rectangle<int> headline, clockBox, minutesBox;

    engine::Telemetry newest;
    bool timed = false; // there is a sleep timer, and it is not over
    Course course;
    juce::String clock, side, shownPhase, notice, minutes;
    std::optional<double> stoppedSince;
    double lastFollow = -1.0, lastPress = -1.0, now = 0.0;
    Notice noticeKind = Notice::news;
    bool dim = false, touchable = false, flows = true, behind = false; // behind: the words of "More" are shown
    double turnedAt = 0.0;

    void setDimmed (bool);
    void place(); // the words that there are
    void turn (bool toMore);
    void press (engine::Command::Kind);
    void setPage();
    [[nodiscard]] int rows() const noexcept { return touchable ? 3 : 2; }
    void changeLevel (Level&, double by);
    void beSofter();
    void skip (int phases);
    void paintDimmed (juce::Graphics&);
};
} // namespace lull::ui

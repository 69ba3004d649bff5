// A session as lanes over a time axis: its phases, tempo, breath and loudness, and what sounds and touches when. Message thread; what is drawn is computed
// once for a timeline and a width.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <juce_gui_basics/juce_gui_basics.h>

#include "Session/Timeline.h"
#include "Ui/Look.h"

namespace lull::ui
{
// One lane in figures: a line (tempo, breath, loudness), or how much there is of it (a sound, a stroke).
struct Lane
{
    enum class Kind { line, sound, touch } kind = Kind::line;
    juce::String name, unit;
    std::vector<float> values;   // at points spread evenly over the session: a line's own unit (NaN: nothing); else 0 .. 1
    std::vector<double> strokes; // s: where strokes or taps begin, of touch; empty where there are too many to be told apart
};

// Tempo, breath, loudness, every sound in the order of the script, every stroke by its kind. points >= 2.
[[nodiscard]] std::vector<Lane> lanesOf (const session::Timeline&, int points);

// LUFS of all sounds together at a moment, as their levels add up; -inf where all are silent.
[[nodiscard]] double loudnessAt (const session::Timeline&, double seconds);

class Lanes final : public juce::Component
{
public:
    explicit Lanes (const Look&);

    std::function<void (double seconds)> onPress; // somebody pressed at a moment of it

    void setTimeline (std::shared_ptr<const session::Timeline>); // null: nothing is drawn
    void setPosition (double seconds);                           // of what plays; repaints only when the line moves
    void setCursor (double from, double to);                     // s: what the text's cursor stands in; to <= from: nothing
    void setScale (float pixelsOfTheDesigns);

    // How high it wants to be for its lanes, at a scale.
    [[nodiscard]] int wantedHeight() const;

    [[nodiscard]] const std::vector<Lane>& lanes() const noexcept { return all; }

    void paint (juce::Graphics&) override;
    void resized() override;
    void mouseDown (const juce::MouseEvent&) override;

private:
    const Look& look;
    std::shared_ptr<const session::Timeline> timeline;
    std::vector<Lane> all;
    double seconds = 0.0, cursorFrom = 0.0, cursorTo = 0.0;
    int drawn = -1;
    float scale = 1.0f;

    [[nodiscard]] float left() const noexcept { return 96.0f * scale; } // of the lanes; their names stand before it
    [[nodiscard]] float width() const noexcept { return static_cast<float> (getWidth()) - left() - 2.0f; }
    [[nodiscard]] float across (double s) const noexcept;
    [[nodiscard]] float head() const noexcept { return 50.0f * scale; } // clock and phases
    [[nodiscard]] float rowHeight() const noexcept;
    void paintPhases (juce::Graphics&);
    void paintLane (juce::Graphics&, const Lane&, juce::Rectangle<float>);
};
} // namespace lull::ui

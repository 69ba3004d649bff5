// Tonight: pick a session, say how long, one big start. What is needed is said before, not after. Message thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Session/Timeline.h"
#include "Ui/Choice.h"
#include "Ui/Controls.h"
#include "Ui/PhaseBar.h"
#include "Ui/ShelfCard.h"
#include "Ui/Strip.h"

namespace lull::ui
{
// One session as it stands on the shelf.
struct Offered
{
    std::string id;                                // what the stage knows it by
    std::shared_ptr<const session::Timeline> line; // for no chair: its phases, length and tempo
    bool own = false;
};

// Whether a session's touch is what a chair can do, in a few words for its card: "fits this chair", "no chair needed", "tapotement: no place for it here";
// no chair: "sound only".
[[nodiscard]] juce::String fitOf (const session::Score&, const touch::Chair*);

// The lengths, in whole minutes, that somebody may have got: 15, 20, 30, 45, 60 and the session's own, those that the session can be fitted to.
[[nodiscard]] std::vector<int> lengthsOf (const session::Score&);

class TonightView final : public juce::Component
{
public:
    struct Wish
    {
        std::string session, chair;    // chair: empty: none
        std::optional<double> minutes; // none: its own
        bool later = false;            // in three minutes
    };
    TonightView (Look&, std::function<void (const Wish&)> start, std::function<void()> notNow);
    ~TonightView() override;

    // chairs: id and title, those that can be chosen; chosen: the one that was last, or empty. seat: an id's chair, null for none.
    using Seat = std::function<std::shared_ptr<const touch::Chair> (const std::string&)>;
    void offer (std::vector<Offered>, std::vector<std::pair<std::string, std::string>> chairs, const std::string& chosen, Seat);
    // Own ones that cannot be read, after all others; a press on one opens it.
    void setUnread (const std::vector<std::string>& names, std::function<void (const std::string& name)> open);
    void setNotice (const juce::String& words, bool refusal);

    // One thing that is asked at the top, or null: nothing.
    void setStrip (std::unique_ptr<Strip>);
    [[nodiscard]] const Strip* strip() const noexcept { return asked.get(); }

    // Words at the top right, each with what it does: "Day", "Set up", "Look inside".
    void setWords (const std::vector<std::pair<juce::String, std::function<void()>>>&);
    void setWaiting (std::optional<double> seconds); // until it starts by itself; none: it does not

    void choose (std::size_t session);
    void chooseById (const std::string&); // where there is one of that id
    [[nodiscard]] std::size_t chosen() const noexcept { return which; }
    [[nodiscard]] Wish wish() const;

    bool keyPressed (const juce::KeyPress&) override; // up, down, Return, Esc
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    Look& look;
    std::function<void (const Wish&)> start;
    std::function<void()> notNow;
    std::vector<Offered> all;
    std::vector<std::pair<std::string, std::string>> seats;
    Seat seat;
    std::shared_ptr<const touch::Chair> chair;
    std::size_t which = 0;
    std::optional<int> minutes;
    std::optional<double> waiting;
    juce::String notice;
    bool refusal = false;

    juce::Viewport shelf;
    juce::Component cards;
    std::vector<std::unique_ptr<ShelfCard>> card, unread;
    std::vector<std::unique_ptr<Pill>> lengths;
    std::vector<int> lengthsOffered;
    PhaseBar bar;
    Choice chairs;
    Pill begin, later;
    std::unique_ptr<Strip> asked;
    std::vector<std::unique_ptr<Pill>> turns;
    juce::Rectangle<int> panel, words;
    float k = 1.0f, tempoAt = 0.0f, needTop = 0.0f, askTop = 0.0f, titleWidth = 0.0f;

    [[nodiscard]] const session::Score& score() const { return all[which].line->score(); }
    void chooseChair();
    void setLengths();
    void go (bool inAMoment);
};
} // namespace lull::ui

// What goes on in the window, page by page: the first evening, Tonight, Playing, After, and Tonight again. It owns the Stage, shows its telemetry, passes
// on what the person wants, and keeps the journal. Face thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <juce_gui_basics/juce_gui_basics.h>

#include "App/ChairPage.h"
#include "App/ControllerPage.h"
#include "App/InsidePage.h"
#include "App/Settings.h"
#include "App/Stage.h"
#include "Devices/Awake.h"
#include "Devices/Control.h"
#include "Devices/Mpris.h"
#include "Files/JournalKeeper.h"
#include "Ui/AfterView.h"
#include "Ui/FirstRunView.h"
#include "Ui/NoticeView.h"
#include "Ui/PlayingView.h"
#include "Ui/TonightView.h"

namespace lull::app
{
class Evening
{
public:
    // turnTo: shows a page in place of the one before, which lives until it returns. repaint: everything looks otherwise now.
    // raise: the window comes to the front. quit: the program ends, in order.
    struct Around
    {
        std::function<void (juce::Component&)> turnTo;
        std::function<void()> repaint, raise, quit;
    };
    Evening (ui::Look&, Arguments, devices::Signals&, Around);
    ~Evening();

    // Opens the first page: what was asked for, or Tonight. An error that is not a device's: nothing can be shown for it, its words are for the terminal.
    [[nodiscard]] std::optional<Error> open();

    void tick (double now, bool watched); // watched: somebody could see the page
    [[nodiscard]] int framesPerSecond() const noexcept;

    // The program ends: touch down at once. How long its sound fades, s.
    double leave (files::Ending, const std::string& why);
    void suspend();
    void remember(); // settings, before all is taken down

private:
    ui::Look& look;
    Arguments asked;
    devices::Signals& signals;
    Around around;
    Settings settings;
    files::JournalKeeper journal;

    devices::Control control; // `lull stop`, `lull status`
    devices::Mpris mpris { "lull-app", true };
    devices::Awake awake;
    std::unique_ptr<devices::Midi> midi; // outlives the stages
    std::unique_ptr<Stage> stage;
    std::unique_ptr<ui::NoticeView> toRead; // lies on the view
    std::unique_ptr<ui::FirstRunView> welcome;
    std::unique_ptr<ui::TonightView> tonight;
    std::unique_ptr<ui::PlayingView> view;
    std::unique_ptr<ui::AfterView> after;
    std::unique_ptr<InsidePage> desk;
    std::unique_ptr<ChairPage> workshop;
    std::unique_ptr<ControllerPage> knobs;
    std::optional<ui::TonightView::Wish> waits;
    std::shared_ptr<const session::Timeline> shown;
    juce::String trouble, hint; // a refusal, and news
    double startsAt = 0.0, stoppedAt = 0.0, lastTick = 0.0;
    unsigned watchedBody = 0;
    unsigned long long presses = 0;
    bool stopped = false, leaving = false, declinedToRate = false;
    int pages = 0; // that were turned to: what was asked of one before is over
    std::shared_ptr<bool> alive = std::make_shared<bool> (true);

    struct Play
    {
        std::string session, chair;
        session::Asked asked {};
        double from = 0.0; // s
        std::optional<std::int64_t> goesOn {};
    };
    Result<bool> begin (const Play&);
    void later (std::function<void()>); // after the press that asked for it, when its page still stands
    void turn (juce::Component&);
    void letGo(); // of the stage's latch, before it is freed

    // EveningTonight.cpp
    void openWelcome();
    void openTonight();
    void heed (const ui::TonightView::Wish&);
    void play (const Play&);
    void playWish (const ui::TonightView::Wish&);
    void askAtTop();
    void setWords();
    void openChair (const std::string& chair);
    void openController();
    std::optional<Error> hearMidi(); // anew, as it was asked for or is set
    void openInside (const std::string& session, const std::string& chair);
    void nextTheme();
    void tickTonight (double now);

    // EveningPlaying.cpp
    void openPlaying();
    void arm();
    void stop();
    void goOn (bool again);
    void tickPlaying (double now, bool watched);
    void heedDesktop (const engine::Telemetry*); // EveningDesktop.cpp; null: nothing plays
    [[nodiscard]] std::string status (const engine::Telemetry*) const;
    void keepJournal (double now, const engine::Telemetry&);
    void endPlaying (files::Ending); // to After, or to Tonight
};
} // namespace lull::app

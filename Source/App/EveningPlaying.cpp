#include <utility>

#include "App/Evening.h"
#include "Files/Notice.h"
#include "Ui/Utf8.h"

// A session in the window, and what comes after it.
namespace lull::app
{
void Evening::openPlaying()
{
    ui::Wishes w;
    w.strength = [this] (double v) { stage->setStrength (v); };
    w.volume = [this] (double v) { stage->setVolume (v); };
    w.pause = [this] { stage->pauseOrResume(); };
    w.phase = [this] (int i) {
        if (! stopped) stage->toPhase (i);
    };
    w.stop = [this] { stop(); };
    w.goOn = [this] { goOn (false); };
    w.again = [this] { goOn (true); };
    w.arm = [this] { arm(); };
    w.wish = [this] (engine::Command::Kind kind) { stage->wish (kind); };
    w.nextCeiling = [this] { stage->nextCeiling(); };
    w.canTouch = [this] { return stage->canTouch(); };
    w.sleepLater = [this] { stage->sleepLater(); };
    w.sleepNever = [this] { stage->sleepNever(); };
    auto page = std::make_unique<ui::PlayingView> (look, std::move (w));
    page->setTimeline (shown = stage->timeline());
    turn (*page);
    view = std::move (page);
    tonight.reset();
    after.reset();
}

// What is new is read first, once.
void Evening::arm()
{
    if (toRead != nullptr || stage->arm()) return;
    toRead = std::make_unique<ui::NoticeView> (look, *view, ui::utf8 (files::noticeText()), [this] (bool read) {
        later ([this, read] {
            toRead.reset();
            view->grabKeyboardFocus();
            if (! read) return;
            if (const auto kept = files::acknowledgeNotice(); kept) (void)stage->arm();
            else trouble = ui::utf8 (kept.error().message);
        });
    });
}

void Evening::stop()
{
    stage->stop();
    if (stopped) return;
    stopped = true;
    stoppedAt = lastTick;
    view->setStopped (stoppedAt);
}

void Evening::goOn (bool again)
{
    stopped = false;
    view->setStopped ({});
    if (again) stage->again();
    else stage->goOn();
}

void Evening::tickPlaying (double now, bool watched)
{
    if (stage->bodies() != watchedBody)
    {
        watchedBody = stage->bodies();
        presses = stage->latch() != nullptr ? stage->latch()->presses() : 0;
        control.watch (stage->latch());
        mpris.watch (stage->latch());
    }
    stage->tick (now);
    if (stage->timeline() != shown) view->setTimeline (shown = stage->timeline());
    const auto told = stage->telemetry();
    keepJournal (now, told);
    heedDesktop (&told);
    using Notice = ui::PlayingView::Notice;
    const auto notice = stage->notice();
    if (trouble.isNotEmpty()) view->setNotice (trouble, Notice::refusal);
    else if (notice.text.empty() && hint.isNotEmpty()) view->setNotice (hint, Notice::news);
    else view->setNotice (ui::utf8 (notice.text), notice.refusal ? Notice::refusal : Notice::news);
    // A stop that came another way (a signal, the device) shows as well.
    if (const auto* latch = stage->latch(); latch != nullptr && latch->presses() != presses)
    {
        presses = latch->presses();
        if (! stopped && ! leaving)
        {
            stopped = true;
            stoppedAt = now;
            view->setStopped (now);
        }
    }
    if (leaving) return;
    if (told.ended && ! stopped) return endPlaying (files::Ending::whole);
    // Nobody went on: there is another evening.
    if (stopped && now > stoppedAt + ui::PlayingView::settles + ui::PlayingView::goOnFor)
        return endPlaying (told.asleep ? files::Ending::asleep : files::Ending::stopped);
    if (watched) view->follow (told, now);
}

void Evening::keepJournal (double now, const engine::Telemetry& told)
{
    if (! journal.keeps() || leaving) return;
    journal.follow (now, told, shown.get(), stopped || stage->isLost());
    if (const auto news = journal.news(); ! news.empty()) hint = ui::utf8 (news);
}

// Heard to its end, somebody who is awake reads one line and may say how it was; somebody who sleeps is not woken.
void Evening::endPlaying (files::Ending how)
{
    remember();
    journal.end (how);
    if (how != files::Ending::whole) return openTonight();
    const auto& score = shown->score();
    ui::AfterView::Told t;
    t.title = ui::utf8 (score.title);
    t.care = score.after.empty() ? juce::String ("Stay a moment. Drink something, and get up slowly.") : ui::utf8 (score.after);
    t.asks = journal.keeps();
    t.dark = score.forSleep || view->dimmed();
    auto page = std::make_unique<ui::AfterView> (
        look, std::move (t), [this] (int stars) { journal.rate (stars); }, [this] { later ([this] { openTonight(); }); });
    letGo();
    turn (*page);
    after = std::move (page);
    view.reset();
    stage.reset();
    shown.reset();
}
} // namespace lull::app

// The app: one window with the Playing screen. It owns a Stage, shows its telemetry, and passes on what the person wants.
#include <algorithm>
#include <cstdio>
#include <utility>

#include <juce_gui_basics/juce_gui_basics.h>

#include "App/Settings.h"
#include "App/Stage.h"
#include "App/TonightShelf.h"
#include "Devices/Signals.h"
#include "Devices/Watchdog.h"
#include "Files/Notice.h"
#include "Ui/NoticeView.h"
#include "Ui/PlayingView.h"
#include "Ui/TonightView.h"

namespace lull::app
{
namespace
{
double seconds() { return juce::Time::getMillisecondCounterHiRes() * 0.001; }
constexpr double fade = 1.6;     // of sound before the program ends, s
constexpr double moment = 180.0; // s: "in 3 minutes"

std::vector<std::string> plain (const juce::StringArray& words)
{
    std::vector<std::string> list;
    for (const auto& w : words) list.push_back (w.toStdString());
    return list;
}
} // namespace

class Window final : public juce::DocumentWindow
{
public:
    Window (const ui::Look& look, std::function<void()> close)
        : juce::DocumentWindow ("Lull", look[ui::Token::ground], juce::DocumentWindow::allButtons), onClose (std::move (close))
    {
        setUsingNativeTitleBar (true);
        setResizable (true, false);
        setResizeLimits (360, 260, 16'384, 16'384);
    }
    void closeButtonPressed() override { onClose(); }

    // The window system gives the keys to the window; they are the page's, Esc before all.
    void focusGained (FocusChangeType) override
    {
        if (auto* page = getContentComponent()) page->grabKeyboardFocus();
    }
    bool keyPressed (const juce::KeyPress& key) override
    {
        auto* page = getContentComponent();
        return page != nullptr && ! page->hasKeyboardFocus (true) && page->keyPressed (key);
    }

private:
    std::function<void()> onClose;
};

class Application final : public juce::JUCEApplication, private juce::Timer
{
public:
    const juce::String getApplicationName() override { return "Lull"; }
    const juce::String getApplicationVersion() override { return LULL_VERSION; }
    bool moreThanOneInstanceAllowed() override { return true; }

    void initialise (const juce::String&) override
    {
        const auto arguments = readArguments (plain (getCommandLineParameterArray()));
        if (! arguments || arguments->help || arguments->version)
        {
            if (! arguments) std::fprintf (stderr, "Lull: %s\n", arguments.error().message.c_str());
            else std::fputs (arguments->help ? usage() : "Lull " LULL_VERSION "\n", stdout);
            setApplicationReturnValue (arguments ? 0 : static_cast<int> (arguments.error().kind));
            quit();
            return;
        }
        signals.emplace();
        juce::Desktop::getInstance().setGlobalScaleFactor (static_cast<float> (arguments->scale));
        look = std::make_unique<ui::Look> (ui::shippedThemes()[arguments->day && ui::shippedThemes().size() > 1 ? 1 : 0]);
        juce::LookAndFeel::setDefaultLookAndFeel (look.get());
        asked = *arguments;
        settings = Settings::load();
        if (asked.session.empty()) openShelf();
        else if (const auto started = begin (asked); ! started)
        {
            std::fprintf (stderr, "Lull: %s\n", started.error().message.c_str());
            if (started.error().kind != Error::Kind::device)
            {
                setApplicationReturnValue (static_cast<int> (started.error().kind));
                quit();
                return;
            }
            trouble = juce::String::fromUTF8 (started.error().message.c_str());
        }
        window = std::make_unique<Window> (*look, [this] { systemRequestedQuit(); });
        if (tonight != nullptr) turnTo (*tonight);
        else openPage();
        window->centreWithSize (asked.width, asked.height);
        if (asked.full) window->setFullScreen (true);
        window->setVisible (true);
        window->getContentComponent()->grabKeyboardFocus();
        startTimerHz (30);
    }

    void systemRequestedQuit() override { leave (0); }

    void shutdown() override
    {
        stopTimer();
        if (signals) signals->watch (nullptr);
        remember();
        toRead.reset();
        window.reset();
        view.reset();
        tonight.reset();
        stage.reset();
        juce::LookAndFeel::setDefaultLookAndFeel (nullptr);
        look.reset();
        signals.reset();
    }

private:
    std::optional<devices::Signals> signals;
    std::unique_ptr<ui::Look> look;
    std::unique_ptr<Stage> stage;
    std::unique_ptr<Window> window;
    std::unique_ptr<ui::NoticeView> toRead;   // lies on the view
    std::unique_ptr<ui::TonightView> tonight; // null: one session was asked for, and is all there is
    std::unique_ptr<ui::PlayingView> view;    // null: none plays
    Arguments asked;
    Settings settings;
    std::optional<ui::TonightView::Wish> waits;
    double startsAt = 0.0, stoppedAt = 0.0;
    std::shared_ptr<const session::Timeline> shown;
    juce::String trouble;
    unsigned watched = 0;
    unsigned long long presses = 0;
    double leavesAt = 0.0;
    bool stopped = false;

    // A stage for that session, playing. An error of a device leaves it there, silent.
    Result<bool> begin (const Arguments& a)
    {
        stage = std::make_unique<Stage>();
        stage->obey (*signals);
        stage->setStrength (settings.strength);
        stage->setVolume (settings.volume);
        watched = 0;
        stopped = false;
        trouble = {};
        return stage->start (a);
    }

    void turnTo (juce::Component& page)
    {
        page.setSize (asked.width, asked.height);
        if (auto* before = window->getContentComponent()) page.setSize (before->getWidth(), before->getHeight());
        window->setContentNonOwned (&page, false);
        page.grabKeyboardFocus();
    }

    // ---- Tonight

    void openShelf()
    {
        tonight = std::make_unique<ui::TonightView> (
            *look, [this] (const ui::TonightView::Wish& w) { heed (w); },
            [this] {
                waits.reset();
                tonight->setWaiting ({});
            });
        auto chair = asked.chair.empty() ? settings.chair : asked.chair;
        tonight->offer (offeredSessions(), offeredChairs (chair), chair, [] (const std::string& id) {
            auto seat = seatOf (id);
            return seat ? *seat : nullptr;
        });
        tonight->chooseById (settings.session);
    }

    void heed (const ui::TonightView::Wish& w)
    {
        if (! w.later)
        {
            waits.reset();
            tonight->setWaiting ({});
            juce::MessageManager::callAsync ([this, w] { play (w); }); // the button that was pressed is still in its press
            return;
        }
        waits = w;
        startsAt = seconds() + moment;
        tonight->setWaiting (moment);
    }

    void play (const ui::TonightView::Wish& w)
    {
        if (view != nullptr || leavesAt > 0.0) return;
        auto a = asked;
        a.session = w.session;
        a.chair = w.chair;
        if (w.minutes) a.lasting = *w.minutes * 60.0;
        const auto started = begin (a);
        if (! started && started.error().kind != Error::Kind::device)
        {
            stage.reset();
            tonight->setNotice (juce::String::fromUTF8 (started.error().message.c_str()), true);
            return;
        }
        tonight->setNotice ({}, false);
        if (! started) trouble = juce::String::fromUTF8 (started.error().message.c_str());
        settings.session = w.session;
        settings.chair = w.chair;
        (void)settings.store();
        openPage();
    }

    void backToTonight()
    {
        remember();
        signals->watch (nullptr);
        toRead.reset();
        turnTo (*tonight);
        view.reset();
        stage.reset();
        shown.reset();
        stopped = false;
        startTimerHz (30);
    }

    void remember()
    {
        if (stage == nullptr || ! stage->running() || tonight == nullptr) return;
        const auto told = stage->telemetry();
        settings.strength = stage->strengthWanted();
        settings.volume = ui::volumePlace (static_cast<double> (told.volume));
        (void)settings.store();
    }

    // ---- Playing

    void openPage()
    {
        ui::Wishes w;
        w.strength = [this] (double v) { stage->setStrength (v); };
        w.volume = [this] (double v) { stage->setVolume (v); };
        w.pause = [this] { stage->pauseOrResume(); };
        w.phase = [this] (int i) {
            if (! stopped) stage->toPhase (i);
        };
        w.stop = [this] { stop(); };
        w.goOn = [this] { start ([this] { stage->goOn(); }); };
        w.again = [this] { start ([this] { stage->again(); }); };
        w.arm = [this] { arm(); };
        w.wish = [this] (engine::Command::Kind kind) { stage->wish (kind); };
        w.nextCeiling = [this] { stage->nextCeiling(); };
        w.canTouch = [this] { return stage->canTouch(); };
        w.sleepLater = [this] { stage->sleepLater(); };
        w.sleepNever = [this] { stage->sleepNever(); };
        view = std::make_unique<ui::PlayingView> (*look, std::move (w));
        view->setTimeline (shown = stage->timeline());
        turnTo (*view);
    }

    // What is new is read first, once.
    void arm()
    {
        if (toRead != nullptr || stage->arm()) return;
        const auto text = files::noticeText();
        toRead = std::make_unique<ui::NoticeView> (*look, *view, juce::String::fromUTF8 (text.data(), static_cast<int> (text.size())), [this] (bool read) {
            juce::MessageManager::callAsync ([this, read] {
                toRead.reset();
                view->grabKeyboardFocus();
                if (! read) return;
                if (const auto kept = files::acknowledgeNotice(); kept) (void)stage->arm();
                else trouble = juce::String::fromUTF8 (kept.error().message.c_str());
            });
        });
    }

    void stop()
    {
        stage->stop();
        if (stopped) return;
        stopped = true;
        stoppedAt = seconds();
        view->setStopped (stoppedAt);
    }

    template <class Act>
    void start (Act act)
    {
        stopped = false;
        view->setStopped ({});
        act();
    }

    // Orderly: touch down at once, sound fades, then the end.
    void leave (int code)
    {
        if (code != 0 || leavesAt == 0.0) setApplicationReturnValue (code);
        if (leavesAt > 0.0) // again: touch is let down, nothing else is waited for
        {
            leavesAt = std::min (leavesAt, seconds() + 0.06);
            return;
        }
        const bool sounds = stage != nullptr && stage->running() && ! stage->telemetry().paused;
        if (stage != nullptr) stage->stop();
        leavesAt = seconds() + (sounds ? fade : 0.1);
    }

    void heed (devices::Signals::Kind kind)
    {
        if (kind == devices::Signals::Kind::suspend)
        {
            if (stage != nullptr) stage->suspend();
            devices::Signals::suspendNow();
            return;
        }
        leave (devices::Signals::exitCode (kind));
    }

    void timerCallback() override
    {
        const double now = seconds();
        while (const auto signal = signals->next()) heed (*signal);
        if (leavesAt > 0.0 && now >= leavesAt)
        {
            stopTimer();
            quit();
            return;
        }
        if (waits)
        {
            tonight->setWaiting (std::max (0.0, startsAt - now));
            if (now >= startsAt)
            {
                const auto w = *std::exchange (waits, std::nullopt);
                tonight->setWaiting ({});
                play (w);
            }
        }
        if (view == nullptr) return;
        if (stage->bodies() != watched)
        {
            watched = stage->bodies();
            presses = stage->latch() != nullptr ? stage->latch()->presses() : 0;
        }
        stage->tick (now);
        if (stage->timeline() != shown) view->setTimeline (shown = stage->timeline());
        const auto told = stage->telemetry();
        using Notice = ui::PlayingView::Notice;
        if (trouble.isNotEmpty()) view->setNotice (trouble, Notice::refusal);
        else
        {
            const auto notice = stage->notice();
            view->setNotice (juce::String::fromUTF8 (notice.text.data(), static_cast<int> (notice.text.size())),
                             notice.refusal ? Notice::refusal : Notice::news);
        }
        // A stop that came another way (a signal, the device) shows as well.
        if (const auto* latch = stage->latch(); latch != nullptr && latch->presses() != presses)
        {
            presses = latch->presses();
            if (! stopped && leavesAt == 0.0)
            {
                stopped = true;
                stoppedAt = now;
                view->setStopped (now);
            }
        }
        // Nobody went on: there is another evening.
        if (tonight != nullptr && stopped && leavesAt == 0.0 && now > stoppedAt + ui::PlayingView::settles + ui::PlayingView::goOnFor) return backToTonight();
        if (window->isMinimised()) return;
        view->follow (told, now);
        if (getTimerInterval() != 1000 / view->framesPerSecond()) startTimerHz (view->framesPerSecond());
    }
};
} // namespace lull::app

JUCE_CREATE_APPLICATION_DEFINE (lull::app::Application)

int main (int argc, char** argv)
{
    if (const auto code = lull::devices::Watchdog::serve (argc, argv)) return *code;
    juce::JUCEApplicationBase::createInstance = &juce_CreateApplication;
    return juce::JUCEApplicationBase::main (argc, const_cast<const char**> (argv));
}

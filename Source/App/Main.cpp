// The app: one window with the Playing screen. It owns a Stage, shows its telemetry, and passes on what the person wants.
#include <cstdio>

#include <juce_gui_basics/juce_gui_basics.h>

#include "App/Stage.h"
#include "Devices/Signals.h"
#include "Devices/Watchdog.h"
#include "Files/Notice.h"
#include "Ui/NoticeView.h"
#include "Ui/PlayingView.h"

namespace lull::app
{
namespace
{
double seconds() { return juce::Time::getMillisecondCounterHiRes() * 0.001; }
constexpr double fade = 1.6; // of sound before the program ends, s

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
        stage = std::make_unique<Stage>();
        stage->obey (*signals);
        const auto started = stage->start (*arguments);
        if (! started)
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
        show (*arguments);
        startTimerHz (30);
    }

    void systemRequestedQuit() override { leave (0); }

    void shutdown() override
    {
        stopTimer();
        if (signals) signals->watch (nullptr);
        window.reset();
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
    std::unique_ptr<ui::NoticeView> toRead; // lies on the view
    ui::PlayingView* view = nullptr;
    std::shared_ptr<const session::Timeline> shown;
    juce::String trouble;
    unsigned watched = 0;
    unsigned long long presses = 0;
    double leavesAt = 0.0;
    bool stopped = false;

    void show (const Arguments& a)
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
        auto content = std::make_unique<ui::PlayingView> (*look, std::move (w));
        view = content.get();
        view->setTimeline (shown = stage->timeline());
        view->setSize (a.width, a.height);
        window = std::make_unique<Window> (*look, [this] { systemRequestedQuit(); });
        window->setContentOwned (content.release(), true);
        window->centreWithSize (window->getWidth(), window->getHeight());
        if (a.full) window->setFullScreen (true);
        window->setVisible (true);
        view->grabKeyboardFocus();
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
        view->setStopped (seconds());
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
            stage->suspend();
            devices::Signals::suspendNow();
            return;
        }
        leave (devices::Signals::exitCode (kind));
    }

    void timerCallback() override
    {
        const double now = seconds();
        if (stage->bodies() != watched)
        {
            watched = stage->bodies();
            presses = stage->latch() != nullptr ? stage->latch()->presses() : 0;
        }
        while (const auto signal = signals->next()) heed (*signal);
        if (leavesAt > 0.0 && now >= leavesAt)
        {
            stopTimer();
            quit();
            return;
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
                view->setStopped (now);
            }
        }
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

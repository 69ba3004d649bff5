// The app: one window in which an evening goes on, and the signals that end it.
#include <algorithm>
#include <cstdio>
#include <utility>

#include <juce_gui_basics/juce_gui_basics.h>

#include "App/Evening.h"
#include "App/Themes.h"
#include "App/Window.h"
#include "Devices/ControlSocket.h"
#include "Devices/Signals.h"
#include "Devices/Watchdog.h"

namespace lull::app
{
namespace
{
double seconds() { return juce::Time::getMillisecondCounterHiRes() * 0.001; }

constexpr Arguments::Size usual { 1100, 690 };

std::vector<std::string> plain (const juce::StringArray& words)
{
    std::vector<std::string> list;
    for (const auto& w : words) list.push_back (w.toStdString());
    return list;
}

Result<ui::Theme> askedTheme (const std::string& name)
{
    if (name.empty()) return ui::shippedThemes().front();
    if (auto theme = themeOf (name)) return std::move (*theme);
    std::string all;
    for (const auto& t : themes()) all += (all.empty() ? "" : ", ") + juce::String::fromUTF8 (t.name.c_str()).toLowerCase().toStdString();
    return fail ("\"" + name + "\" is not a theme; there are " + all, Error::Kind::usage);
}
// One for a chair: another one that runs already comes to the front instead.
bool raisedAnother (const Arguments& a)
{
    const auto path = devices::controlSocketPath();
    if (! path) return false;
    const auto answer = devices::askRunning (*path, devices::ControlCommand::status);
    if (! answer || answer->find ("\"app\": true") == std::string::npos) return false;
    if (! a.chair.empty() && answer->find ("\"chair\": \"" + a.chair + "\"") == std::string::npos) return false;
    return devices::askRunning (*path, devices::ControlCommand::raise).has_value();
}
} // namespace

class Application final : public juce::JUCEApplication, private juce::Timer
{
public:
    const juce::String getApplicationName() override { return "Lull"; }
    const juce::String getApplicationVersion() override { return LULL_VERSION; }
    bool moreThanOneInstanceAllowed() override { return true; }

    void initialise (const juce::String&) override
    {
        const auto asked = readArguments (plain (getCommandLineParameterArray()));
        if (! asked) return refuse (asked.error());
        if (asked->help || asked->version)
        {
            std::fputs (asked->help ? usage() : "Lull " LULL_VERSION "\n", stdout);
            return quit();
        }
        const auto theme = askedTheme (asked->theme);
        if (! theme) return refuse (theme.error());
        if (raisedAnother (*asked))
        {
            std::fputs ("Lull is open already; its window comes to the front.\n", stdout);
            return quit();
        }
        signals.emplace();
        juce::Desktop::getInstance().setGlobalScaleFactor (static_cast<float> (asked->scale));
        look = std::make_unique<ui::Look> (*theme);
        juce::LookAndFeel::setDefaultLookAndFeel (look.get());
        window = std::make_unique<Window> (*look, [this] { systemRequestedQuit(); });
        const auto size = asked->size.value_or (usual);
        width = size.width;
        height = size.height;
        const auto* screen = juce::Desktop::getInstance().getDisplays().getPrimaryDisplay();
        if (screen != nullptr && ! asked->size)
        {
            constexpr int title = 32, border = 6; // which the window manager tells too late
            width = std::min (width, screen->userArea.getWidth() - 2 * border);
            height = std::min (height, screen->userArea.getHeight() - title - border);
        }
        evening = std::make_unique<Evening> (*look, *asked, *signals,
                                             Evening::Around { [this] (juce::Component& page) { turnTo (page); }, [this] { recolour(); }, [this] { raise(); },
                                                               [this] { systemRequestedQuit(); } });
        if (const auto wrong = evening->open())
        {
            std::fprintf (stderr, "Lull: %s\n", wrong->message.c_str());
            if (wrong->kind != Error::Kind::device)
            {
                setApplicationReturnValue (static_cast<int> (wrong->kind));
                return quit();
            }
        }
        recolour();
        window->centreWithSize (width, height);
        if (! asked->size && (width < usual.width || height < usual.height)) window->setTopLeftPosition (screen->userArea.getPosition()); // all that there is
        window->show ((*look)[ui::Token::ground]);
        if (asked->full) window->setFullScreen (true);
        window->getContentComponent()->grabKeyboardFocus();
        startTimerHz (30);
    }

    void systemRequestedQuit() override { leave (0, files::Ending::stopped, "its window was closed"); }

    void shutdown() override
    {
        stopTimer();
        if (signals) signals->watch (nullptr);
        if (evening != nullptr) evening->remember();
        if (window != nullptr) window->clearContentComponent();
        evening.reset();
        window.reset();
        juce::LookAndFeel::setDefaultLookAndFeel (nullptr);
        look.reset();
        signals.reset();
    }

private:
    std::optional<devices::Signals> signals;
    std::unique_ptr<ui::Look> look;
    std::unique_ptr<Window> window;
    std::unique_ptr<Evening> evening;
    int width = 0, height = 0;
    double leavesAt = 0.0;

    void refuse (const Error& why)
    {
        std::fprintf (stderr, "Lull: %s\n", why.message.c_str());
        setApplicationReturnValue (static_cast<int> (why.kind));
        quit();
    }

    void turnTo (juce::Component& page)
    {
        page.setSize (width, height);
        if (auto* before = window->getContentComponent()) page.setSize (before->getWidth(), before->getHeight());
        window->setContentNonOwned (&page, false);
    }

    void raise()
    {
        window->setMinimised (false);
        window->toFront (true);
    }

    void recolour()
    {
        window->setBackgroundColour ((*look)[ui::Token::ground]);
        if (auto* page = window->getContentComponent())
        {
            page->sendLookAndFeelChange();
            page->repaint();
        }
    }

    // Orderly: touch down at once, sound fades, then the end.
    void leave (int code, files::Ending how, const std::string& why)
    {
        if (code != 0 || leavesAt == 0.0) setApplicationReturnValue (code);
        if (leavesAt > 0.0) leavesAt = std::min (leavesAt, seconds() + 0.06); // again: touch is let down, nothing else is waited for
        else leavesAt = seconds() + evening->leave (how, why);
    }

    void heed (devices::Signals::Kind kind)
    {
        using Kind = devices::Signals::Kind;
        if (kind == Kind::suspend)
        {
            evening->suspend();
            devices::Signals::suspendNow();
            return;
        }
        leave (devices::Signals::exitCode (kind), kind == Kind::interrupt ? files::Ending::stopped : files::Ending::closed,
               kind == Kind::interrupt ? "Ctrl-C" : "by the system");
    }

    void timerCallback() override
    {
        const double now = seconds();
        while (const auto signal = signals->next()) heed (*signal);
        if (leavesAt > 0.0 && now >= leavesAt)
        {
            stopTimer();
            return quit();
        }
        evening->tick (now, ! window->isMinimised());
        if (const int rate = evening->framesPerSecond(); getTimerInterval() != 1000 / rate) startTimerHz (rate);
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

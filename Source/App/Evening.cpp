#include "App/Evening.h"

#include <utility>

#include "App/Themes.h"
#include "Files/Library.h"
#include "Files/Notice.h"
#include "Files/People.h"
#include "Ui/Utf8.h"

namespace lull::app
{
namespace
{
constexpr double fade = 1.6; // s of sound before the program ends
} // namespace

Evening::Evening (ui::Look& l, Arguments a, devices::Signals& s, Around r)
    : look (l), asked (std::move (a)), signals (s), around (std::move (r)), settings (Settings::load())
{
    if (! asked.theme.empty()) return;
    if (const auto chosen = themeOf (settings.theme)) look.setTheme (*chosen);
}

Evening::~Evening() { letGo(); }

void Evening::letGo()
{
    signals.watch (nullptr);
    control.watch (nullptr);
    mpris.watch (nullptr);
    toRead.reset();
}

std::optional<Error> Evening::open()
{
    if (auto wrong = hearMidi())
    {
        if (asked.midi) return wrong;
        trouble = ui::utf8 (wrong->message);
    }
    if (asked.session.empty())
    {
        if (settings.first && ! files::noticeAcknowledged()) openWelcome();
        else openTonight();
        return std::nullopt;
    }
    const auto started = begin ({ asked.session, asked.chair });
    if (! started && started.error().kind != Error::Kind::device) return started.error();
    if (! started) trouble = ui::utf8 (started.error().message);
    openPlaying();
    return started ? std::nullopt : std::optional (started.error());
}

// A stage for that session, playing. An error of a device leaves it there, silent.
Result<bool> Evening::begin (const Play& p)
{
    auto a = asked;
    a.session = p.session;
    a.chair = p.chair;
    a.asked = p.asked;
    a.from = p.from;
    stage = std::make_unique<Stage>();
    stage->obey (signals);
    if (midi != nullptr) stage->hear (*midi);
    stage->setStrength (settings.strength);
    stage->setVolume (settings.volume);
    watchedBody = 0;
    stopped = false;
    trouble = hint = {};
    auto started = stage->start (a);
    if (started)
    {
        const auto& score = stage->timeline()->score();
        files::Sitting s;
        s.session = files::wordFromAnywhere (p.session);
        s.title = score.title;
        s.chair = files::wordFromAnywhere (p.chair);
        s.device = asked.device;
        s.person = std::string (files::myself);
        s.face = "app";
        s.lasting = p.asked.lasting.value_or (0.0);
        s.length = stage->timeline()->length();
        s.position = p.from;
        s.without = files::strokeWords (p.asked.without);
        s.then = p.asked.then == session::Asked().then ? std::string() : p.asked.then;
        s.voice = p.asked.voice;
        journal.begin (std::move (s), p.goesOn);
    }
    return started;
}

void Evening::turn (juce::Component& page)
{
    ++pages;
    around.turnTo (page);
    page.grabKeyboardFocus();
}

void Evening::later (std::function<void()> act)
{
    juce::MessageManager::callAsync ([this, act = std::move (act), page = pages, here = std::weak_ptr (alive)] {
        if (! here.expired() && page == pages && ! leaving) act();
    });
}

void Evening::tick (double now, bool watched)
{
    lastTick = now;
    if (waits) tickTonight (now);
    if (view != nullptr) tickPlaying (now, watched);
    if (after != nullptr) after->follow (now);
    if (desk != nullptr) desk->tick (now);
    if (workshop != nullptr) workshop->tick();
    if (knobs != nullptr) knobs->tick (now);
    if (view == nullptr) heedDesktop (nullptr);
}

int Evening::framesPerSecond() const noexcept
{
    return view != nullptr ? view->framesPerSecond() : desk != nullptr ? (desk->plays() ? 30 : 10) : after != nullptr && after->isDark() ? 5 : 15;
}

double Evening::leave (files::Ending how, const std::string& why)
{
    leaving = true;
    const bool sounds = stage != nullptr && stage->running() && ! stage->telemetry().paused;
    if (stage != nullptr) stage->stop();
    if (desk != nullptr) desk->stop();
    if (workshop != nullptr) workshop->stop();
    journal.end (how, why);
    return sounds || (desk != nullptr && desk->plays()) ? fade : 0.1;
}

void Evening::suspend()
{
    if (stage != nullptr) stage->suspend();
}

void Evening::remember()
{
    if (stage == nullptr || ! stage->running() || settings.first) return;
    settings.strength = stage->strengthWanted();
    settings.volume = ui::volumePlace (static_cast<double> (stage->telemetry().volume));
    (void)settings.store();
}
} // namespace lull::app

#include <algorithm>
#include <cmath>
#include <ctime>
#include <utility>

#include "App/Evening.h"
#include "App/Themes.h"
#include "App/Texts.h"
#include "App/TonightShelf.h"
#include "Files/MidiMapFile.h"
#include "Files/Notice.h"
#include "Files/People.h"
#include "Ui/Course.h"
#include "Ui/Shelf.h"
#include "Ui/Utf8.h"

// The first evening and every other one: what there is, what was left unfinished, and one start.
namespace lull::app
{
namespace
{
constexpr double moment = 180.0;               // s: "in 3 minutes"
constexpr std::int64_t asksWithin = 36 * 3600; // s: how it was, is asked at the next start
constexpr double heardEnough = 120.0;          // s: for that to be worth asking
constexpr const char* firstSession = "first-time";

juce::String agoWords (std::int64_t seconds)
{
    if (seconds < 3600) return juce::String (std::max<std::int64_t> (1, seconds / 60)) + " min ago";
    return juce::String (seconds / 3600) + " h ago";
}
} // namespace

void Evening::openWelcome()
{
    ui::FirstRunView::Answers a;
    a.read = [this] {
        if (const auto kept = files::acknowledgeNotice(); ! kept) trouble = ui::utf8 (kept.error().message);
    };
    a.chair = [this] (const std::string& id) { settings.chair = id; };
    a.setUp = [this] { later ([this] { openChair ({}); }); };
    a.play = [this] (bool plays) {
        later ([this, plays] {
            settings.first = false;
            settings.session = firstSession;
            (void)settings.store();
            openTonight();
            welcome.reset();
            if (plays) play ({ firstSession, settings.chair });
        });
    };
    juce::String title = "First time", about;
    for (const auto& s : ui::shelvedSessions())
        if (s.id == firstSession) title = ui::utf8 (s.title), about = ui::utf8 (s.about);
    welcome = std::make_unique<ui::FirstRunView> (look, ui::utf8 (files::noticeText()), offeredChairs ({}), title, about, std::move (a));
    turn (*welcome);
}

void Evening::openTonight()
{
    remember();
    letGo();
    const auto chair = asked.chair.empty() ? settings.chair : asked.chair;
    auto page = std::make_unique<ui::TonightView> (
        look, [this] (const ui::TonightView::Wish& w) { heed (w); },
        [this] {
            waits.reset();
            tonight->setWaiting ({});
        });
    auto sessions = offeredSessions();
    page->offer (std::move (sessions.whole), offeredChairs (chair), chair, [] (const std::string& id) {
        auto seat = seatOf (id);
        return seat ? *seat : nullptr;
    });
    page->setUnread (sessions.unread, [this] (const std::string& name) {
        const auto w = tonight->wish();
        later ([this, name, chair = w.chair] { openInside (name, chair); });
    });
    page->chooseById (settings.session);
    turn (*page);
    tonight = std::move (page);
    view.reset();
    after.reset();
    desk.reset();
    workshop.reset();
    knobs.reset();
    stage.reset();
    shown.reset();
    stopped = false;
    journal.finish();
    if (trouble.isNotEmpty()) tonight->setNotice (trouble, true);
    setWords();
    askAtTop();
}

void Evening::setWords()
{
    const auto next = themeAfter (look.theme().name);
    tonight->setWords ({ { "Look inside",
                           [this] {
                               const auto w = tonight->wish();
                               later ([this, w] { openInside (w.session, w.chair); });
                           } },
                         { "Chair",
                           [this] {
                               const auto w = tonight->wish();
                               later ([this, w] { openChair (w.chair); });
                           } },
                         { "MIDI", [this] { later ([this] { openController(); }); } },
                         { wordFor (next), [this] { later ([this] { nextTheme(); }); } } });
}

void Evening::openChair (const std::string& chair)
{
    auto page = std::make_unique<ChairPage> (look, signals, chair.empty() ? settings.chair : chair, asked.device,
                                             [this] (const std::string& name, const std::string& device) {
                                                 later ([this, name, device] {
                                                     settings.chair = asked.chair = name;
                                                     if (! device.empty()) asked.device = device;
                                                     asked.channels.clear(); // those that were found are stored for the chair and the device
                                                     settings.first = false;
                                                     (void)settings.store();
                                                     openTonight();
                                                 });
                                             });
    turn (*page);
    workshop = std::move (page);
    tonight.reset();
    welcome.reset();
}

void Evening::openController()
{
    const auto again = [this] {
        asked.midi = false; // now it is as it was switched
        return hearMidi();
    };
    auto page = std::make_unique<ControllerPage> (look, ControllerPage::Around { settings, midi, again, [this] { later ([this] { openTonight(); }); } });
    turn (*page);
    knobs = std::move (page);
    tonight.reset();
}

std::optional<Error> Evening::hearMidi()
{
    midi.reset();
    if (! settings.midi && ! asked.midi) return std::nullopt;
    auto map = files::midiMap();
    if (! map) return map.error();
    auto ports = asked.midiPorts;
    ports.insert (ports.end(), settings.midiPorts.begin(), settings.midiPorts.end());
    midi = std::make_unique<devices::Midi> (std::move (*map), devices::Midi::Asked { std::move (ports) });
    return std::nullopt;
}

void Evening::openInside (const std::string& session, const std::string& chair)
{
    auto found = findText (session, Of::session);
    if (! found) return tonight->setNotice (ui::utf8 (found.error().message), true);
    auto a = asked;
    a.chair = settings.chair = chair;
    settings.session = session;
    auto page =
        std::make_unique<InsidePage> (look, signals, a, std::move (*found), settings.strength, settings.volume, [this] { later ([this] { openTonight(); }); });
    turn (*page);
    desk = std::move (page);
    tonight.reset();
}

void Evening::nextTheme()
{
    const auto next = themeAfter (look.theme().name);
    look.setTheme (next);
    settings.theme = next.name;
    settings.first = false;
    (void)settings.store();
    setWords();
    around.repaint();
}

// What was cut off, offered; else how it was the last time. One thing, and nothing starts by itself.
void Evening::askAtTop()
{
    auto book = files::Journal::open();
    if (! book) return;
    const auto now = static_cast<std::int64_t> (std::time (nullptr));
    const auto gone = [this] { later ([this] { tonight->setStrip (nullptr); }); };
    // Another person's fit is known to `lull resume` alone.
    if (const auto found = book->resumable (now); found && *found && ((*found)->chair.empty() || (*found)->person == files::myself))
    {
        const auto s = **found;
        auto strip = std::make_unique<ui::Strip> (look);
        strip->ask (
            ui::utf8 (s.title) + " was cut off " + agoWords (now - s.ended.value_or (s.begun)) + ", at " + ui::clockText (s.position) + " of " +
                ui::clockText (s.length) + ".",
            "Go on there", [this, s] { later ([this, s] {
                                           play ({ s.session, s.chair, files::askedOf (s), s.position, s.id });
                                       }); }, "Not now",
            [s, gone] {
                if (auto again = files::Journal::open()) (void)again->decline (s.id);
                gone();
            });
        tonight->setStrip (std::move (strip));
        return;
    }
    if (declinedToRate) return;
    const auto last = book->sittings (now - asksWithin, 1);
    if (! last || last->empty()) return;
    const auto& s = last->front();
    if (s.rating || s.ending == files::Ending::running || s.heard < heardEnough) return;
    auto strip = std::make_unique<ui::Strip> (look);
    strip->askHow (
        "How was " + ui::utf8 (s.title) + "?",
        [id = s.id, gone] (int stars) {
            if (auto again = files::Journal::open()) (void)again->rate (id, stars);
            gone();
        },
        "Not now",
        [this, gone] {
            declinedToRate = true;
            gone();
        });
    tonight->setStrip (std::move (strip));
}

void Evening::heed (const ui::TonightView::Wish& w)
{
    if (! w.later)
    {
        waits.reset();
        tonight->setWaiting ({});
        later ([this, w] { playWish (w); });
        return;
    }
    waits = w;
    startsAt = lastTick + moment;
    tonight->setWaiting (moment);
}

void Evening::tickTonight (double now)
{
    if (tonight == nullptr) return waits.reset();
    tonight->setWaiting (std::max (0.0, startsAt - now));
    if (now < startsAt) return;
    const auto w = *std::exchange (waits, std::nullopt);
    tonight->setWaiting ({});
    playWish (w);
}

void Evening::playWish (const ui::TonightView::Wish& w)
{
    Play p { w.session, w.chair };
    if (w.minutes) p.asked.lasting = *w.minutes * 60.0;
    play (p);
}

void Evening::play (const Play& p)
{
    if (view != nullptr || leaving) return;
    waits.reset();
    const auto started = begin (p);
    if (! started && started.error().kind != Error::Kind::device)
    {
        stage.reset();
        tonight->setNotice (ui::utf8 (started.error().message), true);
        return;
    }
    tonight->setNotice ({}, false);
    if (! started) trouble = ui::utf8 (started.error().message);
    settings.session = p.session;
    settings.chair = p.chair;
    settings.first = false;
    (void)settings.store();
    openPlaying();
}
} // namespace lull::app

#include "App/Stage.h"

#include <algorithm>
#include <utility>

#include "Devices/Alignment.h"
#include "Devices/Binding.h"
#include "Engine/Detour.h"
#include "Engine/Renderer.h"
#include "Files/Narrator.h"
#include "Files/Recordings.h"
#include "Ui/PlayingView.h"
#include "Ui/Shelf.h"

namespace lull::app
{
Stage::Stage() = default;

Stage::~Stage()
{
    hand.watch (nullptr);
    if (midi != nullptr)
    {
        midi->ears().watch (nullptr);
        midi->quiet();
    }
    none.reset();
    output.play (nullptr);
    output.close();
}

Result<bool> Stage::start (const Arguments& a)
{
    const auto script = a.text ? Result<Found> (*a.text) : findText (a.session, Of::session);
    if (! script) return fail (script.error());
    std::shared_ptr<const touch::Chair> chair;
    if (! a.chair.empty())
    {
        auto seat = seatOf (a.chair);
        if (! seat) return fail (seat.error());
        chair = std::move (*seat);
    }
    files::Narrator narrator (script->folder);
    std::vector<std::string> unspoken;
    ui::Staging staging;
    if (script->folder) staging.find = files::recordingsIn (*script->folder);
    staging.asked = a.asked;
    staging.speaker = &narrator;
    staging.begins = std::time (nullptr);
    staging.news = &unspoken;
    auto compiled = ui::compile (script->file, script->text, chair, staging);
    if (! compiled) return fail (compiled.error());
    line = std::move (*compiled);
    if (a.from >= line->whole()) return fail (std::string ("it is shorter now than the place to go on from"));
    place = a.from;
    timerFade = a.timerFade;
    const engine::Command timer { engine::Command::Kind::sleep, 0, a.timer, timerFade };
    if (! unspoken.empty()) news = unspoken.front();

    if (a.silent)
    {
        touchFlows = chair != nullptr; // into nothing, but the window shows it
        build (SampleRate { NoOutput::rate }, a.from, timer);
        none = std::make_unique<NoOutput> (body->feed);
        return true;
    }
    devices::OutputRequest request;
    request.device = a.device;
    request.actuators = line->actuators();
    if (chair != nullptr && chair->shared) request.crossover = chair->crossover;
    if (! a.channels.empty())
    {
        auto binding = devices::parseBinding (a.channels);
        if (! binding) return fail (binding.error());
        request.binding = std::move (*binding);
    }
    else if (chair != nullptr)
    {
        const auto device = devices::chooseDevice (devices::listDevices(), a.device);
        if (! device) return fail (device.error());
        auto stored = devices::loadBinding (devices::bindingsFolder(), chair->id, device->id());
        if (! stored) return fail (stored.error());
        request.binding = std::move (*stored);
    }
    const auto opened = output.open (request);
    if (! opened) return fail (opened.error());
    touchFlows = opened->touch > 0;
    const auto aligned = chair == nullptr ? Result<Seconds> (Seconds { 0.0 }) : devices::loadAlignment (devices::alignmentsFolder(), chair->id, opened->id());
    loader.readTouch (aligned.value_or (Seconds { 0.0 }));
    if (! aligned) news = aligned.error().message;
    if (chair != nullptr && ! touchFlows) refusal = opened->refusal;
    else if (! opened->note.empty()) news = opened->note;
    build (SampleRate { opened->rate }, a.from, timer);
    output.play (&body->feed);
    return true;
}

// A Player for the rate, and the session on its way to it. What was there before is out of use by then.
void Stage::build (SampleRate rate, double from, engine::Command timer)
{
    auto next = std::make_unique<Body> (engine::limitsOf (line->chair()), rate);
    if (body != nullptr) next->player.recall (*body->player.memory());
    if (signals != nullptr) signals->watch (&next->player.interlock().latch());
    hand.watch (&next->player.interlock().latch());
    carryMidi (next->player, rate);
    body = std::move (next);
    ++count;
    body->player.setStrength (strength);
    body->player.setCeiling (ceiling);
    body->player.setVolume (Decibels { ui::volumeDecibels (volume) });
    body->player.send (engine::Lane::ui, timer);
    loader.want ({ line, rate, from });
}

void Stage::tick (double now)
{
    ticked = now;
    if (now >= notNowUntil) notNow.clear();
    if (body == nullptr) return;
    if (auto made = loader.take())
    {
        if (made->wish.rate == body->rate) body->player.play (std::move (made->performance));
        if (std::exchange (startsAgain, false)) resume();
    }
    body->player.collect();
    heedWishes (now);
    body->player.alive();
    const auto told = telemetry();
    heedMidi (told, now);
    goesOn.watch (told.interlock, told.stopped, now);
    if (const auto heard = hand.news(); heard.pressed || heard.gone)
        news = heard.gone ? "Stopped: the button in the hand was unplugged." : "Stopped by the button in the hand.";
    if (none != nullptr) return;
    watchdog.beat (body->player.memory()->flows && output.isOpen() && ! lost);
    if (watchdog.lost())
    {
        body->player.interlock().disarm();
        news = "Touch was let down: its watchdog has ended. Arm it again for a new one.";
    }
    for (const auto& event : output.poll()) heed (event, now);
    if (lost && now >= nextTry)
    {
        nextTry = now + 2.0;
        if (const auto opened = output.reopen())
        {
            lost = false;
            if (midi != nullptr) midi->reopen(); // its server may have been the same
            touchFlows = opened->touch > 0;
            refusal = line->actuators() > 0 && ! touchFlows ? opened->refusal : std::string();
            away = true; // silent until the person goes on
            news = "The sound device is back. Go on when you like.";
        }
    }
}

void Stage::heed (const devices::OutputEvent& event, double now)
{
    using Kind = devices::OutputEvent::Kind;
    switch (event.kind)
    {
        case Kind::rateChanged:
        {
            const auto told = telemetry();
            auto old = std::move (body);
            build (SampleRate { event.value }, place, engine::sleepLike (told));
            if (told.paused) pause();
            output.play (&body->feed, devices::AudioOutput::Start::faded);
            return; // the old one is freed here
        }
        case Kind::gap:
            if (! output.parked()) return; // a moment: it went on by itself
            pause();
            away = true;
            news = event.message.empty() ? "Paused: the computer was away." : event.message;
            return;
        case Kind::lost:
            pause();
            lost = true;
            touchFlows = false;
            nextTry = now + 1.0;
            news = event.message.empty() ? "The sound device is gone. Paused here." : event.message;
            return;
        case Kind::touchRefused:
            touchFlows = false;
            refusal = event.message;
            return;
        case Kind::touchAllowed:
            touchFlows = line->actuators() > 0;
            refusal.clear();
            return;
        case Kind::bufferChanged: return;
    }
}

engine::Telemetry Stage::telemetry()
{
    if (body == nullptr) return {};
    auto t = body->player.telemetry();
    if (t.sounding) place = t.seconds;
    else if (line != nullptr) t.length = line->length(), t.whole = line->whole();
    if (lost || away)
    {
        // Nobody has asked the player for anything since: what it told last is over.
        t.paused = true;
        t.interlock = safety::Interlock::State::unarmed;
        t.arming = t.soundPeak = 0.0f;
        t.touch = {};
    }
    return t;
}

void Stage::pause()
{
    if (body != nullptr) body->player.send (engine::Lane::ui, { engine::Command::Kind::pause, 0 });
}

void Stage::resume()
{
    if (body == nullptr || lost) return;
    if (away) output.unpark();
    away = false;
    news.clear();
    body->player.send (engine::Lane::ui, { engine::Command::Kind::resume, 0 });
}

void Stage::pauseOrResume()
{
    if (body == nullptr) return;
    if (telemetry().paused) resume();
    else pause();
}

void Stage::stop()
{
    if (body != nullptr) body->player.stop();
}

void Stage::goOn()
{
    const bool withTouch = goesOn.take (ticked);
    resume();
    if (withTouch) (void)arm();
}

void Stage::again()
{
    startsAgain = true; // once it is there
    toPhase (0);
}

void Stage::toPhase (int phase)
{
    if (body == nullptr || line == nullptr || line->phases().empty()) return;
    const auto i = static_cast<std::size_t> (std::clamp (phase, 0, static_cast<int> (line->phases().size()) - 1));
    if (away || lost) resume();
    loader.want ({ line, body->rate, line->phases()[i].begin });
}

void Stage::toSecond (double seconds)
{
    if (body == nullptr || line == nullptr) return;
    if (away || lost) resume();
    loader.want ({ line, body->rate, std::clamp (seconds, 0.0, std::max (0.0, line->length() - 1.0)) });
}

bool Stage::arm()
{
    notNow.clear();
    isNews = false;
    if (body == nullptr || ! touchFlows) return true; // that is said already, for as long as it lasts
    notNowUntil = ticked + 6.0;
    if (lost || (none == nullptr && output.parked()))
    {
        notNow = "Nothing plays now; go on first, then arm touch.";
        return true;
    }
    if (const auto why = hand.readyFor (line->chair()->id); ! why.empty())
    {
        notNow = "Touch stays off: " + why + ".";
        return true;
    }
    if (none == nullptr)
    {
        if (const auto watched = watchdog.start(); ! watched)
        {
            notNow = "Touch stays off: " + watched.error().message + ".";
            return true;
        }
        output.beatInto (watchdog.audio());
    }
    auto outcome = arming.arm (body->player, *line->chair());
    if (outcome.answer == files::Arming::Answer::notice) return false;
    notNow = std::move (outcome.why);
    return true;
}

Stage::Notice Stage::notice() const noexcept
{
    if (! notNow.empty()) return { notNow, ! isNews };
    if (! news.empty()) return { news, false };
    return { refusal, true };
}

void Stage::wish (engine::Command::Kind kind)
{
    if (body != nullptr) body->player.send (engine::Lane::ui, { kind, 0, kind == engine::Command::Kind::notHere ? -1.0 : 0.0 });
}

void Stage::heedWishes (double now)
{
    for (const auto& wished : body->player.takeLog())
    {
        if (wished.what == engine::Logged::What::softer) strength = wished.value;
        auto detour = engine::detourOf (line, wished, body->rate);
        if (! detour) continue;
        notNow = std::move (detour->words);
        notNowUntil = now + 6.0;
        isNews = true;
        if (detour->timeline == nullptr) continue;
        line = detour->timeline;
        loader.want ({ line, body->rate, detour->seconds, detour->entrance });
    }
}

void Stage::nextCeiling()
{
    ceiling = safety::nextOf (ceiling);
    if (body != nullptr) body->player.setCeiling (ceiling);
}

void Stage::setStrength (double s)
{
    strength = s;
    if (body != nullptr) body->player.setStrength (s);
}

void Stage::setVolume (double v)
{
    volume = v;
    if (body != nullptr) body->player.setVolume (Decibels { ui::volumeDecibels (v) });
}

void Stage::sleepLater()
{
    if (body != nullptr) body->player.send (engine::Lane::ui, { engine::Command::Kind::later, 0, engine::laterBy, timerFade });
}

void Stage::sleepNever()
{
    if (body != nullptr) body->player.send (engine::Lane::ui, { engine::Command::Kind::sleep, 0, 0.0 });
}

void Stage::suspend()
{
    if (body == nullptr) return;
    body->player.interlock().latch().stop();
    if (none == nullptr) output.park();
    watchdog.beat (false); // it is meant to stand still
}
} // namespace lull::app

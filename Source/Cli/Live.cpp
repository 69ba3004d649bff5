#include "Cli/Live.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <poll.h>

#include "Base/Math.h"
#include "Cli/Beforehand.h"
#include "Text/Json.h"
#include "Cli/LiveState.h"
#include "Cli/Measure.h"
#include "Devices/Alignment.h"
#include "Devices/PlayerFeed.h"
#include "Engine/Detour.h"
#include "Engine/Renderer.h"
#include "Session/After.h"

namespace lull::cli
{
namespace
{
constexpr double stopFade = 1.5; // s, of sound

// --channels, or what was stored for this chair on this device.
Result<std::optional<devices::Binding>> bindingOf (const LiveRequest& request, const Loaded& loaded)
{
    if (! request.channels.empty())
    {
        auto said = devices::parseBinding (request.channels);
        if (! said) return fail (said.error());
        return std::optional (std::move (*said));
    }
    if (loaded.chair == nullptr || request.audition) return std::optional<devices::Binding>();
    const auto device = devices::chooseDevice (devices::listDevices(), request.device);
    if (! device) return fail (device.error());
    return devices::loadBinding (devices::bindingsFolder(), loaded.chair->id, device->id());
}
} // namespace

LiveState::LiveState (const LiveRequest& r, Loaded l, Console& c, devices::Signals& s)
    : request (r), console (c), signals (s), loaded (std::move (l)), timerFade (r.timerFade.value_or (60.0))
{
    situation.loaded = &loaded;
    situation.heard = request.audition && loaded.chair != nullptr;
    strength = listenersStrength;
    ceiling = r.ceiling.value_or (safety::Ceiling::normal);
    timerTold = request.timer.value_or (0.0);
}

LiveState::~LiveState()
{
    output.play (nullptr);
    output.close();
    signals.watch (nullptr);
    control.watch (nullptr);
    hand.watch (nullptr);
    mpris.watch (nullptr);
    if (midi != nullptr) midi->ears().watch (nullptr);
}

void LiveState::say (const std::string& words) { console.say (words); }

void LiveState::tell()
{
    if (request.json) console.put (statusJson (situation, now) + "\n");
}

void LiveState::makePlayer (SampleRate rate, devices::AudioOutput::Start start, engine::Command timer)
{
    const auto limits = engine::limitsOf (loaded.chair.get());
    auto next =
        situation.heard ? std::make_unique<engine::Player> (limits, rate, safety::Interlock::Offline {}) : std::make_unique<engine::Player> (limits, rate);
    std::unique_ptr<devices::Feed> nextFeed;
    if (situation.heard) nextFeed = std::make_unique<AuditionFeed> (*next, *loaded.chair, rate);
    else nextFeed = std::make_unique<devices::PlayerFeed> (*next);
    next->setStrength (strength);
    next->setCeiling (ceiling);
    next->setVolume (Decibels { volume });
    signals.watch (&next->interlock().latch());
    control.watch (&next->interlock().latch());
    hand.watch (&next->interlock().latch());
    mpris.watch (&next->interlock().latch());
    carryMidi (*next, rate);
    if (auto made = loader.wait()) next->play (std::move (made->performance));
    next->send (engine::Lane::keys, timer);
    output.play (nextFeed.get(), start);
    feed = std::move (nextFeed);
    player = std::move (next);
}

std::optional<Error> LiveState::mistake()
{
    if (const auto bound = bindingOf (request, loaded); ! bound) return bound.error();
    if (const auto device = devices::chooseDevice (devices::listDevices(), request.device); ! device) return device.error();
    return std::nullopt;
}

std::optional<Error> LiveState::open()
{
    const double from = request.from.value_or (0.0);
    auto bound = bindingOf (request, loaded);
    if (! bound) return bound.error();
    if (auto wrong = openMidi()) return wrong;

    // The likely rate is built while the device opens.
    loader.want ({ loaded.timeline, SampleRate { 48'000.0 }, from });
    devices::OutputRequest wanted;
    wanted.device = request.device;
    wanted.binding = std::move (*bound);
    wanted.actuators = situation.heard ? 0 : loaded.timeline->actuators();
    if (loaded.chair != nullptr && loaded.chair->shared && ! situation.heard) wanted.crossover = loaded.chair->crossover;
    const auto opened = output.open (wanted);
    if (! opened) return opened.error();
    alignTouch (opened->id());
    if (opened->rate != 48'000.0 || aligned.value != 0.0) loader.want ({ loaded.timeline, SampleRate { opened->rate }, from });
    situation.touchFlows = opened->touch > 0 && ! situation.heard;
    situation.device = opened->id();
    makePlayer (SampleRate { opened->rate }, devices::AudioOutput::Start::plain, { engine::Command::Kind::sleep, 0, request.timer.value_or (0.0), timerFade });
    if (auto keys = devices::Terminal::open()) terminal.emplace (std::move (*keys));
    introduce();
    beginJournal();
    return std::nullopt;
}

void LiveState::openTerminal()
{
    if (auto opened = devices::Terminal::open()) terminal.emplace (std::move (*opened));
}

void LiveState::introduce()
{
    const auto& score = *loaded.score;
    const auto& opened = output.opened();
    say (fmt::format ("{}, {}, on {}", score.title, clockText (loaded.timeline->length()), opened.name));
    if (score.then && loaded.timeline->then() > 0.0) say (fmt::format ("Then {}.", session::thenText (score, *score.then)));
    else if (score.then) say (fmt::format ("It ends after that time of day: not {}.", session::thenText (score, *score.then)));
    for (const auto& words : beforehand (score)) say (words);
    if (! opened.note.empty()) say (opened.note);
    if (! control.refusal().empty()) say ("`lull stop` will not reach this one: " + control.refusal());

    if (situation.heard) say ("Touch is made audible: soft tones, placed where the hands would be. Nothing goes to a chair.");
    else if (loaded.chair == nullptr)
        say ("No chair is set, so this is sound alone. With one: lull play " + loaded.name +
             " --chair four-zone --device DEVICE --channels sound=1-2,touch=3-6 (`lull chairs` and `lull devices` list them).");
    else if (! situation.touchFlows) say ("Touch stays off: " + opened.refusal);
    else if (! terminal) say ("Touch stays off: it is armed by a key (a) at a terminal, and this is none.");
    else say ("Touch is ready: press a to let it rise.");
    if (situation.touchFlows && aligned.value != 0.0) say ("As it was aligned here, " + devices::alignmentWords (aligned) + ".");
    if (request.timer) say (timerWords (*request.timer) + (terminal ? "; t gives fifteen minutes more." : "."));
    if (terminal) say ("Space pauses, arrows move by phase and strength, + and - set the volume, c how strong touch may be, t is a sleep timer, q stops.");
    if (terminal && loaded.chair != nullptr) say ("s is softer, y two minutes more of this, r this again from its beginning, n not here.");

    if (! request.channels.empty() && situation.touchFlows && loaded.chair != nullptr)
        if (const auto parsed = devices::parseBinding (request.channels))
            if (devices::saveBinding (devices::bindingsFolder(), loaded.chair->id, opened.id(), *parsed))
                say ("These channels are remembered for " + loaded.chair->id + " on " + opened.id() + ".");
}

void LiveState::wait (int milliseconds)
{
    // Put in the background and fetched again by the shell, without a signal that says so.
    const bool front = terminal && terminal->inFront();
    if (front && ! wasInFront) devices::Terminal::resume();
    wasInFront = front;
    std::array<pollfd, 3> on {
        { { signals.descriptor(), POLLIN, 0 }, { control.descriptor(), POLLIN, 0 }, { front ? terminal->descriptor() : -1, POLLIN, 0 } }
    };
    ::poll (on.data(), on.size(), milliseconds);
}

void LiveState::leave (int code, files::Ending how, std::string why)
{
    if (leaving) return;
    journal.end (how, std::move (why));
    leaving = true;
    situation.stopping = true;
    end = { code, false };
    player->stop (Seconds { stopFade });
    leaveBy = Clock::now() + std::chrono::milliseconds (static_cast<int> (1000.0 * (stopFade + 0.1 + 2.0 * output.opened().latency)));
}

void LiveState::hearOut (bool whole)
{
    leaving = true;
    end = { 0, whole };
    journal.end (whole ? files::Ending::whole : files::Ending::asleep);
    leaveBy = Clock::now() + std::chrono::milliseconds (static_cast<int> (1000.0 * output.opened().latency) + 50);
}

void LiveState::heedSignals()
{
    while (const auto signal = signals.next())
    {
        if (*signal == devices::Signals::Kind::suspend) suspend();
        else if (leaving && *signal != devices::Signals::Kind::hangup) // again: touch is let down, nothing else is waited for
        {
            leaveBy = std::min (leaveBy, Clock::now() + std::chrono::milliseconds (60));
            end.code = devices::Signals::exitCode (*signal);
        }
        else
        {
            const bool asked = *signal == devices::Signals::Kind::interrupt;
            leave (devices::Signals::exitCode (*signal), asked ? files::Ending::stopped : files::Ending::closed, asked ? "Ctrl-C" : "by the system");
        }
    }
}

// Ctrl-Z: touch went down in the handler; sound follows, the device is left on silence, and only then the program stops.
void LiveState::suspend()
{
    setPaused (true, engine::Lane::keys);
    (void)output.park();
    watchdog.beat (false); // it is meant to stand still
    console.clearLine();
    devices::Terminal::restore();
    devices::Signals::suspendNow();
    devices::Terminal::resume();
    output.unpark();
    say ("Paused where it was; space goes on.");
}

void LiveState::heedSocket()
{
    control.answer ([this] (devices::ControlCommand command) -> std::string {
        using C = devices::ControlCommand;
        if (command == C::stop) leave (0, files::Ending::stopped, "lull stop");
        if (lost && (command == C::pause || command == C::resume)) return text::failureJson ("the device is away; it is looked for");
        if (command == C::pause && ! leaving) setPaused (true, engine::Lane::socket);
        if (command == C::resume && ! leaving) setPaused (false, engine::Lane::socket);
        // The audio thread takes a moment to obey; the answer says what was asked for.
        auto t = player->telemetry();
        if (command == C::pause || command == C::resume) t.paused = command == C::pause;
        return statusJson (situation, t);
    });
}

void LiveState::heedLoader()
{
    if (auto made = loader.take())
    {
        (void)player->play (std::move (made->performance));
        jumpTo.reset();
    }
    player->collect();
    heedWishes();
}

void LiveState::heedWishes()
{
    for (const auto& wish : player->takeLog())
    {
        if (wish.what == engine::Logged::What::softer) strength = wish.value;
        const SampleRate rate { output.opened().rate };
        auto detour = engine::detourOf (loaded.timeline, wish, rate);
        if (! detour || leaving) continue;
        if (! detour->words.empty()) say (detour->words);
        if (detour->timeline == nullptr) continue;
        loaded.timeline = detour->timeline;
        if (jumpTo) loader.want ({ loaded.timeline, rate, *jumpTo }); // somewhere else already
        else loader.want ({ loaded.timeline, rate, detour->seconds, detour->entrance });
    }
}

void LiveState::heedPhase()
{
    const auto& phases = loaded.timeline->phases();
    const std::size_t i = now.after ? phases.size() : loaded.timeline->phaseAt (now.seconds);
    const std::string state = stateOf (situation, now);
    if (i != phase && now.sounding)
    {
        phase = i;
        if (now.after)
        {
            say (fmt::format ("{:>7}  {}. Touch is over.", clockText (now.seconds), session::thenText (*loaded.score, *loaded.score->then)));
            if (! loaded.score->after.empty()) say (loaded.score->after);
        }
        else say (fmt::format ("{:>7}  {}{}", clockText (now.seconds), phases[i].name, phases[i].say.empty() ? "" : ": " + phases[i].say));
        tell();
    }
    else if (state != stateTold) tell();
    stateTold = state;
}

LiveEnd LiveState::run()
{
    for (;;)
    {
        player->alive();
        now = player->telemetry();
        if (now.stalls != stallsTold)
        {
            stallsTold = now.stalls;
            say ("Touch was let down: this program stood still. a lets it rise again.");
        }
        if (now.losses > 0 && ! lossTold)
        {
            lossTold = true;
            say ("A recording was not there in time and fades out until it is: the disk is slow.");
        }
        heedSignals();
        heedSocket();
        heedKeys();
        heedDevice();
        heedLoader();
        now = player->telemetry();
        heedPhase();
        heedSleep();
        heedTouch();
        heedMidi();
        heedDesktop();
        followJournal();
        if (! leaving && now.ended) hearOut (true);
        if (leaving && Clock::now() >= leaveBy) break;
        drawStatus (console, situation, now);
        wait (leaving ? 20 : 66);
    }
    console.clearLine();
    tell();
    endMidi();
    if (end.whole && ! now.after && ! loaded.score->after.empty()) say (loaded.score->after);
    else if (! end.whole && end.code == 0 && ! now.asleep) say (fmt::format ("Stopped at {}.", clockText (now.seconds)));
    return end;
}

Result<LiveEnd> live (const LiveRequest& request, Console& console)
{
    auto loaded = load (request.ask, console);
    if (! loaded) return fail (loaded.error());
    const double at = request.from.value_or (0.0);
    if (const auto& then = loaded->score->then) // from here on no clock is asked
        followedBy (*loaded, session::thenLength (*then, loaded->timeline->length(), at, std::time (nullptr) + std::llround (request.in.value_or (0.0))));
    if (const double length = loaded->timeline->whole(); at >= length)
        return fail (fmt::format ("it lasts {}: it cannot start at {}", clockText (length), clockText (at)), Error::Kind::usage);
    devices::Signals signals;
    LiveState state (request, std::move (*loaded), console, signals);
    if (request.in && *request.in > 0.0)
    {
        if (const auto wrong = state.mistake()) return fail (*wrong); // not only when the wait is over
        if (const auto gone = state.waitFor (*request.in)) return *gone;
    }
    if (const auto error = state.open()) return fail (*error);
    return state.run();
}
} // namespace lull::cli

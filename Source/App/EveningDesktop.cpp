#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "App/Evening.h"
#include "Base/Math.h"
#include "Engine/StateWord.h"
#include "Text/Json.h"

// Around the window: `lull stop | pause | status`, media keys and what the desktop shows, and that the computer stays awake.
namespace lull::app
{
std::string Evening::status (const engine::Telemetry* t) const
{
    text::Json json (text::Json::Layout::line);
    const auto* chair = shown != nullptr ? shown->chair() : nullptr;
    json.object().flag ("ok", true).flag ("app", true).text ("chair", chair != nullptr ? chair->id : std::string());
    if (t == nullptr || shown == nullptr) json.text ("state", "waiting").text ("words", "Lull waits; nothing plays");
    else
    {
        const auto& score = shown->score();
        const char* state = stopped ? "stopped" : engine::stateWord (*t);
        json.text ("state", state)
            .text ("words", fmt::format ("{} {}: {}, {} of {}", score.title, state, shown->phaseNameAt (t->seconds), text::clockText (t->seconds),
                                         text::clockText (shown->length())))
            .text ("title", score.title)
            .text ("phase", shown->phaseNameAt (t->seconds))
            .number ("seconds", t->seconds, 3)
            .number ("length", shown->length(), 3)
            .number ("left", shown->length() - t->seconds, 3)
            .number ("bpm", t->bpm, 2)
            .number ("strength", static_cast<double> (t->strength), 3)
            .number ("volume", math::decibels (static_cast<double> (t->volume)), 2)
            .number ("rate", t->rate, 1);
        using State = safety::Interlock::State;
        json.text ("touch", t->actuators == 0 ? "none" : t->interlock == State::armed ? "armed" : t->interlock == State::arming ? "rising" : "off");
    }
    auto line = json.close().done();
    line.pop_back();
    return line;
}

void Evening::heedDesktop (const engine::Telemetry* t)
{
    const bool plays = t != nullptr && t->sounding && ! t->paused && ! stopped && ! t->ended && ! leaving;
    awake.want (plays || waits); // "in 3 minutes" is kept too
    control.answer ([this, t] (devices::ControlCommand command) -> std::string {
        using C = devices::ControlCommand;
        if (command == C::raise) around.raise();
        if (t == nullptr && (command == C::stop || command == C::pause || command == C::resume)) return text::failureJson ("nothing plays");
        if (command == C::stop) stop();
        if ((command == C::pause && ! t->paused) || (command == C::resume && t->paused)) stage->pauseOrResume();
        // The audio thread takes a moment to obey; the answer says what was asked for.
        if (t == nullptr) return status (t);
        auto soon = *t;
        if (command == C::pause || command == C::resume) soon.paused = command == C::pause;
        return status (&soon);
    });
    if (! mpris.isThere()) return;
    using Now = devices::Mpris::Now;
    Now n;
    if (t != nullptr && shown != nullptr)
        n = devices::Mpris::of (*shown, *t, stopped ? Now::Status::stopped : plays ? Now::Status::playing : Now::Status::paused);
    if (t == nullptr || t->sounding) mpris.tell (n);
    while (const auto asks = mpris.next())
    {
        using Asks = devices::Mpris::Asks;
        if (asks->what == Asks::raise) around.raise();
        else if (asks->what == Asks::quit) around.quit();
        if (t == nullptr || leaving) continue;
        switch (asks->what)
        {
            case Asks::play:
                if (stopped) goOn (false);
                else if (t->paused) stage->pauseOrResume();
                break;
            case Asks::pause:
                if (! t->paused) stage->pauseOrResume();
                break;
            case Asks::playPause:
                if (stopped) goOn (false);
                else stage->pauseOrResume();
                break;
            case Asks::stop: stop(); break;
            case Asks::next: stage->toPhase (t->phase + 1); break;
            case Asks::previous: stage->toPhase (t->phase - 1); break;
            case Asks::seek: stage->toSecond (asks->value); break;
            case Asks::volume: stage->setVolume (ui::volumePlace (asks->value)); break;
            case Asks::raise:
            case Asks::quit: break;
        }
    }
}
} // namespace lull::app

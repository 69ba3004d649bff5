#include <algorithm>
#include <cmath>

#include "App/Stage.h"
#include "Engine/Detour.h"
#include "Ui/PlayingView.h"

// What a controller asks of a session in the window. Stop was obeyed when it came, and shows as every stop does.
namespace lull::app
{
void Stage::carryMidi (engine::Player& player, SampleRate rate)
{
    if (midi == nullptr) return;
    midi->ears().watch (&player.interlock().latch());
    if (line->chair() == nullptr) return;
    midi->hand()->set (std::shared_ptr<const touch::Chair> (line, line->chair()), rate, technique);
    player.carry (midi->hand());
}

void Stage::heedMidi (const engine::Telemetry& told, double now)
{
    if (midi == nullptr) return;
    for (auto& words : midi->news())
    {
        notNow = "MIDI: " + words;
        isNews = true;
        notNowUntil = now + 6.0;
    }
    midi->follow (line, told, steadySeconds(), none == nullptr ? output.opened().latency : 0.0);
    while (const auto done = midi->ears().next()) obey (*done, told);
}

void Stage::obey (const engine::MidiEars::Done& done, const engine::Telemetry& told)
{
    using Does = engine::MidiDoes;
    using Kind = engine::Command::Kind;
    switch (done.rule->does)
    {
        case Does::strength: return setStrength (done.value);
        case Does::volume: return setVolume (done.value);
        case Does::pressure: return midi->hand()->setPressure (done.value);
        case Does::tempo: return setTempo (engine::nudged (done.value) / tempo, told);
        case Does::tapTempo:
            if (const auto bpm = taps.tap (done.at)) setTempo (*bpm / std::max (1.0, told.bpm), told);
            return;
        case Does::pause: return pauseOrResume();
        case Does::skip: return toPhase (told.phase + 1);
        case Does::back: return toPhase (told.phase - 1);
        case Does::softer: return wish (Kind::softer);
        case Does::stay: return wish (Kind::stay);
        case Does::again: return wish (Kind::again);
        case Does::notHere: return wish (Kind::notHere);
        case Does::technique:
            technique = done.rule->technique;
            if (line->chair() != nullptr) midi->hand()->set (std::shared_ptr<const touch::Chair> (line, line->chair()), body->rate, technique);
            return;
        case Does::stop:
        case Does::play:
        case Does::tap:
        case Does::count: return;
    }
}

void Stage::setTempo (double times, const engine::Telemetry& told)
{
    if (loader.busy() || ! told.sounding || std::abs (times - 1.0) < 1e-6) return;
    auto turned = engine::tempoDetour (line, told.seconds, times);
    if (! turned) return;
    tempo *= times;
    line = turned->timeline;
    loader.want ({ line, body->rate, turned->seconds, turned->entrance });
}
} // namespace lull::app

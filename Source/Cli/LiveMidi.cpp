#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Cli/LiveState.h"
#include "Engine/Detour.h"
#include "Files/MidiMapFile.h"

// --midi: what a controller asks for, and the session told as MIDI. Stop was obeyed when it came; here it is only said.
namespace lull::cli
{
std::optional<Error> LiveState::openMidi()
{
    if (! request.midi) return std::nullopt;
    auto map = files::midiMap (request.midiMap);
    if (! map) return map.error();
    midi = std::make_unique<devices::Midi> (std::move (*map), devices::Midi::Asked { request.midiPorts });
    return std::nullopt;
}

// Before the player is first asked for sound.
void LiveState::carryMidi (engine::Player& next, SampleRate rate)
{
    if (midi == nullptr) return;
    midi->ears().watch (&next.interlock().latch());
    if (loaded.chair == nullptr) return;
    midi->hand()->set (loaded.chair, rate, technique);
    next.carry (midi->hand());
}

void LiveState::heedMidi()
{
    if (midi == nullptr) return;
    for (const auto& words : midi->news()) say ("MIDI: " + words);
    midi->follow (loaded.timeline, now, steadySeconds(), output.opened().latency);
    while (const auto done = midi->ears().next()) obey (*done);
}

void LiveState::obey (const engine::MidiEars::Done& done)
{
    using Does = engine::MidiDoes;
    using Kind = engine::Command::Kind;
    if (leaving) return;
    switch (done.rule->does)
    {
        case Does::strength:
            strength = done.value;
            player->setStrength (strength);
            return;
        case Does::volume:
            volume = std::clamp (done.value <= 0.0 ? -60.0 : 2.0 * math::decibels (done.value), -60.0, 0.0);
            player->setVolume (Decibels { volume });
            return;
        case Does::pressure: return midi->hand()->setPressure (done.value);
        case Does::tempo: return setTempo (engine::nudged (done.value) / tempo);
        case Does::tapTempo:
            if (const auto bpm = taps.tap (done.at)) setTempo (*bpm / std::max (1.0, now.bpm));
            return;
        case Does::stop: return leave (0, files::Ending::stopped, "by MIDI");
        case Does::pause: return setPaused (! paused, engine::Lane::midi);
        case Does::skip: return skip (1);
        case Does::back: return skip (-1);
        case Does::softer: (void)player->send (engine::Lane::midi, { Kind::softer, 0 }); return;
        case Does::stay: (void)player->send (engine::Lane::midi, { Kind::stay, 0 }); return;
        case Does::again: (void)player->send (engine::Lane::midi, { Kind::again, 0 }); return;
        case Does::notHere: (void)player->send (engine::Lane::midi, { Kind::notHere, 0, -1.0 }); return;
        case Does::technique:
            technique = done.rule->technique;
            if (loaded.chair != nullptr) midi->hand()->set (loaded.chair, SampleRate { output.opened().rate }, technique);
            return say ("Keys do " + technique + ".");
        case Does::play:
        case Does::tap:
        case Does::count: return;
    }
}

void LiveState::setTempo (double times)
{
    if (jumpTo || ! now.sounding || std::abs (times - 1.0) < 1e-6) return;
    auto turned = engine::tempoDetour (loaded.timeline, now.seconds, times);
    if (! turned) return;
    tempo *= times;
    loaded.timeline = turned->timeline;
    loader.want ({ loaded.timeline, SampleRate { output.opened().rate }, turned->seconds, turned->entrance });
}

void LiveState::endMidi()
{
    if (midi == nullptr) return;
    midi->quiet();
    const auto j = midi->jitter();
    const auto c = midi->ears().counts();
    if (j.ticks > 0)
        say (fmt::format ("MIDI clock: {} ticks, late by {:.2f} ms (median), {:.2f} (99 %), {:.2f} (most).", j.ticks, 1e3 * j.p50, 1e3 * j.p99, 1e3 * j.most));
    if (c.dropped > 0) say (fmt::format ("MIDI: {} of {} messages were too many and dropped.", c.dropped, c.heard));
}
} // namespace lull::cli

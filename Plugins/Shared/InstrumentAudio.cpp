// The audio thread's half of an Instrument.
#include "Plugins/Shared/InstrumentBody.h"

#include <cmath>

namespace lull::plugin
{
namespace
{
constexpr Seconds oldFade { 0.02 }; // a body that is replaced
constexpr double decibelsPerQuantum = 0.4;
} // namespace

void Instrument::takeOver() noexcept
{
    if (next == nullptr) next = hand->incoming.take();
    if (next == nullptr) return;
    if (current != nullptr && rolling && leaving < 0) leaving = static_cast<int> (oldFade.value * current->rate.value);
    if (leaving > 0) return; // still sounding
    if (current != nullptr && ! hand->outgoing.try_enqueue (current)) return;
    current = next;
    next = nullptr;
    leaving = -1;
    rolling = false;
}

engine::Hand* Instrument::keys() noexcept
{
    if (current == nullptr) takeOver(); // keys of the very first block
    return current == nullptr ? nullptr : current->keys.get();
}

void Instrument::starts (Frame session) noexcept { blockAt = session; }

double Instrument::felt (int frame) const noexcept
{
    const auto hertz = current->rate;
    return static_cast<double> (blockAt + frame + quantum + lookAheadFrames (hertz)) / hertz.value;
}

// So many frames of the player are made already; a whole quantum more and none is late.
void Instrument::press (int frame, int key, double velocity) noexcept
{
    if (keys() == nullptr) return;
    pressed.store (true, std::memory_order_relaxed);
    keys()->press (frame + quantum - current->player.ahead(), key, velocity);
    recorder.press (felt (frame), { key, played.technique, played.place, played.speed, played.carrier }, velocity);
}

void Instrument::lift (int frame, int key) noexcept
{
    if (keys() == nullptr) return;
    keys()->lift (frame + quantum - current->player.ahead(), key);
    recorder.lift (felt (frame), key);
}

void Instrument::liftAll() noexcept
{
    if (keys() == nullptr) return;
    keys()->liftAll();
    recorder.lift (felt (0), -1);
}

void Instrument::pressure (double p) noexcept
{
    if (keys() == nullptr) return;
    keys()->pressure (p);
    recorder.pressure (felt (0), p);
}

void Instrument::process (float* const* out, int frames, const Turn& turn) noexcept
{
    takeOver();
    if (current == nullptr)
    {
        for (int c = 0; c < channels; ++c)
            if (out[c] != nullptr) std::fill (out[c], out[c] + frames, 0.0f);
        return;
    }
    auto& player = current->player;
    if (turn.gap > Seconds { 0.1 }) player.gap (turn.gap);
    player.waits (turn.renders);
    player.setStrength (turn.strength);
    player.setTouchLevel (turn.touch);
    now.store (static_cast<double> (turn.time.frame) / current->rate.value, std::memory_order_relaxed);
    rolls.store (rolling && turn.time.playing && ! turn.held && turn.time.frame == expected, std::memory_order_relaxed);
    if (turn.renders && unspoken) settle();
    if (auto* k = keys())
    {
        k->setStrength (turn.strength);
        if (turn.played != played) hand->played.write (turn.played);
        if (turn.renders && (turn.played != played || ! current->keysBuilt)) attendKeys (turn.played);
        played = turn.played;
        if (turn.held) k->liftAll();
    }
    const double at = static_cast<double> (turn.time.frame) / current->rate.value;
    recorder.block (at, at + frames / current->rate.value, turn.time.playing && ! turn.held, turn.strength, turn.volume.value);
    if (turn.renders && recorder.on()) collectCapture();
    if (turn.held && ! wasHeld)
    {
        if (turn.stopsAll) player.stopAll (turn.heldFade);
        else player.stop (turn.heldFade);
        current->latched = true;
    }
    if (wasHeld && ! turn.held) player.leadAnew();
    wasHeld = turn.held;

    pace (turn);
    const int before = turn.time.frame < 0 ? static_cast<int> (std::min<Frame> (frames, -turn.time.frame)) : 0; // of the session's start
    if (! turn.time.playing || turn.held) rest (out, 0, frames);
    else
    {
        if (before > 0) rest (out, 0, before);
        if (before < frames) play (out, before, frames - before, turn, turn.time.frame + before);
        if (turn.renders && current->felt && player.interlock().state() == safety::Interlock::State::unarmed)
            wroteNoTouch.store (true, std::memory_order_relaxed);
    }

    if (leaving > 0)
    {
        const float whole = static_cast<float> (oldFade.value * current->rate.value);
        for (int c = 0; c < channels; ++c)
            if (out[c] != nullptr)
                for (int i = 0; i < frames; ++i) out[c][i] *= static_cast<float> (std::max (0, leaving - i)) / whole;
        leaving = std::max (0, leaving - frames);
    }
}

// Whoever renders waits for it; else it is asked for, and comes.
void Instrument::pace (const Turn& turn) noexcept
{
    const bool playing = turn.time.playing && ! turn.held, goesOn = rolling && playing && turn.time.frame == expected;
    const bool follows = turn.pacing.host && turn.beats && playing;
    if (! follows && turn.pacing == paced && (goesOn || ! playing || ! everPaced)) return;
    paced = turn.pacing;
    everPaced = true;
    Pacer::Asked asked { turn.pacing, playing, goesOn, static_cast<double> (turn.time.frame) / current->rate.value, {} };
    if (follows) asked.host = hostSlope.follow (*turn.beats);
    if (turn.renders) return attend (asked);
    asked.turns += paceLead;
    hand->asked.write (asked);
    hand->asks.fetch_add (1, std::memory_order_release);
}

// The host stands still, or a person said stop: sound and touch fade, then silence. The player goes on counting for the interlock.
void Instrument::rest (float* const* out, int from, int frames) noexcept
{
    if (! current->started && keys() != nullptr && keys()->sounds() && ! wasHeld)
    {
        current->player.send (engine::Lane::host, { engine::Command::Kind::pause, 0 }); // it stands at its start, and is touched there
        current->started = true;
    }
    if (! current->started)
    {
        for (std::size_t c = 0; c < channels; ++c)
            if (out[c] != nullptr) std::fill (out[c] + from, out[c] + from + frames, 0.0f);
        return;
    }
    if (rolling && ! wasHeld) current->player.send (engine::Lane::host, { engine::Command::Kind::pause, 0 });
    rolling = false;
    current->process (out, from, frames);
}

void Instrument::play (float* const* out, int from, int frames, const Turn& turn, Frame frame) noexcept
{
    auto& b = *current;
    const bool reloaded = b.reloaded.exchange (false, std::memory_order_acq_rel);
    const bool follows = ! b.started ? frame == 0 && ! b.latched : rolling && frame == expected && ! reloaded;
    const double wanted = turn.volume.value;
    if (! rolling || wanted < -100.0 || level < -100.0) level = wanted;
    b.player.setVolume (Decibels { level }); // before the jump, which fills the look-ahead with it
    if (! follows)
    {
        b.player.jump (frame, turn.renders);
        if (b.audition != nullptr) b.audition->restart();
    }
    b.started = true;
    rolling = true;
    expected = frame + frames;

    for (int done = 0; done < frames;)
    {
        const double before = level;
        level += std::clamp (wanted - level, -decibelsPerQuantum, decibelsPerQuantum);
        const int n = level == before ? frames - done : std::min (quantum, frames - done);
        b.player.setVolume (Decibels { level });
        b.process (out, from + done, n);
        done += n;
    }
}
} // namespace lull::plugin

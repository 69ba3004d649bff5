// The audio thread's half of the Player: one quantum after another.
#include "Engine/PlayerState.h"

#include <algorithm>
#include <cmath>

namespace lull::engine
{
namespace
{
constexpr int commandsPerQuantum = 64;
} // namespace

void Player::State::prime() noexcept
{
    volume = wantedVolume.load (std::memory_order_relaxed); // nothing sounds that could glide
    last.prime (*current, controls(), volume);
    frame = upcoming = current->position() - lookAheadFrames (rate);
    touchEnds = current->timeline().frames (rate);
}

bool Player::State::takeNext() noexcept
{
    endCrossing();
    if (going != nullptr || (current != nullptr && ! outgoing.try_enqueue (current))) return false;
    current = next;
    next = nullptr;
    lossesSeen = 0;
    if (waits) current->waits (true);
    return true;
}

void Player::State::swap() noexcept
{
    const bool first = current == nullptr;
    if (! first && next->entering() == Performance::Entrance::onward) next->restart (upcoming);
    if (! takeNext()) return; // next quantum, then
    prime();
    drowsySince = frame;
    note (Logged::What::jump, static_cast<double> (frame));
    transport = standing ? Transport::paused : Transport::playing;
    fadeIn (moveFade, frame > 0 || standing);
    if (! first && ! standing) touchBack();
}

void Player::State::fadeIn (Seconds time, bool needed) noexcept
{
    for (Fade* f : { &sound, &touchFade })
    {
        f->jump (needed ? 0.0f : 1.0f);
        if (needed && ! standing) f->to (1.0f, time, rate);
    }
}

void Player::State::touchBack() noexcept
{
    if (interlock.state() == safety::Interlock::State::armed) interlock.gap (warmGap);
    else if (interlock.state() == safety::Interlock::State::arming)
    {
        touchFade.jump (0.0f);
        touchFade.to (1.0f, safety::Interlock::warm, rate);
    }
}

void Player::State::fadeOut (Seconds soundTime) noexcept
{
    sound.to (0.0f, soundTime, rate);
    touchFade.to (0.0f, moveFade, rate);
}

void Player::State::obey (const Command& command, Lane lane) noexcept
{
    switch (command.kind)
    {
        case Command::Kind::pause:
            if (standing && transport == Transport::paused) return;
            standing = true;
            if (transport == Transport::playing) transport = Transport::pausing, fadeOut (moveFade);
            else if (transport == Transport::pausing) fadeOut (moveFade); // no longer than that, whatever a stop had asked
            note (Logged::What::pause, 0.0, lane);
            return;
        case Command::Kind::resume:
            if (! standing) return;
            standing = false;
            if (asleep) sleep.again();
            asleep = false;
            note (Logged::What::resume, 0.0, lane);
            if (transport == Transport::paused) goOn();
            else if (transport == Transport::pausing) fadeOut (moveFade); // to its end, and then on: touch comes back by its ramp
            return;
        case Command::Kind::end:
            if (current == nullptr) return;
            interlock.latch().stop();
            note (Logged::What::end, 0.0, lane);
            return;
        case Command::Kind::sleep:
        case Command::Kind::later:
            if (command.kind == Command::Kind::sleep) sleep.set (command.value, command.fade, command.whole);
            else sleep.later (command.value, command.fade);
            note (Logged::What::sleep, sleep.set() ? sleep.seconds() : 0.0, lane, sleep.fadeSeconds(), sleep.wholeSeconds());
            return;
        case Command::Kind::stay:
        case Command::Kind::again:
        case Command::Kind::notHere:
        case Command::Kind::softer: return wish (command, lane);
        case Command::Kind::none: return;
    }
}

// From the silence of a pause.
void Player::State::goOn() noexcept
{
    transport = Transport::playing;
    sound.to (1.0f, moveFade, rate);
    touchFade.to (1.0f, moveFade, rate);
    touchBack();
}

void Player::State::fallAsleep() noexcept
{
    interlock.letDown();
    standing = asleep = true;
    transport = Transport::paused;
    sound.jump (0.0f);
    touchFade.jump (0.0f);
    endCrossing();
    if (next == nullptr) // else that is where it goes on
    {
        current->restart (drowsySince);
        prime();
    }
    note (Logged::What::asleep, static_cast<double> (frame));
}

void Player::State::drain() noexcept
{
    int left = commandsPerQuantum;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        while (left > 0)
        {
            const Command* c = commands[lane].peek();
            if (c == nullptr || c->frame > frame + quantum - 1) break;
            const Command command = *c;
            commands[lane].pop();
            --left;
            obey (command, static_cast<Lane> (lane));
        }
}

void Player::State::heedStop() noexcept
{
    const auto presses = interlock.latch().presses();
    if (presses == stopsSeen) return;
    stopsSeen = presses;
    note (Logged::What::stop);
    standing = true;
    // Touch is the interlock's: down in 20 ms and latched. Sound fades, then everything stands where it was.
    if (transport == Transport::playing || transport == Transport::pausing)
    {
        transport = Transport::pausing;
        const Seconds fade { static_cast<double> (stopFade.load (std::memory_order_relaxed)) };
        if (! sound.moving() || sound.goal() > 0.0f) sound.to (0.0f, fade, rate);
    }
}

Ends Player::State::glideVolume() noexcept
{
    const float wanted = wantedVolume.load (std::memory_order_relaxed);
    if (wanted != volume) note (Logged::What::volume, static_cast<double> (wanted));
    const Ends ends { static_cast<double> (volume), static_cast<double> (wanted) };
    volume = wanted;
    return ends;
}

Controls Player::State::glideStrength() noexcept
{
    const double wanted = static_cast<double> (wantedStrength.load (std::memory_order_relaxed));
    if (wanted != strengthTold) note (Logged::What::strength, wanted);
    strengthTold = wanted;
    const double before = strength;
    strength += std::clamp (wanted - strength, -strengthSlew, strengthSlew);
    return { { before, strength } };
}

void Player::State::heedRecall() noexcept
{
    const auto n = recalls.load (std::memory_order_acquire);
    if (n == recallsSeen) return;
    recallsSeen = n;
    memory->copy (recollection);
    last.body().recall();
    sitting.recall();
}

void Player::State::heedTone() noexcept
{
    const auto n = tones.load (std::memory_order_acquire);
    if (n != tonesSeen) toneGenerator.want (wantedTone.read());
    tonesSeen = n;
    const auto b = beats.load (std::memory_order_acquire);
    if (b != beatsSeen) beatGenerator.want (wantedBeat.read());
    beatsSeen = b;
}

void Player::State::hold (std::array<float, quantum>& after, bool silent) noexcept
{
    const float wanted = led ? 1.0f : wantedCeiling.load (std::memory_order_relaxed);
    if (wanted != ceilingTold) note (Logged::What::ceiling, static_cast<double> (wanted));
    ceilingTold = wanted;
    const float before = ceiling;
    ceiling = wanted > ceiling ? std::min (wanted, ceiling * ceilingUp) : std::max (wanted, ceiling - ceilingDown);
    const auto scale = [&after] (float from, float to) {
        if (from != 1.0f || to != 1.0f)
            for (std::size_t i = 0; i < quantum; ++i) after[i] *= from + (to - from) * (static_cast<float> (i) / quantum);
    };
    scale (before, ceiling);
    const float level = touchLevel;
    touchLevel += std::clamp (wantedTouch.load (std::memory_order_relaxed) - touchLevel, -ceilingDown, ceilingDown);
    scale (level, touchLevel);
    if (offline) return;

    using Touch = safety::Interlock::State;
    const auto touch = interlock.state();
    const bool flows = touch != Touch::unarmed;
    if (flows != memory->flows.load (std::memory_order_relaxed)) memory->flows.store (flows, std::memory_order_relaxed);
    memory->beats.fetch_add (1, std::memory_order_relaxed);
    sitting.advance (flows && ! silent, last.body().strong());
    last.body().lower (sitting.share());
    if (const float g = sitting.gain(); g != 1.0f)
        for (auto& a : after) a *= g;
}

// A face that promised to be there and is not: touch goes down.
void Player::State::hearFace() noexcept
{
    const auto beat = heart.load (std::memory_order_relaxed);
    faceQuiet = beat == heartSeen ? faceQuiet + quantum : 0;
    heartSeen = beat;
    using Touch = safety::Interlock::State;
    const bool touching = interlock.state() == Touch::arming || interlock.state() == Touch::armed;
    if (beat == 0 || ! touching || static_cast<double> (faceQuiet) < faceSilent.value * rate.value) return;
    interlock.letDown();
    ++telling.stalls;
}

void Player::State::makeQuantum() noexcept
{
    frame = upcoming;
    drain();
    heedRecall();
    heedTone();
    keepCompany();
    heedStop();
    hearFace();
    if (sleep.over() && ! asleep && current != nullptr) fallAsleep();
    takeIncoming();
    if (next != nullptr && transport == Transport::playing && ! crosses())
    {
        transport = Transport::swapping;
        fadeOut (moveFade);
    }
    // A fade that is under way is heard to its end.
    if (next != nullptr && ! sound.moving() && transport != Transport::playing) swap();
    else if (transport == Transport::pausing && ! sound.moving())
    {
        if (standing) transport = Transport::paused;
        else goOn();
    }

    std::array<float, quantum> after;
    const bool setsUp = current == nullptr && ! (toneGenerator.silent() && beatGenerator.silent());
    const bool alone = transport == Transport::paused && carried != nullptr && carried->sounds(); // what is carried, while the session stands
    const bool silent = ! alone && ((current == nullptr && ! setsUp) || transport == Transport::paused);
    interlock.over (sitting.over() || (current != nullptr && current->timeline().then() > 0.0 && frame >= touchEnds));
    interlock.advance (after, silent);
    const float arming = after.back();
    hold (after, silent);
    if (silent)
    {
        aloneFor = 0;
        last.body().rest();
        outSound.clear();
        outTouch.clear();
    }
    else if (setsUp)
    {
        outSound.clear();
        toneGenerator.render (outTouch);
        beatGenerator.add (outSound, outTouch);
        last.process (outSound, outTouch, glideVolume(), after);
    }
    else if (alone)
    {
        // What the look-ahead held when the session stopped is of no moment any more.
        if (aloneFor < lookAheadQuanta (rate)) after.fill (0.0f);
        ++aloneFor;
        outSound.clear();
        outTouch.clear();
        carried->add (upcoming + lookAheadFrames (rate), outTouch);
        keepToShare (after);
        last.process (outSound, outTouch, glideVolume(), after);
        outSound.clear();
    }
    else
    {
        aloneFor = 0;
        upcoming += quantum;
        renderCurrent (glideStrength());
        if (carried != nullptr) carried->add (upcoming - quantum + lookAheadFrames (rate), outTouch);
        touchFade.apply (after);
        std::array<float, quantum> gain;
        gain.fill (1.0f);
        const bool drowsed = sleep.fading();
        sleep.advance (gain);
        if (sleep.fading() && ! drowsed) drowsySince = frame;
        for (std::size_t i = 0; i < quantum; ++i) after[i] *= gain[i];
        keepToShare (after);
        last.process (outSound, outTouch, glideVolume(), after);
        sound.apply (gain);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            outSound.left[i] *= gain[i];
            outSound.right[i] *= gain[i];
        }
    }
    used = 0;
    tell (arming, silent);
}

void Player::State::tell (float arming, bool silent) noexcept
{
    auto& t = telling;
    t.sounding = current != nullptr;
    t.ready = current != nullptr && next == nullptr;
    t.paused = standing && transport != Transport::playing;
    t.jumping = transport == Transport::swapping;
    t.frame = frame;
    t.rate = rate.value;
    if (current != nullptr)
    {
        const auto& line = current->timeline();
        t.seconds = static_cast<double> (frame) / rate.value;
        t.length = line.length();
        t.whole = line.whole();
        t.after = line.after (t.seconds);
        t.phase = static_cast<int> (line.phaseAt (t.seconds));
        t.bpm = line.bpmAt (t.seconds);
        t.breathsPerMinute = line.breathsPerMinuteAt (t.seconds);
        t.breath = line.breathAt (t.seconds);
        t.ended = t.seconds >= t.whole;
        const auto losses = current->losses();
        t.losses += losses - lossesSeen;
        lossesSeen = losses;
    }
    t.beat = beatGenerator.since() - static_cast<double> (lookAheadFrames (rate)) / rate.value;
    t.asleep = asleep;
    t.drowsy = sleep.fading() && ! asleep;
    t.sleepIn = sleep.seconds();
    t.sleepWhole = sleep.wholeSeconds();
    t.sleepFade = sleep.set() ? sleep.fadeSeconds() : 0.0;
    t.strength = static_cast<float> (strength);
    t.volume = volume;
    if (t.interlock != safety::Interlock::State::arming && interlock.state() == safety::Interlock::State::arming) note (Logged::What::arm);
    t.interlock = interlock.state();
    t.stopped = interlock.stopped();
    t.led = led;
    t.arming = arming;
    t.ceiling = ceiling;
    t.touchLeft = sitting.left().value;
    t.strongLeft = sitting.strongLeft().value;
    t.restLeft = sitting.restLeft().value;
    t.actuators = actuators;
    t.touch = silent ? safety::GuardMeters {} : last.touchMeters();
    float peak = 0.0f;
    for (std::size_t i = 0; i < quantum; ++i) peak = std::max (peak, std::max (std::abs (outSound.left[i]), std::abs (outSound.right[i])));
    t.soundPeak = peak;
    t.limiterGain = silent ? 1.0f : last.limiterGain();
    ++t.quanta;
    t.dropped = dropped.load (std::memory_order_relaxed);
}
} // namespace lull::engine

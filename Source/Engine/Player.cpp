#include "Engine/Player.h"

#include <algorithm>
#include <cmath>

#include <readerwriterqueue/readerwriterqueue.h>

#include "Base/Math.h"
#include "Base/Simd.h"
#include "Base/Slot.h"
#include "Base/Triple.h"
#include "Engine/LastStage.h"

namespace lull::engine
{
namespace
{
constexpr Seconds moveFade { 0.08 };   // pause, resume, seek
constexpr Seconds jumpFade { 0.005 };  // a host's unannounced jump
constexpr Seconds warmGap { 0.2 };     // makes the interlock begin its warm ramp (faults.md 4: resume, seek)
constexpr double strengthSlew = 0.02;  // of the control's range per quantum: full range in 33 ms at 48 kHz
constexpr int commandsPerQuantum = 64;
constexpr auto lanes = static_cast<std::size_t> (Lane::count);
using CommandQueue = moodycamel::ReaderWriterQueue<Command, 64>;
} // namespace

struct Player::State
{
    SampleRate rate;
    int actuators;
    safety::Interlock interlock;
    LastStage last;

    // Handed between threads.
    Slot<Performance> incoming;
    moodycamel::ReaderWriterQueue<Performance*, 32> outgoing { 32 };
    std::array<CommandQueue, lanes> commands;
    std::atomic<std::uint32_t> dropped { 0 };
    std::atomic<float> wantedStrength { 0.5f }, wantedVolume { 1.0f }, stopFade { 1.5f };
    Triple<Telemetry> telemetry;
    moodycamel::ReaderWriterQueue<Logged, 512> log { 1024 };

    // Audio thread only.
    Performance* current = nullptr;
    Performance* next = nullptr;     // waits for the fade-out, or for room in `outgoing`
    enum class Transport { empty, playing, pausing, paused, swapping } transport = Transport::empty;
    Fade sound { 1.0f }, touchFade { 1.0f };
    double strength = 0.5;
    float volume = 1.0f;
    unsigned stopsSeen = 0;
    Frame frame = 0;                 // session frame of the quantum in `out`
    Frame upcoming = 0;              // of the next one to be made
    bool halted = false;             // stop came while a swap was under way, or in this very quantum
    int used = quantum;              // frames of it already handed out
    StereoQuantum outSound {};
    TouchQuantum outTouch {};
    std::array<float, 2 + maxLanes> lastOut {}, held {};
    int holdLeft = 0, holdTotal = 1; // frames in which the last sample before a jump is let go
    Telemetry telling;

    State (const safety::Limits& limits, SampleRate r) : rate (r), actuators (limits.actuators), interlock (r), last (limits, r) {}
    State (const safety::Limits& limits, SampleRate r, safety::Interlock::Offline offline)
        : rate (r), actuators (limits.actuators), interlock (r, offline), last (limits, r)
    {
    }

    ~State()
    {
        delete current;
        delete next;
        Performance* p = nullptr;
        while (outgoing.try_dequeue (p)) delete p;
    }

    void note (Logged::What what, float value = 0.0f, Lane lane = Lane::keys) noexcept
    {
        log.try_enqueue ({ what, lane, frame, value });
    }

    [[nodiscard]] Controls controls() const noexcept { return { { strength, strength } }; }

    void prime() noexcept
    {
        last.prime (*current, controls(), volume);
        frame = upcoming = current->position() - lookAheadFrames (rate);
    }

    // The incoming performance becomes the current one. Only when there is room to leave the old one.
    void swap() noexcept
    {
        if (current != nullptr && ! outgoing.try_enqueue (current)) return; // next quantum, then
        const bool first = current == nullptr;
        current = next;
        next = nullptr;
        prime();
        if (! first) interlock.gap (warmGap);
        note (Logged::What::jump, static_cast<float> (frame));
        transport = halted ? Transport::paused : Transport::playing;
        fadeIn (moveFade, frame > 0 || halted);
    }

    // From silence to full; at once where the session begins with a fade of its own.
    void fadeIn (Seconds time, bool needed) noexcept
    {
        for (Fade* f : { &sound, &touchFade })
        {
            f->jump (needed ? 0.0f : 1.0f);
            if (needed && ! halted) f->to (1.0f, time, rate);
        }
    }

    void fadeOut (Seconds soundTime) noexcept
    {
        sound.to (0.0f, soundTime, rate);
        touchFade.to (0.0f, moveFade, rate);
    }

    void obey (Command::Kind kind, Lane lane) noexcept
    {
        switch (kind)
        {
            case Command::Kind::pause:
                if (transport != Transport::playing) return;
                transport = Transport::pausing;
                fadeOut (moveFade);
                note (Logged::What::pause, 0.0f, lane);
                return;
            case Command::Kind::resume:
                if (transport == Transport::pausing || transport == Transport::paused)
                {
                    if (current == nullptr) return;
                    if (transport == Transport::paused) interlock.gap (warmGap);
                    transport = Transport::playing;
                    sound.to (1.0f, moveFade, rate);
                    touchFade.to (1.0f, moveFade, rate);
                    note (Logged::What::resume, 0.0f, lane);
                }
                return;
            case Command::Kind::end:
                if (current == nullptr) return;
                interlock.latch().stop();
                note (Logged::What::end, 0.0f, lane);
                return;
            case Command::Kind::none: return;
        }
    }

    void drain() noexcept
    {
        int left = commandsPerQuantum;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            while (left > 0)
            {
                const Command* c = commands[lane].peek();
                if (c == nullptr || c->frame > frame + quantum - 1) break;
                const auto kind = c->kind;
                commands[lane].pop();
                --left;
                obey (kind, static_cast<Lane> (lane));
            }
    }

    void heedStop() noexcept
    {
        const unsigned presses = interlock.latch().presses();
        if (presses == stopsSeen) return;
        stopsSeen = presses;
        note (Logged::What::stop);
        halted = true;
        // Touch is the interlock's: down in 20 ms and latched. Sound fades, then everything stands where it was.
        if (transport == Transport::playing || transport == Transport::pausing)
        {
            transport = Transport::pausing;
            const Seconds fade { static_cast<double> (stopFade.load (std::memory_order_relaxed)) };
            if (! sound.moving() || sound.goal() > 0.0f) sound.to (0.0f, fade, rate);
        }
    }

    Ends glideVolume() noexcept
    {
        const float wanted = wantedVolume.load (std::memory_order_relaxed);
        if (wanted != volume) note (Logged::What::volume, wanted);
        const Ends ends { static_cast<double> (volume), static_cast<double> (wanted) };
        volume = wanted;
        return ends;
    }

    Controls glideStrength() noexcept
    {
        const double wanted = static_cast<double> (wantedStrength.load (std::memory_order_relaxed));
        const double before = strength;
        strength += std::clamp (wanted - strength, -strengthSlew, strengthSlew);
        if (strength != before && strength == wanted) note (Logged::What::strength, static_cast<float> (wanted));
        return { { before, strength } };
    }

    void makeQuantum() noexcept
    {
        frame = upcoming;
        if (next == nullptr) halted = false;
        drain();
        heedStop();
        if (next == nullptr)
        {
            next = incoming.take();
            if (next != nullptr && transport == Transport::playing)
            {
                transport = Transport::swapping;
                fadeOut (moveFade);
            }
        }
        if (next != nullptr && (transport != Transport::swapping || ! sound.moving())) swap();
        else if (transport == Transport::pausing && ! sound.moving()) transport = Transport::paused;

        std::array<float, quantum> after;
        interlock.advance (after);
        const bool silent = current == nullptr || transport == Transport::paused;
        if (silent)
        {
            outSound.clear();
            outTouch.clear();
        }
        else
        {
            upcoming += quantum;
            current->render (glideStrength(), outSound, outTouch);
            touchFade.apply (after);
            last.process (outSound, outTouch, glideVolume(), after);
            std::array<float, quantum> gain;
            gain.fill (1.0f);
            sound.apply (gain);
            for (std::size_t i = 0; i < quantum; ++i)
            {
                outSound.left[i] *= gain[i];
                outSound.right[i] *= gain[i];
            }
        }
        used = 0;
        tell (after.back(), silent);
    }

    void tell (float arming, bool silent) noexcept
    {
        auto& t = telling;
        t.sounding = current != nullptr;
        t.ready = current != nullptr && next == nullptr;
        t.paused = transport == Transport::paused || transport == Transport::pausing;
        t.jumping = transport == Transport::swapping;
        t.frame = frame;
        t.rate = rate.value;
        if (current != nullptr)
        {
            const auto& line = current->timeline();
            t.seconds = static_cast<double> (frame) / rate.value;
            t.length = line.length();
            t.phase = static_cast<int> (line.phaseAt (t.seconds));
            t.bpm = line.bpmAt (t.seconds);
            t.breathsPerMinute = line.breathsPerMinuteAt (t.seconds);
            t.breath = line.breathAt (t.seconds);
            t.ended = t.seconds >= t.length;
        }
        t.strength = static_cast<float> (strength);
        t.volume = volume;
        if (t.interlock != safety::Interlock::State::arming && interlock.state() == safety::Interlock::State::arming) note (Logged::What::arm);
        t.interlock = interlock.state();
        t.stopped = interlock.stopped();
        t.arming = arming;
        t.actuators = actuators;
        t.touch = silent ? safety::GuardMeters {} : last.touchMeters();
        float peak = 0.0f;
        for (std::size_t i = 0; i < quantum; ++i) peak = std::max (peak, std::max (std::abs (outSound.left[i]), std::abs (outSound.right[i])));
        t.soundPeak = peak;
        t.limiterGain = silent ? 1.0f : last.limiterGain();
        ++t.quanta;
        t.dropped = dropped.load (std::memory_order_relaxed);
    }

    [[nodiscard]] float sample (int channel, std::size_t i) const noexcept
    {
        if (channel == 0) return outSound.left[i];
        if (channel == 1) return outSound.right[i];
        return outTouch.at[i * maxLanes + static_cast<std::size_t> (channel - 2)];
    }
};

Player::Player (const safety::Limits& limits, SampleRate rate) : state (std::make_unique<State> (limits, rate)) {}
Player::Player (const safety::Limits& limits, SampleRate rate, safety::Interlock::Offline o) : state (std::make_unique<State> (limits, rate, o)) {}
Player::~Player() = default;

std::vector<std::unique_ptr<Performance>> Player::play (std::unique_ptr<Performance> performance)
{
    std::vector<std::unique_ptr<Performance>> done;
    if (auto unheard = state->incoming.put (std::move (performance))) done.push_back (std::move (unheard));
    Performance* p = nullptr;
    while (state->outgoing.try_dequeue (p)) done.emplace_back (p);
    return done;
}

void Player::collect()
{
    Performance* p = nullptr;
    while (state->outgoing.try_dequeue (p)) delete p;
}

void Player::setStrength (double s) noexcept
{
    if (std::isfinite (s)) state->wantedStrength = static_cast<float> (std::clamp (s, 0.0, 1.0));
}

void Player::setVolume (Decibels d) noexcept
{
    if (! std::isnan (d.value)) state->wantedVolume = static_cast<float> (d.value <= -120.0 ? 0.0 : math::amplitude (std::min (d.value, 6.0)));
}

bool Player::send (Lane lane, Command command) noexcept
{
    const bool taken = state->commands[static_cast<std::size_t> (lane)].try_enqueue (command);
    if (! taken) state->dropped.fetch_add (1, std::memory_order_relaxed);
    return taken;
}

safety::Interlock& Player::interlock() noexcept { return state->interlock; }
Telemetry Player::telemetry() noexcept { return state->telemetry.read(); }

std::vector<Logged> Player::takeLog()
{
    std::vector<Logged> all;
    Logged l;
    while (state->log.try_dequeue (l)) all.push_back (l);
    return all;
}

void Player::stop (Seconds fade) noexcept
{
    state->stopFade = static_cast<float> (std::clamp (fade.value, 0.0, 60.0));
    state->interlock.latch().stop();
}

void Player::process (float* const* out, int channels, int frames) noexcept
{
    const FlushDenormals flush;
    auto& s = *state;
    const int known = 2 + s.actuators;
    for (int done = 0; done < frames;)
    {
        if (s.used == quantum) s.makeQuantum();
        const int n = std::min (quantum - s.used, frames - done);
        for (int c = 0; c < channels; ++c)
        {
            if (out[c] == nullptr) continue;
            float* to = out[c] + done;
            if (c >= known)
            {
                std::fill (to, to + n, 0.0f);
                continue;
            }
            const auto k = static_cast<std::size_t> (c);
            for (int i = 0; i < n; ++i) to[i] = s.sample (c, static_cast<std::size_t> (s.used + i));
            for (int i = 0; i < std::min (n, s.holdLeft); ++i)
                to[i] += s.held[k] * static_cast<float> (s.holdLeft - i) / static_cast<float> (s.holdTotal);
        }
        for (int c = 0; c < known; ++c) s.lastOut[static_cast<std::size_t> (c)] = s.sample (c, static_cast<std::size_t> (s.used + n - 1));
        s.holdLeft = std::max (0, s.holdLeft - n);
        s.used += n;
        done += n;
    }
    if (frames > 0) s.telemetry.write (s.telling);
}

void Player::gap (Seconds length) noexcept
{
    ++state->telling.gaps;
    state->interlock.gap (length);
}

void Player::jump (Frame to) noexcept
{
    auto& s = *state;
    if (s.next == nullptr) s.next = s.incoming.take();
    if (s.next != nullptr)
    {
        if (s.current != nullptr && ! s.outgoing.try_enqueue (s.current)) return;
        s.current = s.next;
        s.next = nullptr;
    }
    if (s.current == nullptr) return;
    const bool was = s.transport != State::Transport::empty && s.transport != State::Transport::paused;
    s.current->restart (to);
    s.prime();
    s.transport = State::Transport::playing;
    s.held = s.lastOut;
    bool audible = false;
    for (float x : s.held) audible = audible || x != 0.0f;
    if (was && audible)
    {
        s.holdLeft = s.holdTotal = static_cast<int> (jumpFade.value * s.rate.value);
    }
    s.halted = false;
    s.fadeIn (jumpFade, s.frame > 0 || audible);
    // The part of the first quantum that lies before `to` is left out.
    s.makeQuantum();
    s.used = static_cast<int> (to - s.frame);
    s.note (Logged::What::jump, static_cast<float> (to));
}
} // namespace lull::engine

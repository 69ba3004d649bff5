#include "Engine/Player.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "Base/Math.h"
#include "Base/Simd.h"
#include "Engine/PlayerState.h"

namespace lull::engine
{
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

void Player::setTouchLevel (Decibels d) noexcept
{
    if (! std::isnan (d.value)) state->wantedTouch = static_cast<float> (d.value <= -120.0 ? 0.0 : math::amplitude (std::min (d.value, 0.0)));
}

void Player::setCeiling (safety::Ceiling c) noexcept { state->wantedCeiling = safety::shareOf (c); }

void Player::recall (const safety::BodyMemory& from) noexcept
{
    state->recollection.copy (from);
    state->recalls.fetch_add (1, std::memory_order_release);
}

void Player::tone (const TestTone& tone) noexcept
{
    state->wantedTone.write (tone);
    state->tones.fetch_add (1, std::memory_order_release);
}

void Player::beat (const TestBeat& beat) noexcept
{
    state->wantedBeat.write (beat);
    state->beats.fetch_add (1, std::memory_order_release);
}

void Player::expectTouch() noexcept { state->memory->flows.store (true, std::memory_order_relaxed); }

std::shared_ptr<const safety::BodyMemory> Player::memory() const noexcept { return state->memory; }

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

void Player::alive() noexcept
{
    if (state->heart.fetch_add (1, std::memory_order_relaxed) == ~std::uint32_t { 0 }) state->heart.store (1, std::memory_order_relaxed); // 0: never heard of
}

void Player::stop (Seconds fade) noexcept
{
    state->stopFade = static_cast<float> (std::clamp (fade.value, 0.0, 60.0));
    state->interlock.latch().stop();
}

void Player::stopAll (Seconds fade) noexcept
{
    stop (fade);
    if (state->company != nullptr) state->company->stops.fetch_add (1, std::memory_order_acq_rel);
}

int Player::join (std::shared_ptr<safety::Company> company, std::uint64_t program, bool guards)
{
    state->place = company == nullptr ? -1 : company->enter (program, guards);
    if (state->place < 0) return state->place;
    state->companyStops = company->stops.load (std::memory_order_acquire);
    state->company = std::move (company);
    return state->place;
}

void Player::leadAnew() noexcept { state->interlock.leadAnew(); }

void Player::carry (std::shared_ptr<Carried> c) { state->carried = std::move (c); }

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
            for (int i = 0; i < std::min (n, s.holdLeft); ++i) to[i] += s.held[k] * static_cast<float> (s.holdLeft - i) / static_cast<float> (s.holdTotal);
        }
        for (int c = 0; c < known; ++c)
        {
            const auto k = static_cast<std::size_t> (c);
            s.lastOut[k] = s.sample (c, static_cast<std::size_t> (s.used + n - 1)); // as it went out
            if (s.holdLeft >= n) s.lastOut[k] += s.held[k] * static_cast<float> (s.holdLeft - n + 1) / static_cast<float> (s.holdTotal);
        }
        s.holdLeft = std::max (0, s.holdLeft - n);
        s.used += n;
        done += n;
    }
    if (frames > 0) s.telemetry.write (s.telling);
}

int Player::ahead() const noexcept { return quantum - state->used; }

void Player::waits (bool w) noexcept
{
    if (std::exchange (state->waits, w) != w && state->current != nullptr) state->current->waits (w);
}

void Player::gap (Seconds length) noexcept
{
    auto& s = *state;
    ++s.telling.gaps;
    s.interlock.gap (length);
    s.sitting.pause (length);
    s.last.body().rest (length);
    if (! (length > safety::Interlock::gapNoticed)) return;
    // What is left of the last quantum was made with the gain before.
    for (std::size_t i = static_cast<std::size_t> (s.used); i < quantum; ++i)
        std::fill_n (s.outTouch.at.begin() + static_cast<std::ptrdiff_t> (i * maxLanes), maxLanes, 0.0f);
    std::fill (s.held.begin() + 2, s.held.end(), 0.0f);
}

void Player::jump (Frame to, bool renders) noexcept
{
    auto& s = *state;
    s.drain(); // what was asked before this is over
    if (s.next == nullptr) s.next = s.incoming.take();
    if (s.next != nullptr && ! s.takeNext()) return;
    if (s.current == nullptr) return;
    s.endCrossing();
    const bool was = s.transport != State::Transport::empty && s.transport != State::Transport::paused;
    s.current->restart (to);
    s.prime();
    s.drowsySince = s.frame;
    if (std::exchange (s.asleep, false)) s.sleep.again();
    s.transport = State::Transport::playing;
    s.held = s.lastOut;
    if (renders) s.held[0] = s.held[1] = 0.0f;
    bool audible = false;
    for (float x : s.held) audible = audible || x != 0.0f;
    if (was && audible) { s.holdLeft = s.holdTotal = static_cast<int> (jumpFade.value * s.rate.value); }
    s.standing = false;
    s.fadeIn (jumpFade, s.frame > 0 || audible);
    if (renders && s.frame == 0) s.sound.jump (1.0f);
    s.touchBack();
    // The part of the first quantum that lies before `to` is left out.
    s.makeQuantum();
    s.used = static_cast<int> (to - s.frame);
    s.note (Logged::What::jump, static_cast<double> (to));
}
} // namespace lull::engine

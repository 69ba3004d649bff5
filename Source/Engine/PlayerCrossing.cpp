// What a person wishes while it plays, and how one performance crosses over into another. The audio thread's, like PlayerAudio.cpp.
#include "Engine/PlayerState.h"

#include <algorithm>
#include <cmath>

namespace lull::engine
{
namespace
{
constexpr int catchUp = 4;          // quanta of a late performance in one of ours
constexpr Seconds mostLate { 2.0 }; // later ones begin anew where we are
constexpr float felt = 1e-5f;       // rms re full scale: less is nothing
} // namespace

void Player::State::wish (const Command& command, Lane lane) noexcept
{
    using Kind = Command::Kind;
    if (current == nullptr) return;
    switch (command.kind)
    {
        case Kind::stay: return note (Logged::What::stay, command.value > 0.0 ? command.value : stayFor, lane);
        case Kind::again: return note (Logged::What::again, 0.0, lane);
        case Kind::notHere:
        {
            double most = command.value;
            if (! (most >= 0.0))
            {
                const auto& level = last.touchMeters().rms30ms;
                const auto at = std::max_element (level.begin(), level.begin() + actuators);
                most = at != level.begin() + actuators && *at > felt ? static_cast<double> (at - level.begin()) : -1.0;
            }
            return note (Logged::What::notHere, most, lane);
        }
        case Kind::softer:
        {
            const float now = wantedStrength.load (std::memory_order_relaxed);
            const float to = std::min (now, std::max (static_cast<float> (softest), static_cast<float> (softerBy) * now));
            wantedStrength.store (to, std::memory_order_relaxed);
            return note (Logged::What::softer, static_cast<double> (to), lane);
        }
        default: return;
    }
}

void Player::State::takeIncoming() noexcept
{
    // One that waits for its moment gives way to a newer one.
    if (next != nullptr && ! incoming.empty() && next->entering() != Performance::Entrance::cut && outgoing.try_enqueue (next)) next = nullptr;
    if (next == nullptr) next = incoming.take();
}

bool Player::State::crosses() noexcept
{
    using Entrance = Performance::Entrance;
    if (next->entering() == Entrance::cut) return false;
    if (going != nullptr) return true; // one after the other
    const bool onward = next->entering() == Entrance::onward;
    if (onward)
    {
        const Frame here = current->position();
        if (static_cast<double> (here - next->position()) > mostLate.value * rate.value) next->restart (here);
        for (int i = 0; i < catchUp && next->position() < here; ++i) next->render (controls(), goingSound, goingTouch);
        if (next->position() != here) return true; // not yet
    }
    going = current;
    current = next;
    next = nullptr;
    alikes = onward;
    crossed = 0;
    crossing = std::max (1, static_cast<int> (current->crossesIn().value * rate.value / quantum));
    lossesSeen = current->losses();
    if (waits) current->waits (true);
    touchEnds = current->timeline().frames (rate);
    if (! onward)
    {
        frame = upcoming = current->position() - lookAheadFrames (rate);
        drowsySince = frame;
        note (Logged::What::jump, static_cast<double> (frame));
    }
    return true;
}

// Two that are the same cross in a straight line, which changes nothing; two that are not, in equal power.
void Player::State::renderCurrent (const Controls& controls) noexcept
{
    current->render (controls, outSound, outTouch);
    if (going == nullptr) return;
    if (crossed == crossing) return endCrossing();
    going->render (controls, goingSound, goingTouch);
    const auto weights = [&] (int done) {
        const double u = static_cast<double> (done) / crossing;
        return alikes ? Ends { 1.0 - u, u } : Ends { math::cosCycles (0.25 * u), math::sinCycles (0.25 * u) };
    };
    const Ends from = weights (crossed), to = weights (++crossed);
    for (std::size_t i = 0; i < quantum; ++i)
    {
        const double u = static_cast<double> (i) / quantum;
        const auto old = static_cast<float> (from.begin + (to.begin - from.begin) * u), now = static_cast<float> (from.end + (to.end - from.end) * u);
        outSound.left[i] = old * goingSound.left[i] + now * outSound.left[i];
        outSound.right[i] = old * goingSound.right[i] + now * outSound.right[i];
        for (std::size_t k = i * maxLanes; k < (i + 1) * maxLanes; ++k) outTouch.at[k] = old * goingTouch.at[k] + now * outTouch.at[k];
    }
}

void Player::State::endCrossing() noexcept
{
    crossed = crossing;
    if (going != nullptr && outgoing.try_enqueue (going)) going = nullptr;
}
} // namespace lull::engine

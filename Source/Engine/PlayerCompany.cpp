// How a Player keeps to what it shares with others on the same chair. The audio thread's.
#include "Engine/PlayerState.h"

#include <algorithm>

namespace lull::engine
{
namespace
{
constexpr double glide = 0.05; // s, from all of a limit to none: rising touch takes longer to matter
}

void Player::State::keepCompany() noexcept
{
    if (company == nullptr) return;
    using Touch = safety::Interlock::State;
    auto& mine = company->places[static_cast<std::size_t> (place)];
    const bool guards = mine.guards.load (std::memory_order_relaxed);
    led = ! guards && company->guarded (mine.program.load (std::memory_order_relaxed));
    if (! guards) interlock.led (led);
    if (const auto stops = company->stops.load (std::memory_order_acquire); stops != companyStops)
    {
        companyStops = stops;
        interlock.letDown(); // of whoever stopped the sound stops too; here it goes on
    }
    mine.flows.store (interlock.state() != Touch::unarmed, std::memory_order_relaxed);
}

// Limits that are divided are those of a signal that is multiplied: exact, and nothing in the guard has to know.
void Player::State::keepToShare (std::array<float, quantum>& after) noexcept
{
    if (company == nullptr) return;
    // One that guards has what all the others do in it already: it keeps to its part beside other guards, and they to theirs beside each other.
    const auto& mine = company->places[static_cast<std::size_t> (place)];
    const bool guards = mine.guards.load (std::memory_order_relaxed);
    const int all = company->count (mine.program.load (std::memory_order_relaxed), guards);
    const float wanted = 1.0f / static_cast<float> (std::max (1, all)), step = static_cast<float> (quantum / (glide * rate.value)), before = share;
    share = wanted > share ? std::min (wanted, share + step) : std::max (wanted, share - step);
    if (before >= 1.0f && share >= 1.0f) return;
    const float up = 1.0f / before;
    for (auto& x : outTouch.at) x *= up;
    for (std::size_t i = 0; i < quantum; ++i) after[i] *= before + (share - before) * (static_cast<float> (i) / quantum);
}
} // namespace lull::engine

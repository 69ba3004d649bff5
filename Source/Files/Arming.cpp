#include "Files/Arming.h"

#include <cmath>

#include <fmt/format.h>

#include "Files/Notice.h"
#include "Safety/Sitting.h"

namespace lull::files
{
void Arming::sit (const touch::Chair& on)
{
    if (seat == nullptr || chair != on.id) seat = std::make_unique<ChairSeat> (on, who, sharing);
    chair = on.id;
}

void Arming::join (engine::Player& player, const touch::Chair& on, bool guards)
{
    sit (on);
    seat->stands (player.join (seat->company(), ChairSeat::program(), guards));
}

Arming::Outcome Arming::arm (engine::Player& player, const touch::Chair& on)
{
    if (! noticeAcknowledged()) return { Answer::notice, "Before the first touch there is something to read." };
    sit (on);
    if (seat->held() && player.memory()->flows)
    {
        if (player.interlock().arm()) return { Answer::rises, {} };
        return { Answer::refused, "Touch is still coming to rest; arm it again in a moment." };
    }
    safety::BodyMemory borne;
    if (const auto taken = seat->take (borne); ! taken) return { Answer::refused, "Touch stays off: " + taken.error().message + "." };
    if (const double rest = safety::Sitting::restLeft (borne).value; rest > 0.0)
    {
        seat->leave();
        return { Answer::refused, fmt::format ("Touch has been on for 95 minutes and rests for {} more.", text::clockText (std::ceil (rest))) };
    }
    player.recall (borne);
    if (! player.interlock().arm())
    {
        seat->leave();
        return { Answer::refused, "Touch is still coming to rest; arm it again in a moment." };
    }
    player.expectTouch();
    seat->keep (player.memory());
    return { Answer::rises, {} };
}
} // namespace lull::files

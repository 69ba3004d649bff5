#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Cli/LiveState.h"

// The sleep timer: its keys and its silence.
namespace lull::cli
{
void LiveState::sleepLater()
{
    if (now.asleep) return say ("It is quiet; space goes on.");
    player->send (engine::Lane::keys, { engine::Command::Kind::later, 0, engine::laterBy, timerFade });
}

void LiveState::sleepNever()
{
    if (timerTold > 0.0) player->send (engine::Lane::keys, { engine::Command::Kind::sleep, 0, 0.0 });
}

std::string LiveState::timerWords (double left) const
{
    return fmt::format ("Quiet in {}, fading over the last {}", clockText (left), clockText (std::min (left, timerFade)));
}

// The sleep timer's silence: somebody at a terminal may go on from where it began to fade; with nobody there it is the end.
void LiveState::heedSleep()
{
    if (now.quanta > 0 && std::abs (now.sleepWhole - timerTold) > 0.01)
    {
        timerTold = now.sleepWhole;
        say (timerTold > 0.0 ? timerWords (now.sleepIn) + "; t gives more, T none." : "No sleep timer any more.");
    }
    if (now.asleep == asleepTold) return;
    asleepTold = now.asleep;
    if (! now.asleep) return;
    paused = true;
    say (fmt::format ("{:>7}  Quiet now.{}", clockText (now.seconds), terminal ? " Space goes on from here, where it began to fade." : ""));
    if (! terminal && ! leaving) hearOut (false);
}
} // namespace lull::cli

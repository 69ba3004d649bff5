#include <fmt/format.h>

#include "Base/SteadyClock.h"
#include "Cli/LiveState.h"
#include "Files/Notice.h"

// Letting touch rise, how strong it may be, and the end of a sitting.
namespace lull::cli
{
// Going on from a stop: for a while, touch too.
void LiveState::armAgain()
{
    if (goesOn.take (steadySeconds()) && situation.touchFlows && ! leaving) arm();
}

void LiveState::arm()
{
    if (situation.heard) return say ("Touch is heard here; nothing goes to a chair.");
    if (loaded.chair == nullptr) return say ("No chair is set: there is nothing to arm.");
    if (now.after) return say ("Touch is over; sound alone goes on.");
    if (! situation.touchFlows) return say ("Touch stays off: " + output.opened().refusal);
    if (lost || output.parked()) return say ("Not now.");

    // What is new is read first; the same key again says that it was, and not in the same breath.
    if (noticeShown && Clock::now() - *noticeShown >= std::chrono::seconds (3))
    {
        noticeShown.reset();
        if (const auto kept = files::acknowledgeNotice(); ! kept) return say ("That it was read cannot be noted: " + kept.error().message);
    }
    if (const auto why = hand.readyFor (loaded.chair->id); ! why.empty()) return say ("Touch stays off: " + why);
    if (const auto watched = watchdog.start(); ! watched) return say ("Touch stays off: " + watched.error().message);
    output.beatInto (watchdog.audio());

    using Answer = files::Arming::Answer;
    const auto outcome = arming.arm (*player, *loaded.chair);
    if (outcome.answer == Answer::notice)
    {
        if (! noticeShown) say (std::string (files::noticeText()) + "\nWhen you have read it, a says so and lets touch rise.");
        if (! noticeShown) noticeShown = Clock::now();
        return;
    }
    if (outcome.answer == Answer::refused) return say (outcome.why);
    if (! armedOnce) say ("Touch rises over 30 seconds. Esc or q stops it at once.");
    armedOnce = true;
}

// Round and round; up only here, in the running program.
void LiveState::nextCeiling()
{
    if (loaded.chair == nullptr || situation.heard) return say ("No chair is set: there is no touch.");
    using C = safety::Ceiling;
    ceiling = safety::nextOf (ceiling);
    player->setCeiling (ceiling);
    say (fmt::format ("Touch is {} at most{}.", safety::nameOf (ceiling), ceiling == C::strong ? ", all that the chair is rated for" : ""));
}

// The end of a sitting is said when it comes; what holds single actuators back stands in the status line.
void LiveState::heedTouch()
{
    watchdog.beat (player->memory()->flows && output.isOpen() && ! lost);
    if (watchdog.lost())
    {
        player->interlock().disarm();
        say ("Touch was let down: its watchdog has ended. a lets it rise again, with a new one.");
    }
    goesOn.watch (now.interlock, now.stopped, steadySeconds());
    // Told when the Player tells the stop as well, which may be a block later: only then is it known whether touch comes back with it.
    const auto news = hand.news();
    byHand.pressed |= news.pressed;
    byHand.gone |= news.gone;
    paused |= (news.pressed || news.gone) && ! leaving; // the latch has stopped it
    if (! byHand.pressed && ! byHand.gone) byHandSince = steadySeconds();
    else if (now.stopped || steadySeconds() - byHandSince > 0.5)
    {
        const auto heard = std::exchange (byHand, {});
        if (! leaving)
            say (std::string (heard.gone ? "Stopped: the button in the hand was unplugged." : "Stopped by the button in the hand.") + " Space goes on" +
                 (heard.pressed && goesOn.offered (steadySeconds()) ? "; within 30 seconds touch comes back with it." : "."));
    }
    const bool rests = now.restLeft > 0.0;
    if (rests == restTold) return;
    restTold = rests;
    say (rests ? "Touch has been on for 95 minutes: it rests for 30 minutes now. Sound goes on." : "Touch has rested; a lets it rise again.");
}
} // namespace lull::cli

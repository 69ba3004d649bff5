#include "Cli/LiveState.h"

#include "Devices/Alignment.h"

// What happens to the device: another rate, a standstill, gone and back again.
namespace lull::cli
{
void LiveState::rebuild (SampleRate rate)
{
    loader.want ({ loaded.timeline, rate, jumpTo.value_or (now.seconds) });
    jumpTo.reset();
    const bool was = paused;
    // The feed before stays alive until output.play has let go of it.
    auto oldFeed = std::move (feed);
    auto oldPlayer = std::move (player);
    makePlayer (rate, devices::AudioOutput::Start::faded, engine::sleepLike (oldPlayer->telemetry()));
    player->recall (*oldPlayer->memory());
    if (was) player->send (engine::Lane::keys, { engine::Command::Kind::pause, 0 });
}

void LiveState::alignTouch (const std::string& device)
{
    if (loaded.chair == nullptr || situation.heard) return;
    const auto known = devices::loadAlignment (devices::alignmentsFolder(), loaded.chair->id, device);
    if (! known) return say (known.error().message);
    aligned = *known;
    loader.readTouch (aligned);
}

void LiveState::heedDevice()
{
    using Kind = devices::OutputEvent::Kind;
    for (const auto& event : output.poll()) switch (event.kind)
        {
            case Kind::rateChanged: rebuild (SampleRate { event.value }); break;
            case Kind::bufferChanged: break;
            case Kind::gap:
                if (! output.parked()) break;
                paused = true;
                player->send (engine::Lane::keys, { engine::Command::Kind::pause, 0 });
                say ("The sound stood still for " + clockText (event.value) + "; space goes on.");
                break;
            case Kind::lost:
                lost = true;
                lostAt = Clock::now();
                paused = terminal.has_value(); // nobody else could go on
                retryAt = lostAt + std::chrono::seconds (1);
                situation.touchFlows = false;
                say (event.message + ". Paused where it was; looking for it.");
                break;
            case Kind::touchRefused:
                situation.touchFlows = false;
                say ("Touch was stopped: " + event.message + ". Sound goes on.");
                break;
            case Kind::touchAllowed:
                situation.touchFlows = ! situation.heard;
                say (event.message + ": a lets it rise again.");
                break;
        }
    if (! lost || leaving) return;
    if (Clock::now() >= retryAt)
    {
        retryAt = Clock::now() + std::chrono::seconds (2);
        if (const auto again = output.reopen())
        {
            lost = false;
            if (midi != nullptr) midi->reopen(); // its server may have been the same
            situation.touchFlows = again->touch > 0 && ! situation.heard;
            if (! paused) output.unpark();
            say (again->name + " is back" + (terminal ? "; space goes on." : "."));
            return;
        }
    }
    if (! terminal && Clock::now() - lostAt > std::chrono::seconds (30))
    {
        say ("lull: the device did not come back");
        end = { static_cast<int> (Error::Kind::device), false };
        journal.end (files::Ending::device, "it did not come back");
        leaving = true;
        leaveBy = Clock::now();
    }
}
} // namespace lull::cli

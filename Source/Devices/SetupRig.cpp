#include "Devices/SetupRig.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "Base/Math.h"
#include "Base/SteadyClock.h"
#include "Engine/Renderer.h"
#include "Engine/TestTone.h"

namespace lull::devices
{
SetupRig::SetupRig (std::shared_ptr<const touch::Chair> c, std::string who) : on (std::move (c)), limits (engine::limitsOf (on.get())), arming (std::move (who))
{}

SetupRig::~SetupRig()
{
    hand.watch (nullptr);
    output.play (nullptr);
    output.close();
}

Result<OpenedOutput> SetupRig::open (const std::string& device, std::optional<Binding> binding)
{
    OutputRequest wanted;
    wanted.device = device;
    wanted.binding = std::move (binding);
    wanted.actuators = static_cast<int> (on->actuators.size());
    if (on->shared) wanted.crossover = on->crossover;
    auto opened = output.open (wanted);
    if (! opened) return opened;
    if (opened->touch == 0) return fail (opened->refusal, Error::Kind::device);
    player = std::make_unique<engine::Player> (limits, SampleRate { opened->rate });
    feed = std::make_unique<PlayerFeed> (*player);
    hand.watch (&player->interlock().latch());
    output.play (feed.get());
    telemetry = player->telemetry();
    return opened;
}

files::Arming::Outcome SetupRig::arm()
{
    using Answer = files::Arming::Answer;
    if (const auto why = hand.readyFor (on->id); ! why.empty()) return { Answer::refused, "Touch stays off: " + why + "." };
    if (const auto watched = watchdog.start(); ! watched) return { Answer::refused, "Touch stays off: " + watched.error().message };
    output.beatInto (watchdog.audio());
    return arming.arm (*player, *on);
}

double SetupRig::most (int actuator) const noexcept
{
    const double dB = 20.0 * std::log10 (on->ceiling (actuator) * static_cast<double> (safety::shareOf (safety::Ceiling::normal)));
    return on->actuators[static_cast<std::size_t> (actuator)].netWatts() ? dB : std::min (dB, unrated);
}

double SetupRig::gainOf (int actuator, double hertz)
{
    auto found = std::find_if (gains.begin(), gains.end(), [&] (const auto& g) { return g.first == hertz; });
    if (found == gains.end()) found = gains.insert (found, { hertz, std::vector<double> (on->actuators.size(), 0.0) });
    auto& gain = found->second[static_cast<std::size_t> (actuator)];
    if (gain == 0.0) gain = engine::guardGain (limits, SampleRate { output.opened().rate }, actuator, hertz);
    return gain;
}

double SetupRig::peakFor (int actuator, double hertz, double level)
{
    // As it leaves: after the filters of the guard, and the ceiling.
    const double after = gainOf (actuator, hertz) * static_cast<double> (safety::shareOf (safety::Ceiling::normal));
    return std::min (math::amplitude (std::min (level, most (actuator))) / after, on->ceiling (actuator));
}

double SetupRig::reaches (int actuator, double hertz, double level)
{
    return math::decibels (peakFor (actuator, hertz, level) * gainOf (actuator, hertz) * static_cast<double> (safety::shareOf (safety::Ceiling::normal)));
}

void SetupRig::play (double hertz, const std::vector<Drive>& drives)
{
    engine::TestTone tone;
    tone.hertz = hertz;
    for (const auto& d : drives)
    {
        const double peak = peakFor (d.actuator, hertz, d.level);
        tone.peak[static_cast<std::size_t> (d.actuator)] = static_cast<float> (d.inverted ? -peak : peak);
    }
    player->beat ({});
    player->tone (tone);
}

void SetupRig::beat (const std::optional<Beat>& wanted)
{
    player->tone ({});
    if (! wanted) beats.stop();
    engine::TestBeat beat;
    beat.bpm = Beat::bpm;
    beat.hertz = Beat::hertz;
    if (wanted)
    {
        beat.beats = true;
        beat.early = wanted->early;
        beat.tick = wanted->heard ? static_cast<float> (Beat::tick) : 0.0f;
        for (const auto& d : wanted->drives) beat.peak[static_cast<std::size_t> (d.actuator)] = static_cast<float> (peakFor (d.actuator, Beat::hertz, d.level));
    }
    player->beat (beat);
}

void SetupRig::stop() noexcept
{
    if (player != nullptr) player->interlock().latch().stop();
}

std::optional<SetupRig::Change> SetupRig::mind()
{
    if (player == nullptr) return std::nullopt;
    player->alive();
    telemetry = player->telemetry();
    beats.hear (telemetry.beat, steadySeconds());
    player->collect();
    (void)player->takeLog();
    watchdog.beat (player->memory()->flows && output.isOpen());
    if (watchdog.lost())
    {
        player->interlock().disarm();
        return Change { "Touch was let down: its watchdog has ended.", false };
    }
    for (const auto& event : output.poll()) switch (event.kind)
        {
            case OutputEvent::Kind::lost: player->interlock().disarm(); return Change { event.message + ".", true };
            case OutputEvent::Kind::rateChanged: player->interlock().disarm(); return Change { "The device plays at another rate now.", true };
            case OutputEvent::Kind::touchRefused: return Change { "Touch was stopped: " + event.message + ".", true };
            case OutputEvent::Kind::gap:
            case OutputEvent::Kind::bufferChanged:
            case OutputEvent::Kind::touchAllowed: break;
        }
    if (output.parked())
    {
        output.unpark();
        return Change { "Touch was let down: the sound stood still.", false };
    }
    if (telemetry.stalls != stalls)
    {
        stalls = telemetry.stalls;
        return Change { "Touch was let down: this program stood still.", false };
    }
    if (const auto news = hand.news(); news.pressed || news.gone)
    {
        stopTold = true;
        return Change { news.gone ? "Touch was stopped: the button in the hand was unplugged." : "Touch was stopped by the button in the hand.", false };
    }
    if (telemetry.stopped && ! std::exchange (stopTold, true)) return Change { "Touch was stopped.", false };
    if (! telemetry.stopped) stopTold = false;
    if (telemetry.restLeft > 0.0) return Change { "Touch has been on for 95 minutes and rests.", true };
    return std::nullopt;
}
} // namespace lull::devices

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Cli/LiveState.h"

// The keys of window.md: Space pause, Esc stop, Left / Right phase, Up / Down strength, + / - volume, S softer, Y stay, N not here; here also
// a (touch may rise), c (how strong it may be), t (fifteen minutes more until the sleep timer's silence, T: none) and q (stop).
namespace lull::cli
{
void LiveState::heedKeys()
{
    if (! terminal) return;
    while (auto key = terminal->next()) press (*key);
}

void LiveState::press (Key key)
{
    using Name = Key::Name;
    const auto setStrength = [this] (double s) {
        strength = std::clamp (s, 0.0, 1.0);
        player->setStrength (strength);
    };
    const auto setVolume = [this] (double db) {
        volume = std::clamp (db, -60.0, 6.0);
        player->setVolume (Decibels { volume });
    };
    if (key.name == Name::escape || key.is ('q') || key.is ('Q')) return leave (0);
    if (leaving) return;
    if (key.is (' ')) return setPaused (! paused, engine::Lane::keys);
    if (key.name == Name::left) return skip (-1);
    if (key.name == Name::right) return skip (1);
    if (key.name == Name::up) return setStrength (strength + 0.05);
    if (key.name == Name::down) return setStrength (strength - 0.05);
    if (key.is ('+') || key.is ('=')) return setVolume (volume + 2.0);
    if (key.is ('-')) return setVolume (volume - 2.0);
    if (key.is ('s') || key.is ('S')) return setStrength (std::max (0.05, 0.8 * strength));
    if (key.is ('y') || key.is ('Y')) return stay();
    if (key.is ('n') || key.is ('N')) return notHere();
    if (key.is ('a') || key.is ('A')) return arm();
    if (key.is ('c') || key.is ('C')) return nextCeiling();
    if (key.is ('t')) return sleepLater();
    if (key.is ('T')) return sleepNever();
}

void LiveState::setPaused (bool pause, engine::Lane lane)
{
    if (lost) return say ("The device is away; it is looked for.");
    if (! pause && output.parked()) output.unpark();
    // A stop from elsewhere has halted it where it is: going on needs a performance again.
    paused = pause;
    player->send (lane, { pause ? engine::Command::Kind::pause : engine::Command::Kind::resume, 0 });
    if (! pause && lane == engine::Lane::keys) armAgain();
}

void LiveState::goTo (double seconds, std::shared_ptr<const session::Timeline> timeline)
{
    jumpTo = seconds;
    loader.want ({ std::move (timeline), SampleRate { output.opened().rate }, seconds });
}

void LiveState::skip (int phases)
{
    const auto& list = loaded.timeline->phases();
    const double at = jumpTo.value_or (now.seconds);
    // What follows counts as one more.
    std::vector<double> begins;
    for (const auto& p : list) begins.push_back (p.begin);
    if (loaded.timeline->then() > 0.0) begins.push_back (loaded.timeline->length());
    auto i = static_cast<int> (loaded.timeline->after (at) ? list.size() : loaded.timeline->phaseAt (at));
    // Back goes to the start of this phase first, and from there to the one before.
    if (phases < 0 && at - begins[static_cast<std::size_t> (i)] > 3.0) ++i;
    i += phases;
    if (i >= static_cast<int> (begins.size())) return leave (0);
    situation.staying = false;
    goTo (begins[static_cast<std::size_t> (std::max (0, i))], loaded.timeline);
}

void LiveState::stay()
{
    if (now.after) return say ("The session is over; nothing is left to stay in.");
    situation.staying = ! situation.staying;
    say (situation.staying ? "Staying here; y goes on." : "Going on.");
}

// The place that is touched most now is left out for the strokes of this moment.
void LiveState::notHere()
{
    if (loaded.chair == nullptr) return;
    const auto& levels = now.touch.rms30ms;
    const auto n = loaded.chair->actuators.size();
    const auto most = std::max_element (levels.begin(), levels.begin() + static_cast<std::ptrdiff_t> (n));
    if (! (*most > 1e-5f)) return say ("Nothing is touched right now.");
    const auto actuator = static_cast<int> (most - levels.begin());

    auto chair = std::make_shared<touch::Chair> (*loaded.chair);
    std::string places, strokes;
    for (auto& zone : chair->zones)
    {
        if (zone.actuator != actuator) continue;
        places += (places.empty() ? "" : " and ") + zone.name;
        for (const auto& layer : loaded.timeline->touches())
        {
            const std::string stroke (layer.kind->name);
            if (! (layer.presence.gain (now.seconds) > 0.0) || std::find (zone.without.begin(), zone.without.end(), stroke) != zone.without.end()) continue;
            zone.without.push_back (stroke);
            if (strokes.find (stroke) == std::string::npos) strokes += (strokes.empty() ? "" : " and ") + stroke;
        }
    }
    if (strokes.empty()) return;
    say (fmt::format ("No {} at {} any more.", strokes, places));
    loaded.chair = chair;
    followedBy (loaded, loaded.timeline->then());
    situation.loaded = &loaded;
    goTo (now.seconds + 0.2, loaded.timeline);
}
} // namespace lull::cli

#include <algorithm>

#include "Cli/LiveState.h"

// The keys of window.md: Space pause, Esc stop, Left / Right phase, Up / Down strength, + / - volume, S softer, Y stay, N not here; here also r (this again),
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
    const auto wish = [this] (engine::Command::Kind kind, double value = 0.0) { player->send (engine::Lane::keys, { kind, 0, value }); };
    if (key.name == Name::escape || key.is ('q') || key.is ('Q')) return leave (0, files::Ending::stopped, "by a key");
    if (leaving) return;
    if (key.is (' ')) return setPaused (! paused, engine::Lane::keys);
    if (key.name == Name::left) return skip (-1);
    if (key.name == Name::right) return skip (1);
    if (key.name == Name::up) return setStrength (strength + 0.05);
    if (key.name == Name::down) return setStrength (strength - 0.05);
    if (key.is ('+') || key.is ('=')) return setVolume (volume + 2.0);
    if (key.is ('-')) return setVolume (volume - 2.0);
    if (key.is ('s') || key.is ('S')) return wish (engine::Command::Kind::softer);
    if (key.is ('y') || key.is ('Y')) return wish (engine::Command::Kind::stay);
    if (key.is ('r') || key.is ('R')) return wish (engine::Command::Kind::again);
    if (key.is ('n') || key.is ('N')) return wish (engine::Command::Kind::notHere, -1.0);
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

void LiveState::goTo (double seconds)
{
    jumpTo = seconds;
    loader.want ({ loaded.timeline, SampleRate { output.opened().rate }, seconds });
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
    if (i >= static_cast<int> (begins.size())) return leave (0, files::Ending::stopped, "past its last phase");
    goTo (begins[static_cast<std::size_t> (std::max (0, i))]);
}
} // namespace lull::cli

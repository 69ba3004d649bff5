// What a chair is set up with, by whatever face: a device, a Player that plays test tones on single outputs, and everything that stands between a session
// and a person (guard, interlock, notice, chair seat, watchdog). Touch is normal at most, and no tone is louder than -12 dBFS where nobody knows what its
// actuator bears. One face's thread, which calls mind() ten times a second or more.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Devices/AudioOutput.h"
#include "Devices/HandStop.h"
#include "Devices/PlayerFeed.h"
#include "Devices/Watchdog.h"
#include "Engine/PlaceClock.h"
#include "Files/Arming.h"
#include "Touch/Chair.h"

namespace lull::devices
{
class SetupRig
{
public:
    static constexpr double unrated = -12.0; // dBFS at most, where the rated power is unknown
    static constexpr double gentle = -36.0;  // dBFS: where a test begins

    // who: as Arming says it, "lull chair walk".
    SetupRig (std::shared_ptr<const touch::Chair>, std::string who);
    ~SetupRig();
    SetupRig (const SetupRig&) = delete;
    SetupRig& operator= (const SetupRig&) = delete;

    // An error when there is no device, or when touch is refused on it: why.
    [[nodiscard]] Result<OpenedOutput> open (const std::string& device, std::optional<Binding>);

    // What has been played goes on from silence. See Arming.
    [[nodiscard]] files::Arming::Outcome arm();

    struct Drive
    {
        int actuator = 0;
        double level = gentle; // dBFS of the peak that reaches its output, re a full-scale sine; lowered to most()
        bool inverted = false;
        double under = 0.0; // dB: how much softer than the others
    };
    void play (double hertz, const std::vector<Drive>&); // nothing: silence. Moves in 0.3 s.
    // A beat, felt by these (nothing: not) and heard or not, the push so far before its tick; instead of tones. quiet: no more of it.
    struct Beat
    {
        static constexpr double bpm = 75.0, hertz = 50.0, tick = 0.1; // tick: peak, linear
        std::vector<Drive> drives {};
        bool heard = false;
        Seconds early { 0.0 };
    };
    void beat (const std::optional<Beat>&);
    [[nodiscard]] double beatAt (double steady) const noexcept { return beats.placeAt (steady); } // s since beat 0 at that steadySeconds()
    void stop() noexcept;                                                                         // down in 20 ms; arm() again

    // What of such a level really leaves, dBFS: less where the guard's filters take so much away that the ceiling does not make up for it.
    [[nodiscard]] double reaches (int actuator, double hertz, double level);

    // Whether the guard holds it back now: then less leaves than reaches() says.
    [[nodiscard]] bool heldBack (int actuator) const noexcept { return telemetry.touch.gain[static_cast<std::size_t> (actuator)] < 1.0f; }

    // The loudest that this actuator is driven here, dBFS.
    [[nodiscard]] double most (int actuator) const noexcept;

    // Alive. Words when touch was let down since the last call, and why; `over` when it will not come back.
    struct Change
    {
        std::string words;
        bool over = false;
    };
    [[nodiscard]] std::optional<Change> mind();

    [[nodiscard]] const engine::Telemetry& now() const noexcept { return telemetry; }
    [[nodiscard]] bool risen() const noexcept { return telemetry.interlock == safety::Interlock::State::armed; }
    [[nodiscard]] safety::StopLatch* latch() noexcept { return player != nullptr ? &player->interlock().latch() : nullptr; }
    [[nodiscard]] const touch::Chair& chair() const noexcept { return *on; }
    [[nodiscard]] const OpenedOutput& opened() const noexcept { return output.opened(); }

private:
    std::shared_ptr<const touch::Chair> on;
    safety::Limits limits;
    Watchdog watchdog; // outlives what beats into it
    AudioOutput output;
    std::unique_ptr<engine::Player> player;
    std::unique_ptr<PlayerFeed> feed;
    HandStop hand;
    files::Arming arming;
    engine::Telemetry telemetry;
    std::vector<std::pair<double, std::vector<double>>> gains; // of the guard: Hz, per actuator
    std::uint32_t stalls = 0;
    bool stopTold = true; // nothing is armed yet

    engine::PlaceClock beats;

    [[nodiscard]] double gainOf (int actuator, double hertz);
    [[nodiscard]] double peakFor (int actuator, double hertz, double level); // before the guard
};
} // namespace lull::devices

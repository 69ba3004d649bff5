// What the window looks at: a session on a device, started, stopped and moved about. Owns the Player and sends it commands; notices what
// happens to the device. Face thread only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "App/Arguments.h"
#include "App/NoOutput.h"
#include "Devices/AudioOutput.h"
#include "Devices/HandStop.h"
#include "Devices/Midi.h"
#include "Devices/PlayerFeed.h"
#include "Devices/Signals.h"
#include "Devices/Watchdog.h"
#include "Engine/Loader.h"
#include "Engine/Player.h"
#include "Engine/TapTempo.h"
#include "Files/Arming.h"
#include "Safety/GoOn.h"

namespace lull::app
{
class Stage
{
public:
    Stage();
    ~Stage();

    // Whose handlers are to know the newest Player's latch, before an older one is freed.
    void obey (devices::Signals& s) noexcept { signals = &s; }

    // Which controllers play it and what is told of it as MIDI; it outlives the stage. Before start().
    void hear (devices::Midi& m) noexcept { midi = &m; }

    // Loads the session, opens the device and plays. An error leaves nothing open; the window can still be shown.
    Result<bool> start (const Arguments&);

    // Thirty times a second or so: takes what the loader has built, hears of the device.
    void tick (double now);

    void stop();  // touch down in 20 ms, sound in 1.5 s
    void goOn();  // from where it was stopped; within half a minute touch comes too, later it waits for arm()
    void again(); // from the start
    void pauseOrResume();
    void toPhase (int);
    void toSecond (double);            // of the session
    [[nodiscard]] bool arm();          // false: something is to be read first (files::noticeText). A refusal is said in notice()
    void wish (engine::Command::Kind); // stay, again (this phase), notHere, softer
    void nextCeiling();                // of touch: a person's press, kept while the program runs
    void setStrength (double zeroToOne);
    void setVolume (double zeroToOne); // 1 is 0 dB
    [[nodiscard]] double strengthWanted() const noexcept { return strength; }
    void sleepLater(); // fifteen minutes more until the sleep timer's silence, or until there is one
    void sleepNever();
    void suspend(); // Ctrl-Z: silence first

    [[nodiscard]] bool running() const noexcept { return body != nullptr; }
    [[nodiscard]] engine::Telemetry telemetry();
    [[nodiscard]] const std::shared_ptr<const session::Timeline>& timeline() const noexcept { return line; } // another one after a wish
    // One sentence for the person, or empty. A refusal: of touch, by the device or for now.
    struct Notice
    {
        std::string_view text;
        bool refusal = false;
    };
    [[nodiscard]] Notice notice() const noexcept;
    [[nodiscard]] bool isLost() const noexcept { return lost; }         // its device is gone
    [[nodiscard]] bool canTouch() const noexcept { return touchFlows; } // may change with every tick()
    [[nodiscard]] safety::StopLatch* latch() noexcept { return body != nullptr ? &body->player.interlock().latch() : nullptr; }
    [[nodiscard]] unsigned bodies() const noexcept { return count; } // how many Players there have been: a new one has a new latch

private:
    struct Body
    {
        Body (const safety::Limits& l, SampleRate r) : player (l, r), feed (player), rate (r) {}
        engine::Player player;
        devices::PlayerFeed feed;
        SampleRate rate;
    };

    std::shared_ptr<const session::Timeline> line;
    engine::Loader loader;
    std::unique_ptr<Body> body;
    devices::Watchdog watchdog; // outlives what beats into it
    devices::AudioOutput output;
    std::unique_ptr<NoOutput> none;
    devices::HandStop hand;
    safety::GoOn goesOn;
    files::Arming arming { "the Lull app" };
    std::string news, refusal, notNow; // the last for a few seconds
    safety::Ceiling ceiling = safety::Ceiling::normal;
    double strength = 0.5, volume = 1.0, place = 0.0, timerFade = 60.0;
    double nextTry = 0.0, ticked = 0.0, notNowUntil = 0.0;
    bool touchFlows = false, isNews = false, lost = false, away = false, startsAgain = false;
    devices::Signals* signals = nullptr;
    unsigned count = 0;

    // StageMidi.cpp
    devices::Midi* midi = nullptr;
    engine::TapTempo taps;
    std::string technique = "effleurage"; // of keys
    double tempo = 1.0;                   // times the script's
    void carryMidi (engine::Player&, SampleRate);
    void heedMidi (const engine::Telemetry&, double now);
    void obey (const engine::MidiEars::Done&, const engine::Telemetry&);
    void setTempo (double times, const engine::Telemetry&);

    void build (SampleRate, double from, engine::Command timer);
    void heed (const devices::OutputEvent&, double now);
    void heedWishes (double now);
    void pause();
    void resume();
};
} // namespace lull::app

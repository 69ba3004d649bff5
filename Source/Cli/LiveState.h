// What a live session consists of. Private to the files called Live*.cpp. Main thread.
#pragma once

#include <chrono>
#include <deque>
#include <vector>

#include "Cli/AuditionFeed.h"
#include "Devices/Control.h"
#include "Cli/Live.h"
#include "Cli/StatusLine.h"
#include "Devices/AudioOutput.h"
#include "Devices/Awake.h"
#include "Devices/HandStop.h"
#include "Devices/Midi.h"
#include "Devices/Mpris.h"
#include "Devices/Signals.h"
#include "Devices/Terminal.h"
#include "Devices/Watchdog.h"
#include "Engine/Loader.h"
#include "Engine/TapTempo.h"
#include "Files/Arming.h"
#include "Files/JournalKeeper.h"
#include "Safety/GoOn.h"

namespace lull::cli
{
class LiveState
{
public:
    LiveState (const LiveRequest&, Loaded, Console&, devices::Signals&);
    ~LiveState();
    LiveState (const LiveState&) = delete;
    LiveState& operator= (const LiveState&) = delete;

    [[nodiscard]] std::optional<Error> mistake();                  // in what was said, as far as it can be known before the device is opened
    [[nodiscard]] std::optional<Error> open();                     // device, player, performance; sound begins
    [[nodiscard]] LiveEnd run();                                   // until it ends
    [[nodiscard]] std::optional<LiveEnd> waitFor (double seconds); // --in; an end when the person went away

private:
    using Clock = std::chrono::steady_clock;
    using Key = devices::Key;

    const LiveRequest& request;
    Console& console;
    Console::Hurry hurry { console }; // the heart beats in this thread
    devices::Signals& signals;
    Loaded loaded;
    Situation situation;
    engine::Loader loader;
    Seconds aligned { 0.0 }; // touch ahead of sound
    devices::Control control;
    std::optional<devices::Terminal> terminal;
    devices::Watchdog watchdog; // outlives what beats into it
    devices::Mpris mpris { "lull", false };
    devices::Awake awake;
    std::unique_ptr<devices::Midi> midi; // outlives the players that its hand is carried by
    devices::AudioOutput output;
    std::unique_ptr<engine::Player> player;
    std::unique_ptr<devices::Feed> feed;
    engine::Telemetry now;

    devices::HandStop hand;
    devices::HandStop::News byHand; // not told yet
    double byHandSince = 0.0;
    safety::GoOn goesOn;
    files::Arming arming { "lull play" };
    files::JournalKeeper journal;
    engine::TapTempo taps;
    std::string technique = "effleurage"; // of keys
    double tempo = 1.0;                   // times the script's
    safety::Ceiling ceiling = safety::Ceiling::normal;
    double strength = 0.5, volume = 0.0; // 0 .. 1, dB
    const double timerFade;              // s, of the sleep timer
    double timerTold = 0.0;              // s: as it was set last; 0: none
    std::size_t phase = static_cast<std::size_t> (-1);
    std::string stateTold;
    std::uint32_t stallsTold = 0;
    bool lossTold = false, asleepTold = false;
    bool lost = false, armedOnce = false, leaving = false, paused = false, wasInFront = true;
    std::optional<double> jumpTo; // s, while a performance for it is being built
    std::optional<Clock::time_point> noticeShown;
    bool restTold = false;
    Clock::time_point leaveBy, retryAt, lostAt;
    LiveEnd end;

    // Live.cpp
    void makePlayer (SampleRate, devices::AudioOutput::Start, engine::Command timer);
    void say (const std::string&);
    void tell(); // JSON, when asked for
    void openTerminal();
    void introduce();
    void wait (int milliseconds); // for keys, signals, questions
    void heedSignals();
    void heedSocket();
    void heedLoader();
    void heedWishes(); // stay, again, not here, softer: whoever sent them
    void heedPhase();
    void leave (int code, files::Ending, std::string why = {}); // touch down at once, sound in 1.5 s
    void hearOut (bool whole);                                  // silent by itself: what is in the device's buffer is still to be heard
    void suspend();

    // LiveMidi.cpp
    [[nodiscard]] std::optional<Error> openMidi();
    void carryMidi (engine::Player&, SampleRate);
    void heedMidi();
    void obey (const engine::MidiEars::Done&);
    void setTempo (double times);
    void endMidi();

    // LiveDesktop.cpp
    void heedDesktop();

    // LiveDevice.cpp
    void heedDevice();
    void rebuild (SampleRate);
    void alignTouch (const std::string& device); // as it was found there, for all that is loaded from now on

    // LiveJournal.cpp
    void beginJournal();
    void followJournal();

    // LiveSleep.cpp
    void sleepLater();
    void sleepNever();
    void heedSleep();
    [[nodiscard]] std::string timerWords (double left) const;

    // LiveTouch.cpp
    void arm();
    void armAgain();
    void nextCeiling();
    void heedTouch();

    // LiveKeys.cpp
    void heedKeys();
    void press (Key);
    void setPaused (bool, engine::Lane);
    void skip (int phases);
    void goTo (double seconds);
};
} // namespace lull::cli

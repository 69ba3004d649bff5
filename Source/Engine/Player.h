// The one process call. A face owns a Player, sends it commands and reads its telemetry; it never reaches past it.
// Threads are said per method; the audio thread never allocates, locks, throws, waits or frees.
#pragma once

#include <memory>
#include <vector>

#include "Engine/Command.h"
#include "Engine/Performance.h"
#include "Engine/TestBeat.h"
#include "Engine/TestTone.h"
#include "Safety/BodyMemory.h"
#include "Safety/Ceiling.h"
#include "Safety/Company.h"
#include "Safety/Interlock.h"
#include "Safety/Limits.h"

namespace lull::engine
{
// Touch that comes from elsewhere and is added to what a performance does. Audio thread.
class Carried
{
public:
    virtual ~Carried() = default;
    // The quantum that begins at this session frame, L frames before it goes out; adds to what is there. NaN may be in it: the guard is last.
    virtual void add (Frame, TouchQuantum&) noexcept = 0;
    // It is felt although the session stands still.
    [[nodiscard]] virtual bool sounds() const noexcept { return false; }
};

class Player
{
public:
    // For one body: a chair's limits (none: no actuators) and a device's rate. What it has borne is unknown, so hot, until recall(). Allocates
    // everything. Offline: no arming, no ceiling of a person's, nobody who would need rest, cold.
    Player (const safety::Limits&, SampleRate);
    Player (const safety::Limits&, SampleRate, safety::Interlock::Offline);
    ~Player();

    // ---- face thread (one)

    // Hands over a performance: the current one fades out over 80 ms, this one fades in; the first starts at once. After a pause or a stop it waits,
    // silent, for resume. Returns performances that are done, to be freed here and now. Its chair must have as many actuators as the limits.
    std::vector<std::unique_ptr<Performance>> play (std::unique_ptr<Performance>);

    // Frees what the audio thread has left behind; call now and then.
    void collect();

    void setStrength (double zeroToOne) noexcept;     // latest wins; glides over a quantum
    void setVolume (Decibels) noexcept;               // -inf .. +6 dB
    void setTouchLevel (Decibels) noexcept;           // -inf .. 0 dB of every touch sample, behind the guard's bounds; glides
    void setCeiling (safety::Ceiling) noexcept;       // normal at first; down within 50 ms, up by 6 dB a second
    void tone (const TestTone&) noexcept;             // for setting up: played while there is no performance
    void beat (const TestBeat&) noexcept;             // likewise; Telemetry::beat says where it is
    void recall (const safety::BodyMemory&) noexcept; // what the body has borne so far, in effect before an arm() that follows
    void expectTouch() noexcept;                      // it was armed: its memory says that touch flows until a quantum knows better
    [[nodiscard]] std::shared_ptr<const safety::BodyMemory> memory() const noexcept; // as it is now
    // Before the first process(): shares its chair with others of this program (Company.h). guards: it stands after them. Its place there, or -1: none was left.
    int join (std::shared_ptr<safety::Company>, std::uint64_t program, bool guards);
    void carry (std::shared_ptr<Carried>);        // likewise
    void leadAnew() noexcept;                     // audio thread, before process(): a rest of its own is over, and who leads it arms it again
    bool send (Lane, Command) noexcept;           // false: the lane was full, counted. One thread per lane. What sleep does: SleepTimer.h.
    safety::Interlock& interlock() noexcept;      // arm, disarm, stop latch
    [[nodiscard]] Telemetry telemetry() noexcept; // the newest; one reader
    std::vector<Logged> takeLog();                // since the last call, in order

    // "I am here": a face that calls this once is to go on calling it. When it has not for half a second, touch goes down in 20 ms and is unarmed:
    // nobody would hear a key (faults.md 5).
    void alive() noexcept;

    // Sound fades over `seconds` and stays silent (Ctrl-C: 1.5 s); touch goes down in 20 ms with the stop latch, which this sets.
    void stop (Seconds fade = Seconds { 1.5 }) noexcept; // any thread; lock-free

    // The same, a person's: the touch of everybody who drives this chair with it goes down too.
    void stopAll (Seconds fade = Seconds { 1.5 }) noexcept;

    // ---- audio thread

    // Fills `frames` frames (any number, also 0) of 2 + actuators channels: left, right, touch_1 ... Null pointers are left out; channels beyond are zeroed.
    void process (float* const* out, int channels, int frames) noexcept;

    // Frames that are made already and go out first.
    [[nodiscard]] int ahead() const noexcept;

    // From now on nobody listens and recordings may be waited for (a host writes a file); or no longer. Before process().
    void waits (bool) noexcept;

    // Callbacks had paused for this long (see Interlock::gap). Before process().
    void gap (Seconds) noexcept;

    // A host moved its playhead without warning: restarts the current performance there, 5 ms fade. `renders`: nobody listens, so nothing of the sound
    // before is let go into what comes; touch is let go all the same.
    void jump (Frame, bool renders = false) noexcept;

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::engine

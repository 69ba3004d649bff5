// What a face may ask of a Player, and what a Player tells back. Plain values that fit a wait-free queue.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "Base/Quantum.h"
#include "Safety/Guard.h"
#include "Safety/Interlock.h"

namespace lull::engine
{
struct Command
{
    // seek, skip and new sessions go through the loader: Player::play. stay, again, notHere, softer: a person's wishes; softer is done here, the others
    // are stamped with when and where, and done by the face (Detour.h).
    enum class Kind : unsigned char { none, pause, resume, end, sleep, later, stay, again, notHere, softer };
    Kind kind = Kind::none;
    Frame frame = 0; // session frame at which it should act; 0: the next quantum
    // sleep: s that are heard until silence (0: no timer), s of them that it fades over, s of the timer when it begins anew (0: value).
    // later: s more until silence than there were, or until silence where there was no timer; its fade.
    // stay: s more of what is felt now (0: two minutes). notHere: the actuator (from 0), or -1 for the one that is felt most.
    double value = 0.0, fade = 0.0, whole = 0.0;
};

// One lane per source, so that each queue has a single producer.
enum class Lane : unsigned char { keys, ui, socket, midi, osc, host, count };

// What happened, with the quantum it took effect in: with the script this reproduces a session.
struct Logged
{
    enum class What : unsigned char { pause, resume, end, strength, volume, jump, arm, stop, sleep, asleep, ceiling, stay, again, notHere, softer } what {};
    Lane lane {};
    Frame frame = 0;    // session frame
    double value = 0.0; // strength 0 .. 1, volume and ceiling linear, jump: session frame (exact to 2^53); sleep: s; asleep: session frame that it goes on from
                        // stay: s. notHere: the actuator, or -1: none is felt. softer: strength that it glides to
    double fade = 0.0, whole = 0.0; // sleep: s
};

struct Telemetry
{
    bool ready = false, paused = false, ended = false, jumping = false;
    bool sounding = false;                                    // a performance is loaded
    bool after = false;                                       // past the last phase: what follows, touch over
    bool asleep = false;                                      // paused by the sleep timer, at the place where its fade began
    bool drowsy = false;                                      // the sleep timer's fade is under way
    double sleepIn = std::numeric_limits<double>::infinity(); // s that are heard until the sleep timer's silence; infinite: none
    double sleepWhole = 0.0, sleepFade = 0.0;                 // s: of the sleep timer as it was set last
    Frame frame = 0;                                          // session frame of the last sample handed out
    double rate = 0.0, seconds = 0.0;
    double length = 0.0, whole = 0.0; // s: of the session; with what follows, which may be endless (infinite)
    int phase = 0;
    double beat = 0.0;                                      // s: of a TestBeat that plays, from its beat 0 to the last sample handed out
    double bpm = 0.0, breathsPerMinute = 0.0, breath = 0.0; // breath: cycles
    float strength = 0.5f, volume = 1.0f;                   // volume: linear
    safety::Interlock::State interlock {};
    bool stopped = false;
    bool led = false;                                         // touch is armed by one that stands behind this one
    float arming = 0.0f;                                      // the interlock's gain, end of the quantum
    float ceiling = 1.0f;                                     // the person's, of every touch sample: safety::shareOf
    double touchLeft = 0.0, strongLeft = 0.0, restLeft = 0.0; // s: of this sitting; of rest until touch may be armed again (0: now)
    int actuators = 0;
    safety::GuardMeters touch {};
    float soundPeak = 0.0f;    // linear, sample peak, last quantum
    float limiterGain = 1.0f;  // least in the last quantum
    std::uint64_t quanta = 0;  // handed out since construction
    std::uint32_t dropped = 0; // commands that found a full lane
    std::uint32_t gaps = 0;    // callback gaps noticed
    std::uint32_t stalls = 0;  // times that touch was let down because its face stood still
    std::uint32_t losses = 0;  // times that a recording was not there in time and faded out
};

inline constexpr double laterBy = 900.0;                // s: how much a key gives a sleep timer
inline constexpr double stayFor = 120.0;                // s
inline constexpr double softerBy = 0.8, softest = 0.05; // of the listener's strength; what it does not go below

// Gives another Player, which goes on for this one, the timer that this one has: what is left of it, or all of it when it was over.
[[nodiscard]] inline Command sleepLike (const Telemetry& t) noexcept
{
    if (! (t.sleepWhole > 0.0)) return {};
    return { Command::Kind::sleep, 0, t.asleep ? t.sleepWhole : t.sleepIn, t.sleepFade, t.sleepWhole };
}
} // namespace lull::engine

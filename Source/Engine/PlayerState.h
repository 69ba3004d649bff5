// The inside of a Player: what its two threads share and what only the audio thread touches. Included by Player.cpp and PlayerAudio.cpp alone.
#pragma once

#include "Engine/Player.h"

#include <readerwriterqueue/readerwriterqueue.h>

#include "Base/Math.h"
#include "Base/Slot.h"
#include "Base/Triple.h"
#include "Engine/LastStage.h"
#include "Engine/SleepTimer.h"
#include "Safety/Sitting.h"

namespace lull::engine
{
inline constexpr Seconds moveFade { 0.08 };       // pause, resume, seek
inline constexpr Seconds jumpFade { 0.005 };      // a host's unannounced jump
inline constexpr Seconds warmGap { 0.2 };         // makes the interlock begin its warm ramp (faults.md 4: resume, seek)
inline constexpr Seconds faceSilent { 0.5 };      // faults.md 5
inline constexpr double strengthPerSecond = 30.0; // of the control's range: all of it in 33 ms
inline constexpr double ceilingPerSecond = 6.0;   // dB, upwards
inline constexpr auto lanes = static_cast<std::size_t> (Lane::count);

struct Player::State
{
    SampleRate rate;
    int actuators;
    safety::Interlock interlock;
    const std::shared_ptr<safety::BodyMemory> memory; // the audio thread writes
    safety::BodyMemory recollection;                  // what recall() brought
    LastStage last;
    safety::Sitting sitting;
    std::shared_ptr<safety::Company> company; // null: it is alone
    std::shared_ptr<Carried> carried;
    int place = -1;
    const bool offline;

    // Handed between threads.
    Slot<Performance> incoming;
    moodycamel::ReaderWriterQueue<Performance*, 32> outgoing { 32 };
    std::array<moodycamel::ReaderWriterQueue<Command, 64>, lanes> commands;
    std::atomic<std::uint32_t> dropped { 0 };
    std::atomic<float> wantedStrength { 0.5f }, wantedVolume { 1.0f }, wantedTouch { 1.0f }, stopFade { 1.5f };
    std::atomic<float> wantedCeiling;
    std::atomic<unsigned> recalls { 0 };
    std::atomic<std::uint32_t> heart { 0 };
    Triple<Telemetry> telemetry;
    Triple<TestTone> wantedTone;
    Triple<TestBeat> wantedBeat;
    std::atomic<unsigned> tones { 0 }, beats { 0 };
    moodycamel::ReaderWriterQueue<Logged, 512> log { 1024 };

    // Audio thread only.
    Performance* current = nullptr;
    Performance* next = nullptr;   // waits for the fade-out, for its moment, or for room in `outgoing`
    Performance* going = nullptr;  // crosses over with the current one
    int crossed = 0, crossing = 1; // quanta of it that are done; of all
    bool alikes = false;           // the two were the same until now
    StereoQuantum goingSound {};
    TouchQuantum goingTouch {};
    enum class Transport { empty, playing, pausing, paused, swapping } transport = Transport::empty;
    Fade sound { 1.0f }, touchFade { 1.0f };
    SleepTimer sleep;
    ToneGenerator toneGenerator;
    BeatGenerator beatGenerator;
    unsigned tonesSeen = 0, beatsSeen = 0;
    Frame drowsySince = 0; // session frame at which the sleep timer's fade began
    bool asleep = false;
    double strength = 0.5, strengthSlew, strengthTold = 0.5;
    float volume = 1.0f, touchLevel = 1.0f;
    float ceiling, ceilingTold;         // linear share
    const float ceilingUp, ceilingDown; // a quantum: ratio; difference
    unsigned long long stopsSeen = 0;
    std::uint32_t companyStops = 0;
    bool led = false;   // by one that guards, whose the person's ceiling is then
    float share = 1.0f; // of every limit: one over how many flow; glides
    unsigned recallsSeen = 0;
    Frame frame = 0;       // session frame of the quantum in `out`
    Frame upcoming = 0;    // of the next one to be made
    Frame touchEnds = 0;   // of the current session: from there on touch is over
    bool standing = false; // paused or stopped: what comes next waits, silent, until resume or a host's jump
    bool waits = false;    // nobody listens: recordings may be waited for
    std::uint32_t heartSeen = 0;
    std::uint32_t lossesSeen = 0; // of the current performance
    int aloneFor = 0;             // quanta of what is carried since the session stood still
    Frame faceQuiet = 0;          // frames since the face was heard of
    int used = quantum;           // frames of it already handed out
    StereoQuantum outSound {};
    TouchQuantum outTouch {};
    std::array<float, 2 + maxLanes> lastOut {}, held {};
    int holdLeft = 0, holdTotal = 1; // frames in which the last sample before a jump is let go
    Telemetry telling;

    // Offline: safety::Interlock::Offline or nothing.
    template <class... Offline>
    State (const safety::Limits& limits, SampleRate r, Offline... is)
        : rate (r),
          actuators (limits.actuators),
          interlock (r, is...),
          memory (std::make_shared<safety::BodyMemory>()),
          last (limits, r, *memory),
          sitting (r, *memory),
          offline (sizeof...(is) > 0),
          wantedCeiling (safety::shareOf (offline ? safety::Ceiling::strong : safety::Ceiling::normal)),
          sleep (r),
          toneGenerator (r),
          beatGenerator (r),
          strengthSlew (strengthPerSecond * quantum / r.value),
          ceiling (wantedCeiling),
          ceilingTold (ceiling),
          ceilingUp (static_cast<float> (math::amplitude (ceilingPerSecond * quantum / r.value))),
          ceilingDown (static_cast<float> (quantum / (0.05 * r.value)))
    {
        if (! offline) return;
        memory->assume (0.0f);
        last.body().recall();
    }

    ~State()
    {
        if (company != nullptr && place >= 0) company->leave (place);
        memory->flows = false;
        delete current;
        delete next;
        delete going;
        Performance* p = nullptr;
        while (outgoing.try_dequeue (p)) delete p;
    }

    void note (Logged::What what, double value = 0.0, Lane lane = Lane::keys, double fade = 0.0, double whole = 0.0) noexcept
    {
        log.try_enqueue ({ what, lane, frame, value, fade, whole });
    }

    [[nodiscard]] Controls controls() const noexcept { return { { strength, strength } }; }

    void prime() noexcept;

    // The performance that waits becomes the current one, where there is room to leave the old one: else false.
    [[nodiscard]] bool takeNext() noexcept;

    // The same, and it is heard from its start.
    void swap() noexcept;

    // PlayerCrossing.cpp: the newest performance that waits; begins to cross over where the next one asks for it and its moment has come: true when
    // there is nothing left to swap; one quantum of both; over at once, in silence.
    void takeIncoming() noexcept;
    [[nodiscard]] bool crosses() noexcept;
    void renderCurrent (const Controls&) noexcept;
    void endCrossing() noexcept;

    // From silence to full; at once where the session begins with a fade of its own.
    void fadeIn (Seconds time, bool needed) noexcept;

    // Touch after a place was left: armed, by the interlock's warm ramp; while it still rises for the first time, that goes on under a fade as slow.
    void touchBack() noexcept;

    void hearFace() noexcept;
    void keepCompany() noexcept; // PlayerCompany.cpp, like the next
    void keepToShare (std::array<float, quantum>& after) noexcept;

    void fadeOut (Seconds soundTime) noexcept;

    void obey (const Command&, Lane lane) noexcept;

    void wish (const Command&, Lane) noexcept; // PlayerCrossing.cpp

    void goOn() noexcept;

    // The sleep timer is over: all is silent, and stands where its fade began.
    void fallAsleep() noexcept;

    void drain() noexcept;

    void heedStop() noexcept;

    Ends glideVolume() noexcept;

    Controls glideStrength() noexcept;

    // The person's ceiling, and what is left of their sitting, on what touch is multiplied by.
    void hold (std::array<float, quantum>& after, bool silent) noexcept;

    void heedRecall() noexcept;

    void heedTone() noexcept;

    void makeQuantum() noexcept;

    void tell (float arming, bool silent) noexcept;

    [[nodiscard]] float sample (int channel, std::size_t i) const noexcept
    {
        if (channel == 0) return outSound.left[i];
        if (channel == 1) return outSound.right[i];
        return outTouch.at[i * maxLanes + static_cast<std::size_t> (channel - 2)];
    }
};
} // namespace lull::engine

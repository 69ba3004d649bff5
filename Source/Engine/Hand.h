// Touch that is played by hand over a session: a key is a place, holding it does a technique there, from the sample on which it was pressed. It is heard by
// nobody but the chair, and goes out as late as live touch does: look-ahead + one quantum.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "Base/Slot.h"
#include "Engine/Player.h"
#include "Touch/Quicken.h"

#include <readerwriterqueue/readerwriterqueue.h>

namespace lull::engine
{
class Hand final : public Carried
{
public:
    // What a key does. The keys from 36, 48 and 60 on (C2, C3, C4): the left, both sides, the right; the six white ones C D E F G A from the lower back up:
    // lower back, mid back, between blades, upper back, shoulders, neck. Other keys are silent, and those whose place the technique may not touch.
    struct Setting
    {
        std::string technique = "effleurage"; // touch::techniqueKinds(), but "follow"
        std::string place {};                 // one of touch::placeNames(): every key plays there; empty: each at its own
        double speed = 1.0;                   // 0.25 .. 4 times its own; kept within what it can do
        double carrier = 0.0;                 // Hz, 20 .. 120; 0: the technique's own
        double bpm = 60.0;                    // what it counts beats by

        bool operator== (const Setting&) const = default;
    };

    static constexpr int lowestKey = 36, keys = 36, voices = 16;
    static constexpr double attack = touch::keyRises, release = touch::keyFalls, rest = 0.25; // s; rest: until the guard behind it rests too

    // Where a key's touch is, as `place:` has it; empty: it has none.
    [[nodiscard]] static std::string placeOfKey (int key);

    Hand();
    ~Hand() override;

    // ---- any thread but audio, one at a time

    // Builds it; keys that are held go on as they were until they are let go.
    void set (std::shared_ptr<const touch::Chair>, SampleRate, const Setting&);
    void collect();

    // ---- audio thread

    // A key goes down (velocity 0 .. 1; how strong it is felt) or up, so many frames after the first of the next quantum.
    void press (int after, int key, double velocity) noexcept;
    void lift (int after, int key) noexcept;
    void liftAll() noexcept;                      // at once
    void pressure (double zeroToOne) noexcept;    // of all keys: how strong they are felt, of their velocity; glides
    void setStrength (double zeroToOne) noexcept; // the listener's; glides

    [[nodiscard]] bool sounds() const noexcept override;
    void add (Frame, TouchQuantum&) noexcept override;

private:
    struct Kit;   // the techniques of a setting on a chair, one for every key
    struct Voice; // one key that is held

    struct Event
    {
        int after = 0, key = 0;
        double velocity = 0.0; // 0: up
    };

    Slot<Kit> incoming;
    moodycamel::ReaderWriterQueue<Kit*, 8> outgoing { 16 };

    // Audio thread only.
    Kit* kit = nullptr;
    Kit* before = nullptr; // the last one, whose keys are still held or ring out
    std::array<Event, 256> events {};
    std::size_t waiting = 0; // of them
    Frame clock = 0;         // frames it has been asked for
    Frame restless = 0;      // frames until it rests
    std::unique_ptr<std::array<Voice, voices>> all;
    double pressed = 1.0, pressedGoal = 1.0, strength = 0.5, strengthGoal = 0.5;

    void take() noexcept;
    void happen (const Event&) noexcept;
    void play (Kit&, TouchQuantum&, Ends control) noexcept;
};
} // namespace lull::engine

// A session as MIDI while it plays: clock and song position locked to its tempo map, notes for its phases and strokes, a control for what every actuator is
// given behind the guard. A function of the timeline and of where it is. One thread.
//
// Notes, on the channel of the mapping: phase n (from 0) is note n, up to 23; a stroke is note 24 and up, in the order of `lull strokes`. Controls: 20 and
// up, one for each actuator: 127 is the peak of a full sine.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "Engine/MidiMap.h"
#include "Session/Timeline.h"

namespace lull::engine
{
struct MidiMessage
{
    double at = 0.0; // s of the session
    std::array<std::uint8_t, 3> bytes {};
    std::uint8_t count = 0;
};
using MidiMessages = std::vector<MidiMessage>;

class MidiScore
{
public:
    explicit MidiScore (MidiMap::Out o) : out (o) {}

    void take (std::shared_ptr<const session::Timeline>); // another course, from where it is

    // From here on: song position and Continue at the next sixteenth (Start at the very beginning), the clock from there.
    void start (double seconds, MidiMessages&);
    void advance (double to, MidiMessages&); // what lies before `to`, in order
    [[nodiscard]] double nextTick() const;   // s of the session; infinite when it stands still or has no clock

    // Stop, every note that sounds off, all controls to 0, all notes and all sound off.
    void stop (MidiMessages&);

    // rms of each actuator's output behind the guard, re 1.0; only what has changed is told.
    void levels (const float* rms, int actuators, double at, MidiMessages&);

    [[nodiscard]] bool goes() const noexcept { return going; }

private:
    MidiMap::Out out;
    std::shared_ptr<const session::Timeline> line;
    bool going = false, clocked = false;
    double place = 0.0;
    std::int64_t tick = 0; // the next one
    std::array<bool, 128> sounding {};
    std::array<std::uint8_t, 16> told {};

    void note (int number, bool on, double at, MidiMessages&);
    void notesAt (double seconds, MidiMessages&);
};
} // namespace lull::engine

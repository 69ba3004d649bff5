// A massage technique: a field that moves over the back, a stroke envelope, and what its carrier should be. A technique is one file in
// Touch/Techniques; it defines a TechniqueKind of that name, and nothing else needs to change (CMake lists the folder).
// Techniques are closed forms of time: no memory, so any position is exact at once. (Only what hears a sound remembers.)
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "Base/Curve.h"
#include "Base/Quantum.h"
#include "Base/Random.h"
#include "Text/Fields.h"
#include "Touch/Chair.h"

namespace lull::touch
{
// What one hand, or two that move as one, does in one quantum: drive = envelope[i] x (weight at begin .. end), per lane, 0 .. 1. weight is an
// amplitude; its squares sum to 1 per hand over a surface's actuators inside their reach, times coverage and projection gains <= 1.
struct Contact
{
    alignas (64) std::array<float, maxLanes> weightBegin;
    alignas (64) std::array<float, maxLanes> weightEnd;
    alignas (64) std::array<float, quantum> envelope;

    // False: the layer's carrier is used (a sine in closed form of session time, shared by equal carriers). True: a burst, which brings a
    // sine of its own that starts with it: `hertz`, and its phase in cycles at both ends of the quantum, counted from the burst's
    // middle, so that a narrow or octave-moved actuator can play the same burst at its own frequency.
    bool ownCarrier = false;
    double hertz = 0.0;
    Ends cycles {};
    const std::array<float, quantum>* wave =
        nullptr;           // instead of that sine: one quantum of -1 .. 1, its maker's until the next; a narrow actuator plays its own
    float headroom = 1.0f; // gain after saturation: short bursts feel weaker than they are (figures.md 6.6). <= 2
};

struct Contacts
{
    int count = 0; // 0 (lifted), 1 or 2 hands
    std::array<Contact, 2> hand;
};

class Technique
{
public:
    virtual ~Technique() = default;

    // Writes what the hands do in this quantum, firmness included but not strength, level or fades. Audio thread; const and closed-form.
    // Contacts above `count` are left as they are. Lanes beyond the chair's actuators get weight 0.
    virtual void touch (const Span&, Contacts& out) const noexcept = 0;

    // One that goes by a sound of the session: its name (nullptr: none). It is given every quantum of it, so many seconds before touch() is asked for that
    // moment, and told of jumps. Audio thread.
    [[nodiscard]] virtual const std::string* hears() const noexcept { return nullptr; }
    [[nodiscard]] virtual Seconds early() const noexcept { return {}; }
    virtual void hear (const StereoQuantum&) noexcept {}
    virtual void forget() noexcept {}
};

struct TechniqueSetting
{
    text::Values values;           // by the kind's table plus the common fields (strength, place, carrier, with, sides...), complete
    const Chair* chair = nullptr;  // outlives the technique
    Stream random;                 // this touch entry's own
    double begin = 0.0, end = 0.0; // the phase, in session seconds; fades reach beyond it by half a fade
    double firstBeat = 0.0;        // the phase's first whole beat
    Curve bpm;                     // tempo over the session
    double carrier = 60.0;         // Hz, after the script's carrier: or the technique's default
    SampleRate rate;               // for envelopes that must not alias; events still lie on exact frames
    std::vector<Hold> holds {};    // of the person who wished it to stay: `end` is later for them

    // A value that the script gives a course, over the phase: it stands where the person stays.
    [[nodiscard]] Curve course (std::string_view key) const;
};

struct TechniqueKind
{
    std::string_view name; // the word after `stroke:`
    std::string_view about;
    text::FieldTable fields; // beyond the common ones
    double carrier;          // Hz, its default
    bool pulsed;             // tapping: masked over spine and kidneys, limited in sleep sessions
    std::unique_ptr<Technique> (*make) (const TechniqueSetting&);
    // The frames at which its events (taps, strokes) begin in [from, to), for tests, plots and MIDI. May be empty.
    std::vector<Frame> (*events) (const TechniqueSetting&, Frame from, Frame to);
    // What this chair cannot do of it and what is done instead, in words for `lull info --chair`. May be empty.
    std::vector<std::string> (*substitutions) (const TechniqueSetting&);
};

// Fields every touch entry has: strength, place, carrier, refresh, with, sides, name.
[[nodiscard]] const text::FieldTable& commonFields();
[[nodiscard]] const std::vector<const TechniqueKind*>& techniqueKinds();
[[nodiscard]] const TechniqueKind* findTechniqueKind (std::string_view name);
} // namespace lull::touch

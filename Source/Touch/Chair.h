// A chair: actuators (electrical outputs, touch_1 ... touch_N in order) and zones (where each is felt). Read from `chair: 1` files.
// Immutable; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Base/Quantum.h"
#include "Base/Result.h"
#include "Text/Diagnostic.h"
#include "Text/Fields.h"

namespace lull::touch
{
enum class Surface { back, seat, feet, legs, lying };

// The way an actuator moves: into the body, along it (foot to head) or across it. Doses are weighted by it (figures.md 4.1).
enum class Axis { into, along, across };

// How several units hang on one output.
enum class Wiring { series, parallel, seriesParallel };

// What drives one or several outputs. Unknowns stay unknown.
struct Amplifier
{
    std::string name;
    std::optional<double> volts;          // rms of a 0 dBFS sine at its outputs, its knob where it stands
    std::optional<double> leastOhms;      // the smallest load that it drives
    std::optional<double> supply;         // W that its power supply gives, for all its outputs together
    std::optional<double> standby, wakes; // s of silence until it falls asleep; s that it takes to wake
    std::string knob;                     // where its knob stood when volts were measured
    bool thumps = false;                  // it thumps when switched on
};

// One measured point of an actuator's response in its place; only differences count.
struct ResponsePoint
{
    double hertz, decibels;
    friend bool operator== (const ResponsePoint&, const ResponsePoint&) = default;
};

// One electrical output: one unit or several, wired together. Unknowns stay unknown.
struct Actuator
{
    std::string name, part;                 // part: of touch::parts(), or empty
    double bandLow = 20.0, bandHigh = 80.0; // Hz, usable
    std::optional<double> ohms, watts;      // of one unit: nominal impedance, rated continuous power
    int units = 1;
    Wiring wiring = Wiring::series;
    int amplifier = 0;                      // index; -1: the chair says nothing of amplifiers
    std::optional<double> resonance, q;     // Hz, -
    std::vector<ResponsePoint> response {}; // ascending in Hz, or empty
    std::optional<double> voltsAtFullScale; // rms volts of a 0 dBFS sine at the amplifier's output; unknown until measured
    std::optional<double> comfortable;      // of a person (touch/Person.h): peak amplitude that strength 100 % is
    double trim = 0.0;                      // dB, <= 0
    bool inverted = false;                  // polarity

    // Of all its units together: what the amplifier sees, and what they may take.
    [[nodiscard]] std::optional<double> netOhms() const noexcept;
    [[nodiscard]] std::optional<double> netWatts() const noexcept;

    // W into it for a full-scale sine; known when volts and ohms are.
    [[nodiscard]] std::optional<double> wattsAtFullScale() const noexcept;

    // Less than an octave of band (a linear resonant actuator): it plays one frequency only.
    [[nodiscard]] bool narrow() const noexcept { return bandHigh < 2.0 * bandLow; }

    // What it plays when asked for a carrier: the same inside its band; else moved by octaves into it; a narrow one plays its resonance
    // (unknown: the middle of its band). Hz in and out.
    [[nodiscard]] double carrierFor (double hertz) const noexcept;

    // Hz between which the guard lets signals through to it: the edges of its band, within what is safe for any (figures.md 4.4).
    [[nodiscard]] double highpass() const noexcept;
    [[nodiscard]] double lowpass() const noexcept;
};

// Where an actuator is felt. cm in the surface's frame (session-script.md): x to the listener's right, y up (back) or away from the hip.
struct Zone
{
    std::string name;
    Surface surface = Surface::back;
    double x = 0.0, y = 0.0;
    double reach = 12.0;              // cm: how far its touch is felt; infinity for `whole`
    bool whole = false;               // felt over the whole surface (LFE)
    int actuator = 0;                 // index
    std::vector<std::string> without; // techniques masked here
    Axis axis = Axis::into;
};

struct Chair
{
    std::string id, title, about, posture;
    std::string seating;               // how to sit so that it is felt where it should be
    bool shared = false;               // sound and touch on one pair of outputs: touch below the crossover, sound above it
    double crossover = 100.0;          // Hz, of a shared one
    std::vector<Amplifier> amplifiers; // 0 .. 8
    std::vector<Actuator> actuators;   // 1 .. 16
    std::vector<Zone> zones;           // 1 .. 32

    // Of a person who sits in it, not of the chair: cm on the back. Read from no chair file.
    std::vector<text::Point> tight, avoid;

    [[nodiscard]] int lanes() const noexcept { return lanesFor (static_cast<int> (actuators.size())); }

    // A100 (the drive of strength 100 %) and the ceiling of an actuator, as peak amplitudes of a sine at full scale 1. Volts at full scale unknown:
    // A100 -12 dBFS, ceiling -6 dBFS; known with ohms and watts: ceiling = sqrt (P R) / volts (at most 1), A100 6 dB below it. Fitted to a person: what is
    // comfortable.
    [[nodiscard]] double ceiling (int actuator) const noexcept;
    [[nodiscard]] double a100 (int actuator) const noexcept;
};

// Reads a chair file's text. `id` is the file's base name.
[[nodiscard]] Result<Chair, text::Diagnostics> readChair (std::string_view file, std::string_view text, std::string id);
} // namespace lull::touch

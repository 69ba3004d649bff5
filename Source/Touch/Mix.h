// Sums the touch layers of one quantum and makes waveforms of them: carriers, saturation, octave moves, A100, trim and polarity (with Conditioner behind it,
// the whole conditioner). Owned by a Performance; everything but the constructor runs on the audio thread.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "Base/Quantum.h"
#include "Touch/Chair.h"
#include "Touch/Technique.h"

namespace lull::touch
{
// The exponent n of session-script.md: 0.95 at 60 Hz to 0.6 at 250 Hz, linear in log f, clamped outside.
[[nodiscard]] double growthExponent (double hertz) noexcept;

// Drive re A100 of what is felt as `strength` (0 .. 1) at a frequency: strength^(1/n) x presence.
[[nodiscard]] double driveOf (double strength, double presence, double hertz) noexcept;

// How strong a layer is at both ends of a quantum: perceptual strength times the listener's control, and presence, 0 .. 1 each.
struct Felt
{
    Ends strength, presence;
};

class Mix
{
public:
    static constexpr int mostLayers = 64; // in one quantum; further ones are left out

    // Allocates everything it will ever need.
    Mix (const Chair&, SampleRate);

    void begin() noexcept;

    // `hertz`: the layer's carrier. An actuator that plays another frequency is driven as strongly as that one needs to feel the same.
    void add (const Contacts&, const Felt&, double hertz) noexcept;

    // Overwrites all 16 lanes. Equal carriers add as the root of the sum of their squares under one sine whose phase is hertz x seconds;
    // unlike carriers and bursts stay separate. Where the root of all squares of an actuator exceeds 1 (A100), all are scaled to it.
    void finish (const Span&, TouchQuantum& out) noexcept;

private:
    // A contact with its drive folded into the envelope.
    struct Part
    {
        alignas (64) std::array<float, maxLanes> begin, step; // weight at the first frame, and its change per frame
        alignas (64) std::array<float, quantum> envelope;
        double hertz = 0.0;
        Ends cycles {};
        float headroom = 1.0f;
        float most = 0.0f; // no lane and frame is above this
        bool own = false, waves = false;
        alignas (64) std::array<float, quantum> wave;
        double plays = 0.0;   // Hz, in its band
        std::size_t tone = 0; // the first part of the same carrier
    };

    // Actuators that answer every carrier alike.
    static constexpr std::size_t evenSteps = 65;
    struct Band
    {
        Actuator actuator;
        std::array<double, evenSteps> even {};            // what makes its carriers equally strong, over its band
        bool flat = true;                                 // all of it 1
        alignas (64) std::array<float, maxLanes> gain {}; // A100 x trim x polarity; 0 for lanes of other bands
        std::vector<Part> parts {};                       // `count` of them, with the drives that its frequencies need

        [[nodiscard]] double evenAt (double hertz) const noexcept;
    };

    std::size_t count = 0;
    std::vector<Band> bands;
    int lanes = 8;

    static constexpr std::size_t mostParts = 2 * mostLayers; // of two hands each

    static void fill (Part&, const Contact&, const Felt&, double hertz, const Band&) noexcept;
    static void carry (const Part&, double plays, const Span&, float* carrier) noexcept;
    void mixBand (Band&, const Span&, std::size_t lane, float* out) noexcept; // one block of 8 lanes
};
} // namespace lull::touch

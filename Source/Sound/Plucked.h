// What is plucked by a slow line: each note a sum of decaying sines, on a string or tine of its own, damped where its string is plucked again.
// An instrument says which sines a tone has and how a finger sets them going; the rest is here. Made off the audio thread, rendered on it.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "Dsp/Partials.h"
#include "Sound/Melody.h"

namespace lull::sound
{
struct Pluck
{
    double hertz = 440.0;
    double softness = 0.5;          // 0 .. 1
    double side = 0.0;              // where the string stands, -1 left .. 1 right
    double decibels = 0.0;          // beside a plain note
    const Stream* chance = nullptr; // none: the plain note, by which loudness is measured
    std::uint64_t number = 0;

    // The k-th of this note's 32 chances, -1 .. 1.
    [[nodiscard]] double any (std::uint64_t k) const noexcept { return chance == nullptr ? 0.0 : chance->sign (number * 32 + k); }
};

struct Instrument
{
    // A tone's sines, the slowest to decay first. At most 32.
    std::vector<dsp::Partial> (*partials) (double hertz);

    // The amplitudes they begin with. No allocation; audio thread.
    void (*pluck) (const Pluck&, dsp::Amplitudes&) noexcept;

    double attack; // s, from silence to the whole sum
};

// Values: those of lineFields() and `softness`. Largest short-term loudness of one plain home note.
[[nodiscard]] double pluckedLoudness (const Instrument&, const text::Values&);
[[nodiscard]] std::unique_ptr<Voice> makePlucked (const Instrument&, const VoiceSetting&);

// lineFields() and `softness`.
[[nodiscard]] text::FieldTable pluckedFields (std::string note, std::string density, std::string softness);

// Sets a sine that begins at a rising zero: `amplitude` at full, shared by the ears with equal power.
void place (dsp::Amplitudes&, std::size_t k, double amplitude, double side) noexcept;
} // namespace lull::sound

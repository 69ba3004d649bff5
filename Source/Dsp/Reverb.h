// A dense, soft hall: four allpasses for each ear (Schroeder 1962), so that the first echoes are many, then a feedback delay network of eight
// lines (Jot 1991) mixed by a Hadamard matrix, each line losing treble and deep bass as it turns, and each slowly changing its length so that
// no tone rings. The ears enter different lines through different allpasses: wide at once, and nothing is lost in mono. Input and output are
// stereo. Made off the audio thread, run on it.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "Base/Quantum.h"

namespace lull::dsp
{
class Reverb
{
public:
    static constexpr std::size_t lines = 8, ears = 2, smears = 4;

    struct Shape
    {
        double seconds = 4.5; // T60 of the middle
        double bright = 1.8;  // T60 at 4 kHz, s
        double size = 1.0;    // of the lines' lengths, 0.5 .. 1.5

        // T60 in s at a frequency, by the lines' own filters and what moving taps lose: true to 10 % from 125 Hz to 8 kHz, held by test.
        [[nodiscard]] double t60 (double hertz, SampleRate = SampleRate { 48'000.0 }) const noexcept;
    };

    Reverb (const Shape&, SampleRate);

    // The wet signal of 32 frames. `seconds` at both ends of the quantum place the slow movement. Overwrites `out`; `in` may be `out`.
    void process (const StereoQuantum& in, const Ends& seconds, StereoQuantum& out) noexcept;
    void clear() noexcept;

    // Mean power of the tail for a steady sine of power 1 in both ears together, averaged over the network's modes: for calibration.
    [[nodiscard]] static double powerGain (const Shape&, double hertz) noexcept;

    // The same for sines that are known, as the network really answers them: few modes lie near a low tone, and which ones matters. Mean over a minute
    // of the power of dry x in + wet x tail, both ears and all tones together, by their envelopes alone. Up to about 800 Hz: higher tones turn too fast
    // for its steps, and powerGain() is as good. Some milliseconds; any thread but audio.
    struct Tone
    {
        double hertz, left, right;
    }; // amplitudes in the ears
    [[nodiscard]] static double meanPower (const Shape&, std::span<const Tone>, double dry, double wet);

    struct Lines // in lanes, as the kernel reads them
    {
        alignas (64) std::array<float, lines> treble {}, gain {}, bass {}, low {}, high {};
    };

private:
    SampleRate rate;
    std::array<std::vector<float>, lines> memory;            // a ring, and 64 frames of its start again at its end
    std::array<double, lines> length {}, swing {}, turns {}; // frames, frames, Hz
    std::array<double, lines> delay {};                      // frames, at `reached` seconds
    double reached = -1e300;
    Lines state;
    int at = 0, size = 0;

    struct Smear // an allpass: a ring of its own, a quantum of its start again at its end
    {
        std::vector<float> memory;
        int delay = quantum, at = 0, size = 0; // frames
    };
    std::array<std::array<Smear, smears>, ears> smear;

    void stand (double seconds) noexcept;
};
} // namespace lull::dsp

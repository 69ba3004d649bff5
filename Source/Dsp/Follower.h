// Stereo sound into two waveforms of touch: what lies in the band of a body is felt as it is; bass above it an octave or two lower; what hisses (sea, rain,
// wind) as a swell of a low tone; what strikes as a tap. What lies where people speak is left out, and bass is taken down only where it is more than what a voice
// brings with it. Levelled by its own loudness over seconds. What hisses is heard at the full rate; all else, which ends at 3.4 kHz, at about 12 kHz. Any rate; no
// allocation after construction. One thread.
#pragma once

#include <array>

#include "Base/Quantum.h"
#include "Dsp/Lanes.h"

namespace lull::dsp
{
class Follower
{
public:
    explicit Follower (SampleRate) noexcept;

    // How far touch comes after the sound that it is of, where the sound swells: who can, reads the sound so much earlier.
    static constexpr Seconds latency { 0.010 };
    static constexpr double tone = 45.0; // Hz, of what hisses

    // The touch of one channel is the product of its two: an envelope (0 .. 1) and a carrier (-1 .. 1).
    struct Felt
    {
        alignas (64) std::array<float, quantum> envelope {}, carrier {};
    };

    // 32 frames of each channel in.
    void process (const float* left, const float* right, Felt& outLeft, Felt& outRight) noexcept;
    void restart() noexcept;

private:
    using Four = Lanes<4>;

    // Four second-order sections side by side, in the trapezoidal form: low-pass or high-pass each.
    struct Sections
    {
        Four g {}, a {}, high {}, pass {}, band {}, low {};
        void tune (int lane, double hertz, double perSecond, bool highpass) noexcept;
        void step (Four& x) noexcept; // in place
        void forget() noexcept { band = low = Four {}; }
    };
    struct Rise // a level that comes and goes with times of its own
    {
        float up = 0.0f, down = 0.0f, value = 0.0f;
        void tune (double rise, double fall, double perSecond) noexcept;
        float operator() (float x) noexcept
        {
            value += (x > value ? up : down) * (x - value);
            return value;
        }
    };
    struct Divider // to a whole part of the frequency: +-1 that turns with every n-th upward crossing
    {
        float last = 0.0f;
        int count = 0;
        float operator() (float x, int n) noexcept;
    };
    struct Channel
    {
        Sections apart, kept, lower; // body, an octave up, two up, speech: their lower ends; their upper ends; body again and what is taken down
        Rise level1, level2, middle, low, hiss, strike, before, loud, whole, edge;
        Divider divide1, divide2;
        float tapped = 1.0f, strength = 0.0f;  // tapped: s since the last tap
        float envelope = 0.0f, carrier = 0.0f; // as they were last
    };

    int every;           // frames of one slow one
    float seconds;       // of a slow one
    Sections air1, air2; // left hiss, left below 3.4 kHz, right, right
    std::array<Channel, 2> channels;
    double phase = 0.0;

    void slow (Channel&, float x, float hissing, float power, float swell) const noexcept;
};
} // namespace lull::dsp

// One channel of sound into one waveform of touch: what lies in the band of a body is felt as it is; bass above it an octave or two lower; what hisses (sea, rain,
// wind) as a swell of a low tone; what strikes as a tap. What lies where people speak is left out, and bass is taken down only where it is more than what a voice
// brings with it. Levelled by its own loudness over seconds. Any rate; no allocation after construction. One thread.
#pragma once

#include "Base/Quantum.h"

namespace lull::dsp
{
class Follower
{
public:
    explicit Follower (SampleRate) noexcept;

    // How far touch comes after the sound that it is of, where the sound swells: who can, reads the sound so much earlier.
    static constexpr Seconds latency { 0.010 };
    static constexpr double tone = 45.0; // Hz, of what hisses

    // 32 frames in; out: an envelope (0 .. 1) and a carrier (-1 .. 1) whose product is the touch.
    void process (const float* in, float* envelope, float* carrier) noexcept;
    void restart() noexcept;

private:
    struct Section // of second order, in the trapezoidal form
    {
        double g = 0.0, a = 0.0, band = 0.0, low = 0.0;
        void tune (double hertz, double perSecond) noexcept;
        double lowpass (double x) noexcept;
        double highpass (double x) noexcept;
        void forget() noexcept { band = low = 0.0; }

    private:
        double step (double x, double& v1) noexcept;
    };
    struct Rise // a level that comes and goes with times of its own
    {
        double up = 0.0, down = 0.0, value = 0.0;
        void tune (double rise, double fall, double perSecond) noexcept;
        double operator() (double x) noexcept
        {
            value += (x > value ? up : down) * (x - value);
            return value;
        }
    };
    struct Divider // to a whole part of the frequency: +-1 that turns with every n-th upward crossing
    {
        double last = 0.0;
        int count = 0;
        double operator() (double x, int n) noexcept;
    };

    SampleRate rate;
    Section bass1, bass2, bass3, oct1high, oct1low, oct2high, oct2low, mid1, mid2, air1, air2, sub1, sub2;
    Divider divide1, divide2;
    Rise level1, level2, middle, low, hiss, strike, before, loud, whole, edge;
    double phase = 0.0, tapped = 1.0, strength = 0.0; // tapped: s since the last tap
};
} // namespace lull::dsp

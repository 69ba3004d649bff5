// Many small sounds at moments of their own, each a sine that dies away: drops, bubbles, crackle. Closed forms of time, no memory, so any moment
// can be asked for at once. Made by a voice off the audio thread, asked on it.
#pragma once

#include "Base/Quantum.h"
#include "Base/Random.h"

namespace lull::sound
{
class Grains
{
public:
    struct Kind
    {
        double perSecond = 100.0;                 // both ears together, each heard by both
        double low = 1000.0, high = 4000.0;       // Hz; pitches lie evenly in octaves
        double shortest = 0.001, longest = 0.003; // s to 1 / e
        double rise = 0.0;                        // pitch per decay to 1 / e, octaves: bubbles that come up sing upwards
        double nearest = 10.0;                    // the loudest re the softest. Drops that fall evenly on a plane are as loud as 1 / distance, so half of
                                                  // the power comes from few near ones: p (a) = a^-3
        double level = 1.0;                       // rms of each ear in the long run, at any density
        double sides = 0.5, apart = 0.0001;       // left and right differ by up to this in power (0 .. < 1) and time (s; 0 is half the work)
    };

    Grains (const Kind&, const Stream&, SampleRate) noexcept;

    // Adds 32 frames. loudness (seconds) -> gain of a grain that begins then, a closed form of time.
    template <class Loudness>
    void add (const Span& span, const Loudness& loudness, StereoQuantum& out) const noexcept
    {
        const auto first = static_cast<std::int64_t> ((span.seconds.begin - lasts) * kind.perSecond) - 1;
        const auto last = static_cast<std::int64_t> (span.seconds.end * kind.perSecond) + 1;
        for (std::int64_t cell = first < 0 ? 0 : first; cell <= last; ++cell)
        {
            const Birth b = birth (cell);
            const double since = span.seconds.begin - b.at;
            if (since > b.decay * forgets || since + kind.apart < span.seconds.begin - span.seconds.end) continue;
            const Grain g = grain (cell, b);
            const double a = g.amplitude * loudness (g.at);
            if (kind.apart == 0.0) // one ringing for both ears
                ring (g, a * g.left, since, out.left.data(), out.right.data(), g.right / g.left);
            else
            {
                ring (g, a * g.left, since - g.later, out.left.data());
                ring (g, a * g.right, since + g.later, out.right.data());
            }
        }
    }

private:
    static constexpr double forgets = 10.4; // decays to -90 dB

    struct Birth
    {
        double at, decay;
    };
    struct Grain : Birth
    {
        double hertz, amplitude, left, right, later; // later: seconds that the left ear waits, half of the way
    };
    [[nodiscard]] Birth birth (std::int64_t cell) const noexcept; // cheap: most cells asked about are over
    [[nodiscard]] Grain grain (std::int64_t cell, const Birth&) const noexcept;
    void ring (const Grain&, double amplitude, double since, float* out, float* other = nullptr, double toOther = 0.0) const noexcept;

    Kind kind;
    Stream stream;
    double rate, lasts, octaves, scale;
};
} // namespace lull::sound

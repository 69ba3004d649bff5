#include "Catch.h"

#include <cmath>
#include <vector>

#include "Base/Simd.h"
#include "Dsp/Partials.h"
#include "Dsp/Spectrum.h"

using namespace lull;
using namespace lull::dsp;

TEST_CASE ("partials are exact sines for ninety minutes, with nothing beside them above -90 dBFS")
{
    const double rate = 48'000.0;
    const std::vector<Partial> list { { 146.8324, 0.0 }, { 997.0, 0.0 }, { 15'500.0, 0.0 } };
    const Partials partials (list, SampleRate { rate });
    Amplitudes start, now;
    start.leftIm[0] = start.leftIm[1] = start.leftIm[2] = -0.3f;
    for (double from : { 0.0, 5400.0 })
    {
        double worst = 0.0;
        StereoQuantum q;
        for (Frame n = 0; n < 4096; n += quantum)
        {
            const Frame frame = static_cast<Frame> (from * rate) + n;
            partials.turn (start, static_cast<double> (frame) / rate, now);
            partials.render (now, q);
            for (Frame i = 0; i < quantum; ++i)
            {
                double expected = 0.0;
                for (const Partial& p : list)
                    expected += 0.3 * std::sin (6.283185307179586 * std::fmod (p.hertz * static_cast<double> (frame + i) / rate, 1.0));
                worst = std::max (worst, std::abs (static_cast<double> (q.left[static_cast<std::size_t> (i)]) - expected));
            }
        }
        CHECK (worst < 3e-6); // -110 dBFS, all of it together
    }
}

TEST_CASE ("a damped partial loses 60 dB in its T60 and a partial above 0.45 of the rate is silent")
{
    const double rate = 44'100.0, t60 = 2.0;
    const Partials partials ({ { 440.0, std::log (1000.0) / t60 }, { 20'000.0, 0.0 } }, SampleRate { rate });
    Amplitudes start, now;
    start.leftRe[0] = 1.0f;
    start.rightRe[1] = 1.0f;
    StereoQuantum q;
    for (double t : { 0.0, 1.0, 2.0 })
    {
        partials.turn (start, t, now);
        partials.render (now, q);
        const double level = std::hypot (static_cast<double> (now.leftRe[0]), static_cast<double> (now.leftIm[0]));
        CHECK (20.0 * std::log10 (level) == Approx (-30.0 * t).margin (0.01));
        for (float x : q.right) CHECK (x == 0.0f);
    }
}

TEST_CASE ("amplitudes glide in a straight line through a quantum")
{
    const Partials partials ({ { 100.0, 0.0 } }, SampleRate { 48'000.0 });
    Amplitudes a, b;
    b.leftRe[0] = 1.0f;
    StereoQuantum q;
    partials.render (a, b, q);
    for (std::size_t i = 0; i < quantum; ++i)
        CHECK (static_cast<double> (q.left[i]) ==
               Approx (static_cast<double> (i) / 32.0 * std::cos (6.283185307179586 * 100.0 * static_cast<double> (i) / 48'000.0)).margin (1e-6));
}

#include "Catch.h"

#include <cmath>
#include <vector>

#include "Base/Simd.h"
#include "Dsp/Partials.h"
#include "Dsp/Reverb.h"
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

TEST_CASE ("the hall decays as told, grows dense, has no DC, and forgets")
{
    const FlushDenormals flush;
    for (double rate : { 44'100.0, 96'000.0 })
    {
        const Reverb::Shape shape { .seconds = 3.0, .bright = 1.5, .size = 1.0 };
        Reverb reverb (shape, SampleRate { rate });
        StereoQuantum q;
        std::vector<float> left, right;
        for (Frame n = 0; n < static_cast<Frame> (rate * 4.0); n += quantum)
        {
            q.clear();
            if (n == 0) q.left[0] = 1.0f;
            reverb.process (q, { static_cast<double> (n) / rate, static_cast<double> (n + quantum) / rate }, q);
            left.insert (left.end(), q.left.begin(), q.left.end());
            right.insert (right.end(), q.right.begin(), q.right.end());
        }
        // Slope of the level between 0.5 and 2.5 s.
        const auto e = tests::envelope (left, static_cast<std::size_t> (0.1 * rate));
        const double t60 = 60.0 * 2.0 / (20.0 * std::log10 (e[5] / e[25]));
        CHECK (t60 > 2.0);
        CHECK (t60 < 3.2);

        // Dense: half a second in, hardly a silent stretch of a millisecond; Gaussian in its values.
        const auto fine = tests::envelope ({ left.begin() + static_cast<std::ptrdiff_t> (0.5 * rate), left.begin() + static_cast<std::ptrdiff_t> (0.8 * rate) },
                                           static_cast<std::size_t> (rate / 1000.0));
        double mean = 0.0;
        for (double x : fine) mean += x / static_cast<double> (fine.size());
        CHECK (std::count_if (fine.begin(), fine.end(), [&] (double x) { return x < 0.1 * mean; }) < 3);

        double dc = 0.0, power = 0.0;
        for (float x : left)
        {
            dc += static_cast<double> (x);
            power += static_cast<double> (x) * static_cast<double> (x);
        }
        CHECK (std::abs (dc) < 0.5 * std::sqrt (power));
        std::vector<double> l (left.begin() + 20'000, left.end()), r (right.begin() + 20'000, right.end());
        CHECK (std::abs (tests::correlation (l, r)) < 0.2);

        reverb.clear();
        q.clear();
        reverb.process (q, { 0.0, quantum / rate }, q);
        for (float x : q.left) CHECK (x == 0.0f);
    }
}

#include "Dsp/Follower.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::dsp
{
namespace
{
constexpr double damping = 1.41421356;
constexpr double rest = 0.7;                      // of the whole sound's level: what is softer than that is left softer
constexpr double quietest = 0.003;                // what is softer than -50 dBFS is not made strong
constexpr double tapLasts = 0.020, rests = 0.150; // s
} // namespace

void Follower::Section::tune (double hertz, double perSecond) noexcept
{
    g = math::tan (math::pi * std::min (hertz, 0.45 * perSecond) / perSecond);
    a = 1.0 / (1.0 + g * (g + damping));
}

double Follower::Section::step (double x, double& v1) noexcept
{
    v1 = a * (band + g * (x - low));
    const double v2 = low + g * v1;
    band = 2.0 * v1 - band;
    low = 2.0 * v2 - low;
    return v2;
}

double Follower::Section::lowpass (double x) noexcept
{
    double v1 = 0.0;
    return step (x, v1);
}

double Follower::Section::highpass (double x) noexcept
{
    double v1 = 0.0;
    const double v2 = step (x, v1);
    return x - damping * v1 - v2;
}

void Follower::Rise::tune (double rise, double fall, double perSecond) noexcept
{
    up = 1.0 - math::exp (-1.0 / (rise * perSecond));
    down = 1.0 - math::exp (-1.0 / (fall * perSecond));
}

double Follower::Divider::operator() (double x, int n) noexcept
{
    if (last < 0.0 && x >= 0.0) count = (count + 1) % n;
    last = x;
    return 2 * count < n ? 1.0 : -1.0;
}

Follower::Follower (SampleRate r) noexcept : rate (r)
{
    const double f = r.value;
    bass1.tune (18.0, f);
    bass2.tune (85.0, f);
    bass3.tune (85.0, f);
    oct1high.tune (85.0, f);
    oct1low.tune (165.0, f);
    oct2high.tune (165.0, f);
    oct2low.tune (320.0, f);
    mid1.tune (320.0, f);
    mid2.tune (3400.0, f);
    air1.tune (4500.0, f);
    air2.tune (4500.0, f);
    sub1.tune (90.0, f);
    sub2.tune (90.0, f);
    level1.tune (0.004, 0.030, f);
    level2.tune (0.004, 0.030, f);
    middle.tune (0.030, 0.300, f);
    low.tune (0.030, 0.150, f);
    hiss.tune (0.150, 0.250, f);
    strike.tune (0.001, 0.020, f);
    before.tune (0.060, 0.200, f);
    loud.tune (1.0, 8.0, f);
    whole.tune (1.0, 8.0, f);
    edge.tune (0.0002, 0.030, f);
}

void Follower::restart() noexcept
{
    for (auto* s : { &bass1, &bass2, &bass3, &oct1high, &oct1low, &oct2high, &oct2low, &mid1, &mid2, &air1, &air2, &sub1, &sub2 }) s->forget();
    for (auto* r : { &level1, &level2, &middle, &low, &hiss, &strike, &before, &loud, &whole, &edge }) r->value = 0.0;
    divide1 = divide2 = {};
    phase = 0.0;
    tapped = 1.0;
    strength = 0.0;
}

void Follower::process (const float* in, float* envelope, float* carrier) noexcept
{
    const double second = 1.0 / rate.value;
    for (int i = 0; i < quantum; ++i)
    {
        const double x = static_cast<double> (in[i]);
        const double body = bass3.lowpass (bass2.lowpass (bass1.highpass (x)));
        const double one = oct1low.lowpass (oct1high.highpass (x)), two = oct2low.lowpass (oct2high.highpass (x));
        const double spoken = middle (std::abs (mid2.lowpass (mid1.highpass (x))));
        const double under = low (std::abs (body) + std::abs (one) + 0.5 * std::abs (two));

        // Bass that a voice brings with it is 10 dB and more below what makes its vowels; of music it is above.
        const double more = under / (spoken + 1e-9), u = std::clamp ((more - 0.7) / 0.9, 0.0, 1.0), open = u * u * (3.0 - 2.0 * u);
        const double lower = sub1.lowpass (divide1 (one, 2) * level1 (std::abs (one))) + sub2.lowpass (divide2 (two, 4) * level2 (std::abs (two)));

        // Sibilants are short: what hisses is what goes on.
        const double air = hiss (std::abs (air2.highpass (air1.highpass (x))));
        phase += tone * second;
        phase -= std::floor (phase);

        // A strike stands out of what was there before.
        const double now = strike (std::abs (body) + open * std::abs (one)), then = before (now);
        tapped += second;
        if (now > 3.0 * then && now > 0.02 && tapped > rests) tapped = 0.0, strength = 0.0;
        if (tapped < 0.006) strength = std::max (strength, now);
        double tap = 0.0;
        if (tapped < tapLasts)
        {
            const double v = tapped / tapLasts;
            tap = strength * (0.5 - 0.5 * math::cosCycles (v)) * math::sinCycles (0.5 - v);
        }

        const double sum = body + 0.9 * open * lower + 2.2 * air * math::sinCycles (phase) + 0.8 * tap;
        // Levelled by what is felt of it, but not by the little that is left of a voice.
        const double level = std::max ({ quietest, std::sqrt (loud (sum * sum)), rest * std::sqrt (whole (x * x)) });
        const double y = sum / (2.0 * level), bent = y / std::sqrt (1.0 + y * y);
        const double e = std::min (1.0, std::max (edge (std::abs (bent)), std::abs (bent)));
        edge.value = e;
        envelope[i] = static_cast<float> (e);
        carrier[i] = e > 1e-9 ? static_cast<float> (bent / e) : 0.0f;
    }
}
} // namespace lull::dsp

#include "Dsp/Follower.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::dsp
{
namespace
{
constexpr double damping = 1.41421356;
constexpr double slowest = 11'000.0;                 // Hz
constexpr double speaks = 3'400.0, hisses = 4'500.0; // Hz
constexpr float rest = 0.7f;                         // of the whole sound's level: what is softer than that is left softer
constexpr float quietest = 0.003f;                   // what is softer than -50 dBFS is not made strong
constexpr float tapLasts = 0.020f, rests = 0.150f;   // s
} // namespace

void Follower::Sections::tune (int lane, double hertz, double perSecond, bool highpass) noexcept
{
    const double t = math::tan (math::pi * std::min (hertz, 0.45 * perSecond) / perSecond);
    g[lane] = static_cast<float> (t);
    a[lane] = static_cast<float> (1.0 / (1.0 + t * (t + damping)));
    high[lane] = highpass ? 1.0f : 0.0f;
    pass[lane] = highpass ? 0.0f : 1.0f;
}

LULL_INLINE void Follower::Sections::step (Four& x) noexcept
{
    const Four v1 = a * (band + g * (x - low));
    const Four v2 = low + g * v1;
    band = (v1 + v1) - band;
    low = (v2 + v2) - low;
    x = high * ((x - static_cast<float> (damping) * v1) - v2) + pass * v2;
}

void Follower::Rise::tune (double rise, double fall, double perSecond) noexcept
{
    up = static_cast<float> (1.0 - math::exp (-1.0 / (rise * perSecond)));
    down = static_cast<float> (1.0 - math::exp (-1.0 / (fall * perSecond)));
}

float Follower::Divider::operator() (float x, int n) noexcept
{
    if (last < 0.0f && x >= 0.0f) count = (count + 1) % n;
    last = x;
    return 2 * count < n ? 1.0f : -1.0f;
}

Follower::Follower (SampleRate rate) noexcept : every (1)
{
    while (every < quantum / 2 && rate.value / (2.0 * every) >= slowest) every *= 2;
    const double f = rate.value, s = f / every;
    seconds = static_cast<float> (1.0 / s);
    for (const int side : { 0, 2 })
        for (auto* air : { &air1, &air2 })
        {
            air->tune (side, hisses, f, true);
            air->tune (side + 1, every > 1 ? speaks : 0.45 * f, f, false);
        }
    for (auto& c : channels)
    {
        const double edges[] { 18.0, 85.0, 165.0, 320.0 }, ends[] { 85.0, 165.0, 320.0, speaks };
        for (int lane = 0; lane < 4; ++lane)
        {
            c.apart.tune (lane, edges[lane], s, true);
            c.kept.tune (lane, ends[lane], s, false);
            c.lower.tune (lane, lane == 0 ? 85.0 : 90.0, s, false);
        }
        c.level1.tune (0.004, 0.030, s);
        c.level2.tune (0.004, 0.030, s);
        c.middle.tune (0.030, 0.300, s);
        c.low.tune (0.030, 0.150, s);
        c.hiss.tune (0.150, 0.250, s);
        c.strike.tune (0.001, 0.020, s);
        c.before.tune (0.060, 0.200, s);
        c.loud.tune (1.0, 8.0, s);
        c.whole.tune (1.0, 8.0, s);
        c.edge.tune (0.0002, 0.030, s);
    }
}

void Follower::restart() noexcept
{
    air1.forget();
    air2.forget();
    phase = 0.0;
    for (auto& c : channels)
    {
        for (auto* s : { &c.apart, &c.kept, &c.lower }) s->forget();
        for (auto* r : { &c.level1, &c.level2, &c.middle, &c.low, &c.hiss, &c.strike, &c.before, &c.loud, &c.whole, &c.edge }) r->value = 0.0f;
        c.divide1 = c.divide2 = {};
        c.tapped = 1.0f;
        c.strength = c.envelope = c.carrier = 0.0f;
    }
}

// One slow frame: x below 3.4 kHz, the mean of what hisses, the mean power of all of it, and the tone of what hisses.
void Follower::slow (Channel& c, float x, float hissing, float power, float swell) const noexcept
{
    Four bands { x, x, x, x };
    c.apart.step (bands);
    c.kept.step (bands);
    const float one = bands[1], two = bands[2];
    const float spoken = c.middle (std::abs (bands[3]));
    Four down { bands[0], c.divide1 (one, 2) * c.level1 (std::abs (one)), c.divide2 (two, 4) * c.level2 (std::abs (two)), 0.0f };
    c.lower.step (down);
    const float body = down[0], lower = down[1] + down[2];
    const float under = c.low (std::abs (body) + std::abs (one) + 0.5f * std::abs (two));

    // Bass that a voice brings with it is 10 dB and more below what makes its vowels; of music it is above.
    const float u = std::clamp ((under / (spoken + 1e-9f) - 0.7f) / 0.9f, 0.0f, 1.0f), open = u * u * (3.0f - 2.0f * u);

    // Sibilants are short: what hisses is what goes on.
    const float air = c.hiss (hissing);

    // A strike stands out of what was there before.
    const float now = c.strike (std::abs (body) + open * std::abs (one)), then = c.before (now);
    c.tapped += seconds;
    if (now > 3.0f * then && now > 0.02f && c.tapped > rests) c.tapped = 0.0f, c.strength = 0.0f;
    if (c.tapped < 0.006f) c.strength = std::max (c.strength, now);
    float tap = 0.0f;
    if (c.tapped < tapLasts)
    {
        const double v = static_cast<double> (c.tapped / tapLasts);
        tap = c.strength * static_cast<float> ((0.5 - 0.5 * math::cosCycles (v)) * math::sinCycles (0.5 - v));
    }

    const float sum = body + 0.9f * open * lower + 2.2f * air * swell + 0.8f * tap;
    // Levelled by what is felt of it, but not by the little that is left of a voice; bent like y / sqrt (1 + y^2).
    const float level = std::max ({ quietest * quietest, c.loud (sum * sum), rest * rest * c.whole (power) });
    const float bent = sum / std::sqrt (4.0f * level + sum * sum);
    const float e = std::min (1.0f, std::max (c.edge (std::abs (bent)), std::abs (bent)));
    c.edge.value = e;
    c.envelope = e;
    c.carrier = e > 1e-9f ? std::clamp (bent / e, -1.0f, 1.0f) : 0.0f;
}

void Follower::process (const float* left, const float* right, Felt& outLeft, Felt& outRight) noexcept
{
    // The full rate: what hisses apart from what does not.
    alignas (64) std::array<Four, quantum> split;
    auto one = air1, two = air2;
    for (std::size_t i = 0; i < quantum; ++i)
    {
        Four x { left[i], left[i], right[i], right[i] };
        one.step (x);
        two.step (x);
        split[i] = x;
    }
    air1 = one;
    air2 = two;

    const auto n = static_cast<std::size_t> (every);
    const float share = 1.0f / static_cast<float> (every);
    for (std::size_t i = 0; i < quantum; i += n)
    {
        float hiss[2] {}, power[2] {};
        for (std::size_t k = i; k < i + n; ++k)
        {
            hiss[0] += std::abs (split[k][0]);
            hiss[1] += std::abs (split[k][2]);
            power[0] += left[k] * left[k];
            power[1] += right[k] * right[k];
        }
        phase += tone * static_cast<double> (seconds);
        phase -= std::floor (phase);
        const auto swell = static_cast<float> (math::sinCycles (phase));
        for (std::size_t side = 0; side < 2; ++side)
        {
            auto& c = channels[side];
            auto& out = side == 0 ? outLeft : outRight;
            const float e = c.envelope, w = c.carrier;
            slow (c, split[i + n - 1][side == 0 ? 1 : 3], share * hiss[side], share * power[side], swell);
            const float eStep = share * (c.envelope - e), wStep = share * (c.carrier - w);
            for (std::size_t k = 0; k < n; ++k)
            {
                out.envelope[i + k] = e + eStep * static_cast<float> (k + 1);
                out.carrier[i + k] = w + wStep * static_cast<float> (k + 1);
            }
        }
    }
}
} // namespace lull::dsp

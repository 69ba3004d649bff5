#include "Dsp/LoudnessMeter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "Base/Math.h"
#include "Base/Simd.h"
#include "Dsp/TruePeak.h"

namespace lull::dsp
{
namespace
{
constexpr double offset = -0.691; // ITU-R BS.1770
constexpr std::int64_t partsPerSecond = 100, partsInHop = 10, partsInMomentary = 40, partsInShort = 300;
constexpr std::size_t hopsReserved = 4 * 3600 * 10;
constexpr int piece = 256; // frames worked on at a time

double loudnessOf (double power) noexcept
{
    return power > 0.0 ? offset + 10.0 * math::log2 (power) / math::log2 (10.0) : -std::numeric_limits<double>::infinity();
}
double powerOf (double loudness) noexcept { return math::pow (10.0, (loudness - offset) / 10.0); }

typedef double Pair __attribute__ ((vector_size (16))); // left, right

// K-weighting for any rate: shelf, then high-pass (figures.md 4.3). Transposed direct form II in double.
struct Weighting
{
    double shelf[5], high[5]; // b0 b1 b2 a1 a2
    Pair memory[4] {};

    explicit Weighting (SampleRate rate) noexcept
    {
        {
            const double k = math::tan (math::pi * 1681.974450955533 / rate.value), q = 0.7071752369554196;
            const double vh = math::pow (10.0, 3.999843853973347 / 20.0), vb = math::pow (vh, 0.4996667741545416);
            const double a0 = 1.0 + k / q + k * k;
            shelf[0] = (vh + vb * k / q + k * k) / a0;
            shelf[1] = 2.0 * (k * k - vh) / a0;
            shelf[2] = (vh - vb * k / q + k * k) / a0;
            shelf[3] = 2.0 * (k * k - 1.0) / a0;
            shelf[4] = (1.0 - k / q + k * k) / a0;
        }
        const double k = math::tan (math::pi * 38.13547087602444 / rate.value), q = 0.5003270373238773;
        const double a0 = 1.0 + k / q + k * k;
        high[0] = 1.0;
        high[1] = -2.0;
        high[2] = 1.0;
        high[3] = 2.0 * (k * k - 1.0) / a0;
        high[4] = (1.0 - k / q + k * k) / a0;
    }

    static void step (Pair& x, const double (&c)[5], Pair& m0, Pair& m1) noexcept
    {
        const Pair y = x * c[0] + m0;
        m0 = x * c[1] - y * c[3] + m1;
        m1 = x * c[2] - y * c[4];
        x = y;
    }

    // Sum of the squares of both channels, weighted.
    double power (const float* left, const float* right, int frames) noexcept
    {
        Pair a = memory[0], b = memory[1], c = memory[2], d = memory[3], sum {};
        for (int i = 0; i < frames; ++i)
        {
            Pair x { static_cast<double> (left[i]), static_cast<double> (right[i]) };
            step (x, shelf, a, b);
            step (x, high, c, d);
            sum += x * x;
        }
        memory[0] = a, memory[1] = b, memory[2] = c, memory[3] = d;
        return sum[0] + sum[1];
    }
};

// True peak of a stream of any block sizes.
struct Peak
{
    TruePeak filter;
    alignas (64) std::array<float, quantum> pending {};
    int held = 0;
    float greatest = 0.0f;

    void add (const float* x, int frames) noexcept
    {
        for (int i = 0; i < frames;)
        {
            const int n = std::min (frames - i, quantum - held);
            std::copy (x + i, x + i + n, pending.begin() + held);
            i += n;
            held = (held + n) % quantum;
            if (held == 0) greatest = std::max (greatest, filter.push (pending.data(), greatest));
        }
    }
    // With what is still pending, as if silence followed.
    [[nodiscard]] float upToNow() const noexcept
    {
        Peak copy = *this;
        constexpr std::array<float, 2 * quantum> silence {};
        copy.add (silence.data(), 2 * quantum);
        return copy.greatest;
    }
};
} // namespace

struct LoudnessMeter::State
{
    explicit State (SampleRate r) : rate (static_cast<std::int64_t> (r.value + 0.5)), weighting (r) { hops.reserve (hopsReserved); }

    // Parts of 10 ms, whose borders lie at exact frames whatever the rate.
    [[nodiscard]] std::int64_t borderAfter (std::int64_t p) const noexcept { return (p + 1) * rate / partsPerSecond; }

    [[nodiscard]] double powerOver (std::int64_t count) const noexcept
    {
        double total = 0.0;
        for (std::int64_t p = std::max<std::int64_t> (0, part - count); p < part; ++p) total += parts[static_cast<std::size_t> (p % partsInShort)];
        return total * partsPerSecond / (static_cast<double> (count) * static_cast<double> (rate));
    }

    void closePart() noexcept
    {
        parts[static_cast<std::size_t> (part % partsInShort)] = sum;
        sum = 0.0;
        ++part;
        if (part % partsInHop != 0) return;
        greatestShort = std::max (greatestShort, powerOver (partsInShort));
        if (part >= partsInMomentary) hops.push_back (powerOver (partsInMomentary));
    }

    std::int64_t rate, frame = 0, part = 0;
    Weighting weighting;
    double sum = 0.0, greatestShort = 0.0;
    std::array<double, partsInShort> parts {};
    std::vector<double> hops; // power of each 400 ms, every 100 ms
    Peak left, right;
};

LoudnessMeter::LoudnessMeter (SampleRate rate) : state (std::make_unique<State> (rate)) {}
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::add (const float* left, const float* right, int frames) noexcept
{
    const FlushDenormals flush;
    State& s = *state;
    for (int i = 0; i < frames;)
    {
        const auto toBorder = s.borderAfter (s.part) - s.frame;
        const int n = static_cast<int> (std::min<std::int64_t> ({ frames - i, piece, toBorder }));
        std::array<float, piece> l, r;
        for (int k = 0; k < n; ++k)
        {
            l[static_cast<std::size_t> (k)] = std::isfinite (left[i + k]) ? left[i + k] : 0.0f;
            r[static_cast<std::size_t> (k)] = std::isfinite (right[i + k]) ? right[i + k] : 0.0f;
        }
        s.sum += s.weighting.power (l.data(), r.data(), n);
        s.left.add (l.data(), n);
        s.right.add (r.data(), n);
        s.frame += n;
        i += n;
        if (n == toBorder) s.closePart();
    }
}

double LoudnessMeter::momentary() const noexcept { return loudnessOf (state->powerOver (partsInMomentary)); }
double LoudnessMeter::shortTerm() const noexcept { return loudnessOf (state->powerOver (partsInShort)); }
double LoudnessMeter::greatestShortTerm() const noexcept { return loudnessOf (state->greatestShort); }

double LoudnessMeter::integrated() const noexcept
{
    const auto meanAbove = [&] (double gate) {
        double sum = 0.0;
        std::int64_t count = 0;
        for (double p : state->hops)
            if (p >= gate)
            {
                sum += p;
                ++count;
            }
        return count > 0 ? sum / static_cast<double> (count) : 0.0;
    };
    const double absolute = powerOf (-70.0), mean = meanAbove (absolute);
    return mean > 0.0 ? loudnessOf (meanAbove (std::max (absolute, mean * 0.1))) : loudnessOf (0.0);
}

double LoudnessMeter::truePeak() const noexcept { return math::decibels (static_cast<double> (std::max (state->left.upToNow(), state->right.upToNow()))); }
} // namespace lull::dsp

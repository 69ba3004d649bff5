#include "Files/Hearing.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include <fftw3.h>

#include "Base/Math.h"
#include "Dsp/LoudnessMeter.h"

namespace lull::files
{
namespace
{
// FFTW's plans are not made on two threads at once.
std::mutex& planning()
{
    static std::mutex one;
    return one;
}

// Hann windows of two real signals through one complex transform.
class Transform
{
public:
    explicit Transform (std::size_t length) : n (length), window (length), data (fftwf_alloc_complex (length))
    {
        for (std::size_t i = 0; i < n; ++i) window[i] = static_cast<float> (0.5 - 0.5 * math::cosCycles (static_cast<double> (i) / static_cast<double> (n)));
        const std::lock_guard lock (planning());
        plan = fftwf_plan_dft_1d (static_cast<int> (n), data, data, FFTW_FORWARD, FFTW_ESTIMATE);
    }
    ~Transform()
    {
        const std::lock_guard lock (planning());
        fftwf_destroy_plan (plan);
        fftwf_free (data);
    }
    Transform (const Transform&) = delete;
    Transform& operator= (const Transform&) = delete;

    void run (const float* left, const float* right)
    {
        for (std::size_t i = 0; i < n; ++i)
        {
            data[i][0] = left[i] * window[i];
            data[i][1] = right != nullptr ? right[i] * window[i] : 0.0f;
        }
        fftwf_execute (plan);
    }

    // Of bin k, 1 .. n / 2 - 1: power of a sine there, summed over its bins, is the square of its rms.
    struct Bin
    {
        double left, right, both; // both: the real part of left x conj right
    };
    [[nodiscard]] Bin bin (std::size_t k) const
    {
        const auto re = static_cast<double> (data[k][0]), im = static_cast<double> (data[k][1]), mre = static_cast<double> (data[n - k][0]),
                   mim = static_cast<double> (data[n - k][1]);
        const double lre = 0.5 * (re + mre), lim = 0.5 * (im - mim), rre = 0.5 * (im + mim), rim = 0.5 * (mre - re);
        const double scale = 2.0 / (0.375 * static_cast<double> (n) * static_cast<double> (n));
        return { scale * (lre * lre + lim * lim), scale * (rre * rre + rim * rim), scale * (lre * rre + lim * rim) };
    }
    [[nodiscard]] std::size_t size() const { return n; }

private:
    std::size_t n;
    std::vector<float> window;
    fftwf_complex* data;
    fftwf_plan plan {};
};

constexpr std::size_t fine = 8192, quick = 1024; // frames at 44.1 and 48 kHz
constexpr double lowest = 20.0;                  // Hz

double octave (double centre, double halves) { return centre * math::exp2 (0.5 * halves); }
double decibelsOf (double power) { return power > 0.0 ? 0.5 * math::decibels (power) : -200.0; }
} // namespace

struct Hearing::State
{
    double rate;
    std::size_t fineHop, quickHop;
    Transform sharp, soon;
    dsp::LoudnessMeter loudness;
    std::vector<float> left, right; // what is still needed
    std::size_t base = 0, nextFine = 0, nextQuick = 0;

    std::vector<double> columns;            // power by row
    std::vector<int> counts;                // transforms in a column
    std::vector<double> own, other, shared; // by bin, over everything
    std::array<std::vector<float>, Heard::octaves> envelopes;
    std::vector<double> blocks; // power in 400 ms
    double blockSum = 0.0, whole = 0.0, mono = 0.0;
    std::size_t inBlock = 0;

    explicit State (SampleRate r)
        : rate (r.value),
          fineHop (fine / 2),
          quickHop (static_cast<std::size_t> (0.01 * r.value)),
          sharp (fine),
          soon (quick),
          loudness (r),
          own (fine / 2),
          other (fine / 2),
          shared (fine / 2)
    {}

    // One transform into the column of its middle: each row takes its share of every bin that it meets.
    void draw (std::size_t at)
    {
        sharp.run (left.data() + (at - base), right.data() + (at - base));
        const auto column = static_cast<std::size_t> ((static_cast<double> (at) + 0.5 * fine) / rate / 0.5);
        if (columns.size() < (column + 1) * Heard::rows)
        {
            columns.resize ((column + 1) * Heard::rows);
            counts.resize (column + 1);
        }
        ++counts[column];
        const double width = rate / fine;
        std::vector<double> power (fine / 2);
        for (std::size_t k = 1; k < fine / 2; ++k)
        {
            const auto b = sharp.bin (k);
            power[k] = b.left + b.right;
            own[k] += b.left;
            other[k] += b.right;
            shared[k] += b.both;
        }
        for (int row = 0; row < Heard::rows; ++row)
        {
            const double from = lowest * math::exp2 (row / 12.0) / width + 0.5, to = lowest * math::exp2 ((row + 1) / 12.0) / width + 0.5; // bin k: k .. k + 1
            double sum = 0.0;
            for (auto k = static_cast<std::size_t> (from); k < fine / 2 && static_cast<double> (k) < to; ++k)
                sum += power[k] * (std::min (to, static_cast<double> (k + 1)) - std::max (from, static_cast<double> (k)));
            columns[column * Heard::rows + static_cast<std::size_t> (row)] += sum;
        }
    }

    void follow (std::size_t at)
    {
        soon.run (left.data() + (at - base), right.data() + (at - base));
        const double width = rate / quick;
        for (int o = 0; o < Heard::octaves; ++o)
        {
            const double centre = 125.0 * math::exp2 (static_cast<double> (o));
            double sum = 0.0;
            for (auto k = static_cast<std::size_t> (octave (centre, -1.0) / width + 0.5);
                 k < quick / 2 && static_cast<double> (k) < octave (centre, 1.0) / width + 0.5; ++k)
            {
                const auto b = soon.bin (std::max<std::size_t> (k, 1));
                sum += b.left + b.right;
            }
            envelopes[static_cast<std::size_t> (o)].push_back (static_cast<float> (std::sqrt (sum)));
        }
    }

    // rms of an envelope's movement re its mean, by thirds of an octave of modulation.
    void modulation (const std::vector<float>& envelope, float* out) const
    {
        std::fill (out, out + Heard::turns, -1.0f);
        double mean = 0.0;
        for (float v : envelope) mean += static_cast<double> (v) / static_cast<double> (envelope.size());
        std::size_t window = 32'768;
        while (window > envelope.size()) window /= 2;
        if (window < 256 || ! (mean > 0.0)) return;
        std::vector<float> around;
        for (float v : envelope) around.push_back (static_cast<float> (static_cast<double> (v) / mean - 1.0));
        Transform t (window);
        std::vector<double> power (window / 2);
        int count = 0;
        for (std::size_t at = 0; at + window <= around.size(); at += window / 2, ++count)
        {
            t.run (around.data() + at, nullptr);
            for (std::size_t k = 1; k < power.size(); ++k) power[k] += t.bin (k).left;
        }
        const double width = rate / static_cast<double> (quickHop) / static_cast<double> (window);
        for (int n = 0; n < Heard::turns; ++n)
        {
            const double middle = Heard::slowest * math::exp2 (n / 3.0), from = middle * math::exp2 (-1.0 / 6.0) / width + 0.5,
                         to = middle * math::exp2 (1.0 / 6.0) / width + 0.5;
            if (from < 1.5) continue; // below what the stretch can tell
            double sum = 0.0;
            for (auto k = static_cast<std::size_t> (from); k < power.size() && static_cast<double> (k) < to; ++k)
                sum += power[k] * (std::min (to, static_cast<double> (k + 1)) - std::max (from, static_cast<double> (k)));
            out[n] = static_cast<float> (std::sqrt (sum / count));
        }
    }
};

Hearing::Hearing (SampleRate rate) : state (std::make_unique<State> (rate)) {}
Hearing::~Hearing() = default;

void Hearing::add (const float* left, const float* right, int frames)
{
    auto& s = *state;
    s.loudness.add (left, right, frames);
    const auto block = static_cast<std::size_t> (0.4 * s.rate);
    for (int i = 0; i < frames; ++i)
    {
        const auto l = static_cast<double> (left[i]), r = static_cast<double> (right[i]);
        s.mono += 0.25 * (l + r) * (l + r);
        s.whole += 0.5 * (l * l + r * r);
        s.blockSum += 0.25 * (l + r) * (l + r);
        if (++s.inBlock == block)
        {
            s.blocks.push_back (s.blockSum / static_cast<double> (block));
            s.blockSum = 0.0;
            s.inBlock = 0;
        }
    }
    s.left.insert (s.left.end(), left, left + frames);
    s.right.insert (s.right.end(), right, right + frames);
    const std::size_t end = s.base + s.left.size();
    for (; s.nextFine + fine <= end; s.nextFine += s.fineHop) s.draw (s.nextFine);
    for (; s.nextQuick + quick <= end; s.nextQuick += s.quickHop) s.follow (s.nextQuick);
    const std::size_t keep = std::min (s.nextFine, s.nextQuick) - s.base;
    if (keep < 65'536) return;
    s.left.erase (s.left.begin(), s.left.begin() + static_cast<std::ptrdiff_t> (keep));
    s.right.erase (s.right.begin(), s.right.begin() + static_cast<std::ptrdiff_t> (keep));
    s.base += keep;
}

Heard Hearing::heard() const
{
    const auto& s = *state;
    Heard h;
    for (std::size_t c = 0; c < s.counts.size(); ++c)
        for (std::size_t r = 0; r < Heard::rows; ++r)
            h.sonogram.push_back (static_cast<float> (decibelsOf (s.columns[c * Heard::rows + r] / std::max (1, s.counts[c]))));
    for (int o = 0; o < Heard::octaves; ++o) s.modulation (s.envelopes[static_cast<std::size_t> (o)], h.modulation.data() + o * Heard::turns);

    const double width = s.rate / fine;
    const auto sum = [&] (const std::vector<double>& bins, double from, double to) {
        double total = 0.0;
        for (auto k = static_cast<std::size_t> (from / width + 0.5); k < bins.size() && static_cast<double> (k) < to / width + 0.5; ++k) total += bins[k];
        return total;
    };
    double all = 0.0;
    for (std::size_t o = 0; o < h.level.size(); ++o)
    {
        const double centre = 31.25 * math::exp2 (static_cast<double> (o)), from = octave (centre, -1.0), to = octave (centre, 1.0);
        h.level[o] = sum (s.own, from, to) + sum (s.other, from, to);
        all += h.level[o];
    }
    for (double& v : h.level) v = decibelsOf (v / std::max (all, 1e-30));
    constexpr std::array<std::array<double, 2>, 4> where { { { 100, 200 }, { 200, 800 }, { 800, 3200 }, { 3200, 12'000 } } };
    for (std::size_t b = 0; b < where.size(); ++b)
    {
        const double power = std::sqrt (sum (s.own, where[b][0], where[b][1]) * sum (s.other, where[b][0], where[b][1]));
        h.together[b] = power > 0.0 ? sum (s.shared, where[b][0], where[b][1]) / power : 1.0;
    }
    h.integrated = s.loudness.integrated();
    if (! s.blocks.empty())
    {
        auto sorted = s.blocks;
        std::sort (sorted.begin(), sorted.end());
        h.range = decibelsOf (sorted[sorted.size() * 95 / 100]) - decibelsOf (sorted[sorted.size() * 5 / 100]);
    }
    h.folded = decibelsOf (s.mono) - decibelsOf (s.whole);
    return h;
}
} // namespace lull::files

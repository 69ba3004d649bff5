#include "Dsp/Reverb.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Lanes.h"

namespace lull::dsp
{
namespace
{
// Lengths in ms whose ratios are far from simple ones; movements that do not line up.
constexpr std::array<double, Reverb::lines> lengths { 53.51, 62.19, 72.31, 79.93, 90.61, 100.03, 112.19, 126.83 };
constexpr std::array<double, Reverb::lines> turning { 0.197, 0.131, 0.263, 0.157, 0.229, 0.113, 0.281, 0.173 };
constexpr double swingMs = 2.0, bassHertz = 12.0;
constexpr int guard = 64;
// Allpasses of the left and the right ear, ms; all shorter than the lines, so that a hit's echoes are 16 times as many before the first turn.
constexpr std::array<std::array<double, Reverb::smears>, Reverb::ears> smearMs { { { 3.11, 5.33, 8.71, 13.93 }, { 2.77, 4.93, 9.29, 13.19 } } };
constexpr float smearGain = 0.65f;

int smearFrames (double ms, double size, double rate) noexcept { return std::max (quantum, static_cast<int> (ms * 0.001 * size * rate + 0.5)); }

struct Loop
{
    double gain, treble;
}; // per pass: gain at low frequency, pole of the one-pole low-pass

// Power that a tap hands on that lies anywhere between two frames, on the average: the mean of |1 - u + u z^-1|^2 over u.
double tapOf (double cosine) noexcept { return 1.0 - (1.0 - cosine) / 3.0; }

// Jot's choice: loss per pass so that every line loses 60 dB in T60, at low frequency and, with what its moving tap loses, at 4 kHz.
Loop loopOf (const Reverb::Shape& shape, double ms, double rate) noexcept
{
    const double d = ms * 0.001 * shape.size;
    const double low = math::amplitude (-60.0 * d / shape.seconds), high = math::amplitude (-60.0 * d / std::min (shape.bright, shape.seconds));
    // |H|^2 of (1-p)/(1-p z^-1) at w: (1-p)^2 / (1 - 2 p cos w + p^2) = r^2, solved for p.
    const double c = math::cosCycles (std::min (4000.0 / rate, 0.25)), r2 = std::min (1.0, (high / low) * (high / low) / tapOf (c));
    const double b = (1.0 - r2 * c) / (1.0 - r2 + 1e-12);
    return { low, r2 > 0.999999 ? 0.0 : b - std::sqrt (std::max (0.0, b * b - 1.0)) };
}

// Power that a pass hands on at a frequency.
double passOf (const Loop& loop, double hertz, double rate) noexcept
{
    const double c = math::cosCycles (std::min (hertz / rate, 0.5)), p = loop.treble;
    const double bass = hertz * hertz / (hertz * hertz + bassHertz * bassHertz);
    return loop.gain * loop.gain * (1.0 - p) * (1.0 - p) / (1.0 - 2.0 * p * c + p * p) * bass * tapOf (c);
}

// Schroeder's allpass: v = x + g v[-d], y = v[-d] - g v. Nothing in a quantum depends on the same one, for d >= 32.
LULL_INLINE void smearOneKernel (const float* old, float* v, float* x) noexcept
{
    for (int i = 0; i < quantum; ++i)
    {
        const float was = old[i], now = x[i] + smearGain * was;
        v[i] = now;
        x[i] = was - smearGain * now;
    }
}
LULL_KERNEL (smearOne, (const float* old, float* v, float* x), (old, v, x))

template <int n>
LULL_INLINE void loseKernel (Reverb::Lines& state, float* block) noexcept // [8][32], in place: treble and bass lost, loop gain applied
{
    using V = Lanes<n>;
    constexpr int parts = 8 / n;
    V treble[parts], gain[parts], bass[parts], low[parts], high[parts];
    for (int k = 0; k < parts; ++k)
    {
        get (treble[k], state.treble.data() + k * n);
        get (gain[k], state.gain.data() + k * n);
        get (bass[k], state.bass.data() + k * n);
        get (low[k], state.low.data() + k * n);
        get (high[k], state.high.data() + k * n);
    }
    alignas (64) float frames[4 * 8];
    for (int i = 0; i < quantum; i += 4)
    {
        Lanes<4> row[8];
        for (int k = 0; k < 8; ++k) get (row[k], block + k * quantum + i);
        transpose (row[0], row[1], row[2], row[3]);
        transpose (row[4], row[5], row[6], row[7]);
        for (int f = 0; f < 4; ++f)
        {
            put (row[f], frames + f * 8);
            put (row[4 + f], frames + f * 8 + 4);
        }
        for (int f = 0; f < 4; ++f)
            for (int k = 0; k < parts; ++k)
            {
                V x;
                get (x, frames + f * 8 + k * n);
                low[k] = treble[k] * low[k] + gain[k] * x; // gain = loop gain x (1 - treble)
                high[k] += bass[k] * (low[k] - high[k]);
                put (V (low[k] - high[k]), frames + f * 8 + k * n);
            }
        for (int f = 0; f < 4; ++f)
        {
            get (row[f], frames + f * 8);
            get (row[4 + f], frames + f * 8 + 4);
        }
        transpose (row[0], row[1], row[2], row[3]);
        transpose (row[4], row[5], row[6], row[7]);
        for (int k = 0; k < 8; ++k) put (row[k], block + k * quantum + i);
    }
    for (int k = 0; k < parts; ++k)
    {
        put (low[k], state.low.data() + k * n);
        put (high[k], state.high.data() + k * n);
    }
}
LULL_LANES_KERNEL (lose, (Reverb::Lines & state, float* block), (state, block))

struct Tap
{
    const float* from;
    float part, slope;
    bool crosses;
}; // reads part + slope i frames before from[i]; 0 .. 1, or -1 .. 2 where it crosses a frame

LULL_INLINE void readKernel (const Tap* taps, float* block) noexcept
{
    for (std::size_t k = 0; k < Reverb::lines; ++k)
    {
        const float* x = taps[k].from;
        const float part = taps[k].part, slope = taps[k].slope;
        float* y = block + k * quantum;
        if (! taps[k].crosses)
            for (int i = 0; i < quantum; ++i) y[i] = x[i] + (part + slope * static_cast<float> (i)) * (x[i - 1] - x[i]);
        else
            for (int i = 0; i < quantum; ++i)
            {
                const float u = part + slope * static_cast<float> (i);
                const float a = u < 0.0f ? x[i + 1] : (u < 1.0f ? x[i] : x[i - 1]), b = u < 0.0f ? x[i] : (u < 1.0f ? x[i - 1] : x[i - 2]);
                y[i] = a + (u < 0.0f ? u + 1.0f : (u < 1.0f ? u : u - 1.0f)) * (b - a);
            }
    }
}
LULL_KERNEL (read, (const Tap* taps, float* block), (taps, block))

// Hadamard of order 8, in three rounds of sums and differences; the ears' inputs enter alternate lines.
LULL_INLINE void mixKernel (const float* block, const float* inL, const float* inR, float* const* write, float* outL, float* outR) noexcept
{
    constexpr float norm = 0.35355339f; // 1 / sqrt 8
    for (int i = 0; i < quantum; ++i)
    {
        const float a0 = block[i], a1 = block[32 + i], a2 = block[64 + i], a3 = block[96 + i], a4 = block[128 + i], a5 = block[160 + i], a6 = block[192 + i],
                    a7 = block[224 + i];
        const float l = inL[i], r = inR[i];
        outL[i] = (a0 - a2) + (a4 - a6);
        outR[i] = (a1 - a3) + (a5 - a7);
        const float b0 = a0 + a1, b1 = a0 - a1, b2 = a2 + a3, b3 = a2 - a3, b4 = a4 + a5, b5 = a4 - a5, b6 = a6 + a7, b7 = a6 - a7;
        const float c0 = b0 + b2, c1 = b1 + b3, c2 = b0 - b2, c3 = b1 - b3, c4 = b4 + b6, c5 = b5 + b7, c6 = b4 - b6, c7 = b5 - b7;
        write[0][i] = l + norm * (c0 + c4);
        write[1][i] = r + norm * (c1 + c5);
        write[2][i] = l + norm * (c2 + c6);
        write[3][i] = r + norm * (c3 + c7);
        write[4][i] = norm * (c0 - c4) - l;
        write[5][i] = norm * (c1 - c5) - r;
        write[6][i] = norm * (c2 - c6) - l;
        write[7][i] = norm * (c3 - c7) - r;
    }
}
LULL_KERNEL (mix, (const float* block, const float* inL, const float* inR, float* const* write, float* outL, float* outR), (block, inL, inR, write, outL, outR))
} // namespace

Reverb::Reverb (const Shape& shape, SampleRate sampleRate) : rate (sampleRate)
{
    double longest = 0.0;
    for (std::size_t k = 0; k < lines; ++k)
    {
        length[k] = lengths[k] * 0.001 * shape.size * rate.value;
        swing[k] = swingMs * 0.001 * rate.value;
        turns[k] = turning[k];
        longest = std::max (longest, length[k] + swing[k]);
        const Loop loop = loopOf (shape, lengths[k], rate.value);
        state.treble[k] = static_cast<float> (loop.treble);
        state.gain[k] = static_cast<float> (loop.gain * (1.0 - loop.treble));
        state.bass[k] = static_cast<float> (1.0 - math::exp (-math::tau * bassHertz / rate.value));
    }
    size = static_cast<int> (std::bit_ceil (static_cast<unsigned> (longest) + 4u * quantum));
    for (auto& m : memory) m.assign (static_cast<std::size_t> (size + guard), 0.0f);
    for (std::size_t e = 0; e < ears; ++e)
        for (std::size_t k = 0; k < smears; ++k)
        {
            Smear& s = smear[e][k];
            s.delay = smearFrames (smearMs[e][k], shape.size, rate.value);
            s.size = static_cast<int> (std::bit_ceil (static_cast<unsigned> (s.delay + quantum)));
            s.memory.assign (static_cast<std::size_t> (s.size + quantum), 0.0f);
        }
}

double Reverb::Shape::t60 (double hertz, SampleRate sampleRate) const noexcept
{
    // A lossless mix spreads every mode over all lines: it loses the sum of their losses in the sum of their lengths.
    double decibels = 0.0, round = 0.0; // lost; s
    for (double ms : lengths)
    {
        decibels -= math::decibels (passOf (loopOf (*this, ms, sampleRate.value), hertz, sampleRate.value)) * 0.5;
        round += ms * 0.001 * size;
    }
    return 60.0 * round / decibels;
}

// Closed form of the movement.
void Reverb::stand (double seconds) noexcept
{
    for (std::size_t k = 0; k < lines; ++k)
        delay[k] = length[k] + swing[k] * static_cast<double> (math::sinCycles (static_cast<float> (math::fraction (turns[k] * seconds))));
    reached = seconds;
}

void Reverb::process (const StereoQuantum& in, const Ends& seconds, StereoQuantum& out) noexcept
{
    // Quanta abut, so one's begin is mostly the last one's end.
    if (seconds.begin != reached) stand (seconds.begin);
    const std::array<double, lines> start = delay;
    stand (seconds.end);
    std::array<Tap, lines> taps;
    std::array<float*, lines> write;
    for (std::size_t k = 0; k < lines; ++k)
    {
        const double before = start[k], after = delay[k];
        const int whole = static_cast<int> (before);
        const int from = (at - whole) & (size - 1);
        // Up to two frames before `from` are read too; at the ring's start they are before the copy at its end.
        taps[k].from = memory[k].data() + (from < 2 ? size + from : from);
        taps[k].part = static_cast<float> (before - whole);
        taps[k].slope = static_cast<float> ((after - before) / quantum);
        taps[k].crosses = static_cast<int> (after) != whole;
        write[k] = memory[k].data() + at;
    }
    alignas (64) std::array<float, lines * quantum> block;
    read (taps.data(), block.data());
    lose (state, block.data());
    StereoQuantum wet, diffuse = in;
    for (std::size_t e = 0; e < ears; ++e)
        for (Smear& s : smear[e])
        {
            float* m = s.memory.data();
            smearOne (m + ((s.at - s.delay) & (s.size - 1)), m + s.at, e == 0 ? diffuse.left.data() : diffuse.right.data());
            if (s.at == 0) std::copy_n (m, quantum, m + s.size);
            s.at = (s.at + quantum) & (s.size - 1);
        }
    mix (block.data(), diffuse.left.data(), diffuse.right.data(), write.data(), wet.left.data(), wet.right.data());
    out = wet;

    if (at < guard)
        for (std::size_t k = 0; k < lines; ++k) std::copy_n (memory[k].data() + at, quantum, memory[k].data() + size + at);
    at = (at + quantum) & (size - 1);
}

void Reverb::clear() noexcept
{
    for (auto& m : memory) std::fill (m.begin(), m.end(), 0.0f);
    for (auto& ear : smear)
        for (Smear& s : ear)
        {
            std::fill (s.memory.begin(), s.memory.end(), 0.0f);
            s.at = 0;
        }
    state.low.fill (0.0f);
    state.high.fill (0.0f);
    at = 0;
}

double Reverb::powerGain (const Shape& shape, double hertz) noexcept
{
    // In a lossless mix power spreads evenly: each pass hands on the mean of the lines' power losses. Every ear's sine enters four
    // lines with weight 1, and four lines with weight 1 leave for every ear.
    double mean = 0.0;
    for (double ms : lengths) mean += passOf (loopOf (shape, ms, 48'000.0), hertz, 48'000.0) / tapOf (math::cosCycles (hertz / 48'000.0)) / lines;
    return 3.77 * mean / (1.0 - mean); // 4 less what the moving taps lose, 0.26 dB, measured
}

double Reverb::meanPower (const Shape& shape, std::span<const Tone> tones, double dry, double wet)
{
    constexpr double rate = 48'000.0, step = 0.025, settling = 5.0, seconds = 65.0;
    constexpr std::size_t history = 16; // steps: the longest line is 0.2 s
    using Row = std::vector<float>;     // one number for every tone
    const std::size_t count = tones.size();
    Row hertz (count), left (count), right (count);
    std::array<Row, lines> lossRe, lossIm; // per pass, the delay's own turn left out
    for (std::size_t k = 0; k < lines; ++k)
    {
        const Loop loop = loopOf (shape, lengths[k], rate);
        for (const Tone& t : tones)
        {
            const double c = math::cosCycles (t.hertz / rate), s = math::sinCycles (t.hertz / rate); // z^-1 = c - i s
            const double pole = math::exp (-math::tau * bassHertz / rate);
            const double g = loop.gain * (1.0 - loop.treble) * pole * std::sqrt (tapOf (c)); // gain, treble and bass as lose() has them
            const double aRe = 1.0 - loop.treble * c, aIm = loop.treble * s, bRe = 1.0 - pole * c, bIm = pole * s;
            const double dRe = aRe * bRe - aIm * bIm, dIm = aRe * bIm + aIm * bRe, d = dRe * dRe + dIm * dIm;
            lossRe[k].push_back (static_cast<float> (g * ((1.0 - c) * dRe + s * dIm) / d));
            lossIm[k].push_back (static_cast<float> (g * (s * dRe - (1.0 - c) * dIm) / d));
        }
    }
    std::array<Row, ears> enterRe, enterIm; // what the allpasses make of a tone
    for (std::size_t t = 0; t < count; ++t)
    {
        hertz[t] = static_cast<float> (tones[t].hertz);
        left[t] = static_cast<float> (tones[t].left);
        right[t] = static_cast<float> (tones[t].right);
        for (std::size_t e = 0; e < ears; ++e)
        {
            double x = e == 0 ? tones[t].left : tones[t].right, y = 0.0;
            for (double ms : smearMs[e])
            {
                // (w - g) / (1 - g w) at w = z^-d
                const double cycles = tones[t].hertz * smearFrames (ms, shape.size, rate) / rate, g = static_cast<double> (smearGain);
                const double c = math::cosCycles (cycles), d = 1.0 - 2.0 * g * c + g * g;
                const double hx = (c * (1.0 + g * g) - 2.0 * g) / d, hy = -math::sinCycles (cycles) * (1.0 - g * g) / d, was = x;
                x = was * hx - y * hy;
                y = was * hy + y * hx;
            }
            enterRe[e].push_back (static_cast<float> (x));
            enterIm[e].push_back (static_cast<float> (y));
        }
    }

    std::array<std::array<Row, history>, lines> re, im; // what went into each line, a step apart
    std::array<Row, lines> aRe, aIm;                    // what comes out of it now
    for (std::size_t k = 0; k < lines; ++k)
    {
        for (std::size_t h = 0; h < history; ++h) re[k][h].resize (count), im[k][h].resize (count);
        aRe[k].resize (count);
        aIm[k].resize (count);
    }
    double power = 0.0;
    std::size_t counted = 0;
    for (std::size_t n = history; static_cast<double> (n - history) * step < seconds; ++n)
    {
        const double now = static_cast<double> (n - history) * step;
        for (std::size_t k = 0; k < lines; ++k)
        {
            const double delay = lengths[k] * 0.001 * shape.size + swingMs * 0.001 * math::sinCycles (turning[k] * now), ago = delay / step;
            const auto whole = static_cast<std::size_t> (ago);
            const auto part = static_cast<float> (ago - static_cast<double> (whole)), late = static_cast<float> (delay);
            const float *xr = re[k][(n - whole) % history].data(), *xi = im[k][(n - whole) % history].data();
            const float *yr = re[k][(n - whole - 1) % history].data(), *yi = im[k][(n - whole - 1) % history].data();
            const float *lr = lossRe[k].data(), *li = lossIm[k].data(), *f = hertz.data();
            float *outRe = aRe[k].data(), *outIm = aIm[k].data();
            for (std::size_t t = 0; t < count; ++t)
            {
                const float wasRe = xr[t] + part * (yr[t] - xr[t]), wasIm = xi[t] + part * (yi[t] - xi[t]);
                const float c = math::sinCycles (f[t] * late + 0.25f), s = math::sinCycles (f[t] * late);
                const float turnRe = lr[t] * c + li[t] * s, turnIm = li[t] * c - lr[t] * s;
                outRe[t] = wasRe * turnRe - wasIm * turnIm;
                outIm[t] = wasRe * turnIm + wasIm * turnRe;
            }
        }
        if (now >= settling)
        {
            const auto ear = [&] (std::size_t k, const Row& in) {
                for (std::size_t t = 0; t < count; ++t)
                {
                    const double x = dry * static_cast<double> (in[t]) + wet * static_cast<double> (aRe[k][t] - aRe[k + 2][t] + aRe[k + 4][t] - aRe[k + 6][t]);
                    const double y = wet * static_cast<double> (aIm[k][t] - aIm[k + 2][t] + aIm[k + 4][t] - aIm[k + 6][t]);
                    power += 0.5 * (x * x + y * y);
                }
            };
            ear (0, left);
            ear (1, right);
            ++counted;
        }
        for (auto* a : { &aRe, &aIm })
            for (std::size_t apart = 1; apart < lines; apart *= 2) // Hadamard
                for (std::size_t k = 0; k < lines; ++k)
                    if ((k & apart) == 0)
                    {
                        float *one = (*a)[k].data(), *other = (*a)[k + apart].data();
                        for (std::size_t t = 0; t < count; ++t)
                        {
                            const float x = one[t], y = other[t];
                            one[t] = x + y;
                            other[t] = x - y;
                        }
                    }
        for (std::size_t k = 0; k < lines; ++k)
        {
            const float sign = k < 4 ? 1.0f : -1.0f, norm = 0.35355339f;
            const float *inRe = enterRe[k % 2].data(), *inIm = enterIm[k % 2].data();
            float *toRe = re[k][n % history].data(), *toIm = im[k][n % history].data();
            for (std::size_t t = 0; t < count; ++t)
            {
                toRe[t] = sign * inRe[t] + norm * aRe[k][t];
                toIm[t] = sign * inIm[t] + norm * aIm[k][t];
            }
        }
    }
    return power / static_cast<double> (std::max<std::size_t> (1, counted));
}
} // namespace lull::dsp

#include "Sound/Utterance.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "Base/Math.h"
#include "Base/Simd.h"
#include "Dsp/LoudnessMeter.h"
#include "Dsp/Resampler.h"
#include "Dsp/Reverb.h"

namespace lull::sound
{
namespace
{
constexpr double quiet = -46.0;                      // dB below the loudest: not a word
constexpr double margin = 0.05;                      // s kept on both sides of the words
constexpr double fadeIn = 0.12, fadeOut = 0.25;      // s
constexpr dsp::Reverb::Shape room { 0.6, 0.4, 0.5 }; // a bedroom with a carpet
constexpr double wet = -17.0;                        // dB

// The walls nearest to the listener: ms and dB.
struct Echo
{
    double left, right, level;
};
constexpr std::array<Echo, 4> walls { { { 6.1, 7.3, -15.0 }, { 11.9, 10.3, -18.0 }, { 17.3, 19.7, -20.0 }, { 26.1, 24.7, -22.0 } } };

std::size_t frames (double seconds) noexcept { return static_cast<std::size_t> (seconds * Utterance::rate + 0.5); }

// A filter of second order in double, by the cookbook of R. Bristow-Johnson.
struct Biquad
{
    double b0, b1, b2, a1, a2;
    void run (std::vector<float>& x) const noexcept
    {
        double s1 = 0.0, s2 = 0.0;
        for (float& v : x)
        {
            const auto in = static_cast<double> (v);
            const double y = b0 * in + s1;
            s1 = b1 * in - a1 * y + s2;
            s2 = b2 * in - a2 * y;
            v = static_cast<float> (y);
        }
    }
};

Biquad highPass (double hertz, double q) noexcept
{
    const double c = math::cosCycles (hertz / Utterance::rate), alpha = math::sinCycles (hertz / Utterance::rate) / (2.0 * q), a0 = 1.0 + alpha;
    return { 0.5 * (1.0 + c) / a0, -(1.0 + c) / a0, 0.5 * (1.0 + c) / a0, -2.0 * c / a0, (1.0 - alpha) / a0 };
}

Biquad lowPass (double hertz, double q) noexcept
{
    const double c = math::cosCycles (hertz / Utterance::rate), alpha = math::sinCycles (hertz / Utterance::rate) / (2.0 * q), a0 = 1.0 + alpha;
    return { 0.5 * (1.0 - c) / a0, (1.0 - c) / a0, 0.5 * (1.0 - c) / a0, -2.0 * c / a0, (1.0 - alpha) / a0 };
}

Biquad highShelf (double hertz, double decibels) noexcept // slope 0.7
{
    const double a = math::amplitude (0.5 * decibels), c = math::cosCycles (hertz / Utterance::rate), s = math::sinCycles (hertz / Utterance::rate);
    const double alpha = 0.5 * s * std::sqrt ((a + 1.0 / a) * (1.0 / 0.7 - 1.0) + 2.0), r = 2.0 * std::sqrt (a) * alpha;
    const double a0 = (a + 1.0) - (a - 1.0) * c + r;
    return { a * ((a + 1.0) + (a - 1.0) * c + r) / a0, -2.0 * a * ((a - 1.0) + (a + 1.0) * c) / a0, a * ((a + 1.0) + (a - 1.0) * c - r) / a0,
             2.0 * ((a - 1.0) - (a + 1.0) * c) / a0, ((a + 1.0) - (a - 1.0) * c - r) / a0 };
}

std::vector<float> converted (std::span<const float> dry, double dryRate)
{
    const auto size = static_cast<Frame> (dry.size());
    std::vector<float> out (static_cast<std::size_t> (std::ceil (static_cast<double> (size) * Utterance::rate / dryRate))), same (out.size());
    if (out.empty()) return out;
    dsp::Resampler resampler (static_cast<Frame> (dryRate + 0.5), static_cast<Frame> (Utterance::rate));
    resampler.make (
        0, static_cast<int> (out.size()),
        [&] (Frame first, int count, float* left, float* right) {
            for (int i = 0; i < count; ++i)
            {
                const Frame at = first + i;
                left[i] = right[i] = at >= 0 && at < size ? dry[static_cast<std::size_t> (at)] : 0.0f;
            }
        },
        out.data(), same.data());
    return out;
}

// The words alone, with a little of what lies around them.
std::vector<float> trimmed (std::vector<float> x)
{
    float peak = 0.0f;
    for (float v : x) peak = std::max (peak, std::abs (v));
    const auto threshold = static_cast<float> (math::amplitude (quiet)) * peak;
    const auto loud = [&] (float v) { return std::abs (v) > threshold; };
    if (! (peak > 1e-5f)) return {};
    const auto around = static_cast<std::ptrdiff_t> (frames (margin));
    const auto first = std::find_if (x.begin(), x.end(), loud);
    const auto last = std::find_if (x.rbegin(), x.rend(), loud).base();
    x.erase (last + std::min (x.end() - last, around), x.end());
    x.erase (x.begin(), first - std::min (first - x.begin(), around));
    return x;
}

// sin^2 at both ends; the end's lies after the last word where there is room.
void soften (std::vector<float>& x)
{
    const std::size_t in = std::min (frames (fadeIn), x.size() / 2), out = std::min (frames (fadeOut), x.size() / 2);
    for (std::size_t i = 0; i < in; ++i)
    {
        const double s = math::sinCycles (0.25 * static_cast<double> (i) / static_cast<double> (in));
        x[i] *= static_cast<float> (s * s);
    }
    for (std::size_t i = 0; i < out; ++i)
    {
        const double s = math::sinCycles (0.25 * static_cast<double> (i) / static_cast<double> (out));
        x[x.size() - 1 - i] *= static_cast<float> (s * s);
    }
}

// Voice in the middle, walls beside it, the room around both.
void place (const std::vector<float>& voice, Utterance& out)
{
    const std::size_t size = (voice.size() + frames (Utterance::tail) + quantum - 1) / quantum * quantum;
    out.left.assign (size, 0.0f);
    out.right.assign (size, 0.0f);
    std::copy (voice.begin(), voice.end(), out.left.begin());
    std::copy (voice.begin(), voice.end(), out.right.begin());
    const auto echo = [&] (std::vector<float>& ear, double ms, double level) {
        const std::size_t late = frames (0.001 * ms);
        const auto gain = static_cast<float> (math::amplitude (level));
        for (std::size_t i = 0; i < voice.size(); ++i) ear[i + late] += gain * voice[i];
    };
    for (const auto& w : walls)
    {
        echo (out.left, w.left, w.level);
        echo (out.right, w.right, w.level);
    }

    dsp::Reverb reverb (room, SampleRate { Utterance::rate });
    const auto send = static_cast<float> (math::amplitude (wet));
    StereoQuantum block;
    for (std::size_t at = 0; at < size; at += quantum)
    {
        block.clear();
        for (std::size_t i = 0; i < quantum && at + i < voice.size(); ++i) block.left[i] = block.right[i] = send * voice[at + i];
        reverb.process (block, { static_cast<double> (at) / Utterance::rate, static_cast<double> (at + quantum) / Utterance::rate }, block);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[at + i] += block.left[i];
            out.right[at + i] += block.right[i];
        }
    }
    const std::size_t ending = frames (0.2); // of the tail, into silence
    for (std::size_t i = 0; i < ending; ++i)
    {
        const auto g = static_cast<float> (i) / static_cast<float> (ending);
        out.left[size - 1 - i] *= g;
        out.right[size - 1 - i] *= g;
    }
}

double integrated (const Utterance& u)
{
    dsp::LoudnessMeter meter { SampleRate { Utterance::rate } };
    meter.add (u.left.data(), u.right.data(), static_cast<int> (u.left.size()));
    return meter.integrated();
}

void scale (Utterance& u, double decibels) noexcept
{
    const auto g = static_cast<float> (math::amplitude (decibels));
    for (auto* ear : { &u.left, &u.right })
        for (float& v : *ear) v *= g;
}
} // namespace

Utterance Utterance::from (std::span<const float> dry, double dryRate, Loudness level)
{
    const FlushDenormals flush;
    Utterance out;
    auto voice = trimmed (converted (dry, dryRate));
    if (voice.empty()) return out;

    // A known size first: what the meter leaves out as too quiet must not depend on how loud somebody spoke.
    float peak = 0.0f;
    for (float v : voice) peak = std::max (peak, std::abs (v));
    for (float& v : voice) v *= 0.5f / peak;
    highPass (100.0, 0.7071).run (voice);
    highShelf (4'500.0, -7.0).run (voice);
    lowPass (7'500.0, 0.6).run (voice);
    soften (voice);
    place (voice, out);
    out.seconds = static_cast<double> (voice.size()) / rate;
    const double loud = integrated (out);
    if (! std::isfinite (loud)) return {};
    scale (out, level.value - loud);
    return out;
}
} // namespace lull::sound

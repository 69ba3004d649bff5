// The figures of figures.md 11, worked out as the recordings' were, and the spread of a group of recordings that a voice is judged by.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "Sound/Listening.h"

namespace lull::tests
{
// Modulation of the 10 ms envelope of a band, its mean 1, as rms in 0.03 to 0.3, 0.3 to 3 and 3 to 30 Hz, and the envelope's kurtosis (Gaussian: 3).
struct Roughness
{
    double slow, middling, fast, kurtosis;
};
inline Roughness roughness (const std::vector<float>& x, double rate, double low, double high)
{
    const auto e = envelope (band (x, rate, low, high), static_cast<std::size_t> (0.01 * rate));
    double mean = 0.0, second = 0.0, fourth = 0.0;
    for (double v : e) mean += v / static_cast<double> (e.size());
    std::vector<float> around;
    for (double v : e)
    {
        const double d = v / mean - 1.0;
        around.push_back (static_cast<float> (d));
        second += d * d / static_cast<double> (e.size());
        fourth += d * d * d * d / static_cast<double> (e.size());
    }
    const Spectrum s (around, 100.0, 2048, true);
    return { std::sqrt (s.power (0.03, 0.3)), std::sqrt (s.power (0.3, 3.0)), std::sqrt (s.power (3.0, 30.0)), fourth / (second * second) };
}

using Limits = std::array<double, 2>; // least, greatest

struct Spread
{
    std::array<Limits, 10> octaves; // 31.5 Hz to 16 kHz, dB re the whole
    Limits range;                   // dB, 5th to 95th percentile of the level in 400 ms
    std::array<Limits, 4> shared;   // correlation of left and right in 100-200, 200-800, 800-3200, 3200-12000 Hz
};

// Octaves have half a dB of grace, where the recordings' figures are rounded.
inline void judge (const Ears& ears, double rate, const Spread& spread)
{
    const Spectrum s (ears.left, rate);
    double whole = 0.0, centre = 31.5;
    for (std::size_t k = 0; k < spread.octaves.size(); ++k, centre *= 2.0) whole += s.power (centre / std::sqrt (2.0), centre * std::sqrt (2.0));
    centre = 31.5;
    for (const auto& octave : spread.octaves)
    {
        const double level = s.decibels (centre / std::sqrt (2.0), centre * std::sqrt (2.0)) - 10.0 * std::log10 (whole);
        INFO (centre);
        CHECK (level > octave[0] - 0.5);
        CHECK (level < octave[1] + 0.5);
        centre *= 2.0;
    }

    auto e = envelope (middle (ears), static_cast<std::size_t> (0.4 * rate));
    std::sort (e.begin(), e.end());
    const double range = 20.0 * std::log10 (e[e.size() * 95 / 100] / e[e.size() * 5 / 100]);
    CHECK (range > spread.range[0]);
    CHECK (range < spread.range[1]);

    constexpr std::array<Limits, 4> where { { { 100, 200 }, { 200, 800 }, { 800, 3200 }, { 3200, 12'000 } } };
    for (std::size_t b = 0; b < where.size(); ++b)
    {
        const auto [low, high] = where[b];
        const double c = correlated (band (ears.left, rate, low, high), band (ears.right, rate, low, high));
        INFO (low);
        CHECK (c > spread.shared[b][0]);
        CHECK (c < spread.shared[b][1]);
    }
}

// The largest autocorrelation of a track over shifts from `least` steps to half of it.
inline double repetition (const std::vector<double>& track, std::size_t least)
{
    double mean = 0.0, power = 0.0, worst = 0.0;
    for (double v : track) mean += v / static_cast<double> (track.size());
    for (double v : track) power += (v - mean) * (v - mean);
    for (std::size_t shift = least; shift < track.size() / 2; ++shift)
    {
        double sum = 0.0;
        for (std::size_t i = 0; i + shift < track.size(); ++i) sum += (track[i] - mean) * (track[i + shift] - mean);
        worst = std::max (worst, std::abs (sum) / power);
    }
    return worst;
}

// A track with what is slower than `around` steps to either side divided out, its ends left away: a swell's texture without the swell.
inline std::vector<double> texture (const std::vector<double>& track, std::size_t around)
{
    std::vector<double> fine;
    for (std::size_t i = around; i + around < track.size(); ++i)
    {
        double mean = 0.0;
        for (std::size_t k = i - around; k <= i + around; ++k) mean += track[k] / static_cast<double> (2 * around + 1);
        fine.push_back (track[i] / mean);
    }
    return fine;
}

// The most that the short-term loudness (3 s) rises within 3 s, in LU.
inline double greatestRise (const Ears& e, double rate)
{
    dsp::LoudnessMeter m { SampleRate { rate } };
    const auto step = static_cast<std::size_t> (0.1 * rate);
    std::vector<double> loud;
    for (std::size_t n = 0; n + step <= e.left.size(); n += step)
    {
        m.add (e.left.data() + n, e.right.data() + n, static_cast<int> (step));
        loud.push_back (m.shortTerm());
    }
    double most = 0.0;
    for (std::size_t i = 30; i < loud.size(); ++i) // from the first whole 3 s on
        for (std::size_t k = i < 60 ? 30 : i - 30; k < i; ++k) most = std::max (most, loud[i] - loud[k]);
    return most;
}

// A voice over pink noise as loud as itself: what comes and goes is judged so.
inline Ears overBed (std::string_view name, const std::string& yaml, double from, double seconds, const Room& room = {})
{
    const auto* kind = sound::findVoiceKind (name);
    const auto* pink = sound::findVoiceKind ("pink");
    Ears e = listen (name, yaml, from, seconds, room);
    const Ears bed = listen ("pink", "{}", from, seconds, room);
    const auto gain = static_cast<float> (std::pow (10.0, (kind->loudness (valuesOf (*kind, yaml)) - pink->loudness (valuesOf (*pink, "{}"))) / 20.0));
    for (std::size_t i = 0; i < e.left.size(); ++i)
    {
        e.left[i] += gain * bed.left[i];
        e.right[i] += gain * bed.right[i];
    }
    return e;
}

// Power of the two ears' sum re the two ears': how much folding down to mono takes, in dB.
inline double folded (const Ears& e)
{
    double mono = 0.0, both = 0.0;
    for (std::size_t i = 0; i < e.left.size(); ++i)
    {
        const double l = static_cast<double> (e.left[i]), r = static_cast<double> (e.right[i]);
        mono += 0.25 * (l + r) * (l + r);
        both += 0.5 * (l * l + r * r);
    }
    return 10.0 * std::log10 (mono / both);
}
} // namespace lull::tests

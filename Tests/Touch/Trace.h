// A rendered touch in the large: how strong it is and where the middle of its power lies, moment by moment. What a test may say of a waveform.
#pragma once

#include <algorithm>
#include <vector>

#include "Bench.h"

namespace lull::touch::test
{
struct Trace
{
    static constexpr double rate = 8'000.0, window = 0.025; // Hz, s
    std::vector<double> level, x, y;                        // rms of all x sqrt 2; the middle of the power, cm
    std::vector<std::vector<double>> zone;                  // the same of each actuator alone

    [[nodiscard]] static std::size_t moment (double seconds) { return static_cast<std::size_t> (seconds / window); }
    [[nodiscard]] double most (double from, double to) const { return *std::max_element (level.begin() + at (from), level.begin() + at (to)); }
    [[nodiscard]] double least (double from, double to) const { return *std::min_element (level.begin() + at (from), level.begin() + at (to)); }

private:
    [[nodiscard]] static std::ptrdiff_t at (double seconds) { return static_cast<std::ptrdiff_t> (moment (seconds)); }
};

inline Trace traceOf (const Chair& c, const std::vector<std::vector<float>>& w)
{
    Trace t;
    t.zone.resize (w.size());
    const auto step = static_cast<std::size_t> (Trace::window * Trace::rate);
    for (std::size_t at = 0; at + step <= w[0].size(); at += step)
    {
        double p = 0.0, x = 0.0, y = 0.0;
        for (std::size_t k = 0; k < w.size(); ++k)
        {
            double q = 0.0;
            for (std::size_t i = at; i < at + step; ++i) q += static_cast<double> (w[k][i]) * static_cast<double> (w[k][i]);
            t.zone[k].push_back (std::sqrt (2.0 * q / static_cast<double> (step)));
            for (const auto& z : c.zones)
                if (static_cast<std::size_t> (z.actuator) == k) p += q, x += q * z.x, y += q * z.y;
        }
        t.level.push_back (std::sqrt (2.0 * p / static_cast<double> (step)));
        t.x.push_back (p > 0.0 ? x / p : 0.0);
        t.y.push_back (p > 0.0 ? y / p : 0.0);
    }
    return t;
}

inline Trace played (const Chair& c, std::string_view kind, const std::string& map, double seconds, double length = 120.0)
{
    const auto s = setting (c, kind, map, 0.0, length, Curve (60.0), Trace::rate);
    return traceOf (c, waveforms (c, kind, s, 0.0, seconds));
}

// The amplitude of a frequency in what was traced, between two moments (s).
inline double swing (const std::vector<double>& v, double hertz, double begin, double end)
{
    const auto from = Trace::moment (begin), to = Trace::moment (end);
    double mean = 0.0, re = 0.0, im = 0.0;
    for (std::size_t i = from; i < to; ++i) mean += v[i] / static_cast<double> (to - from);
    for (std::size_t i = from; i < to; ++i)
    {
        const double a = 2.0 * math::pi * hertz * Trace::window * (static_cast<double> (i) + 0.5);
        re += (v[i] - mean) * std::cos (a);
        im += (v[i] - mean) * std::sin (a);
    }
    return 2.0 * std::hypot (re, im) / static_cast<double> (to - from);
}

inline double decibels (double ratio) { return 20.0 * std::log10 (ratio); }

// Four by four places on the right side alone, 4 cm apart from (x, y) on.
inline Chair fineSide (double x = 4.0, double y = 38.0, double apart = 4.0)
{
    std::vector<text::Point> places;
    for (int i = 0; i < 4; ++i)
        for (int k = 0; k < 4; ++k) places.push_back ({ x + apart * i, y + apart * k });
    return chairAt (places);
}
} // namespace lull::touch::test

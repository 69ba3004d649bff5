// How often a technique repeats: rounds since the phase began (a rate in Hz), or since its first whole beat (per beat). Immutable; any thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "Base/Beats.h"
#include "Touch/Technique.h"

namespace lull::touch
{
class Pace
{
public:
    explicit Pace (const TechniqueSetting& s, std::string_view key = "rate")
        : rate (s.values.number (key)), begin (s.begin), firstBeat (s.firstBeat), beats (s.values.measure (key) == text::Measure::perBeat)
    {}

    // Rounds at a moment, whole and part.
    [[nodiscard]] double at (double seconds, double beat) const noexcept { return beats ? (beat - firstBeat) * rate : (seconds - begin) * rate; }
    [[nodiscard]] Ends over (const Span& span) const noexcept { return { at (span.seconds.begin, span.beat.begin), at (span.seconds.end, span.beat.end) }; }

    // The second at which a round begins. Not for the audio thread: it searches the tempo.
    [[nodiscard]] double when (double round, const Curve& bpm) const noexcept
    {
        return beats ? secondsOfBeat (bpm, firstBeat + round / rate) : begin + round / rate;
    }

    // The frames in [from, to) on which rounds begin within the phase: every one, or every half with step 0.5.
    [[nodiscard]] std::vector<Frame> frames (const TechniqueSetting& s, Frame from, Frame to, double step = 1.0) const
    {
        std::vector<Frame> all;
        const double start = std::max (s.begin, static_cast<double> (from) / s.rate.value);
        for (double k = std::floor (at (start, s.bpm.integral (start) / 60.0) / step) - 1.0;; k += 1.0)
        {
            const double second = when (k * step, s.bpm);
            const auto frame = frameOfSeconds (second, s.rate);
            if (second >= s.end || frame >= to) return all;
            if (second >= s.begin - 1e-9 && frame >= from) all.push_back (frame);
        }
    }

private:
    double rate, begin, firstBeat;
    bool beats;
};
} // namespace lull::touch

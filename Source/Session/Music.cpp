#include "Session/Music.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "Session/Rules.h"

namespace lull::session
{
namespace
{
constexpr double lead = 10.0; // s
constexpr double least = 20.0, ever = std::numeric_limits<double>::infinity();

// The layer by whose beats a phase goes.
std::optional<std::size_t> layerOf (const Score& score, const Phase& phase)
{
    if (phase.tempo) return {};
    for (const auto& use : phase.sound)
        if (score.sounds[use.layer].values.has ("beats")) return use.layer;
    return {};
}
} // namespace

std::vector<MusicStretch> musicOf (const Score& score)
{
    std::vector<MusicStretch> all;
    double begin = 0.0;
    for (std::size_t i = 0; i < score.phases.size(); ++i)
    {
        const auto& phase = score.phases[i];
        const double end = begin + phase.length;
        if (const auto layer = layerOf (score, phase))
        {
            if (! all.empty() && all.back().to == i && all.back().layer == *layer) all.back().to = i + 1, all.back().end = end;
            else
            {
                const auto& values = score.sounds[*layer].values;
                // A loop runs from the session's start; what plays once, from where its run of phases is first heard.
                std::size_t first = i;
                const auto listed = [&] (const Phase& p) {
                    return std::any_of (p.sound.begin(), p.sound.end(), [&] (const LayerUse& u) { return u.layer == *layer; });
                };
                double from = begin;
                while (first > 0 && listed (score.phases[first - 1])) from -= score.phases[--first].length;
                if (first > 0) from -= 0.5 * fadeAt (score.phases, first);
                const double zero = values.flag ("loop") ? 0.0 : from;
                all.push_back ({ *layer, i, i + 1, begin, end, values.number ("beats"), zero + values.number ("first beat") });
            }
        }
        begin = end;
    }
    return all;
}

Curve withMusic (Curve tempo, const Score& score)
{
    double known = 0.0; // s up to which nothing turns any more
    for (const auto& m : musicOf (score))
    {
        // What part of a beat is behind at its beginning, and should be.
        const auto part = [] (double x) { return x - std::floor (x); };
        const double should = part ((m.begin - m.anchor) * m.bpm / 60.0);
        std::vector<Curve::Knot> knots;
        if (m.begin - known < 1.0)
        {
            // It begins the session, or follows other music at once: up to its first beat there is a beat or some, evenly.
            if (m.begin > 0.0) knots = tempo.between (-ever, m.begin);
            const double is = part (tempo.integral (m.begin) / 60.0);
            double first = m.anchor + std::ceil ((m.begin - m.anchor) * m.bpm / 60.0 - 1e-9) * 60.0 / m.bpm;
            const double left = 1.0 - is; // of a beat
            while (first - m.begin > 1e-6 && left * 60.0 / (first - m.begin) > 3.0 * m.bpm) first += 60.0 / m.bpm;
            if (first - m.begin > 1e-6)
            {
                const double beats = left + std::max (0.0, std::round ((first - m.begin) * m.bpm / 60.0 - left));
                knots.push_back ({ m.begin, beats * 60.0 / (first - m.begin), Shape::linear });
                knots.push_back ({ first, beats * 60.0 / (first - m.begin), Shape::linear });
            }
            knots.push_back ({ std::max (first, m.begin), m.bpm, Shape::linear });
        }
        else
        {
            const double from = std::max (known, m.begin - lead);
            double off = should - part (tempo.integral (m.begin) / 60.0);
            off -= std::round (off);
            const double more = std::max (off * 60.0 / (m.begin - from), least - tempo.least());
            knots = tempo.between (-ever, from);
            auto turned = tempo.between (from, m.begin);
            if (turned.size() > 1 && turned.back().at >= m.begin && turned[turned.size() - 2].at >= m.begin)
                turned.pop_back(); // the step itself is the music's
            for (auto& k : turned) k.value += more;
            knots.insert (knots.end(), turned.begin(), turned.end());
            knots.push_back ({ m.begin, m.bpm, Shape::linear });
        }
        knots.push_back ({ m.end, m.bpm, Shape::linear });
        // Phases that say no tempo go on as it ended.
        double begin = m.end;
        std::size_t i = m.to;
        while (i < score.phases.size() && ! score.phases[i].tempo && ! layerOf (score, score.phases[i])) begin += score.phases[i++].length;
        if (i < score.phases.size())
        {
            knots.push_back ({ begin, m.bpm, Shape::linear });
            const auto after = tempo.between (begin, ever);
            knots.insert (knots.end(), after.begin(), after.end());
        }
        tempo = Curve (std::move (knots));
        known = m.end;
    }
    return tempo;
}
} // namespace lull::session

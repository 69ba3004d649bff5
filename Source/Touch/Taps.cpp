#include "Touch/Taps.h"

#include <algorithm>
#include <cmath>

#include "Base/Beats.h"

namespace lull::touch
{
namespace
{
constexpr double latest = 0.010; // s: how far a fully human tap strays; below the 24 ms at which an attack is felt as off (figures.md 5)
constexpr double weakest = 0.5;
} // namespace

std::vector<Tap> tapsOf (const TechniqueSetting& s)
{
    const double rate = s.values.number ("rate"), human = s.values.number ("human");
    const bool beats = s.values.measure ("rate") == text::Measure::perBeat;
    const double margin = 0.125 * (s.end - s.begin) + 0.1; // a fade reaches half of a quarter beyond the phase
    const auto position = [&] (double t) { return beats ? (s.bpm.integral (t) / 60.0 - s.firstBeat) * rate : (t - s.begin) * rate; };
    const auto when = [&] (double k) { return beats ? secondsOfBeat (s.bpm, s.firstBeat + k / rate) : s.begin + k / rate; };
    const auto last = static_cast<std::int64_t> (std::floor (position (s.end + margin)));
    const auto first = std::max (static_cast<std::int64_t> (std::ceil (position (s.begin - margin) - 1e-9)), last - 500'000);
    const Stream strengths = s.random.child ("strength"), times = s.random.child ("time"), places = s.random.child ("place");

    std::vector<Tap> taps;
    taps.reserve (static_cast<std::size_t> (std::max<std::int64_t> (0, last - first + 1)));
    for (auto k = first; k <= last; ++k)
    {
        const auto n = static_cast<std::uint64_t> (k);
        const double count = static_cast<double> (k) / rate;
        double seconds = when (static_cast<double> (k));
        const bool onBeat = beats && std::abs (count - std::floor (count + 0.5)) < 1e-9;
        if (! onBeat) seconds += human * std::min (latest, 0.25 * (when (static_cast<double> (k + 1)) - seconds)) * times.sign (n);
        taps.push_back ({ frameOfSeconds (seconds, s.rate), static_cast<float> (1.0 - human * (1.0 - weakest) * strengths.unit (n)),
                          static_cast<float> (human * places.sign (n)), k });
    }
    return taps;
}

std::span<const Tap> within (const std::vector<Tap>& taps, Frame from, Frame to) noexcept
{
    const auto before = [] (const Tap& t, Frame f) { return t.frame < f; };
    const auto first = std::lower_bound (taps.begin(), taps.end(), from, before);
    auto last = first;
    while (last != taps.end() && last->frame < to) ++last;
    return { first, last };
}

double quickest (const TechniqueSetting& s)
{
    const double rate = s.values.number ("rate");
    if (s.values.measure ("rate") != text::Measure::perBeat) return rate;
    double most = std::max (s.bpm.value (s.begin), s.bpm.value (s.end));
    for (const auto& k : s.bpm.knots())
        if (k.at >= s.begin && k.at <= s.end) most = std::max (most, k.value);
    return rate * most / 60.0;
}
} // namespace lull::touch

// Sound into touch within a session: felt as it is heard, wherever playing begins.
#include <algorithm>
#include <cstring>

#include "Engine/Scripts.h"

using namespace lull;
using namespace lull::test;

namespace
{
const char* const script = "session: 1\ntitle: Follow\nbreath: 6/min\nsounds:\n  sea: { kind: ocean, level: -26 LUFS, swell: breath }\n"
                           "phases:\n  - name: One\n    for: 60 s\n    fade: 0 s\n    sound: { sea: {} }\n"
                           "    touch: [ { stroke: follow, strength: 100%, sound: sea, place: upper back } ]\n";

// Levels of every quarter of a second.
std::vector<double> levels (const std::vector<float>& x, double rate)
{
    const auto step = static_cast<std::size_t> (0.25 * rate);
    std::vector<double> out;
    for (std::size_t at = 0; at + step <= x.size(); at += step)
    {
        double sum = 0.0;
        for (std::size_t i = at; i < at + step; ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
        out.push_back (std::sqrt (sum / static_cast<double> (step)));
    }
    return out;
}

double correlation (const std::vector<double>& a, const std::vector<double>& b, std::size_t from)
{
    double ma = 0.0, mb = 0.0, ab = 0.0, aa = 0.0, bb = 0.0;
    const auto n = static_cast<double> (a.size() - from);
    for (std::size_t i = from; i < a.size(); ++i) ma += a[i] / n, mb += b[i] / n;
    for (std::size_t i = from; i < a.size(); ++i) ab += (a[i] - ma) * (b[i] - mb), aa += (a[i] - ma) * (a[i] - ma), bb += (b[i] - mb) * (b[i] - mb);
    return ab / std::sqrt (aa * bb);
}
} // namespace

TEST_CASE ("a followed sea is felt as it swells, left and right, and other touch is not changed by it")
{
    engine::RenderOptions options;
    options.strength = 1.0;
    const auto all = renderAll (timelineOf (script, "four-zone"), options);
    const double rate = options.rate.value;
    const auto sound = levels (all[0], rate);
    for (std::size_t c = 2; c < all.size(); ++c)
    {
        const auto touch = levels (all[c], rate);
        CHECK (*std::max_element (touch.begin() + 40, touch.end()) > 0.003);
        if (c == 2) CHECK (correlation (sound, touch, 48) > 0.5); // the left; of all that sounds it is felt by what hisses
    }
}

TEST_CASE ("following begun in the middle is what arriving there is, and blocks of any size are alike")
{
    engine::RenderOptions whole, late, small;
    whole.strength = late.strength = small.strength = 1.0;
    late.from = 40.0;
    small.block = 33;
    const auto timeline = timelineOf (script, "four-zone");
    const auto a = renderAll (timeline, whole), b = renderAll (timeline, late), c = renderAll (timeline, small);
    const auto from = static_cast<std::size_t> (40.0 * whole.rate.value), settled = static_cast<std::size_t> (10.0 * whole.rate.value);
    double worst = 0.0, most = 0.0;
    for (std::size_t channel = 2; channel < a.size(); ++channel)
    {
        CHECK (std::memcmp (a[channel].data(), c[channel].data(), a[channel].size() * sizeof (float)) == 0);
        for (std::size_t i = settled; i < b[channel].size(); ++i)
        {
            worst = std::max (worst, std::abs (static_cast<double> (b[channel][i]) - static_cast<double> (a[channel][from + i])));
            most = std::max (most, std::abs (static_cast<double> (a[channel][from + i])));
        }
    }
    INFO ("off by " << worst << " of " << most);
    CHECK (worst < 0.02 * most);
}

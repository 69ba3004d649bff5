#include "Files/Seam.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "Base/Math.h"

namespace lull::files
{
namespace
{
constexpr double hopsPerSecond = 50.0, longestFade = 2.0, reach = 8.0;
constexpr double lowRate = 6'000.0; // Hz at which waves are compared at first
constexpr std::size_t candidates = 6;
constexpr double worthOfLikeness = 30.0; // dB^2: a pair whose waves agree is worth this much in levels

// A part of the recording, both sides as one.
struct Part
{
    Frame first = 0;
    std::vector<float> x;

    Part (const PageFile& pages, Frame from, Frame count) : first (from), x (static_cast<std::size_t> (count))
    {
        constexpr int piece = 4096;
        std::array<float, piece> l, r;
        for (Frame at = 0; at < count; at += piece)
        {
            const auto n = static_cast<int> (std::min<Frame> (piece, count - at));
            pages.read (from + at, n, l.data(), r.data());
            for (int i = 0; i < n; ++i) x[static_cast<std::size_t> (at + i)] = 0.5f * (l[static_cast<std::size_t> (i)] + r[static_cast<std::size_t> (i)]);
        }
    }
};

struct Level // dB
{
    float whole, treble;
};

double power (const std::vector<float>& x, std::size_t from, std::size_t to, bool treble)
{
    double sum = 0.0;
    for (std::size_t i = std::max<std::size_t> (from, 1); i < to; ++i)
    {
        const double v = treble ? static_cast<double> (x[i]) - static_cast<double> (x[i - 1]) : static_cast<double> (x[i]);
        sum += v * v;
    }
    return to > from ? sum / static_cast<double> (to - from) : 0.0;
}

// Levels of each hop, no further down than 60 dB below the loudest.
std::vector<Level> levels (const Part& part, std::size_t hop, double loudest)
{
    std::vector<Level> list (part.x.size() / hop);
    const auto level = [&] (double p) { return static_cast<float> (0.5 * math::decibels (p + 1e-6 * loudest + 1e-20)); };
    for (std::size_t h = 0; h < list.size(); ++h)
        list[h] = { level (power (part.x, h * hop, (h + 1) * hop, false)), level (power (part.x, h * hop, (h + 1) * hop, true)) };
    return list;
}

// Every n-th of means over n.
std::vector<float> thinned (const std::vector<float>& x, std::size_t n)
{
    std::vector<float> out (x.size() / n);
    for (std::size_t i = 0; i < out.size(); ++i)
    {
        float sum = 0.0f;
        for (std::size_t k = 0; k < n; ++k) sum += x[i * n + k];
        out[i] = sum / static_cast<float> (n);
    }
    return out;
}

double correlation (const float* a, const float* b, std::size_t count)
{
    double ab = 0.0, aa = 1e-20, bb = 1e-20;
    for (std::size_t i = 0; i < count; ++i)
    {
        const double x = static_cast<double> (a[i]), y = static_cast<double> (b[i]);
        ab += x * y, aa += x * x, bb += y * y;
    }
    return ab / std::sqrt (aa * bb);
}

struct Pair
{
    std::size_t begin = 0, end = 0; // hops into head and tail at which their windows end
    double cost = 1e300;
};

// Moves `end` by up to `most` to where the waves before it are most like those before `begin`, which holds still. Both in samples of their parts.
double align (const std::vector<float>& head, std::size_t begin, const std::vector<float>& tail, std::size_t& end, std::size_t window, std::size_t most)
{
    double best = -2.0;
    const std::size_t middle = end;
    for (std::size_t at = std::max (middle, window + most) - most; at <= middle + most && at <= tail.size(); ++at)
        if (const double r = correlation (head.data() + begin - window, tail.data() + at - window, window); r > best)
        {
            best = r;
            end = at;
        }
    return best;
}
} // namespace

FadeWeights fadeWeights (double x, double likeness) noexcept
{
    const double c = math::cosCycles (0.25 * x), s = math::sinCycles (0.25 * x), whole = 1.0 / std::sqrt (1.0 + 2.0 * likeness * c * s);
    return { static_cast<float> (c * whole), static_cast<float> (s * whole) };
}

Seam findSeam (const PageFile& pages)
{
    const Frame all = pages.head().frames;
    const double rate = pages.head().rate;
    const auto hop = static_cast<std::size_t> (rate / hopsPerSecond);
    const auto hops = [&] (Frame frames) { return static_cast<std::size_t> (frames) / hop; };
    const std::size_t window = std::max<std::size_t> (2, hops (std::min<Frame> (all / 8, static_cast<Frame> (longestFade * rate))));
    const std::size_t range = hops (std::min<Frame> (all / 4, static_cast<Frame> (reach * rate)));
    const auto fade = static_cast<Frame> (window * hop), span = static_cast<Frame> ((window + range) * hop);

    const Part head (pages, 0, span), tail (pages, all - span, span);
    const double loudest = std::max (power (head.x, 0, head.x.size(), false), power (tail.x, 0, tail.x.size(), false));
    const auto a = levels (head, hop, loudest), b = levels (tail, hop, loudest);
    std::vector<float> usual;
    for (const auto* list : { &a, &b })
        for (const Level& l : *list) usual.push_back (l.whole);
    std::nth_element (usual.begin(), usual.begin() + static_cast<std::ptrdiff_t> (usual.size() / 2), usual.end());
    const double middle = static_cast<double> (usual[usual.size() / 2]);

    // Levels: alike on both sides, not in a fade of the recording's own, and little thrown away.
    std::vector<Pair> best (candidates);
    for (std::size_t i = window; i <= a.size(); ++i)
        for (std::size_t j = window; j <= b.size(); ++j)
        {
            double unlike = 0.0, quiet = 0.0;
            for (std::size_t k = 1; k <= window; ++k)
            {
                const double whole = static_cast<double> (a[i - k].whole - b[j - k].whole), treble = static_cast<double> (a[i - k].treble - b[j - k].treble);
                unlike += 0.5 * (whole * whole + treble * treble);
                const double below = std::max (0.0, middle - static_cast<double> (std::min (a[i - k].whole, b[j - k].whole)) - 3.0);
                quiet += 0.5 * below * below;
            }
            const double lost = static_cast<double> (i - window + b.size() - j) * static_cast<double> (hop) / static_cast<double> (all);
            const double cost = (unlike + quiet) / static_cast<double> (window) + 4.0 * lost;
            // The best of neighbours stands for them.
            auto near = std::find_if (best.begin(), best.end(), [&] (const Pair& p) {
                return p.cost < 1e300 && (p.begin > i ? p.begin - i : i - p.begin) < 3 && (p.end > j ? p.end - j : j - p.end) < 3;
            });
            if (near == best.end()) near = std::max_element (best.begin(), best.end(), [] (const Pair& x, const Pair& y) { return x.cost < y.cost; });
            if (cost < near->cost) *near = { i, j, cost };
        }
    std::sort (best.begin(), best.end(), [] (const Pair& x, const Pair& y) { return x.cost < y.cost; });

    // Waves: within a hop of the best pairs.
    const auto thin = std::max<std::size_t> (1, static_cast<std::size_t> (rate / lowRate));
    const auto slowHead = thinned (head.x, thin), slowTail = thinned (tail.x, thin);
    Seam seam;
    double least = 1e300;
    for (const Pair& p : best)
    {
        if (p.cost == 1e300) break;
        const auto samples = static_cast<std::size_t> (fade);
        std::size_t end = p.end * hop / thin;
        align (slowHead, p.begin * hop / thin, slowTail, end, samples / thin, hop / thin);
        end = std::min (end * thin, tail.x.size());
        const double likeness = align (head.x, p.begin * hop, tail.x, end, samples, thin);
        const double cost = p.cost + worthOfLikeness * (1.0 - std::max (0.0, likeness));
        if (cost >= least) continue;
        least = cost;
        seam = { static_cast<Frame> (p.begin * hop), tail.first + static_cast<Frame> (end), fade, std::clamp (likeness, 0.0, 1.0) };
    }
    return seam;
}

bool readLoop (const PageFile& pages, const Seam& seam, Frame from, int count, float* left, float* right)
{
    bool whole = pages.read (seam.begin + from, count, left, right);
    const Frame fadeFrom = seam.frames() - seam.fade;
    const Frame first = std::max (from, fadeFrom);
    const auto n = static_cast<int> (std::max<Frame> (0, from + count - first));
    if (n == 0) return whole;
    std::vector<float> l (static_cast<std::size_t> (n)), r (static_cast<std::size_t> (n));
    whole = pages.read (seam.begin + first - seam.frames(), n, l.data(), r.data()) && whole;
    for (int i = 0; i < n; ++i)
    {
        const auto w = fadeWeights ((static_cast<double> (first - fadeFrom + i) + 0.5) / static_cast<double> (seam.fade), seam.likeness);
        const auto k = static_cast<std::size_t> (i);
        const Frame at = first - from + i;
        left[at] = w.end * left[at] + w.begin * l[k];
        right[at] = w.end * right[at] + w.begin * r[k];
    }
    return whole;
}
} // namespace lull::files

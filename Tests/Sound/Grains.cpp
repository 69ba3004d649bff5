// What rain, stream and fire are strewn with.
#include "Sound/Grains.h"

#include <algorithm>
#include <array>

#include "Sound/Listening.h"

using namespace lull;
using namespace lull::tests;
using sound::Grains;

namespace
{
Ears strew (const Grains& grains, double rate, double from, double seconds)
{
    Room room;
    room.rate = rate;
    Ears e;
    const auto first = static_cast<Frame> (from * rate) / quantum * quantum, last = static_cast<Frame> ((from + seconds) * rate);
    for (Frame f = first; f < last; f += quantum)
    {
        StereoQuantum q;
        q.clear();
        grains.add (
            spanAt (f, room), [] (double) { return 1.0; }, q);
        e.left.insert (e.left.end(), q.left.begin(), q.left.end());
        e.right.insert (e.right.end(), q.right.begin(), q.right.end());
    }
    return e;
}

double rms (const std::vector<float>& x)
{
    double sum = 0.0;
    for (float v : x) sum += static_cast<double> (v) * static_cast<double> (v);
    return std::sqrt (sum / static_cast<double> (x.size()));
}
} // namespace

TEST_CASE ("grains are as strong as asked, however many and long they are, at every rate")
{
    for (double perSecond : { 40.0, 400.0 })
        for (double longest : { 0.002, 0.02 })
            for (double rate : { 44'100.0, 96'000.0 })
            {
                const Grains grains ({ .perSecond = perSecond, .longest = longest, .nearest = 3.0, .level = 0.25 }, Stream (3), SampleRate { rate });
                INFO (perSecond << " " << longest << " " << rate);
                const Ears e = strew (grains, rate, 10.0, 40.0);
                CHECK (20.0 * std::log10 (rms (e.left) / 0.25) == Approx (0.0).margin (0.6));
                CHECK (20.0 * std::log10 (rms (e.right) / 0.25) == Approx (0.0).margin (0.6));
            }
}

TEST_CASE ("grains have no memory: any moment asked for by itself is the same, bit for bit")
{
    const Grains grains ({ .perSecond = 150.0, .rise = 0.2 }, Stream (4), SampleRate { 48'000.0 });
    const Ears whole = strew (grains, 48'000.0, 3600.0, 1.0), end = strew (grains, 48'000.0, 3600.6, 0.4);
    const auto skipped = whole.left.size() - end.left.size();
    CHECK (std::equal (end.left.begin(), end.left.end(), whole.left.begin() + static_cast<std::ptrdiff_t> (skipped)));
    CHECK (std::equal (end.right.begin(), end.right.end(), whole.right.begin() + static_cast<std::ptrdiff_t> (skipped)));
}

TEST_CASE ("a grain rings on over the seams of quanta without a step, also while its pitch rises")
{
    // One grain at a time, long and low: the second difference of a smooth sine is small everywhere but at its onset.
    const double rate = 48'000.0;
    const Grains grains (
        { .perSecond = 2.0, .low = 300.0, .high = 300.0, .shortest = 0.03, .longest = 0.03, .rise = 0.3, .nearest = 1.001, .sides = 0.0, .apart = 0.0 },
        Stream (5), SampleRate { rate });
    const Ears e = strew (grains, rate, 0.0, 20.0);
    double peak = 0.0;
    for (float v : e.left) peak = std::max (peak, std::abs (static_cast<double> (v)));
    const double pitch = 6.2831853 * 300.0 * 4.0 / rate, curve = peak * pitch * pitch; // two octaves of rise would make this
    std::array<int, 40> kinks {};                                                      // in every half second one grain begins, with a kink
    for (std::size_t i = 2; i < e.left.size(); ++i)
        if (std::abs (static_cast<double> (e.left[i]) - 2.0 * static_cast<double> (e.left[i - 1]) + static_cast<double> (e.left[i - 2])) > curve)
            ++kinks.at (i * 2 / 48'000);
    CHECK (*std::max_element (kinks.begin(), kinks.end()) == 1);
}

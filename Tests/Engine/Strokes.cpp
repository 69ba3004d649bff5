// Strokes are counted where they are felt: at the end of everything, on every shipped chair.
#include "Engine/Scripts.h"

#include <algorithm>

using namespace lull;
using namespace lull::test;

namespace
{
struct Felt
{
    double begin, end; // s
};

// Stretches in which the chair moves at all (60 dB below its strongest 50 ms), looked at every 50 ms; a pause shorter than 0.2 s is none.
std::vector<Felt> contacts (const Channels& all, double rate)
{
    const auto step = static_cast<std::size_t> (0.05 * rate);
    std::vector<double> power (all[0].size() / step, 0.0);
    for (std::size_t c = 2; c < all.size(); ++c)
        for (std::size_t w = 0; w < power.size(); ++w)
            for (std::size_t i = w * step; i < (w + 1) * step; ++i) power[w] += static_cast<double> (all[c][i]) * static_cast<double> (all[c][i]);
    const double most = *std::max_element (power.begin(), power.end());
    std::vector<Felt> list;
    for (std::size_t w = 0; w < power.size(); ++w)
    {
        if (! (power[w] > 1e-6 * most)) continue;
        const double at = 0.05 * static_cast<double> (w);
        if (list.empty() || at > list.back().end + 0.2) list.push_back ({ at, at });
        list.back().end = at + 0.05;
    }
    return list;
}
} // namespace

TEST_CASE ("lull try is six strokes of about eight seconds on every shipped chair, and nothing before or after them")
{
    for (const char* chair : { "one-shaker", "two-zone", "four-zone", "eight-zone" })
    {
        engine::RenderOptions options;
        options.rate = SampleRate { 8'000 };
        const auto felt =
            contacts (renderAll (timelineOf (fileText (std::string (LULL_ROOT) + "/Sessions/try.lull.yaml"), chair), options), options.rate.value);
        INFO (chair);
        REQUIRE (felt.size() == 6);
        for (std::size_t k = 0; k < 6; ++k)
        {
            CHECK (felt[k].begin == Approx (6.0 + 8.0 * static_cast<double> (k)).margin (0.15));
            CHECK (felt[k].end - felt[k].begin == Approx (7.5).margin (0.25));
        }
    }
}

TEST_CASE ("Bedtime's last stroke is lifted before its phase ends, not faded away")
{
    engine::RenderOptions options;
    options.rate = SampleRate { 8'000 };
    const auto timeline = timelineOf (fileText (std::string (LULL_ROOT) + "/Sessions/bedtime.lull.yaml"));
    const auto phase = std::find_if (timeline->phases().begin(), timeline->phases().end(), [] (const auto& p) { return p.name == "Wind-down"; });
    REQUIRE (phase != timeline->phases().end());
    options.from = phase->end - 30.0;
    options.to = phase->end + 10.0;
    const auto felt = contacts (renderAll (timeline, options), options.rate.value);
    REQUIRE (felt.size() >= 3);
    for (std::size_t k = 1; k < felt.size(); ++k) CHECK (felt[k].end - felt[k].begin == Approx (10.0).margin (0.25));
    CHECK (options.from + felt.back().end <= phase->end + 0.05);
}

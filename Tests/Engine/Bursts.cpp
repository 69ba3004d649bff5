// Taps behind the guard: figures.md 4.4 allows 40 ms at -10 dB there.
#include "Engine/Scripts.h"

#include <algorithm>

#include "Safety/Guard.h"
#include "Touch/Mix.h"
#include "Touch/Ring.h"

using namespace lull;
using namespace lull::test;

namespace
{
// A tap a second, so soft that the guard is silent; the loudest actuator's samples from 2.9 s to 3.4 s.
std::vector<float> oneTap (const std::string& variant, const std::string& chair, double rate)
{
    const std::string text =
        "session: 1\ntitle: T\ntempo: 60 bpm\nsounds:\n  s: { kind: pink, level: -60 LUFS }\nphases:\n  - name: P\n    for: 10 s\n    fade: 0 s\n"
        "    sound: { s: {} }\n    touch:\n      - { stroke: tapotement, variant: " +
        variant + ", rate: 1 per beat, human: 0%, place: shoulders, strength: 10% }\n";
    engine::RenderOptions options;
    options.rate = SampleRate { rate };
    options.from = 2.9;
    options.to = 3.4;
    const auto all = renderAll (timelineOf (text, chair), options);
    return *std::max_element (all.begin() + 2, all.end(), [] (const auto& a, const auto& b) { return peakOf (a) < peakOf (b); });
}

double bySamples (const std::vector<float>& x, double rate)
{
    const auto floor = static_cast<float> (peakOf (x) * std::sqrt (0.1));
    const auto within = [floor] (float v) { return std::abs (v) >= floor; };
    const auto first = std::find_if (x.begin(), x.end(), within);
    return static_cast<double> (std::find_if (x.rbegin(), x.rend(), within).base() - first) / rate;
}
} // namespace

TEST_CASE ("after the guard every variant's tap still lasts at most 40 ms, by its samples and by its envelope, on every shipped chair")
{
    for (const char* chair : { "one-shaker", "two-zone", "four-zone", "eight-zone" })
        for (const char* variant : { "hacking", "cupping", "beating", "pincement" })
        {
            const auto fast = oneTap (variant, chair, 48'000.0), slow = oneTap (variant, chair, 8'000.0);
            INFO (variant << " on " << chair);
            REQUIRE (peakOf (fast) > 1e-3);
            CHECK (bySamples (fast, 48'000.0) <= touch::longestTap);
            // The envelope as chairs are told by it: at ringRate, every other sample of the slow rendering.
            touch::Burst half;
            for (std::size_t i = 0; i < slow.size(); i += 2) half.push_back (static_cast<double> (slow[i]));
            CHECK (touch::widthOf (half) <= touch::longestTap);
        }
}

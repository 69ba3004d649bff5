// Scripts and helpers of the engine's tests.
#pragma once

#include <cmath>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "Catch.h"

#include "Engine/Player.h"
#include "Engine/Renderer.h"
#include "Session/Score.h"

namespace lull::test
{
inline std::string fileText (const std::string& path)
{
    std::ifstream in (path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline std::shared_ptr<const session::Score> scoreOf (const std::string& text, const std::string& name = "test.lull.yaml")
{
    auto score = session::readScore (name, text);
    if (! score)
    {
        for (const auto& d : score.error()) UNSCOPED_INFO (text::toText (d, text));
        FAIL ("the script was refused");
    }
    return std::make_shared<const session::Score> (std::move (*score));
}

inline std::shared_ptr<const touch::Chair> chairOf (const std::string& id)
{
    if (id.empty()) return nullptr;
    const std::string path = std::string (LULL_ROOT) + "/Assets/Chairs/" + id + ".yaml";
    auto chair = touch::readChair (path, fileText (path), id);
    INFO (path);
    REQUIRE (chair.has_value());
    return std::make_shared<const touch::Chair> (std::move (*chair));
}

inline std::shared_ptr<const session::Timeline> timelineOf (const std::string& text, const std::string& chair = "four-zone", std::uint64_t seed = 7)
{
    return std::make_shared<const session::Timeline> (scoreOf (text), chairOf (chair), seed);
}

using Channels = std::vector<std::vector<float>>;

inline Channels renderAll (const std::shared_ptr<const session::Timeline>& timeline, const engine::RenderOptions& options = {},
                           engine::RenderReport* report = nullptr)
{
    Channels all;
    engine::render (
        timeline, options,
        [&] (const float* const* c, int count, int frames) {
            all.resize (static_cast<std::size_t> (count));
            for (std::size_t k = 0; k < all.size(); ++k) all[k].insert (all[k].end(), c[k], c[k] + frames);
            return true;
        },
        report);
    return all;
}

// Plays `frames` frames through a player in blocks that `block (i)` names.
template <class Block>
Channels playThrough (engine::Player& player, int channels, Frame frames, const Block& block)
{
    Channels all (static_cast<std::size_t> (channels), std::vector<float> (static_cast<std::size_t> (frames)));
    std::vector<float*> to (all.size());
    Frame done = 0;
    for (int i = 0; done < frames; ++i)
    {
        const int n = static_cast<int> (std::min<Frame> (block (i), frames - done));
        for (std::size_t c = 0; c < all.size(); ++c) to[c] = all[c].data() + done;
        player.process (to.data(), channels, n);
        done += n;
    }
    return all;
}

inline double peakOf (const std::vector<float>& x, std::size_t from = 0, std::size_t to = SIZE_MAX)
{
    double peak = 0.0;
    for (std::size_t i = from; i < std::min (to, x.size()); ++i) peak = std::max (peak, std::abs (static_cast<double> (x[i])));
    return peak;
}

// Every voice and stroke of the first delivery in half a minute.
inline const char* everything = R"(
session: 1
title: Everything
seed: 3
tempo: 66 bpm
breath: 8/min
sounds:
  sea:   { kind: ocean, level: -32 LUFS }
  bowl:  { kind: bowl, note: D3, every: 4 beats, level: -36 LUFS }
  warm:  { kind: pad, level: -36 LUFS }
  hush:  { kind: pink, level: -45 LUFS }
  pair:  { kind: binaural, level: -45 LUFS }
  guide: { kind: breath guide, level: -42 LUFS }
phases:
  - name: First
    for: 10 s
    fade: 2 s
    tempo: 66 bpm -> 64 bpm
    sound: { sea: { level: -40 LUFS -> -32 LUFS }, bowl: {}, guide: {} }
    touch:
      - { stroke: effleurage, strength: 60% -> 80%, speed: 8 cm/s, place: upper back }
  - name: Second
    for: 10 s
    fade: 2 s
    breath: 8/min -> 6/min
    sound: { sea: {}, warm: {}, pair: {} }
    touch:
      - { stroke: petrissage, strength: 70%, place: shoulders }
  - name: Third
    for: 10 s
    fade: 2 s
    sound: { hush: {}, bowl: {}, warm: {} }
    touch:
      - { stroke: tapotement, variant: cupping, strength: 50%, rate: 4 per beat, place: upper back }
      - { stroke: effleurage, strength: 20%, place: mid back }
)";
inline double touchPeak (const Channels& c, std::size_t from = 0, std::size_t to = SIZE_MAX)
{
    double peak = 0.0;
    for (std::size_t k = 2; k < c.size(); ++k) peak = std::max (peak, peakOf (c[k], from, to));
    return peak;
}

// One long even stroke, so that levels can be compared over time.
inline const char* const steady = R"(
session: 1
title: Steady
sounds: { hush: { kind: pink, level: -32 LUFS } }
phases:
  - name: Only
    for: 20 min
    fade: 1 s
    sound: { hush: {} }
    touch: [ { stroke: petrissage, strength: 80%, place: upper back } ]
)";

} // namespace lull::test

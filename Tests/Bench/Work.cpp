#include "Bench/Work.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "Base/Simd.h"
#include "Bench/Clocks.h"
#include "Engine/Player.h"
#include "Engine/Renderer.h"

namespace bench
{
using namespace lull;

namespace
{
std::string textOf (const std::string& path)
{
    std::ifstream in (path, std::ios::binary);
    if (! in) throw std::runtime_error ("cannot read " + path);
    return { std::istreambuf_iterator<char> (in), {} };
}

std::string explain (const text::Diagnostics& all, const std::string& text)
{
    std::string said;
    for (const auto& d : all) said += toText (d, text) + "\n";
    return said;
}

SharedTimeline compiled (const std::string& name, const std::string& text, const std::shared_ptr<const touch::Chair>& chair)
{
    auto score = session::readScore (name, text);
    if (! score) throw std::runtime_error (explain (score.error(), text));
    const auto shared = std::make_shared<const session::Score> (std::move (*score));
    return std::make_shared<const session::Timeline> (shared, chair, shared->seed);
}

std::shared_ptr<const touch::Chair> chairFrom (const std::string& path)
{
    const auto text = textOf (path);
    auto chair = touch::readChair (path, text, "bench");
    if (! chair) throw std::runtime_error (explain (chair.error(), text));
    return std::make_shared<const touch::Chair> (std::move (*chair));
}

// The script with its `for:` set to whole seconds.
std::string lasting (std::string text, double seconds)
{
    const std::string mark = "    for: ";
    const auto at = text.find (mark);
    if (at == std::string::npos) throw std::runtime_error ("the reference session has no phase with a length");
    const auto begin = at + mark.size();
    return text.replace (begin, text.find ('\n', begin) - begin, std::to_string (static_cast<long> (seconds)) + " s");
}

bool nowhere (const float* const*, int, int) { return true; }
} // namespace

SharedTimeline timelineFrom (const std::string& script, const std::string& chair, double seconds)
{
    return compiled (script, lasting (textOf (script), seconds), chairFrom (chair));
}

SharedTimeline touchTimeline (const std::vector<std::string>& strokes, int actuators, double seconds)
{
    auto chair = std::make_shared<lull::touch::Chair>();
    for (int i = 0; i < actuators; ++i)
    {
        lull::touch::Actuator a;
        a.name = "a" + std::to_string (i);
        chair->actuators.push_back (a);
        lull::touch::Zone z;
        z.name = "z" + std::to_string (i);
        z.x = i % 2 == 0 ? -8.0 : 8.0;
        z.y = 16.0 + 80.0 / actuators * (i / 2);
        z.actuator = i;
        chair->zones.push_back (z);
    }
    std::string script =
        "session: 1\ntitle: Touch\nsounds:\n  sea: { kind: ocean, level: -30 LUFS }\nphases:\n  - name: Only\n    for: " + std::to_string (seconds) +
        " s\n    sound: { sea: {} }\n    touch:\n";
    for (const auto& s : strokes) script += "      - { strength: 40%, stroke: " + s + (s == "follow" ? ", sound: sea" : "") + " }\n";
    auto score = lull::session::readScore ("touch", script);
    if (! score) throw std::runtime_error ("a script of strokes was refused:\n" + script);
    return std::make_shared<lull::session::Timeline> (std::make_shared<lull::session::Score> (std::move (*score)), chair, 1);
}

SharedTimeline voiceTimeline (std::string_view kind, int layers, double seconds)
{
    std::string sounds, heard;
    for (int k = 0; k < layers; ++k)
    {
        const std::string name (1, static_cast<char> ('a' + k));
        sounds += "  " + name + ": { kind: " + std::string (kind) + " }\n";
        heard += (k == 0 ? "" : ", ") + name + ": {}";
    }
    return compiled ("voices",
                     "session: 1\ntitle: Voices\nsounds:\n" + sounds + "phases:\n  - { name: A, for: " + std::to_string (static_cast<long> (seconds)) +
                         " s, fade: 1 s, sound: { " + heard + " } }\n",
                     nullptr);
}

Silence silenceOf (const std::string& script, const std::string& chair, double rate)
{
    const auto seat = chairFrom (chair);
    auto text = lasting (textOf (script), 20.0);
    if (text.back() != '\n') text += '\n';
    const auto fallen = compiled (script, text + "  - { name: Silence, for: 90 s, fade: 2 s, sound: {} }\n", seat);
    const auto empty = compiled ("idle", "session: 1\ntitle: Idle\nphases:\n  - { name: A, for: 2 min }\n", seat);
    const auto minute = [&] (const SharedTimeline& timeline) {
        const SampleRate sampleRate { rate };
        engine::Player player (engine::limitsOf (timeline->chair()), sampleRate, safety::Interlock::Offline {});
        const int channels = 2 + timeline->actuators();
        std::vector<std::vector<float>> buffers (static_cast<std::size_t> (channels), std::vector<float> (128));
        std::vector<float*> to;
        for (auto& b : buffers) to.push_back (b.data());
        player.play (std::make_unique<engine::Performance> (timeline, sampleRate, static_cast<Frame> (30.0 * rate)));
        const auto play = [&] (double seconds) {
            for (double t = 0.0; t < seconds; t += 128.0 / rate) player.process (to.data(), channels, 128);
        };
        play (5.0);
        return secondsOf<ProcessTime> ([&] { play (60.0); });
    };
    Silence found { 1e9, 1e9 };
    for (int round = 0; round < 5; ++round)
    {
        found.silent = std::min (found.silent, minute (fallen));
        found.idle = std::min (found.idle, minute (empty));
    }
    return found;
}

Sections sectionsOf (const SharedTimeline& timeline, double rate)
{
    const FlushDenormals flush;
    engine::Performance performance (timeline, SampleRate { rate });
    performance.prepareStretches();
    const int layers = performance.soundSections();
    Sections found;
    for (const auto& layer : timeline->sounds()) found.seconds.emplace_back (layer.name, 0.0);
    found.seconds.emplace_back ("touch", 0.0);
    const auto frames = timeline->frames (SampleRate { rate });
    constexpr int n = engine::Performance::stretchQuanta;
    for (; performance.position() + n * quantum <= frames; found.quanta += n)
    {
        for (int s = 0; s < layers; ++s) found.seconds[static_cast<std::size_t> (s)].second += secondsOf<ProcessTime> ([&] { performance.renderSound (s, n); });
        found.seconds.back().second += secondsOf<ProcessTime> ([&] { performance.renderTouch ({}, n); });
        performance.advance (n);
    }
    for (const auto& [_, s] : found.seconds) found.sum += s;
    return found;
}

double renderSeconds (const SharedTimeline& timeline, double rate)
{
    engine::RenderOptions options;
    options.rate = SampleRate { rate };
    return secondsOf<ProcessTime> ([&] { engine::render (timeline, options, nowhere); });
}

double renderWall (const SharedTimeline& timeline, double rate, int threads)
{
    engine::RenderOptions options;
    options.rate = SampleRate { rate };
    options.threads = threads;
    return secondsOf<WallTime> ([&] { engine::render (timeline, options, nowhere); });
}

Callbacks callbacksOf (const SharedTimeline& timeline, double rate, int block, double seconds)
{
    const SampleRate sampleRate { rate };
    engine::Player player (engine::limitsOf (timeline->chair()), sampleRate, safety::Interlock::Offline {});
    const int channels = 2 + timeline->actuators();
    std::vector<std::vector<float>> buffers (static_cast<std::size_t> (channels), std::vector<float> (static_cast<std::size_t> (block)));
    std::vector<float*> to;
    for (auto& b : buffers) to.push_back (b.data());
    const double period = block / rate;
    const auto callback = [&] { return secondsOf<ThreadTime> ([&] { player.process (to.data(), channels, block); }) / period; };

    player.play (std::make_unique<engine::Performance> (timeline, sampleRate));
    const auto warm = static_cast<long> (rate / block);
    for (long i = 0; i < warm; ++i) callback();
    std::vector<double> steady, jumping;
    const auto callbacks = static_cast<long> (seconds * rate / block);
    for (long i = 0; i < callbacks; ++i) steady.push_back (callback());
    for (int jump = 0; jump < 40; ++jump)
    {
        const auto where = static_cast<Frame> (rate) * (5 + 4 * jump);
        if (jump % 2 == 0) player.play (std::make_unique<engine::Performance> (timeline, sampleRate, where));
        else player.jump (where);
        for (long i = 0; i < warm / 4; ++i) jumping.push_back (callback());
        player.collect();
    }
    return { percentile (steady, 0.999), percentile (jumping, 0.999) };
}

double checkMilliseconds (const std::string& script, const std::string& chair, double seconds)
{
    const auto text = lasting (textOf (script), seconds);
    const auto seat = chairFrom (chair);
    std::vector<double> all;
    for (int i = 0; i < 9; ++i) all.push_back (1e3 * secondsOf<WallTime> ([&] { compiled (script, text, seat); }));
    return median (all);
}

double firstBlockMilliseconds (const std::string& script, const std::string& chair)
{
    std::vector<double> all;
    for (int i = 0; i < 5; ++i)
        all.push_back (1e3 * secondsOf<WallTime> ([&] {
                           const auto timeline = compiled (script, textOf (script), chairFrom (chair));
                           engine::Player player (engine::limitsOf (timeline->chair()), SampleRate { 48'000.0 });
                           player.play (std::make_unique<engine::Performance> (timeline, SampleRate { 48'000.0 }));
                           std::vector<float> left (256), right (256);
                           float* to[] { left.data(), right.data() };
                           player.process (to, 2, 256);
                       }));
    return median (all);
}
} // namespace bench

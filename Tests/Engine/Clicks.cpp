// Every kind of voice, alone, through everything that can happen to a layer. What it does when nothing happens is the measure: its largest step
// between two frames, and its strongest millisecond above 15 kHz, over 40 s of its own.
#include "Engine/Scripts.h"
#include "Engine/Treble.h"

#include <algorithm>
#include <cmath>

#include "Sound/Voice.h"

using namespace lull;
using namespace lull::test;

namespace
{
const SampleRate rate { 48'000 };
constexpr int channels = 2;

struct Moves
{
    double step = 0.0, treble = 0.0; // of either ear: between two frames; power of a millisecond above 15 kHz
};

Moves movesOf (const Channels& heard, std::size_t from = 0)
{
    Moves m;
    Above<2> above (15'000.0, rate.value);
    constexpr int window = 48;
    const std::size_t settled = from == 0 ? 0 : 960; // where a filter falls into the middle of a sound it rings
    for (std::size_t i = from; i < heard[0].size(); ++i)
    {
        const std::array<float, 2> now { heard[0][i], heard[1][i] };
        above.add (now.data());
        if ((i - from) % window == window - 1)
            for (double p : above.power (window)) m.treble = std::max (m.treble, i - from < settled ? 0.0 : p);
        for (std::size_t e = 0; e < 2 && i > from; ++e)
            m.step = std::max (m.step, std::abs (static_cast<double> (now[e]) - static_cast<double> (heard[e][i - 1])));
    }
    return m;
}

// Half as far again as it ever moves by itself (and -90 dBFS), 4 dB more of what is sharp (and -83 dBFS, which the corners of fades of 5 to 20 ms leave).
void judge (const Moves& now, const Moves& usual)
{
    CHECK (now.step < 1.5 * usual.step + 3.2e-5);
    CHECK (now.treble < 2.5 * usual.treble + 5e-9);
}

std::string phase (const char* name, const char* length, const char* more) { return std::string ("  - { name: ") + name + ", for: " + length + more + " }\n"; }

std::string script (std::string_view kind, const std::string& phases)
{
    return "session: 1\ntitle: T\nseed: 5\ntempo: 60 bpm\nbreath: 8/min\nsounds: { a: { kind: " + std::string (kind) + ", level: -26 LUFS } }\nphases:\n" +
           phases;
}
} // namespace

TEST_CASE ("no voice clicks where it starts and stops, where its level or the tempo steps, where it is sought, paused, gone on with or let go")
{
    for (const auto* kind : sound::voiceKinds())
    {
        if (kind->name == "file") continue; // Sound/File.cpp
        INFO (kind->name);
        const auto usual = movesOf (renderAll (timelineOf (script (kind->name, phase ("A", "40 s", ", fade: 2 s, sound: { a: {} }")), "")), 96'000);
        REQUIRE (usual.step > 1e-4);

        const auto timeline = timelineOf (script (kind->name, phase ("A", "4 s", ", fade: 1 s, sound: { a: { level: -32 LUFS } }") +
                                                                  phase ("B", "4 s", ", fade: 1 s, tempo: 66 bpm, sound: { a: {} }") +
                                                                  phase ("C", "3 s", ", fade: 1 s, sound: {}") +
                                                                  phase ("D", "4 s", ", fade: 1 s, tempo: 54 bpm, sound: { a: {} }") +
                                                                  phase ("E", "20 s", ", fade: 1 s, sound: { a: { level: -30 LUFS } }")),
                                          "");
        judge (movesOf (renderAll (timeline)), usual);

        // In the hands of a listener.
        engine::Player player (engine::limitsOf (nullptr), rate);
        player.play (std::make_unique<engine::Performance> (timeline, rate));
        Channels all (channels);
        const auto listen = [&] (double seconds) {
            const auto heard = playThrough (player, channels, static_cast<Frame> (seconds * rate.value), [] (int) { return 256; });
            for (std::size_t c = 0; c < channels; ++c) all[c].insert (all[c].end(), heard[c].begin(), heard[c].end());
        };
        listen (2.5);
        player.play (std::make_unique<engine::Performance> (timeline, rate, static_cast<Frame> (18.0 * rate.value))); // sought
        listen (2.0);
        player.send (engine::Lane::ui, { engine::Command::Kind::pause, 0 });
        listen (1.0);
        player.send (engine::Lane::ui, { engine::Command::Kind::resume, 0 });
        listen (2.0);
        player.jump (static_cast<Frame> (25.0 * rate.value) + 7); // by a host
        listen (1.5);
        player.stop();
        listen (1.0);
        judge (movesOf (all), usual);
    }
}

TEST_CASE ("a click of one frame would be found: -60 dBFS in a tone, as loud as its peaks in a noise")
{
    struct Case
    {
        const char* kind;
        float click;
    };
    for (const Case& c : { Case { "drone", 0.001f }, Case { "pad", 0.001f }, Case { "binaural", 0.001f }, Case { "harp", 0.003f }, Case { "pink", 0.25f },
                           Case { "ocean", 0.25f }, Case { "fan", 0.25f } })
    {
        INFO (c.kind);
        auto heard = renderAll (timelineOf (script (c.kind, phase ("A", "15 s", ", fade: 2 s, sound: { a: {} }")), ""));
        const auto usual = movesOf (heard, 96'000);
        heard[1][480'007] += c.click;
        const auto clicked = movesOf (heard, 96'000);
        CHECK ((clicked.treble > 2.5 * usual.treble + 5e-9 || clicked.step > 1.5 * usual.step + 3.2e-5));
    }
}

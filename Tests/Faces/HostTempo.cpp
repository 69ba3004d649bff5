// The generator with a host's beats, and at other paces than were written.
#include <thread>

#include "Rig.h"

using namespace lull;
using namespace lull::test;

namespace
{
const char* const script = R"(
session: 1
title: Beats
tempo: 60 bpm
sounds:
  bowl: { kind: bowl, note: A4, every: 1 beats, level: -36 LUFS }
  sea:  { kind: ocean, level: -40 LUFS }
phases:
  - { name: A, for: 30 s, fade: 0 s, sound: { bowl: {}, sea: {} } }
  - { name: B, for: 90 s, fade: 0 s, sound: { bowl: {}, sea: {} }, touch: [ { stroke: tapotement, strength: 60%, human: 0% } ] }
)";

struct Beats : Rig
{
    Beats() : Rig ("try", "four-zone")
    {
        auto c = processor->instrument.choices();
        c.session = "beats";
        c.script = script;
        REQUIRE (processor->choose (c).isEmpty());
        written = processor->instrument.timeline();
        processor->prepareToPlay (48'000.0, 512);
    }
    // A host that keeps time, as far as the plugin can tell: what takes a while is made meanwhile.
    void live (double seconds)
    {
        const auto before = processor->instrument.timeline();
        processor->setNonRealtime (false);
        (void)play (0.1);
        for (int i = 0; i < 500 && processor->instrument.timeline() == before; ++i) std::this_thread::sleep_for (std::chrono::milliseconds (20));
        (void)play (seconds - 0.1);
    }
    std::shared_ptr<const session::Timeline> written;
};

double loudestDifference (const std::vector<float>& a, const std::vector<float>& b, double from)
{
    double most = 0.0;
    for (auto i = static_cast<std::size_t> (from * 48'000.0); i < std::min (a.size(), b.size()); ++i)
        most = std::max (most, std::abs (static_cast<double> (a[i] - b[i])));
    return most;
}
} // namespace

TEST_CASE ("a file that a host writes with its own steady tempo is what the Renderer gives at that tempo, sample for sample")
{
    Beats rig;
    rig.turn (rig.processor->is.hostTempo, 1.0f);
    rig.head.tempo = Curve (84.0);
    const auto got = rig.play (40.0, 480);
    const auto truth = rendered (rig.written->paced (Curve (84.0), rig.written->breath()), 40.0);
    CHECK (firstDifference (got[0], truth[0]) == -1);
    CHECK (firstDifference (got[1], truth[1]) == -1);
    CHECK (firstDifference (got[0], rendered (rig.written, 40.0)[0]) != -1);
}

TEST_CASE ("where a host's tempo steps and ramps, its file has every beat within a quantum of it")
{
    Beats rig;
    rig.turn (rig.processor->is.hostTempo, 1.0f);
    rig.head.tempo = Curve ({ { 0.0, 70.0 }, { 8.0, 70.0 }, { 8.0, 100.0 }, { 16.0, 100.0 }, { 22.0, 64.0 } });
    (void)rig.play (40.0, 480);
    const auto line = rig.processor->instrument.timeline();
    for (double beat = 1.0; rig.head.tempo->whenIntegral (60.0 * beat) < 40.0; ++beat)
    {
        INFO (beat);
        CHECK (std::abs (line->secondsOfBeat (beat) - rig.head.tempo->whenIntegral (60.0 * beat)) * 48'000.0 < 32.0);
    }
    CHECK (line->phases()[1].begin == 30.0);
}

TEST_CASE ("live, a host's beats are followed soon after it begins, and once known they are there from the start")
{
    Beats rig;
    rig.turn (rig.processor->is.hostTempo, 1.0f);
    rig.head.tempo = Curve (84.0);
    rig.live (10.0);
    const auto line = rig.processor->instrument.timeline();
    CHECK (line->beatAt (10.0) == Approx (14.0));
    rig.locate (0.0);
    const auto again = rig.play (20.0, 480);
    const auto truth = rendered (line, 20.0);
    CHECK (loudestDifference (again[0], truth[0], 0.01) < 3.2e-5); // -90 dB: the jump back fades in
}

TEST_CASE ("at rest nothing of it is heard: a host's tempo alone changes no sample")
{
    Beats rig;
    rig.head.tempo = Curve (131.0);
    const auto got = rig.play (10.0, 480);
    CHECK (firstDifference (got[0], rendered (rig.written, 10.0)[0]) == -1);
}

TEST_CASE ("tempo and breath that are set before it plays are there from the first sample")
{
    Beats rig;
    rig.turn (rig.processor->is.tempo, 1.25f);
    rig.turn (rig.processor->is.breath, 4.0f);
    rig.processor->prepareToPlay (48'000.0, 512);
    const auto got = rig.play (35.0, 480);
    const auto truth = rendered (rig.written->paced (rig.written->tempo().times (1.25), Curve (4.0)), 35.0);
    CHECK (firstDifference (got[0], truth[0]) == -1);
}

TEST_CASE ("tempo that is turned while it plays glides, and what was before stays")
{
    Beats rig;
    const auto before = rig.play (5.0, 480);
    rig.turn (rig.processor->is.tempo, 1.5f);
    rig.live (10.0);
    const auto line = rig.processor->instrument.timeline();
    CHECK (line->beatAt (5.0) == Approx (5.0));
    CHECK (line->bpmAt (6.5) == Approx (90.0));
}

TEST_CASE ("a host's nonsense about its tempo is not followed, and nothing breaks")
{
    Beats rig;
    rig.turn (rig.processor->is.hostTempo, 1.0f);
    for (const double bpm : { 0.0, -3.0, std::nan (""), 1e9 })
    {
        rig.head.tempo = Curve (bpm);
        for (const auto& c : rig.play (0.5, 64))
            for (const float x : c) REQUIRE (std::isfinite (x));
    }
    CHECK (rig.processor->instrument.timeline()->beatAt (50.0) == rig.written->beatAt (50.0));
}

// Sound and touch events of one beat begin on one frame, however late and whatever the tempo does.
#include "Engine/Scripts.h"

#include "Base/Beats.h"

using namespace lull;
using namespace lull::test;

namespace
{
// 90 minutes whose tempo moves all the way, and a last minute in which a bowl and a tap share every beat and nothing else is there.
const std::string late = R"(
session: 1
title: Late
tempo: 72.3 bpm
sounds:
  bowl: { kind: bowl, note: A4, every: 1 beats, level: -40 LUFS, softness: 0% }
phases:
  - name: Long
    for: 50 min
    tempo: 72.3 bpm -> 53.1 bpm smooth
    sound: { bowl: {} }
  - name: Longer
    for: 38 min
    tempo: 53.1 bpm -> 61.7 bpm exp
    sound: {}
  - name: Beats
    for: 2 min
    fade: 0 s
    tempo: 61.7 bpm -> 59.9 bpm
    sound: { bowl: {} }
    touch:
      - { stroke: tapotement, variant: hacking, rate: 1 per beat, human: 0%, place: shoulders, strength: 60% }
)";
} // namespace

TEST_CASE ("a bowl and a tap of one beat begin on the same frame after 89 minutes of changing tempo, at every rate")
{
    const auto timeline = timelineOf (late);
    const auto& layer = timeline->touches().front();
    for (const double rate : { 44'100.0, 48'000.0, 96'000.0 })
    {
        const SampleRate at { rate };
        const auto setting = timeline->setting (layer, at);
        const auto taps = layer.kind->events (setting, static_cast<Frame> (89.0 * 60.0 * rate), static_cast<Frame> (89.05 * 60.0 * rate));
        REQUIRE (taps.size() >= 3);
        for (const Frame tap : taps)
        {
            INFO (rate << " " << tap);
            // The beat's own frame, by the one formula.
            const double beat = std::floor (timeline->beatAt (static_cast<double> (tap) / rate) + 0.5);
            CHECK (frameOfBeat (setting.bpm, beat, at) == tap);

            // From the waveforms: where the bowl first differs from one that is not struck on this beat, and where the hand first moves.
            auto with = timeline->setting (timeline->sounds().front(), at), without = with;
            without.windows.back().end = secondsOfBeat (setting.bpm, beat) - 0.01;
            const auto struck = timeline->sounds().front().kind->make (with), ringing = timeline->sounds().front().kind->make (without);
            const auto hands = layer.kind->make (setting);
            Frame sounds = -1, touches = -1;
            touch::Contacts contacts;
            StereoQuantum a, b;
            const Frame start = tap / quantum * quantum - 20 * quantum;
            for (Frame f = start; f < tap + 4 * quantum; f += quantum)
            {
                const Span span = timeline->span (f, at, f == start);
                struck->render (span, a);
                ringing->render (span, b);
                contacts.count = 0;
                hands->touch (span, contacts);
                for (std::size_t i = 0; i < quantum; ++i)
                {
                    if (sounds < 0 && a.left[i] != b.left[i]) sounds = f + static_cast<Frame> (i);
                    if (touches < 0 && contacts.count > 0 && contacts.hand[0].envelope[i] > 0.0f) touches = f + static_cast<Frame> (i);
                }
            }
            CHECK (touches == tap);
            CHECK (sounds == tap + 1); // a strike rises from zero on its frame
        }
    }
}

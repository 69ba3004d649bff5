// Recordings with beats of their own.
#include "Catch.h"

#include <cmath>

#include "Session/Music.h"
#include "Session/Timeline.h"

using namespace lull;

namespace
{
std::shared_ptr<const session::Timeline> timeline (const std::string& phases, const std::string& song = "beats: 73 bpm, first beat: 1.3 s, loop: no")
{
    auto score = session::readScore ("music.lull.yaml",
                                     "session: 1\ntitle: Music\ntempo: 60 bpm\nsounds:\n  sea: { kind: ocean }\n  song: { kind: file, file: s.flac, " + song +
                                         " }\n  bell: { kind: bowl, every: 4 beats }\nphases:\n" + phases);
    REQUIRE (score.has_value());
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), nullptr, 1);
}

// How far, in beats, whole beats of the session lie from the recording's within a stretch.
double apart (const session::Timeline& t, double from, double to, double bpm, double anchor)
{
    double most = 0.0;
    for (double k = std::ceil ((from - anchor) * bpm / 60.0); anchor + k * 60.0 / bpm < to; ++k)
    {
        const double s = anchor + k * 60.0 / bpm;
        if (s < from + 1e-6) continue;
        const double beat = t.beatAt (s);
        most = std::max (most, std::abs (beat - std::round (beat)));
    }
    return most;
}
} // namespace

TEST_CASE ("where a recording with beats plays, whole beats of the session are its beats")
{
    // From the start; after another phase; as a loop; after a tempo that ends on no whole beat.
    const auto first = timeline ("  - { name: A, for: 2 min, sound: { song: {} } }\n");
    CHECK (apart (*first, 1.0, 120.0, 73.0, 1.3) < 1e-6);
    CHECK (first->bpmAt (60.0) == 73.0);
    CHECK (first->bpmAt (0.1) > 20.0);

    const auto later = timeline ("  - { name: A, for: 61.7 s, sound: { sea: {} } }\n  - { name: B, for: 2 min, fade: 4 s, sound: { song: {}, bell: {} } }\n");
    CHECK (apart (*later, 62.0, 180.0, 73.0, 61.7 - 2.0 + 1.3) < 1e-6); // it begins where it is first heard
    CHECK (later->bpmAt (40.0) == 60.0);
    CHECK (std::abs (later->bpmAt (58.0) - 60.0) <= 3.0 + 1e-9); // half a beat in ten seconds
    const auto bells = later->sounds().back().windows.front();
    CHECK (bells.firstBeat == std::ceil (later->beatAt (61.7) - 1e-9));

    const auto loop =
        timeline ("  - { name: A, for: 61.7 s, sound: { sea: {} } }\n  - { name: B, for: 2 min, sound: { song: {} } }\n", "beats: 73 bpm, first beat: 1.3 s");
    CHECK (apart (*loop, 62.0, 180.0, 73.0, 1.3) < 1e-6);

    const auto falling = timeline (
        "  - { name: A, for: 61.7 s, tempo: 80 bpm -> 51 bpm smooth, sound: { sea: {} } }\n  - { name: B, for: 2 min, fade: 0 s, sound: { song: {} } }\n");
    CHECK (apart (*falling, 62.0, 180.0, 73.0, 63.0) < 1e-6);
}

TEST_CASE ("a phase that says its own tempo keeps it, and what comes after goes on as the recording ended, until it says otherwise")
{
    const auto line = timeline ("  - { name: A, for: 1 min, sound: { song: {} } }\n  - { name: B, for: 1 min, sound: { sea: {} } }\n"
                                "  - { name: C, for: 1 min, tempo: 55 bpm, sound: { song: {} } }\n  - { name: D, for: 1 min, sound: { sea: {} } }\n");
    CHECK (line->bpmAt (30.0) == 73.0);
    CHECK (line->bpmAt (90.0) == 73.0);
    CHECK (line->bpmAt (150.0) == 55.0);
    CHECK (line->bpmAt (230.0) == 55.0);
    const auto stretches = session::musicOf (line->score());
    REQUIRE (stretches.size() == 1);
    CHECK (stretches[0].end == 60.0);
}

TEST_CASE ("recordings without beats change no tempo")
{
    const auto line = timeline ("  - { name: A, for: 1 min, sound: { song: {} } }\n", "loop: no");
    CHECK (line->tempo().constant());
    CHECK (line->bpmAt (30.0) == 60.0);
}

TEST_CASE ("music may follow music, and a long lead-in is counted at its pace")
{
    auto score = session::readScore ("two.lull.yaml", R"(
session: 1
title: Two
sounds:
  one: { kind: file, file: a.flac, beats: 70 bpm, first beat: 12 s }
  two: { kind: file, file: b.flac, beats: 61 bpm, first beat: 0.2 s, loop: no }
phases:
  - { name: A, for: 50.3 s, fade: 0 s, sound: { one: {} } }
  - { name: B, for: 1 min, fade: 0 s, sound: { two: {} } }
)");
    REQUIRE (score.has_value());
    const session::Timeline line (std::make_shared<const session::Score> (std::move (*score)), nullptr, 1);
    CHECK (apart (line, 12.0, 50.0, 70.0, 12.0) < 1e-6);
    CHECK (line.beatAt (12.0) == Approx (14.0));
    CHECK (apart (line, 53.0, 110.0, 61.0, 50.5) < 1e-6);
    CHECK (line.tempo().least() >= 20.0);
    CHECK (line.tempo().greatest() <= 220.0);
}

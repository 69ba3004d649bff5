// A timeline that stays where a person wished it to.
#include "Catch.h"

#include <cmath>

#include "Session/Timeline.h"

using namespace lull;

namespace
{
std::shared_ptr<const session::Timeline> timeline()
{
    static const char* const script = R"(
session: 1
title: Stay
breath: 8/min
sounds:
  hush: { kind: pink, level: -40 LUFS }
  deep: { kind: pink, level: -30 LUFS }
phases:
  - { name: A, for: 2 min, tempo: 66 bpm -> 60 bpm smooth, fade: 4 s, sound: { hush: { level: -50 LUFS -> -40 LUFS } },
      touch: [ { stroke: effleurage, strength: 20% -> 80%, speed: 4 cm/s -> 8 cm/s } ] }
  - { name: B, for: 1 min, fade: 4 s, sound: { hush: { level: -30 LUFS }, deep: {} }, touch: [ { stroke: petrissage, strength: 60% } ] }
  - { name: C, for: 10 min, tempo: 60 bpm -> 52 bpm, breath: 8/min -> 6/min, fade: 4 s, sound: { deep: {} }, touch: [ { stroke: friction, strength: 30% } ] }
)";
    auto score = session::readScore ("stay.lull.yaml", script);
    REQUIRE (score.has_value());
    touch::Chair chair;
    chair.actuators.push_back ({});
    chair.zones.push_back ({});
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)),
                                                      std::make_shared<const touch::Chair> (std::move (chair)), 1);
}

// Everything that is asked of a timeline at a moment.
std::vector<double> all (const session::Timeline& t, double s)
{
    std::vector<double> out { t.bpmAt (s), t.breathsPerMinuteAt (s) };
    for (const auto& l : t.sounds()) out.push_back (l.gain (s));
    for (const auto& l : t.touches())
    {
        const auto felt = l.felt ({ s, s }, { 1.0, 1.0 });
        out.push_back (felt.strength.begin * felt.presence.begin);
    }
    return out;
}

void checkSame (const std::vector<double>& a, const std::vector<double>& b)
{
    REQUIRE (a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK (a[i] == Approx (b[i]).margin (1e-9).epsilon (2e-5));
}
} // namespace

TEST_CASE ("until it stays nothing is other; then all stands; afterwards all is as it would have been, so much later")
{
    const auto line = timeline();
    for (const double at : { 30.0, 100.0, 150.0, 400.0 })
    {
        const auto longer = line->stays ({ at, 120.0 });
        REQUIRE (longer != nullptr);
        CHECK (longer->length() == line->length() + 120.0);
        CHECK (longer->holds().back().at == at);
        for (double s = 0.25; s < at; s += 3.25)
        {
            checkSame (all (*longer, s), all (*line, s));
            CHECK (longer->beatAt (s) == Approx (line->beatAt (s)).margin (2e-4)); // less than a millisecond of a beat
        }
        for (double s = at; s <= at + 120.0; s += 3.25) checkSame (all (*longer, s), all (*line, at));
        for (double s = at + 0.25; s < line->length(); s += 3.25) checkSame (all (*longer, s + 120.0), all (*line, s));
        CHECK (longer->beatAt (at + 120.0) - longer->beatAt (at) == Approx (2.0 * line->bpmAt (at)));
        CHECK (longer->phaseAt (at + 119.0) == line->phaseAt (at));
    }
}

TEST_CASE ("it stays with one technique, never between two")
{
    const auto line = timeline();
    const auto heldAt = [&] (double at) { return line->stays ({ at, 60.0 })->holds().back().at; };
    CHECK (heldAt (119.0) == Approx (118.0)); // the crossfade is 118 s to 122 s
    CHECK (heldAt (121.0) == Approx (122.0));
    CHECK (heldAt (179.9) == Approx (178.0));
    CHECK (heldAt (1.0) == Approx (4.0)); // the session's own first fade
    const auto at = line->stays ({ 119.0, 60.0 });
    CHECK (at->touches()[0].presence.gain (170.0) == 1.0);
    CHECK (at->touches()[1].presence.gain (170.0) == 0.0);
    CHECK (at->phases()[0].end == 180.0);
    CHECK (at->phases()[1].begin == 180.0);
}

TEST_CASE ("phases still begin on whole beats, and a stroke's own course stands too")
{
    const auto line = timeline()->stays ({ 60.0, 100.3 });
    for (const auto& l : line->touches())
    {
        CHECK (l.firstBeat == std::round (l.firstBeat));
        CHECK (l.firstBeat >= line->beatAt (l.begin) - 1e-6);
        CHECK (l.firstBeat < line->beatAt (l.begin) + 1.0);
    }
    const auto speed = line->setting (line->touches()[0], SampleRate { 48'000 }).course ("speed");
    CHECK (speed.value (30.0) == Approx (5.0));
    CHECK (speed.value (100.0) == Approx (6.0));
    CHECK (speed.value (160.0) == Approx (6.0));
    CHECK (speed.value (190.3) == Approx (7.0));
}

TEST_CASE ("it can stay again and again, and not where nothing is left")
{
    auto line = timeline();
    const double length = line->length();
    for (int i = 0; i < 3; ++i) line = line->stays ({ 150.0 + 30.0 * i, 60.0 });
    CHECK (line->length() == length + 180.0);
    CHECK (line->touches()[1].end == Approx (180.0 + 180.0));
    CHECK (line->stays ({ line->length(), 60.0 }) == nullptr);
}

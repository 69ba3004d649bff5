// A take as a script.
#include "Catch.h"

#include <cmath>

#include "Session/Capture.h"

using namespace lull;
using session::Capture;

namespace
{
std::shared_ptr<const session::Timeline> ground()
{
    auto score = session::readScore ("ground.lull.yaml", R"(
session: 1
title: "Ground: a \"quiet\" one"
tempo: 60 bpm
sounds:
  "my sea": { kind: ocean, level: -30 LUFS, swell: breath }
  bowl: { kind: bowl, every: 8 beats }
phases:
  - { name: A, for: 2 min, say: "Here, now.", tempo: 60 bpm -> 50 bpm smooth, sound: { "my sea": { level: [ 0 s -40 LUFS, 30 s -28 LUFS, end -32 LUFS ] } } }
  - { name: B, for: 2 min, fade: 3 s, sound: { "my sea": {}, bowl: {} }, touch: [ { stroke: effleurage, strength: 20% -> 60%, place: { x: 6 cm, y: 40 cm } } ] }
)");
    REQUIRE (score.has_value());
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), nullptr, 1);
}

Capture take (double begin, double end)
{
    Capture c;
    c.begin = begin;
    c.end = end;
    c.strength = { { begin, 0.5, Shape::linear } };
    c.volume = { { begin, 0.0, Shape::linear } };
    return c;
}

Capture::Held held (double on, double off, std::string place = "shoulders", double strength = 0.5)
{
    return { on, off, "petrissage", std::move (place), 1.0, 0.0, 60.0, strength };
}

std::shared_ptr<const session::Timeline> made (const session::Timeline& line, const Capture& c)
{
    const auto script = session::scriptOf (line, c);
    INFO ((script ? std::string() : script.error().message));
    REQUIRE (script.has_value());
    INFO (*script);
    auto score = session::readScore ("made", *script);
    REQUIRE (score.has_value());
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), nullptr, 1);
}
} // namespace

TEST_CASE ("a take in which nothing was turned or played is the session over that time")
{
    const auto line = ground();
    const auto got = made (*line, take (0.0, 240.0));
    REQUIRE (got->phases().size() == 2);
    CHECK (got->phases()[1].begin == Approx (120.0));
    CHECK (got->score().phases[0].say == "Here, now.");
    CHECK (got->score().title == "Ground: a \"quiet\" one, played");
    for (double t = 0.5; t < 240.0; t += 2.5)
    {
        INFO (t);
        CHECK (got->bpmAt (t) == Approx (line->bpmAt (t)).margin (2.0 * session::captureBpm));
        for (std::size_t i = 0; i < 2; ++i)
        {
            const double a = line->sounds()[i].gain (t), b = got->sounds()[i].gain (t);
            if (a > 1e-4) CHECK (20.0 * std::log10 (b / a) == Approx (0.0).margin (2.0 * session::captureLevel));
        }
    }
    const auto& was = line->score().phases[1].touch[0].values.ramp ("strength");
    const auto& is = got->score().phases[1].touch[0].values.ramp ("strength");
    for (double t = 0.0; t < 120.0; t += 5.0)
        CHECK (is.over (0.0, 120.0).value (t) == Approx (was.over (0.0, 120.0).value (t)).margin (2.0 * session::captureStrength));
}

TEST_CASE ("strength at half is the session's own, below it less, and never more than all")
{
    auto c = take (120.0, 180.0);
    c.strength = { { 120.0, 0.25, Shape::linear }, { 150.0, 0.25, Shape::linear }, { 150.1, 1.0, Shape::linear } };
    const auto got = made (*ground(), c);
    const auto curve = got->score().phases[0].touch[0].values.ramp ("strength").over (0.0, 60.0);
    CHECK (curve.value (15.0) == Approx (0.5 * 0.25).margin (0.02)); // 20 % to 60 % over two minutes: 25 % after 15 s
    CHECK (curve.value (55.0) == Approx (2.0 * (0.2 + 0.4 * 55.0 / 120.0)).margin (0.02));
    c.strength = { { 120.0, 0.0, Shape::linear } };
    CHECK (made (*ground(), c)->score().phases[0].touch.empty());
    c.volume = { { 120.0, -200.0, Shape::linear } };
    CHECK (made (*ground(), c)->score().phases[0].sound.empty());
}

TEST_CASE ("where the session has no touch every group of keys is a phase; where it has, keys join it; marks begin phases")
{
    auto c = take (0.0, 240.0);
    c.held = { held (10.0, 20.0), held (10.4, 15.0, "left mid back"), held (40.0, 41.0), held (150.0, 160.0) };
    c.marks = { 80.0 };
    const auto got = made (*ground(), c);
    std::vector<double> begins;
    for (const auto& p : got->phases()) begins.push_back (p.begin);
    REQUIRE (begins.size() == 7);
    const double expected[] { 0.0, 10.0, 20.15, 40.0, 41.15, 80.0, 120.0 };
    for (std::size_t i = 0; i < 7; ++i) CHECK (begins[i] == Approx (expected[i]).margin (0.005));
    CHECK (got->score().phases[1].touch.size() == 2);
    CHECK (got->score().phases[3].touch.size() == 1);
    REQUIRE (got->score().phases[6].touch.size() == 2);
    // Nothing of it before it was pressed, and half of what the control stands at while it was held.
    const auto late = got->score().phases[6].touch[1].values.ramp ("strength").over (0.0, 120.0);
    CHECK (late.value (29.9) == Approx (0.0).margin (0.011));
    CHECK (late.value (35.0) == Approx (0.5).margin (0.011));
    CHECK (late.value (41.0) == Approx (0.0).margin (0.011));
}

TEST_CASE ("what cannot be a session is said: nothing, too short, too many phases")
{
    const auto line = ground();
    CHECK_FALSE (session::scriptOf (*line, {}));
    CHECK_FALSE (session::scriptOf (*line, take (5.0, 5.2)));
    auto c = take (0.0, 120.0);
    for (int i = 0; i < 40; ++i) c.held.push_back (held (3.0 * i + 0.6, 3.0 * i + 1.6));
    const auto many = session::scriptOf (*line, c);
    REQUIRE_FALSE (many);
    CHECK (many.error().message.find ("64") != std::string::npos);
}

TEST_CASE ("every technique that keys play can be written")
{
    for (const auto* kind : touch::techniqueKinds())
    {
        if (kind->name == "follow") continue;
        auto c = take (0.0, 60.0);
        c.held = { { 5.0, 15.0, std::string (kind->name), "right shoulders", 1.7, 44.0, 57.3, 0.4 } };
        const auto got = made (*ground(), c);
        INFO (kind->name);
        REQUIRE (got->score().phases.size() == 3);
        REQUIRE (got->score().phases[1].touch.size() == 1);
        CHECK (got->score().phases[1].touch[0].kind == kind);
        CHECK (got->score().phases[1].touch[0].values.number ("carrier") == 44.0);
    }
}

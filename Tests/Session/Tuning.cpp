#include "Catch.h"

#include "Session/Texts.h"
#include "Session/Timeline.h"
#include "Session/Tuning.h"

using namespace lull;
using namespace lull::test;

namespace
{
std::string script (const std::string& layer, const std::string& phases)
{
    return "session: 1\ntitle: T\nsounds:\n  a: { " + layer + " }\n  b: { kind: pink }\nphases:\n" + phases + "  - { name: Z, for: 1 s, sound: { b: {} } }\n";
}

std::string phase (const char* name, const char* length, const char* sound, const std::string& touch)
{
    return std::string ("  - { name: ") + name + ", for: " + length + ", sound: { " + sound + ": {} }, touch: [ " + touch + " ] }\n";
}

double noteOf (const std::string& text, std::string_view key = "note")
{
    const session::Timeline t (std::make_shared<const session::Score> (scoreOf (text)), nullptr, 1);
    return t.setting (t.sounds().front(), SampleRate { 48'000.0 }).values.number (key);
}

const std::string at40 = "{ stroke: effleurage, strength: 20%, carrier: 40 Hz }", at60 = "{ stroke: effleurage, strength: 30% }",
                  taps = "{ stroke: tapotement, strength: 30%, carrier: 90 Hz }";
} // namespace

TEST_CASE ("a note of touch is the octave of the carrier that is nearest to the voice's own note")
{
    struct Case
    {
        const char *layer, *key;
        const std::string& touch;
        double hertz;
    };
    for (const Case& c : { Case { "kind: bowl, note: touch", "note", at60, 120.0 }, Case { "kind: bowl, note: touch", "note", at40, 160.0 },
                           Case { "kind: pad, note: touch", "note", at60, 120.0 }, Case { "kind: harp, note: touch", "note", at60, 120.0 },
                           Case { "kind: kalimba, note: touch", "note", at60, 240.0 }, Case { "kind: binaural, carrier: touch", "carrier", at60, 240.0 },
                           Case { "kind: isochronic, carrier: touch", "carrier", at40, 160.0 } })
    {
        INFO (c.layer << " beside " << c.touch);
        CHECK (noteOf (script (c.layer, phase ("A", "1 min", "a", c.touch)), c.key) == c.hertz);
    }
    CHECK (session::octaveOf (40.0, 80.0, 40.0, 320.0) == 80.0);
    CHECK (session::octaveOf (60.0, 80.0, 40.0, 320.0) == 120.0); // above the carrier, not the carrier itself
    CHECK (session::octaveOf (60.0, 60.0 * 2.0 * std::sqrt (2.0), 40.0, 1000.0) == 120.0);
    CHECK (session::octaveOf (200.0, 80.0, 40.0, 320.0) == 80.0); // no octave of it lies there
}

TEST_CASE ("the carrier is the one that vibrates longest beside the layer, on any chair; taps have no pitch")
{
    // Two thirds of a minute at 40 Hz in two parts, half a minute at 60 Hz, and taps all along.
    const auto mixed = phase ("A", "20 s", "a", at40 + ", " + taps) + phase ("B", "30 s", "a", at60 + ", " + taps) + phase ("C", "20 s", "a", at40);
    CHECK (noteOf (script ("kind: bowl, note: touch", mixed)) == 160.0);
    // What is felt where the layer is not listed does not count...
    CHECK (noteOf (script ("kind: bowl, note: touch", phase ("A", "1 min", "a", at60) + phase ("B", "9 min", "b", at40))) == 120.0);
    // ...unless nothing is felt where it is.
    CHECK (noteOf (script ("kind: bowl, note: touch", phase ("A", "1 min", "a", "") + phase ("B", "1 min", "b", at40))) == 160.0);
    CHECK (noteOf (script ("kind: bowl, note: touch", phase ("A", "1 min", "a", at60 + ", " + at40))) == 120.0); // equally long: the first
}

TEST_CASE ("with nothing to tune to a layer has its own note, and a warning says so")
{
    const auto text = script ("kind: bowl, note: touch", phase ("A", "1 min", "a", taps));
    CHECK (noteOf (text) == Approx (146.8324));
    const auto score = scoreOf (text);
    REQUIRE (score.warnings.size() == 1);
    CHECK (score.warnings[0].code == "no-effect");
    CHECK (score.warnings[0].line == 4);
    CHECK (scoreOf (script ("kind: bowl, note: touch", phase ("A", "1 min", "a", at60))).warnings.empty());
}

TEST_CASE ("a layer tuned to touch is as loud as it says")
{
    const session::Timeline t (std::make_shared<const session::Score> (scoreOf (script ("kind: pad, note: touch", phase ("A", "1 min", "a", at40)))), nullptr,
                               1);
    const auto& layer = t.sounds().front();
    auto values = layer.values;
    text::Value plain;
    plain.is = text::Quantity { 160.0, text::Measure::hertz };
    values.set ("note", plain);
    CHECK (20.0 * std::log10 (layer.gain (30.0)) == Approx (-32.0 - layer.kind->loudness (values)).margin (1e-9));
}

#include "Catch.h"

#include "Text/Fields.h"

using namespace lull::text;

namespace
{
const FieldTable& table()
{
    static const FieldTable fields {
        { .key = "level", .kind = Field::Kind::ramp, .about = "", .ranges = { { Measure::lufs, -60.0, -10.0 } }, .fallback = "-32 LUFS" },
        { .key = "rate",
          .kind = Field::Kind::ramp,
          .about = "",
          .ranges = { { Measure::perBeat, 1.0, 8.0 }, { Measure::hertz, 0.5, 20.0 } },
          .words = { "breath" } },
        { .key = "every",
          .kind = Field::Kind::quantity,
          .about = "",
          .ranges = { { Measure::beats, 1.0, 64.0 }, { Measure::seconds, 1.0, 60.0 } },
          .required = true },
        { .key = "shape", .kind = Field::Kind::word, .about = "", .words = { "round", "square" }, .fallback = "round" },
        { .key = "on", .kind = Field::Kind::flag, .about = "", .fallback = "no" },
        { .key = "words", .kind = Field::Kind::texts, .about = "", .longest = 5 },
        { .key = "place",
          .kind = Field::Kind::place,
          .about = "",
          .ranges = { { Measure::centimetres, -20.0, 20.0 }, { Measure::centimetres, 0.0, 72.0 } },
          .words = { "neck", "left neck" } },
        { .key = "note", .kind = Field::Kind::text, .about = "", .longest = 10 },
        { .key = "more", .kind = Field::Kind::map, .about = "" },
    };
    return fields;
}

struct Read
{
    Node node;
    Diagnostics found;
    Values values;

    explicit Read (std::string_view text, bool partial = false)
    {
        auto root = parseYaml ("t", text);
        if (! root) FAIL (root.error().front().message);
        node = std::move (*root);
        Reading reading { "t", text, found };
        values = readValues (reading, node, table(), { 0, 1 }, "a thing", partial, { "kind" });
    }
    [[nodiscard]] std::string said() const
    {
        std::string all;
        for (const auto& d : found) all += d.code + ": " + d.message + (d.fix.empty() ? "" : "; " + d.fix) + "\n";
        return all;
    }
};
} // namespace

TEST_CASE ("values are read by their table, with defaults where nothing is given")
{
    const Read r ("{ kind: x, every: 8 beats, rate: breath, on: yes, words: [ a, b ], place: { x: -8 cm, y: 44 cm }, note: \" hm \", more: { a: b } }");
    CHECK (r.said().empty());
    CHECK (r.values.number ("every") == 8.0);
    CHECK (r.values.measure ("every") == Measure::beats);
    CHECK (r.values.isWord ("rate"));
    CHECK (r.values.word ("rate") == "breath");
    CHECK (r.values.ramp ("level").first() == -32.0);
    CHECK_FALSE (r.values.given ("level"));
    CHECK (r.values.given ("every"));
    CHECK (r.values.flag ("on"));
    CHECK (r.values.word ("shape") == "round");
    CHECK (r.values.texts ("words") == std::vector<std::string> { "a", "b" });
    CHECK (std::get<Point> (r.values.find ("place")->is).x == -8.0);
    CHECK (r.values.word ("note") == "hm");
    CHECK (std::get<const Node*> (r.values.find ("more")->is)->entries.size() == 1);
    CHECK_FALSE (r.values.has ("nothing"));
}

TEST_CASE ("everything wrong with a map is said in one pass")
{
    const Read r ("{ levle: -32 LUFS, rate: 9 per beat, shape: rond, on: true, words: [ too long ], place: nek, note: \"\", more: 3 }");
    CHECK (r.said() == "unknown-key: \"levle\" is not a key of a thing; did you mean \"level\"?\n"
                       "range: 9 per beat is more than 8 per beat; \"rate\" goes from 1 per beat to 8 per beat\n"
                       "word: \"shape\" cannot be \"rond\"; did you mean \"round\"?\n"
                       "flag: \"on\" is yes or no, not \"true\"; write yes\n"
                       "too-long: a text of \"words\" is 8 characters long; at most 5 are shown\n"
                       "place: \"nek\" is not a place; did you mean \"neck\"?\n"
                       "empty: a text of \"note\" is empty; write some words, or leave the key out\n"
                       "kind: \"more\" is a map, not a single value\n"
                       "missing-key: a thing needs \"every\"; write every: 8 beats\n");
}

TEST_CASE ("the ends of a range belong to it")
{
    CHECK (Read ("{ every: 1 beat, level: -60 LUFS -> -10 LUFS, place: { x: 20 cm, y: 0 cm } }").said().empty());
    CHECK (Read ("{ every: 0.999 beats }").said() == "range: 0.999 beats is less than 1 beat; \"every\" goes from 1 beat to 64 beats\n");
    CHECK (Read ("{ every: 2 beats, place: { x: 20.1 cm, y: 72.1 cm } }").found.size() == 2);
}

TEST_CASE ("a ramp goes from one value to another, in a shape, or through points")
{
    const auto ramp = [] (const std::string& text) { return Read ("{ every: 1 s, level: " + text + " }").values.ramp ("level"); };
    const auto held = ramp ("-20 LUFS");
    CHECK (held.points.size() == 1);
    CHECK (held.over (10.0, 60.0).value (1000.0) == -20.0);

    const auto line = ramp ("-40 LUFS->-20 LUFS").over (100.0, 60.0);
    CHECK (line.value (0.0) == -40.0);
    CHECK (line.value (130.0) == Approx (-30.0));
    CHECK (line.value (999.0) == -20.0);

    const auto smooth = ramp ("-40 LUFS -> -20 LUFS smooth").over (0.0, 60.0);
    CHECK (smooth.value (15.0) == Approx (-40.0 + 20.0 * (3 * 0.0625 - 2 * 0.015625)));

    const auto points = ramp ("[ 10 s -40 LUFS, 0.5 min -20 LUFS, end -30 LUFS ]");
    CHECK (points.least() == -40.0);
    CHECK (points.greatest() == -20.0);
    const auto curve = points.over (100.0, 60.0);
    CHECK (curve.value (105.0) == -40.0);
    CHECK (curve.value (120.0) == Approx (-30.0));
    CHECK (curve.value (130.0) == Approx (-20.0));
    CHECK (curve.value (145.0) == Approx (-25.0));
    CHECK (curve.value (160.0) == -30.0);
}

TEST_CASE ("an exponential ramp is one in ratio, and needs values above zero")
{
    const auto r = Read ("{ every: 1 s, rate: 1 Hz -> 16 Hz exp }");
    CHECK (r.values.ramp ("rate").over (0.0, 60.0).value (30.0) == Approx (4.0));
    CHECK (Read ("{ every: 1 s, level: -40 LUFS -> -20 LUFS exp }").found.front().code == "ramp");
}

TEST_CASE ("a ramp does not mix unlike units, in either way of writing it")
{
    CHECK (Read ("{ every: 1 s, rate: 2 Hz -> 4 per beat }").said() == "unlike: \"2 Hz\" and \"4 per beat\" are unlike; write both as frequency\n");
    CHECK (Read ("{ every: 1 s, rate: [ 0 s 2 Hz, end 4 per beat ] }").said() == "unlike: \"2 Hz\" and \"4 per beat\" are unlike; write both as frequency\n");
    CHECK (Read ("{ every: 1 s, rate: 2 -> 4 Hz }").found.front().code == "unit");
}

TEST_CASE ("an override holds what is given, and no defaults")
{
    const Read base ("{ every: 8 beats, level: -20 LUFS }"), over ("{ level: -40 LUFS }", true);
    CHECK (over.said().empty());
    CHECK_FALSE (over.values.has ("shape"));
    const auto both = base.values.overriddenBy (over.values);
    CHECK (both.ramp ("level").first() == -40.0);
    CHECK (both.number ("every") == 8.0);
    CHECK (both.word ("shape") == "round");
}

TEST_CASE ("a value inside quotes is marked inside them")
{
    const std::string text = "{ every: \"1 s\", rate: \"2 Hz -> 99 Hz\" }";
    const Read r (text);
    REQUIRE (r.found.size() == 1);
    CHECK (r.found[0].column == static_cast<int> (text.find ("99")) + 1);
    CHECK (r.found[0].length == 5);
}

TEST_CASE ("a list of a thousand mistakes is cut at a hundred")
{
    std::string text = "{ every: 1 s";
    for (int i = 0; i < 1000; ++i) text += ", k" + std::to_string (i) + ": 1";
    CHECK (Read (text + " }").found.size() == mostDiagnostics);
}

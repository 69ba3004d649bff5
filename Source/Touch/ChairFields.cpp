#include "Touch/ChairFields.h"

#include <limits>

#include "Touch/Parts.h"

namespace lull::touch
{
using text::Field;
using text::Measure;

namespace
{
std::vector<std::string> partNames()
{
    std::vector<std::string> all;
    for (const auto& p : parts()) all.emplace_back (p.id);
    return all;
}
} // namespace

const text::FieldTable& chairFields()
{
    static const text::FieldTable table {
        { "chair", Field::Kind::number, "The version of the format: 1.", { { Measure::number, 1.0, 1'000'000.0 } }, {}, {}, true },
        { "title", Field::Kind::text, "What people call it.", {}, {}, {}, true, 80 },
        { "about", Field::Kind::text, "How it is built and where its actuators sit, in a sentence or two.", {}, {}, {}, false, 1000 },
        { "posture", Field::Kind::word, "How one sits or lies on it.", {}, { "seated", "reclined", "supine", "prone", "side" }, "seated" },
        { "seating", Field::Kind::text, "How to sit or lie so that it is felt where it should be.", {}, {}, {}, false, 1000 },
        { "shared",
          Field::Kind::flag,
          "Sound and touch share one pair of outputs, as of a pad that passes sound through: touch goes below the crossover, sound above it.",
          {},
          {},
          "no" },
        { "crossover", Field::Kind::quantity, "Where touch ends and sound begins on a shared line.", { { Measure::hertz, 40.0, 250.0 } }, {}, "100 Hz" },
        { "amplifiers", Field::Kind::list, "What drives the actuators, up to 8.", {}, {}, {} },
        { "actuators", Field::Kind::list, "The electrical outputs, 1 to 16; their order is touch_1, touch_2 ...", {}, {}, {}, true },
        { "zones", Field::Kind::list, "Where each actuator is felt, 1 to 32.", {}, {}, {}, true },
    };
    return table;
}

const text::FieldTable& amplifierFields()
{
    static const text::FieldTable table {
        { "name", Field::Kind::text, "Its own name in this chair.", {}, {}, {}, true, 60 },
        { "volts",
          Field::Kind::quantity,
          "Rms volts at its outputs for a full-scale sine, as measured with its knob where it stands; leave it out when unknown.",
          { { Measure::number, 0.01, 200.0 }, { Measure::volts, 0.01, 200.0 } },
          {},
          {} },
        { "watts",
          Field::Kind::quantity,
          "The same as watts into a load: say `into` as well.",
          { { Measure::number, 0.01, 5000.0 }, { Measure::watts, 0.01, 5000.0 } },
          {},
          {} },
        { "into", Field::Kind::quantity, "The load that those watts go into.", { { Measure::number, 0.5, 1000.0 }, { Measure::ohms, 0.5, 1000.0 } }, {}, {} },
        { "least load",
          Field::Kind::quantity,
          "The smallest load that it drives.",
          { { Measure::number, 0.5, 1000.0 }, { Measure::ohms, 0.5, 1000.0 } },
          {},
          {} },
        { "supply",
          Field::Kind::quantity,
          "What its power supply gives, for all its outputs together.",
          { { Measure::number, 1.0, 10'000.0 }, { Measure::watts, 1.0, 10'000.0 } },
          {},
          {} },
        { "standby", Field::Kind::quantity, "How long it hears nothing until it switches itself off.", { { Measure::seconds, 10.0, 86'400.0 } }, {}, {} },
        { "wakes in", Field::Kind::quantity, "How long it takes to come back from that.", { { Measure::seconds, 0.0, 60.0 } }, {}, {} },
        { "thump", Field::Kind::flag, "It thumps when it is switched on.", {}, {}, "no" },
        { "knob", Field::Kind::text, "Where its knob stood when volts were measured.", {}, {}, {}, false, 80 },
    };
    return table;
}

const text::FieldTable& actuatorFields()
{
    static const text::FieldTable table {
        { "name", Field::Kind::text, "Its own name in this chair.", {}, {}, {}, true, 60 },
        { "part", Field::Kind::word, "A device that Lull knows: its band, ohms and watts need not be said again.", {}, partNames(), {} },
        { "band", Field::Kind::ramp, "The frequencies it can play, low -> high; needed unless its part says so.", { { Measure::hertz, 5.0, 1000.0 } }, {}, {} },
        { "ohms", Field::Kind::quantity, "Nominal impedance of one unit.", { { Measure::number, 0.5, 1000.0 }, { Measure::ohms, 0.5, 1000.0 } }, {}, {} },
        { "wiring", Field::Kind::text, "Several units on this output: \"2 series\", \"2 parallel\", \"4 series-parallel\".", {}, {}, {}, false, 40 },
        { "amplifier", Field::Kind::text, "The name of the amplifier that drives it; needed when there are several.", {}, {}, {}, false, 60 },
        { "watts",
          Field::Kind::quantity,
          "Rated continuous power of one unit.",
          { { Measure::number, 0.01, 2000.0 }, { Measure::watts, 0.01, 2000.0 } },
          {},
          {} },
        { "volts",
          Field::Kind::quantity,
          "Rms volts at the amplifier's output for a full-scale sine, as measured; leave it out when unknown.",
          { { Measure::number, 0.01, 200.0 }, { Measure::volts, 0.01, 200.0 } },
          {},
          {} },
        { "resonance", Field::Kind::quantity, "Of the actuator in its place.", { { Measure::hertz, 5.0, 1000.0 } }, {}, {} },
        { "q", Field::Kind::quantity, "Sharpness of the resonance.", { { Measure::number, 0.1, 100.0 } }, {}, {} },
        { .key = "response",
          .kind = Field::Kind::texts,
          .about = "What it makes of equally strong tones, as measured in its place: [ 20 Hz -9 dB, 30 Hz -2 dB, 40 Hz 8 dB ]; only differences count.",
          .longest = 40,
          .most = 64 },
        { "trim", Field::Kind::quantity, "Makes it as strong as its neighbours, by making it weaker.", { { Measure::decibels, -40.0, 0.0 } }, {}, "0 dB" },
        { "inverted", Field::Kind::flag, "Wired the other way round.", {}, {}, "no" },
    };
    return table;
}

const text::FieldTable& zoneFields()
{
    static const text::FieldTable table {
        { "name", Field::Kind::text, "Its own name in this chair.", {}, {}, {}, true, 60 },
        { "actuator", Field::Kind::text, "The name of the actuator that is felt here.", {}, {}, {}, true, 60 },
        { "surface", Field::Kind::word, "What the body leans on here.", {}, { "back", "seat", "feet", "legs", "lying" }, "back" },
        { "at",
          Field::Kind::place,
          "Its middle: x to the listener's right; y up from the seat, or away from the hip.",
          { { Measure::centimetres, -60.0, 200.0 } },
          {},
          {},
          true },
        { "reach",
          Field::Kind::quantity,
          "How far from its middle it is felt; whole: over the whole surface.",
          { { Measure::centimetres, 1.0, 60.0 } },
          { "whole" },
          "12 cm" },
        { "axis", Field::Kind::word, "The way it moves: into the body, along it or across it.", {}, { "into", "along", "across" }, "into" },
        { "without", Field::Kind::texts, "Techniques that this zone takes no part in.", {}, {}, {} },
    };
    return table;
}
} // namespace lull::touch

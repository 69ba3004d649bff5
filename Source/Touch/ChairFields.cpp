#include "Touch/ChairFields.h"

#include <limits>

namespace lull::touch
{
using text::Field;
using text::Measure;

const text::FieldTable& chairFields()
{
    static const text::FieldTable table {
        { "chair", Field::Kind::number, "The version of the format: 1.", { { Measure::number, 1.0, 1'000'000.0 } }, {}, {}, true },
        { "title", Field::Kind::text, "What people call it.", {}, {}, {}, true, 80 },
        { "about", Field::Kind::text, "How it is built and where its actuators sit, in a sentence or two.", {}, {}, {}, false, 1000 },
        { "posture", Field::Kind::word, "How one sits or lies on it.", {}, { "seated", "reclined", "supine", "prone", "side" }, "seated" },
        { "actuators", Field::Kind::list, "The electrical outputs, 1 to 16; their order is touch_1, touch_2 ...", {}, {}, {}, true },
        { "zones", Field::Kind::list, "Where each actuator is felt, 1 to 32.", {}, {}, {}, true },
    };
    return table;
}

const text::FieldTable& actuatorFields()
{
    static const text::FieldTable table {
        { "name", Field::Kind::text, "Its own name in this chair.", {}, {}, {}, true, 60 },
        { "band", Field::Kind::ramp, "The frequencies it can play, low -> high.", { { Measure::hertz, 5.0, 1000.0 } }, {}, {}, true },
        { "ohms", Field::Kind::quantity, "Nominal impedance.", { { Measure::number, 0.5, 1000.0 }, { Measure::ohms, 0.5, 1000.0 } }, {}, {} },
        { "watts", Field::Kind::quantity, "Rated continuous power.", { { Measure::number, 0.01, 2000.0 }, { Measure::watts, 0.01, 2000.0 } }, {}, {} },
        { "volts",
          Field::Kind::quantity,
          "Rms volts at the amplifier's output for a full-scale sine, as measured; leave it out when unknown.",
          { { Measure::number, 0.01, 200.0 }, { Measure::volts, 0.01, 200.0 } },
          {},
          {} },
        { "resonance", Field::Kind::quantity, "Of the actuator in its place.", { { Measure::hertz, 5.0, 1000.0 } }, {}, {} },
        { "q", Field::Kind::quantity, "Sharpness of the resonance.", { { Measure::number, 0.1, 100.0 } }, {}, {} },
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

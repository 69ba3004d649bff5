#include "Touch/Place.h"
#include "Touch/Technique.h"

namespace lull::touch
{
Curve TechniqueSetting::course (std::string_view key) const
{
    double length = end - begin;
    for (const auto& h : holds) length -= h.seconds;
    auto curve = values.ramp (key).over (begin, length);
    for (const auto& h : holds) curve = curve.with (h);
    return curve;
}

const text::FieldTable& commonFields()
{
    using text::Field;
    using text::Measure;
    static const text::FieldTable table {
        { "strength", Field::Kind::ramp, "How strong it feels, of what is comfortable for the listener.", { { Measure::percent, 0.0, 1.0 } }, {}, {}, true },
        { "place",
          Field::Kind::place,
          "Where on the back: a name, one side of it, or a point in cm (x to the listener's right, y up from the seat).",
          { { Measure::centimetres, -40.0, 40.0 }, { Measure::centimetres, -10.0, 80.0 } },
          placeNames(),
          "upper back" },
        { "carrier", Field::Kind::quantity, "The frequency of the vibration; without it, the technique's own.", { { Measure::hertz, 20.0, 120.0 } }, {}, {} },
        { "refresh",
          Field::Kind::quantity,
          "Every so often the carrier goes over to another band (30 to 45 Hz, or 60 to 80 Hz) and comes back: skin that has grown used to one still feels the "
          "other.",
          { { Measure::seconds, 15.0, 300.0 } },
          {},
          {} },
        { "with",
          Field::Kind::word,
          "What touches: its width and edge. Without it, the technique's own.",
          {},
          { "palm", "fingertips", "knuckles", "thumb" },
          {} },
        { "sides",
          Field::Kind::word,
          "Both hands together, in turn, or one. Without it, the technique's own.",
          {},
          { "both", "alternate", "left", "right" },
          {} },
        { "name", Field::Kind::text, "A name of its own, which keeps its variations when others are added or moved.", {}, {}, {}, false, 60 },
    };
    return table;
}
} // namespace lull::touch

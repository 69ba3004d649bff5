#include "Catch.h"

#include "Base/Curve.h"

using lull::Curve;
using lull::Shape;

TEST_CASE ("a curve's integral is the area under its values, whatever the shape")
{
    const Curve c ({ { 0.0, 66.0, Shape::smooth }, { 100.0, 50.0, Shape::exp }, { 200.0, 70.0, Shape::linear }, { 260.0, 61.0, Shape::linear } });
    for (double end : { -20.0, 40.0, 100.0, 155.0, 230.0, 400.0 })
    {
        double sum = 0.0;
        const int steps = 200'000;
        for (int i = 0; i < steps; ++i) sum += c.value (end * (i + 0.5) / steps) * end / steps;
        CHECK (c.integral (end) == Approx (sum).epsilon (1e-9));
    }
}

TEST_CASE ("the time of an area is the inverse of the integral")
{
    const Curve c ({ { 10.0, 66.0, Shape::smooth }, { 100.0, 50.0, Shape::exp }, { 200.0, 70.0 } });
    for (double t : { -5.0, 0.0, 10.0, 57.3, 123.456, 200.0, 5000.0 }) CHECK (c.whenIntegral (c.integral (t)) == Approx (t).margin (1e-9));
}

TEST_CASE ("a curve holds its ends and steps where two knots share a time")
{
    const Curve c ({ { 1.0, 2.0 }, { 3.0, 4.0 }, { 3.0, 7.0 }, { 5.0, 7.0 } });
    CHECK (c.value (-10.0) == 2.0);
    CHECK (c.value (2.0) == 3.0);
    CHECK (c.value (3.0) == 7.0);
    CHECK (c.value (99.0) == 7.0);
    CHECK (c.least() == 2.0);
    CHECK (c.greatest() == 7.0);
}

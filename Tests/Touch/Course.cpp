// The ways of strokes: as long as they say, even in speed, inside their bounds; and felt where they go.
#include "Touch/Course.h"

#include <algorithm>

#include "Catch.h"
#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

namespace
{
Course courseOf (const std::string& map)
{
    const auto v = values ("effleurage", "strength: 50%, " + map);
    return { v, placeOf (*v.find ("place")) };
}
} // namespace

TEST_CASE ("a hand goes every way at an even speed, for as long as it is, and stays inside its bounds")
{
    for (const char* map : { "path: up", "path: down", "path: spine", "path: out", "path: circle", "path: eight", "path: spiral", "path: fan",
                             "path: eight, place: shoulders", "path: spiral, place: { x: 8 cm, y: 44 cm }",
                             "way: [ { x: 4 cm, y: 30 cm }, { x: 12 cm, y: 40 cm }, { x: 6 cm, y: 52 cm }, { x: 6 cm, y: 56 cm } ]" })
        for (std::int64_t number = 0; number < 5; ++number)
        {
            INFO (map << " " << number);
            const auto c = courseOf (map);
            double gone = 0.0, slowest = 1e9, quickest = 0.0;
            auto last = c.at (0.0, number);
            constexpr int steps = 400;
            for (int i = 1; i <= steps; ++i)
            {
                const auto here = c.at (c.length() * i / steps, number);
                const double step = std::hypot (here.x - last.x, here.y - last.y) / (c.length() / steps);
                gone += step / steps;
                slowest = std::min (slowest, step);
                quickest = std::max (quickest, step);
                CHECK (here.x >= c.bounds().x0 - 1e-9);
                CHECK (here.x <= c.bounds().x1 + 1e-9);
                CHECK (here.y >= c.bounds().y0 - 1e-9);
                CHECK (here.y <= c.bounds().y1 + 1e-9);
                last = here;
            }
            CHECK (gone == Approx (1.0).epsilon (0.01));
            CHECK (quickest < 1.02);
            if (std::string_view (map).find ("way:") == std::string_view::npos) CHECK (slowest > 0.7); // a corner is cut in a free way alone
            const auto a = c.at (0.0, number), b = c.at (c.length(), number);
            CHECK ((std::hypot (a.x - b.x, a.y - b.y) < 0.1) == c.closed());
        }
}

TEST_CASE ("each way has its shape")
{
    const auto eight = courseOf ("path: eight");
    int crossings = 0;
    double side = eight.at (0.1, 0).x - eight.bounds().midX();
    for (double s = 0.2; s < eight.length() - 0.1; s += 0.1)
    {
        const double now = eight.at (s, 0).x - eight.bounds().midX();
        crossings += (now < 0.0) != (side < 0.0) ? 1 : 0;
        side = now;
    }
    CHECK (crossings == 3); // in the middle twice, at the top once; the bottom is its beginning and end
    CHECK (eight.bounds().height() > 1.9 * eight.bounds().width());

    const auto spiral = courseOf ("path: spiral");
    const auto& r = spiral.bounds();
    const auto away = [&] (double s) { return std::hypot (spiral.at (s, 0).x - 10.0, spiral.at (s, 0).y - 46.0); };
    for (double s = 0.5; s < spiral.length(); s += 0.5) CHECK (away (s) > away (s - 0.5) - 1e-6); // ever outwards
    CHECK (r.width() > 12.0);

    const auto fan = courseOf ("path: fan");
    for (std::int64_t n = 1; n < fan.rays(); ++n)
    {
        CHECK (fan.at (fan.length(), n).x > fan.at (fan.length(), n - 1).x + 1.0); // further out each time
        CHECK (fan.at (0.0, n).x == fan.at (0.0, 0).x);                            // from one foot
    }
    CHECK (fan.at (fan.length(), 0).x == fan.at (0.0, 0).x);
    CHECK (courseOf ("path: spine").at (5.0, 0).x == 3.0);
}

TEST_CASE ("on a chair of many places the touch is felt where the way goes")
{
    const auto c = fineSide (1.0, 35.0, 7.0);
    for (const char* map : { "path: circle", "path: eight", "path: spiral", "path: fan", "path: spine",
                             "way: [ { x: 5 cm, y: 38 cm }, { x: 16 cm, y: 44 cm }, { x: 6 cm, y: 50 cm } ]" })
    {
        INFO (map);
        const auto course = courseOf (map);
        const double speed = 4.0;
        const auto t =
            played (c, "effleurage", std::string ("sides: right, with: thumb, return: none, carrier: 80 Hz, speed: 4 cm/s, ") + map, course.length() / speed);
        double worst = 0.0;
        for (double s = 0.5; s < course.length() / speed - 0.5; s += 0.1)
        {
            const auto m = Trace::moment (s);
            const auto at = course.at ((static_cast<double> (m) + 0.5) * Trace::window * speed, 0);
            worst = std::max (worst, std::hypot (t.x[m] - at.x, t.y[m] - at.y));
        }
        CHECK (worst < 1.0); // cm; skin on the back tells 2 to 3 apart
    }
}

TEST_CASE ("a way of one's own is refused when it is none")
{
    CHECK_THROWS_WITH (courseOf ("way: [ { x: 4 cm, y: 30 cm } ]"), Catch::Contains ("\"way\" has 1 point; it takes 2 to 16"));
    CHECK_THROWS_WITH (courseOf ("way: [ 4 cm, 30 cm ]"), Catch::Contains ("each entry of \"way\" is a point; write { x: 8 cm, y: 44 cm }"));
    CHECK_THROWS_WITH (courseOf ("way: up"), Catch::Contains ("\"way\" is a list"));
    CHECK_THROWS_WITH (courseOf ("way: [ { x: 4 cm, y: 30 cm }, { x: 40 cm, y: 30 cm } ]"), Catch::Contains ("25 cm"));
}

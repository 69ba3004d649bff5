#include "Catch.h"

#include <limits>

#include "Files/Startles.h"

using namespace lull;
using namespace lull::files;

namespace
{
// A course of short-term loudness, a point every tenth of a second.
Survey course (double seconds, const std::function<double (double)>& lufs)
{
    Survey s;
    s.integrated = -29.0;
    s.step = 0.1;
    for (int i = 0; i < static_cast<int> (10.0 * seconds); ++i) s.loudness.push_back (static_cast<float> (lufs (0.1 * (i + 1))));
    return s;
}

double between (double t, double from, double to, double a, double b) { return t <= from ? a : t >= to ? b : a + (b - a) * (t - from) / (to - from); }

using Said = std::vector<std::string>;
} // namespace

TEST_CASE ("what becomes louder by at most 6 LU in 3 s startles nobody, however far it goes, nor does the way in from silence")
{
    CHECK (startles (course (120.0, [] (double t) { return between (t, 20.0, 30.0, -48.0, -28.5); }), 8.0).empty());
    CHECK (startles (course (120.0, [] (double t) { return between (t, 0.0, 9.0, -80.0, -28.0); }), 8.0).empty());
    CHECK (startles (course (120.0, [] (double t) { return between (t, 50.0, 50.1, -28.0, -90.0); }), 8.0).empty()); // softer
    CHECK (startles (course (120.0, [] (double t) { return between (t, 50.0, 50.1, -90.0, -50.0); }), 8.0).empty()); // within what is as good as silence
    CHECK (startles (Survey {}, 8.0).empty());
    auto silent = course (60.0, [] (double) { return -std::numeric_limits<double>::infinity(); });
    silent.integrated = -std::numeric_limits<double>::infinity();
    CHECK (startles (silent, 8.0).empty());
}

TEST_CASE ("each place that startles is told once, with when and by how much; of many the worst three")
{
    CHECK (startles (course (200.0, [] (double t) { return between (t, 100.0, 103.0, -36.0, -27.0); }), 8.0) ==
           Said { "at 1:43 it becomes 9.0 LU louder within 3 s; more than 6 startles" });
    CHECK (startles (course (200.0, [] (double t) { return between (t, 100.0, 101.0, -90.0, -29.0); }), 8.0) ==
           Said { "at 1:41 it becomes 20.0 LU louder within 3 s; more than 6 startles" });
    const auto several = startles (course (300.0,
                                           [] (double t) {
                                               const int n = static_cast<int> (t / 50.0);
                                               return between (t - 50.0 * n, 30.0, 32.0, -38.0, -31.0 + n) - between (t - 50.0 * n, 40.0, 49.0, 0.0, 7.0 + n);
                                           }),
                                   8.0);
    REQUIRE (several.size() == 3);
    CHECK (several[0].starts_with ("at 3:02 it becomes 10.0 LU"));
    CHECK (several[2].starts_with ("at 4:42 it becomes 12.0 LU"));
}

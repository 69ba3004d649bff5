// What a telephone on the seat recorded, as different programs write it, and what may be said by it.
#include "Catch.h"

#include <cmath>

#include <fmt/format.h>

#include "Files/Accelerometer.h"

using namespace lull;

namespace
{
const std::vector<double> row { 20, 30, 40, 50, 60 };

// Tones of 4 s, from `start` on, as strong as `level` says; a little noise that is the same each time.
template <class Level>
std::string recording (double rate, double start, Level level, const char* header = "time,x,y,z", double unit = 1.0, double timeUnit = 1.0, double from = 0.0,
                       char separator = ',')
{
    std::string text = std::string (header) + "\n";
    unsigned dice = 1;
    for (int i = 0; i < static_cast<int> (rate * (start + 4.0 * static_cast<double> (row.size()) + 2.0)); ++i)
    {
        const double t = i / rate;
        dice = dice * 1664525u + 1013904223u;
        double x = 1e-3 * (static_cast<double> (dice >> 8) / 16777216.0 - 0.5);
        const int n = static_cast<int> (std::floor ((t - start) / 4.0));
        if (t >= start && n < static_cast<int> (row.size()))
            x += level (row[static_cast<std::size_t> (n)]) * std::sqrt (2.0) * std::sin (2.0 * 3.14159265 * row[static_cast<std::size_t> (n)] * t);
        auto line = fmt::format ("{0:.9g}{4}{1:.6f}{4}{2:.6f}{4}{3:.6f}\n", from + t * timeUnit, 0.6 * x / unit, 9.81 / unit, 0.8 * x / unit, separator);
        if (timeUnit > 1e6)
            line = fmt::format ("{0:.0f}{4}{1:.6f}{4}{2:.6f}{4}{3:.6f}\n", from + t * timeUnit, 0.6 * x / unit, 9.81 / unit, 0.8 * x / unit, separator);
        text += line;
    }
    return text;
}

double resonant (double f) { return f == 40.0 ? 0.5 : f == 30.0 || f == 50.0 ? 0.2 : 0.1; }
} // namespace

TEST_CASE ("what a row of tones did to it is found wherever the row begins, in the units and words of several programs")
{
    const double start = GENERATE (0.0, 3.3, 11.0);
    for (const auto& text : { recording (400, start, resonant),
                              recording (400, start, resonant, "\"Time (s)\",\"Acceleration x (m/s^2)\",\"Acceleration y (m/s^2)\",\"Acceleration z (m/s^2)\""),
                              recording (400, start, resonant, "time;gFx;gFy;gFz", 9.80665, 1.0, 0.0, ';'),
                              recording (400, start, resonant, "time,accel_x,accel_y,accel_z", 1.0, 1e9, 1.7e18) })
    {
        const auto recorded = files::readAcceleration ("r.csv", text);
        REQUIRE (recorded);
        CHECK (recorded->rate == Approx (400).epsilon (0.01));
        const auto tones = files::tonesIn (*recorded, row, 4.0);
        REQUIRE (tones);
        REQUIRE (tones->size() == row.size());
        for (const auto& t : *tones) CHECK (t.level == Approx (resonant (t.hertz)).epsilon (0.05));
        const auto most = files::resonanceOf (*tones);
        REQUIRE (most);
        CHECK (most->hertz == 40.0);
        // Half power, 0.354, lies at 35.1 and 44.9 Hz on straight lines.
        REQUIRE (most->q);
        CHECK (*most->q == Approx (4.1).epsilon (0.05));
    }
}

TEST_CASE ("nothing is said above 0.4 of a recording's rate, of what cannot be told from noise, or of a peak that is none")
{
    const auto slow = files::readAcceleration ("r.csv", recording (100, 1.0, resonant));
    REQUIRE (slow);
    const auto tones = files::tonesIn (*slow, row, 4.0);
    REQUIRE (tones);
    CHECK (tones->size() == 3); // 20, 30, 40 Hz
    CHECK_FALSE (files::tonesIn (*files::readAcceleration ("r.csv", recording (400, 1.0, [] (double) { return 0.0; })), row, 4.0));
    const auto flat = files::resonanceOf ({ { 20, 1.0 }, { 30, 1.1 }, { 40, 1.0 } });
    REQUIRE (flat);
    CHECK_FALSE (flat->q);
    CHECK_FALSE (files::resonanceOf ({ { 20, 1.0 }, { 30, 2.0 } }));
}

TEST_CASE ("a recording that is none is refused with its line, and nothing is read past reason")
{
    const auto why = [] (const std::string& text) {
        const auto r = files::readAcceleration ("r.csv", text);
        return r ? std::string ("read") : r.error().message;
    };
    std::string many = "time,x,y,z\n";
    for (int i = 0; i < 300; ++i) many += fmt::format ("{:.3f},0,0,1\n", i * 0.01);
    CHECK (why (many) == "read");
    CHECK (why ("") == "r.csv:1: 0 samples are too few to say anything");
    CHECK (why ("a,b,c\n1,2,3\n").find ("r.csv:1: the first line is to name a time and x, y and z") == 0);
    CHECK (why ("time,x,y,z\n0,1,2\n") == "r.csv:2: a number is missing");
    CHECK (why ("time,x,y,z\n0,1,2,nan\n") == "r.csv:2: a number is missing");
    CHECK (why (many + "1,0,0,1\n") == "r.csv:302: time runs back");
    std::string late = "time,x,y,z\n";
    double t = 0.0;
    for (int i = 0; i < 300; ++i) late += fmt::format ("{:.3f},0,0,1\n", t += i % 5 == 0 ? 0.05 : 0.01);
    CHECK (why (late).find ("its rate is not steady") != std::string::npos);
}

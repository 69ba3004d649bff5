#include "Catch.h"

#include <clocale>
#include <cmath>

#include "Text/Fields.h"
#include "Text/Measures.h"

using namespace lull::text;

namespace
{
double valueOf (std::string_view written, Measure m)
{
    const auto q = parseQuantity (written, { m });
    if (! q)
    {
        UNSCOPED_INFO (written << ": " << q.error().message);
        return std::nan ("");
    }
    return q->value;
}

std::string refusal (std::string_view written, Measure m)
{
    const auto q = parseQuantity (written, { m });
    return q ? "accepted" : q.error().fix.empty() ? q.error().message : q.error().message + "; " + q.error().fix;
}
} // namespace

TEST_CASE ("a number is written in one way only")
{
    for (const auto& [written, value] : std::vector<std::pair<std::string_view, double>> { { "0", 0.0 },
                                                                                           { "-0", 0.0 },
                                                                                           { "7", 7.0 },
                                                                                           { "-32", -32.0 },
                                                                                           { "0.5", 0.5 },
                                                                                           { "10.25", 10.25 },
                                                                                           { "9007199254740993", 9007199254740992.0 },
                                                                                           { "0.1", 0.1 },
                                                                                           { "100.000", 100.0 } })
    {
        INFO (written);
        REQUIRE (parseNumber (written));
        CHECK (*parseNumber (written) == value);
    }
    CHECK_FALSE (std::signbit (*parseNumber ("-0")));
    for (std::string_view wrong : { "",     "-",        "+1",  ".5",    "5.",    "010", "00", "-.5", "1e3",  "1E3", "0x10",     "nan", "inf",
                                    "-inf", "infinity", "1,5", "1_000", "1 000", " 1",  "1 ", "1.",  "1..2", "--1", "\xD9\xA1", "1\n" })
    {
        INFO (wrong);
        CHECK_FALSE (parseNumber (wrong));
    }
    CHECK_FALSE (parseNumber ("1" + std::string (309, '0')));
    CHECK (parseNumber ("0." + std::string (400, '0') + "1").value_or (0.0) == 0.0);
}

TEST_CASE ("units are read into base units, with or without blanks")
{
    CHECK (valueOf ("3 min", Measure::seconds) == 180.0);
    CHECK (valueOf ("90s", Measure::seconds) == 90.0);
    CHECK (valueOf ("1.5  h", Measure::seconds) == 5400.0);
    CHECK (valueOf ("20 ms", Measure::seconds) == 0.02);
    CHECK (valueOf ("15%", Measure::percent) == 0.15);
    CHECK (valueOf ("35 %", Measure::percent) == 0.35);
    CHECK (valueOf ("0.25 kHz", Measure::hertz) == 250.0);
    CHECK (valueOf ("6/min", Measure::perMinute) == 6.0);
    CHECK (valueOf ("4 per beat", Measure::perBeat) == 4.0);
    CHECK (valueOf ("1 beat", Measure::beats) == 1.0);
    CHECK (valueOf ("8 beats", Measure::beats) == 8.0);
    CHECK (valueOf ("44 mm", Measure::centimetres) == 4.4);
    CHECK (valueOf ("3 cm/s", Measure::centimetresPerSecond) == 3.0);
    CHECK (valueOf ("-32 LUFS", Measure::lufs) == -32.0);
    CHECK (valueOf ("4 ohm", Measure::ohms) == 4.0);
    CHECK (valueOf ("7:05", Measure::clock) == 7 * 3600.0 + 300.0);
    CHECK (valueOf ("0:00", Measure::clock) == 0.0);
    CHECK (refusal ("24:00", Measure::clock) != "accepted");
}

TEST_CASE ("notes are equal-tempered frequencies around A4 = 440 Hz")
{
    CHECK (valueOf ("A4", Measure::hertz) == Approx (440.0).epsilon (1e-12));
    CHECK (valueOf ("D3", Measure::hertz) == Approx (146.8323839587).epsilon (1e-10));
    CHECK (valueOf ("C4", Measure::hertz) == Approx (261.6255653006).epsilon (1e-10));
    CHECK (valueOf ("F#3", Measure::hertz) == Approx (184.9972113558).epsilon (1e-10));
    CHECK (valueOf ("Gb3", Measure::hertz) == valueOf ("F#3", Measure::hertz));
    CHECK (valueOf ("C2", Measure::hertz) == Approx (65.4063913251).epsilon (1e-10));
    CHECK (valueOf ("B7", Measure::hertz) == Approx (3951.0664100490).epsilon (1e-10));
    for (const char* wrong : { "C1", "C8", "H3", "d3", "D", "D33", "D##3", "Dx3" })
    {
        INFO (wrong);
        CHECK (refusal (wrong, Measure::hertz) != "accepted");
    }
}

TEST_CASE ("each way of writing a number badly has its own answer")
{
    const auto m = Measure::percent;
    CHECK (refusal ("nan%", m) == "\"nan\" is not a number");
    CHECK (refusal ("-inf %", m) == "\"-inf\" is not a number");
    CHECK (refusal ("010%", m) == "\"010\" begins with a zero too many; write 10");
    CHECK (refusal (".5%", m) == "\".5\" has no digit before its point; write 0.5");
    CHECK (refusal ("-.5%", m) == "\"-.5\" has no digit before its point; write -0.5");
    CHECK (refusal ("5.%", m) == "\"5.\" has no digit after its point; write 5");
    CHECK (refusal ("1e3%", m) == "\"1e3\" has an exponent; write all digits");
    CHECK (refusal ("1,5%", m) == "\"1,5\" has a comma; write 1.5");
    CHECK (refusal ("+5%", m) == "\"+5\" begins with a plus sign; write 5");
    CHECK (refusal ("\xE2\x88\x92"
                    "5%",
                    m) == "\"\xE2\x88\x92"
                          "5\" has a minus sign that is not the one of keyboards; write -5");
    CHECK (refusal ("1" + std::string (400, '0') + "%", m).ends_with (" is too large to be meant"));
    CHECK (refusal ("15", m) == "\"15\" has no unit; write 15%");
    CHECK (refusal ("15 Hz", m) == "\"15 Hz\" is a frequency, not a share; write a share (15%)");
    CHECK (refusal ("3 minutes", Measure::seconds) == "\"minutes\" is not a unit of a time; did you mean \"3 min\"?");
    CHECK (refusal ("3 Hzz", Measure::hertz) == "\"Hzz\" is not a unit of a frequency; did you mean \"3 Hz\"?");
    CHECK (refusal ("much", m) == "\"much\" is not a share; write a share (15%)");
    CHECK (refusal ("", m) == "\"\" is not a share; write a share (15%)");
}

TEST_CASE ("a time on a command line may be seconds, a clock or a number with a unit")
{
    for (const auto& [written, seconds] : std::vector<std::pair<std::string_view, double>> { { "90", 90 },
                                                                                             { "2:50", 170 },
                                                                                             { "1:02:03", 3723 },
                                                                                             { "20m", 1200 },
                                                                                             { "90s", 90 },
                                                                                             { "3 min", 180 },
                                                                                             { "1.5 h", 5400 },
                                                                                             { "0", 0 },
                                                                                             { "0:05", 5 },
                                                                                             { "1:00:00", 3600 },
                                                                                             { "2:50.5", 170.5 },
                                                                                             { "90:00", 5400 } })
    {
        INFO (written);
        REQUIRE (parseTime (written));
        CHECK (*parseTime (written) == seconds);
    }
    for (std::string_view wrong : { "", ":", "1:", ":30", "1:5", "1:60", "1:2:3:4", "-5", "5 x", "1:99:00", "nan", "1e3", "1.5:00", "m" })
    {
        INFO (wrong);
        CHECK_FALSE (parseTime (wrong));
    }
}

TEST_CASE ("what is printed reads back as the same quantity")
{
    CHECK (toText ({ 180.0, Measure::seconds }) == "3 min");
    CHECK (toText ({ 90.0, Measure::seconds }) == "90 s");
    CHECK (toText ({ 10800.0, Measure::seconds }) == "3 h");
    CHECK (toText ({ 0.02, Measure::seconds }) == "20 ms");
    CHECK (toText ({ -32.0, Measure::lufs }) == "-32 LUFS");
    CHECK (toText ({ 0.15, Measure::percent }) == "15%");
    CHECK (toText ({ 3.0, Measure::centimetresPerSecond }) == "3 cm/s");
    CHECK (toText ({ 1.0, Measure::beats }) == "1 beat");
    CHECK (toText ({ 25'200.0, Measure::clock }) == "7:00");
    for (const auto& info : allMeasures())
        for (double v : { 0.0, 1.0, 0.25, 60.0, 4321.5, 86'340.0 })
        {
            if (info.measure == Measure::clock && v != std::floor (v / 60.0) * 60.0) continue;
            const auto written = toText ({ v, info.measure });
            INFO (written);
            CHECK (valueOf (written, info.measure) == Approx (v).epsilon (1e-9));
        }
}

TEST_CASE ("numbers are read and printed the same in a Turkish and a German locale")
{
    bool any = false;
    for (const char* name : { "tr_TR.UTF-8", "de_DE.UTF-8" })
    {
        if (std::setlocale (LC_ALL, name) == nullptr) continue;
        any = true;
        CHECK (valueOf ("0.5%", Measure::percent) == 0.005);
        CHECK (toText ({ 0.125, Measure::percent }) == "12.5%");
        CHECK (nearest ("INDIGO", { "indigo" }) == "indigo");
    }
    std::setlocale (LC_ALL, "C");
    if (! any) std::puts ("skipped: neither locale is installed");
}

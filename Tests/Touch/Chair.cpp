#include "Catch.h"

#include "Bench.h"
#include "Touch/ChairFields.h"

using namespace lull;
using namespace lull::touch;

namespace
{
const std::string good =
    "chair: 1\ntitle: T\nactuators:\n  - { name: a, band: 20 Hz -> 80 Hz }\nzones:\n  - { name: z, actuator: a, at: { x: 0 cm, y: 40 cm } }\n";

std::string with (std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find (from);
    REQUIRE (at != std::string::npos);
    return text.replace (at, from.size(), to);
}

// Every diagnostic as "line:column: message; fix".
std::string refusal (const std::string& source)
{
    const auto chair = readChair ("c.yaml", source, "c");
    if (chair) return "accepted";
    std::string all;
    for (const auto& d : chair.error())
        all += (all.empty() ? "" : " | ") + std::to_string (d.line) + ":" + std::to_string (d.column) + ": " + d.message + (d.fix.empty() ? "" : "; " + d.fix);
    return all;
}
} // namespace

TEST_CASE ("the shipped chairs have 1, 2, 4 and 8 actuators, left and right of the spine, within the back")
{
    for (const auto& [id, n] : { std::pair { "one-shaker", 1 }, { "two-zone", 2 }, { "four-zone", 4 }, { "eight-zone", 8 } })
    {
        const auto c = test::chair (id);
        CHECK (c.id == id);
        CHECK (static_cast<int> (c.actuators.size()) == n);
        CHECK (c.zones.size() == c.actuators.size());
        CHECK_FALSE (c.title.empty());
        CHECK_FALSE (c.about.empty());
        CHECK (c.posture == "seated");
        CHECK (c.lanes() == 8);
        for (const auto& a : c.actuators)
        {
            CHECK (a.bandLow == 20.0);
            CHECK (a.bandHigh == 80.0);
            CHECK (a.ohms.has_value());
            CHECK (a.watts.has_value());
            CHECK_FALSE (a.voltsAtFullScale.has_value()); // unknown until measured
            CHECK_FALSE (a.resonance.has_value());
        }
    }
}

TEST_CASE ("a chair file says all that a chair is")
{
    const auto c =
        test::read ("chair: 1\ntitle: Mat\nabout: A mat.\nposture: prone\nactuators:\n"
                    "  - { name: sub, band: 20 Hz -> 80 Hz, ohms: 4 ohm, watts: 50 W, volts: 10 V, resonance: 42 Hz, q: 5, trim: -3 dB, inverted: yes }\n"
                    "  - { name: puck, band: 150 Hz -> 235 Hz }\n"
                    "zones:\n"
                    "  - { name: all, actuator: sub, at: { x: 0 cm, y: 30 cm }, reach: whole, axis: along }\n"
                    "  - { name: loin, actuator: puck, surface: lying, at: { x: -8.5 cm, y: 12 cm }, reach: 6 cm, without: [ tapotement, friction ] }\n");
    CHECK (c.posture == "prone");
    CHECK (*c.actuators[0].ohms == 4.0);
    CHECK (*c.actuators[0].q == 5.0);
    CHECK (c.actuators[0].trim == -3.0);
    CHECK (c.actuators[0].inverted);
    CHECK (c.ceiling (0) == Approx (1.0)); // 14 V that it can take, of 10 that the amplifier has
    CHECK (c.actuators[1].narrow());
    CHECK (c.zones[0].whole);
    CHECK (std::isinf (c.zones[0].reach));
    CHECK (c.zones[0].axis == Axis::along);
    CHECK (c.zones[1].surface == Surface::lying);
    CHECK (c.zones[1].x == -8.5);
    CHECK (c.zones[1].reach == 6.0);
    CHECK (c.zones[1].actuator == 1);
    CHECK (c.zones[1].without == std::vector<std::string> { "tapotement", "friction" });
}

TEST_CASE ("bad chair files are refused with their place and what would be right")
{
    CHECK (refusal (good) == "accepted");
    const std::string band = "20 Hz -> 80 Hz", end = "y: 40 cm }", first = "80 Hz }";
    const auto whole = "actuators:\n  - { name: a, band: 20 Hz -> 80 Hz }";
    struct Bad
    {
        std::string text, says;
    };
    for (const auto& b : {
             Bad { with (good, "chair: 1", "chair: 2"), "1:8: this chair file is of format 2, and this Lull reads format 1; a newer Lull may read it" },
             Bad { with (good, "chair: 1\n", ""), "1:1: a chair file says its format; begin with \"chair: 1\"" },
             Bad { with (good, "chair: 1", "chair: one"), "1:8: a chair file says its format; begin with \"chair: 1\"" },
             Bad { with (good, "title: T\n", ""), "1:1: a chair needs \"title\"; write title: some words" },
             Bad { with (good, "band:", "bnad:"),
                   "4:16: \"bnad\" is not a key of an actuator; did you mean \"band\"? | 4:5: an actuator needs \"band\"; write band: 60 Hz" },
             Bad { with (good, band, "80 Hz -> 20 Hz"), "4:22: a band goes from a lower to a higher frequency; write \"20 Hz -> 80 Hz\"" },
             Bad { with (good, band, "20 Hz"), "4:22: a band goes from a lower to a higher frequency; write \"20 Hz -> 80 Hz\"" },
             Bad { with (good, band, "20 Hz -> 80 cm"), "4:31: \"80 cm\" is a length, not a frequency; write a frequency (60 Hz) or a note (D3)" },
             Bad { with (good, band, "1 Hz -> 80 Hz"), "4:22: 1 Hz is less than 5 Hz; \"band\" goes from 5 Hz to 1000 Hz" },
             Bad { with (good, first, "80 Hz, ohms: -4 }"), "4:44: -4 is less than 0.5; \"ohms\" goes from 0.5 to 1000" },
             Bad { with (good, first, "80 Hz, trim: 3 dB }"), "4:44: 3 dB is more than 0 dB; \"trim\" goes from -40 dB to 0 dB" },
             Bad { with (good, first, first + "\n  - { name: a, band: 20 Hz -> 80 Hz }"), "5:13: there are two actuators called \"a\"" },
             Bad { with (good, first, first + "\n  - { name: b, band: 20 Hz -> 80 Hz }"),
                   "5:5: no zone says where \"b\" is felt; add a zone with actuator: b" },
             Bad { with (good, whole, "actuators: []"), "3:12: actuators: 1 to 16, and here are 0 | 5:26: \"a\" is not an actuator of this chair" },
             Bad { with (good, "  - { name: a,", "  - 3\n  - { name: a,"), "4:5: an actuator is a map; write { name: ... }" },
             Bad { with (good, "actuator: a", "actuator: b"), "6:26: \"b\" is not an actuator of this chair" },
             Bad { with (good, ", at: { x: 0 cm, y: 40 cm }", ""), "6:5: a zone needs \"at\"; write at: 8 cm" },
             Bad { with (good, "y: 40 cm", "y: 90 cm"), "6:33: on the back x is from -40 cm to 40 cm and y from -10 cm to 80 cm" },
             Bad { with (good, end, end + ", surface: chest"), "6:65: \"surface\" cannot be \"chest\"; it is one of back, seat, feet, legs or lying" },
             Bad { with (good, end, end + ", reach: 0 cm"), "6:63: 0 cm is less than 1 cm; \"reach\" goes from 1 cm to 60 cm" },
             Bad { with (good, end, end + ", reach: hole"), "6:63: \"hole\" is not a length; did you mean \"whole\"?" },
             Bad { with (good, end, end + ", without: [ tapotment ]"), "6:65: \"tapotment\" is not a stroke; did you mean \"tapotement\"?" },
             Bad { with (good, "name: z,", "name: z, colour: red,"),
                   "6:16: \"colour\" is not a key of a zone; its keys are name, actuator, surface, at, reach, axis and without" },
             Bad { "[ 1 ]", "1:1: a chair file is a map; begin with \"chair: 1\"" },
             Bad { "chair: 1", "1:1: a chair needs \"title\"; write title: some words | 1:1: a chair needs \"actuators\" | 1:1: a chair needs \"zones\"" },
             Bad { with (good, "title: T", "title: &x T"), "2:8: anchors (&) are not read here; write the value where it is used" },
         })
    {
        INFO (b.text);
        CHECK (refusal (b.text) == b.says);
    }

    // The bounds, from both sides.
    std::string many = "chair: 1\ntitle: T\nactuators:\n", zones = "zones:\n";
    for (int i = 1; i <= 16; ++i)
    {
        many += "  - { name: a" + std::to_string (i) + ", band: 20 Hz -> 80 Hz }\n";
        zones += "  - { name: z" + std::to_string (i) + ", actuator: a" + std::to_string (i) + ", at: { x: 0 cm, y: " + std::to_string (4 * i) + " cm } }\n";
    }
    CHECK (test::read (many + zones).lanes() == 16);
    CHECK (refusal (many + "  - { name: a17, band: 20 Hz -> 80 Hz }\n" + zones).find ("actuators: 1 to 16, and here are 17") != std::string::npos);
}

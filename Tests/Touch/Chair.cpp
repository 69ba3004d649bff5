#include "Catch.h"

#include "Bench.h"
#include "Touch/ChairFields.h"
#include "Touch/Parts.h"

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

TEST_CASE ("every shipped chair is one that people really have, and is read without a word")
{
    for (const auto& [id, n] :
         { std::pair { "stereo-jack", 1 }, { "usb-card", 6 }, { "pass-through-pad", 2 }, { "one-shaker", 1 }, { "four-zone", 4 }, { "eight-zone", 8 } })
    {
        const auto c = test::chair (id);
        INFO (id);
        CHECK (static_cast<int> (c.actuators.size()) == n);
        CHECK (c.shared == (std::string_view (id) == "pass-through-pad"));
        for (const auto& a : c.actuators)
        {
            CHECK (findPart (a.part) != nullptr);
            CHECK_FALSE (a.voltsAtFullScale.has_value()); // nobody has measured yet
        }
    }
    const auto pad = test::chair ("pass-through-pad");
    CHECK_FALSE (pad.actuators[0].watts.has_value()); // unknown stays unknown
    CHECK (pad.actuators[0].bandHigh == 130.0);
}

TEST_CASE ("several units on one output have the ohms and the watts of their wiring")
{
    const auto wired = [] (const std::string& wiring) {
        return test::read ("chair: 1\ntitle: T\namplifiers: [ { name: m, least load: 2 ohm, watts: 50 W, into: 8 ohm } ]\nactuators:\n  - { name: a, part: "
                           "dayton-tt25-8, wiring: " +
                           wiring + " }\nzones:\n  - { name: z, actuator: a, at: { x: 0 cm, y: 40 cm } }\n")
            .actuators[0];
    };
    const auto two = wired ("2 series"), pair = wired ("2 parallel"), four = wired ("4 series-parallel");
    CHECK (*two.netOhms() == 16.0);
    CHECK (*two.netWatts() == 30.0);
    CHECK (*pair.netOhms() == 4.0);
    CHECK (*pair.netWatts() == 30.0);
    CHECK (*four.netOhms() == 8.0);
    CHECK (*four.netWatts() == 60.0);
    CHECK (*two.voltsAtFullScale == Approx (20.0)); // 50 W into 8 ohm
    CHECK (*two.wattsAtFullScale() == Approx (25.0));
    CHECK (*pair.wattsAtFullScale() == Approx (100.0));
}

TEST_CASE ("the ceiling is what all units on an output may take, of what the amplifier gives")
{
    const auto chair = [] (const std::string& volts, const std::string& wiring) {
        return test::read ("chair: 1\ntitle: T\nactuators:\n  - { name: a, part: dayton-tt25-8, volts: " + volts + wiring +
                           " }\nzones:\n  - { name: z, actuator: a, at: { x: 0 cm, y: 40 cm } }\n");
    };
    CHECK (chair ("20 V", "").ceiling (0) == Approx (std::sqrt (15.0 * 8.0) / 20.0));
    CHECK (chair ("40 V", ", wiring: 2 series").ceiling (0) == Approx (std::sqrt (30.0 * 16.0) / 40.0));
    CHECK (chair ("40 V", ", wiring: 2 parallel").ceiling (0) == Approx (std::sqrt (30.0 * 4.0) / 40.0));
    CHECK (chair ("5 V", "").ceiling (0) == 1.0);
}

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
             Bad { with (good, "band:", "bnad:"), "4:16: \"bnad\" is not a key of an actuator; did you mean \"band\"? | 4:5: an actuator needs \"band\" or "
                                                  "\"part\"; write band: 20 Hz -> 80 Hz" },
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

    // Parts, amplifiers, wiring.
    const auto amplified = [&] (const std::string& amplifier, const std::string& actuator) {
        return "chair: 1\ntitle: T\namplifiers:\n  - { " + amplifier + " }\nactuators:\n  - { " + actuator +
               " }\nzones:\n  - { name: z, actuator: a, at: { x: 0 cm, y: 40 cm } }\n";
    };
    const std::string plain = "name: a, band: 20 Hz -> 80 Hz";
    for (const auto& b : {
             Bad { with (good, "band: 20 Hz -> 80 Hz", "part: dayton-tt25"), "4:22: \"part\" cannot be \"dayton-tt25\"; did you mean \"dayton-tt25-8\"?" },
             Bad { with (good, "band: 20 Hz -> 80 Hz", "part: dayton-bst-1"),
                   "4:22: nobody knows which band \"dayton-bst-1\" plays; say it, as its maker does: band: 20 Hz -> 80 Hz" },
             Bad { with (good, "band: 20 Hz -> 80 Hz", "part: dayton-tt25-8, watts: 20 W"),
                   "4:44: \"dayton-tt25-8\" is rated for 15 W, not more; leave watts out" },
             Bad { with (good, "band: 20 Hz -> 80 Hz", "part: dayton-tt25-8, ohms: 4 ohm"),
                   "4:43: \"dayton-tt25-8\" has 8 ohms; leave ohms out, or name another part" },
             Bad { with (good, "80 Hz }", "120 Hz, part: aura-ast-2b-4 }"), "4:22: \"aura-ast-2b-4\" plays 20 Hz to 80 Hz; leave band out" },
             Bad { with (good, "80 Hz }", "80 Hz, wiring: two series }"),
                   "4:46: \"two series\" is not a wiring; write \"2 series\", \"2 parallel\" or \"4 series-parallel\"" },
             Bad { with (good, "80 Hz }", "80 Hz, wiring: 2 serial }"),
                   "4:46: \"2 serial\" is not a wiring; write \"2 series\", \"2 parallel\" or \"4 series-parallel\"" },
             Bad { with (good, "80 Hz }", "80 Hz, wiring: 1 series }"),
                   "4:46: 2 to 16 units hang on one output, not 1; write \"2 series\", \"2 parallel\" or \"4 series-parallel\"" },
             Bad { with (good, "80 Hz }", "80 Hz, wiring: 6 series-parallel }"),
                   "4:46: as many in series as in parallel are 4, 9 or 16 units, not 6; write \"2 series\", \"2 parallel\" or \"4 series-parallel\"" },
             Bad { with (good, "80 Hz }", "80 Hz, amplifier: big }"), "4:49: \"big\" is not an amplifier of this chair" },
             Bad { amplified ("name: big", plain + ", amplifier: bgi"), "6:49: \"bgi\" is not an amplifier of this chair; did you mean \"big\"?" },
             Bad { amplified ("name: big }\n  - { name: big", plain + ", amplifier: big"), "5:13: there are two amplifiers called \"big\"" },
             Bad { amplified ("name: big }\n  - { name: small", plain),
                   "7:5: the chair has several amplifiers: which one drives \"a\"?; write amplifier: big" },
             Bad { amplified ("name: big, least load: 4 ohm", plain + ", ohms: 4 ohm, wiring: 2 parallel"),
                   "6:59: 2 x 4 ohms in parallel are 2 ohms, and \"big\" drives 4 ohms or more; wire them in series" },
             Bad { amplified ("name: big, least load: 6 ohm", plain + ", ohms: 4 ohm"),
                   "6:44: this is 4 ohms, and \"big\" drives 6 ohms or more; use an amplifier that drives such a load" },
             Bad { amplified ("name: big, watts: 20 W", plain),
                   "4:25: watts need the load they go into, and the other way round; write watts: 20 W, into: 8 ohm" },
             Bad { amplified ("name: big, watts: 20 W, into: 8 ohm, volts: 3 V", plain),
                   "4:25: volts and watts say the same: one of them is enough; leave watts out" },
             Bad { amplified ("name: big, standby: 5 s", plain), "4:27: 5 s is less than 10 s; \"standby\" goes from 10 s to 24 h" },
             Bad {
                 amplified ("name: big, gain: 3", plain),
                 "4:18: \"gain\" is not a key of an amplifier; its keys are name, volts, watts, into, least load, supply, standby, wakes in, thump and knob" },
             Bad { with (good, "title: T", "title: T\nshared: maybe"), "3:9: \"shared\" is yes or no, not \"maybe\"" },
             Bad { with (good, "title: T", "title: T\ncrossover: 20 Hz"), "3:12: 20 Hz is less than 40 Hz; \"crossover\" goes from 40 Hz to 250 Hz" },
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

// What was measured is written into a person's own chair file, and nothing else of it changes.
#include "Catch.h"

#include "Touch/ChairEdit.h"

using namespace lull;
using Change = touch::ChairChange;
using List = touch::ChairChange::List;

namespace
{
const std::string braces = "# mine\n"
                           "chair: 1\n"
                           "title: Mine   # as it is\n"
                           "amplifiers:\n"
                           "  - { name: left, least load: 4 ohm, knob: \"at 3\" }   # the old one\n"
                           "  - { name: right, volts: 9.5 V, standby: 10 min }\n"
                           "actuators:\n"
                           "  - { name: a, part: dayton-tt25-8, amplifier: left, inverted: yes }\n"
                           "  - { name: b, part: dayton-tt25-8, amplifier: right }\n"
                           "zones:\n"
                           "  - { name: z, actuator: a, at: { x: 0 cm, y: 40 cm } }\n"
                           "  - { name: w, actuator: b, at: { x: 0 cm, y: 20 cm } }\n";

const std::string lines = "chair: 1\n"
                          "title: Lines\n"
                          "actuators:\n"
                          "  - name: a   # the only one\n"
                          "    part: dayton-tt25-8\n"
                          "    # wound by hand\n"
                          "    resonance: 31 Hz # by feel\n"
                          "zones:\n"
                          "  - name: z\n"
                          "    actuator: a\n"
                          "    at: { x: 0 cm, y: 40 cm }\n";

std::string changed (const std::string& text, const std::vector<Change>& c)
{
    auto out = touch::changedChair ("mine.yaml", text, "mine", c);
    return out ? *out : out.error().empty() ? "?" : out.error().front().message;
}

std::string with (std::string text, const std::string& a, const std::string& b)
{
    const auto at = text.find (a);
    REQUIRE (at != std::string::npos);
    return text.replace (at, a.size(), b);
}
} // namespace

TEST_CASE ("a value is replaced, added or taken out where it stands, and every other byte stays")
{
    CHECK (changed (braces, { { List::amplifiers, 1, "volts", "10.2 V" } }) == with (braces, "9.5 V", "10.2 V"));
    CHECK (changed (braces, { { List::amplifiers, 0, "volts", "7 V" } }) == with (braces, "\"at 3\" }", "\"at 3\", volts: 7 V }"));
    CHECK (changed (braces, { { List::amplifiers, 1, "volts", {} } }) == with (braces, "volts: 9.5 V, ", ""));
    CHECK (changed (braces, { { List::amplifiers, 1, "standby", {} } }) == with (braces, ", standby: 10 min", ""));
    CHECK (changed (braces, { { List::amplifiers, 0, "knob", "3 o'clock, \"max\"" } }) == with (braces, "\"at 3\"", "\"3 o'clock, \\\"max\\\"\""));
    CHECK (changed (braces, { { List::actuators, 0, "inverted", {} }, { List::actuators, 1, "inverted", "yes" } }) ==
           with (with (braces, ", inverted: yes", ""), "amplifier: right }", "amplifier: right, inverted: yes }"));
    CHECK (changed (braces, { { List::amplifiers, 0, "volts", {} } }) == braces); // it was not there

    CHECK (changed (lines, { { List::actuators, 0, "resonance", "33 Hz" } }) == with (lines, "31 Hz", "33 Hz"));
    CHECK (changed (lines, { { List::actuators, 0, "q", "4" } }) == with (lines, "by feel\n", "by feel\n    q: 4\n"));
    CHECK (changed (lines, { { List::actuators, 0, "resonance", {} } }) == with (lines, "    resonance: 31 Hz # by feel\n", ""));
    CHECK (changed (lines, { { List::amplifiers, 0, "knob", "at 3" } }) ==
           with (lines, "actuators:\n", "amplifiers:\n  - { name: amplifier, knob: at 3 }\nactuators:\n"));
    // As other editors write it.
    std::string crlf;
    for (const char c : lines) crlf += c == '\n' ? "\r\n" : std::string (1, c);
    CHECK (changed (crlf, { { List::actuators, 0, "q", "4" } }) == with (crlf, "by feel\r\n", "by feel\r\n    q: 4\r\n"));
    CHECK (changed (crlf, { { List::actuators, 0, "resonance", {} } }) == with (crlf, "    resonance: 31 Hz # by feel\r\n", ""));
}

TEST_CASE ("what a chair file would not take is refused with what is wrong")
{
    CHECK (changed (braces, { { List::actuators, 0, "trim", "3 dB" } }).find ("3 dB") != std::string::npos);
    CHECK (changed (braces, { { List::actuators, 7, "trim", "-3 dB" } }) == "there is no such place in the chair");
    CHECK (changed (lines, { { List::amplifiers, 1, "knob", "x" } }) == "there is no such amplifier");
    CHECK (changed (braces, { { List::actuators, 0, "name", {} } }).find ("name") != std::string::npos);
}

// What a person in a chair answers, and what it means for its wiring.
#include "Catch.h"

#include "Devices/Walk.h"
#include "Devices/Sheet.h"
#include "Engine/Renderer.h"

using namespace lull;
using devices::WalkAnswer;
using Heard = devices::WalkAnswer::Heard;

namespace
{
// Two rows of two, 18 cm apart and 18 cm above each other; the fourth actuator is felt at two zones.
touch::Chair four()
{
    touch::Chair chair;
    chair.id = "four";
    for (const char* name : { "a", "b", "c", "d" })
    {
        touch::Actuator a;
        a.name = name;
        a.ohms = 8.0;
        a.watts = 15.0;
        chair.actuators.push_back (a);
    }
    const auto zone = [&] (const char* name, int actuator, double x, double y) {
        touch::Zone z;
        z.name = name;
        z.actuator = actuator;
        z.x = x;
        z.y = y;
        chair.zones.push_back (z);
    };
    zone ("left shoulder", 0, -9, 53);
    zone ("right shoulder", 1, 9, 53);
    zone ("left blade", 2, -9, 35);
    zone ("right blade", 3, 9, 35);
    zone ("right flank", 3, 14, 30);
    return chair;
}
} // namespace

TEST_CASE ("a walk without a doubt becomes a binding, with sound where it was heard, else where it was")
{
    const auto chair = four();
    const std::vector<WalkAnswer> felt {
        { 1, {}, Heard::left }, { 2, {}, Heard::right }, { 3, { 2 } }, { 4, { 0 } }, { 5, { 3, 4 } }, { 6, { 1 } }, { 7, {} }
    };
    const auto end = devices::walkEnd (chair, felt, std::nullopt, "JACK:x");
    CHECK (end.findings.empty());
    CHECK (devices::toText (end.binding) == "sound=1-2,touch=4,6,3,5");
    CHECK (end.binding.device == "JACK:x");

    const std::vector<WalkAnswer> touchOnly (felt.begin() + 2, felt.end());
    devices::Binding before;
    before.left = 8;
    before.right = 0;
    CHECK (devices::toText (devices::walkEnd (chair, touchOnly, before, "JACK:x").binding) == "sound=8,touch=4,6,3,5");
    before.left = 4; // where touch was found there is no sound
    CHECK (devices::toText (devices::walkEnd (chair, touchOnly, before, "JACK:x").binding) == "sound=none,touch=4,6,3,5");
    // One loudspeaker for both.
    auto mono = felt;
    mono[0].heard = Heard::both;
    mono[1].heard = Heard::no;
    CHECK (devices::toText (devices::walkEnd (chair, mono, std::nullopt, "JACK:x").binding) == "sound=1,touch=4,6,3,5");
}

TEST_CASE ("one signal on two actuators, two outputs on one, an actuator that nobody felt: each is said, and where")
{
    const auto chair = four();
    const auto has = [] (const devices::WalkEnd& end, const char* words) {
        return std::any_of (end.findings.begin(), end.findings.end(), [&] (const auto& f) { return f.find (words) != std::string::npos; });
    };
    const auto end = devices::walkEnd (chair, { { 1, { 0, 1 } }, { 2, { 2 } }, { 3, { 2 }, Heard::left } }, std::nullopt, "x");
    CHECK (has (end, "output 1 is felt at left shoulder and right shoulder: one signal drives 2 actuators"));
    CHECK (has (end, "outputs 2 and 3 are all felt at left blade"));
    CHECK (has (end, "output 3 is felt at left blade and heard from a loudspeaker"));
    CHECK (has (end, "nothing was felt at right blade and right flank (d)"));
    CHECK (end.findings.size() == 4);
    CHECK (
        has (devices::walkEnd (chair, { { 1, {}, Heard::left }, { 2, {}, Heard::left } }, std::nullopt, "x"), "one loudspeaker is heard on several outputs"));
}

TEST_CASE ("polarity goes from neighbour to neighbour, so that all that can be compared move together")
{
    auto chair = four();
    const auto pairs = devices::neighbours (chair);
    REQUIRE (pairs.size() == 3);
    std::vector<bool> known { true, false, false, false };
    for (const auto& [a, b] : pairs)
    {
        CHECK (known[static_cast<std::size_t> (a)]);
        CHECK_FALSE (known[static_cast<std::size_t> (b)]);
        known[static_cast<std::size_t> (b)] = true;
    }
    // Whatever way round each really is, comparing finds it, but for all of them at once.
    for (unsigned truth = 0; truth < 16; ++truth)
    {
        const auto turned = [&] (int k) { return (truth >> k & 1) != 0; };
        std::vector<int> answers;
        for (const auto& [a, b] : pairs) answers.push_back (turned (a) == turned (b) ? 1 : -1);
        const auto found = devices::polarities (chair, pairs, answers);
        for (int k = 0; k < 4; ++k) CHECK ((found[static_cast<std::size_t> (k)] != found[0]) == (turned (k) != turned (0)));
    }
    chair.actuators[2].inverted = true; // alike: it stays as it was
    CHECK (devices::polarities (chair, pairs, { 0, 0, 0 }) == std::vector<bool> { false, false, true, false });
    chair.zones[1].surface = touch::Surface::seat; // not on the back any more
    CHECK (devices::neighbours (chair).size() == 2);
    chair.zones[2].y = -60.0; // far away
    CHECK (devices::neighbours (chair).size() == 1);
}

TEST_CASE ("while nobody knows what hangs where, every output is driven as little as the least of them bears")
{
    auto chair = four();
    chair.actuators[1].voltsAtFullScale = 40.0; // 10.95 V of 40: -11.3 dBFS
    chair.actuators[2].bandLow = 30.0;
    chair.actuators[3].bandHigh = 60.0;
    chair.actuators[0].watts = std::nullopt;
    const auto walked = devices::walkedChair (chair, 16);
    REQUIRE (walked.actuators.size() == 16);
    CHECK (walked.id == chair.id); // the same seat
    const auto limits = engine::limitsOf (&walked);
    for (std::size_t k = 0; k < 16; ++k)
    {
        CHECK (limits.peak[k] == Approx (chair.ceiling (1)));
        CHECK (limits.highpass[k] == 30.0);
        CHECK (limits.lowpass[k] == 60.0);
    }
    chair.actuators[1].voltsAtFullScale = std::nullopt;
    CHECK (engine::limitsOf (&walked).peak[0] <= engine::limitsOf (&chair).peak[0]);
}

TEST_CASE ("a fuse is the greatest standard value that the rated current does not exceed")
{
    touch::Actuator a;
    CHECK_FALSE (devices::fuseFor (a));
    a.ohms = 8.0;
    a.watts = 15.0; // 1.37 A
    CHECK (devices::fuseFor (a) == 1.25);
    a.units = 2;
    a.wiring = touch::Wiring::parallel; // 4 ohm, 30 W: 2.74 A
    CHECK (devices::fuseFor (a) == 2.5);
    a.wiring = touch::Wiring::series; // 16 ohm, 30 W: the same 1.37 A
    CHECK (devices::fuseFor (a) == 1.25);
}

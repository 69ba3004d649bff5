// Sound and touch aligned: what taps say, and what is kept for a chair on a device.
#include "Contains.h"

#include <cmath>
#include <fstream>
#include <random>

#include "../Files/Folder.h"
#include "Devices/Alignment.h"
#include "Devices/TapAlong.h"

using namespace lull;
using namespace lull::devices;

namespace
{
constexpr double period = 0.8;

// A person who taps `late` after each of the beats, with a spread of 25 ms.
std::vector<double> tapping (double late, unsigned seed, int beats = 20, double spread = 0.025)
{
    std::mt19937 random (seed);
    std::normal_distribution<double> wander (0.0, spread);
    std::vector<double> taps;
    for (int n = 1; n < beats; ++n) taps.push_back (n * period + late + wander (random));
    return taps;
}
} // namespace

TEST_CASE ("what two rounds of tapping say is within twice what they say they are unsure of, wherever the beat is")
{
    int within = 0, rounds = 0;
    for (const double habit : { -0.05, 0.0, 0.2, 0.39, -0.39 }) // a person's own, with what is late for both
        for (const double late : { -0.2, -0.03, 0.0, 0.06, 0.3 })
            for (unsigned seed = 1; seed <= 8; ++seed)
            {
                const auto heard = TapAlong::of (tapping (habit, seed), period), felt = TapAlong::of (tapping (habit + late, 100 + seed), period);
                REQUIRE (heard);
                REQUIRE (felt);
                CHECK (heard->spread < TapAlong::even);
                CHECK (std::abs (heard->late) <= 0.5 * period);
                const double found = apart (*heard, *felt, period), unsure = std::hypot (heard->error(), felt->error());
                CHECK (std::abs (found - late) < 0.04);
                ++rounds;
                within += std::abs (found - late) < 2.0 * unsure ? 1 : 0;
            }
    CHECK (within > 0.8 * rounds);
}

TEST_CASE ("a few stray taps do not move it, and wild tapping is seen to be")
{
    auto taps = tapping (0.02, 3);
    for (const double stray : { 5.1, 8.7, 12.2 }) taps.push_back (stray);
    const auto found = TapAlong::of (taps, period);
    REQUIRE (found);
    CHECK (std::abs (found->late - 0.02) < 0.02);
    std::mt19937 random (1);
    std::uniform_real_distribution<double> anywhere (4.0, 16.0);
    std::vector<double> wild (20);
    for (auto& t : wild) t = anywhere (random);
    REQUIRE (TapAlong::of (wild, period));
    CHECK (TapAlong::of (wild, period)->spread > TapAlong::even);
}

TEST_CASE ("the first beats are there to find in, and too few taps say nothing")
{
    CHECK_FALSE (TapAlong::of ({}, period));
    CHECK_FALSE (TapAlong::of (tapping (0.0, 1, 11), period)); // seven that count
    CHECK (TapAlong::of (tapping (0.0, 1, 12), period));
    auto taps = tapping (0.0, 2);
    for (int i = 0; i < 20; ++i) taps.push_back (0.4 + 0.1 * i); // wild at first
    CHECK (TapAlong::of (taps, period)->spread < 0.05);
}

TEST_CASE ("an offset is kept per chair and device, in words, and forgotten as nothing")
{
    const Folder folder;
    const auto in = folder / "alignments";
    CHECK (loadAlignment (in, "four-zone", "JACK:system")->value == 0.0);
    REQUIRE (saveAlignment (in, "four-zone", "JACK:system", Seconds { 0.035 }));
    REQUIRE (saveAlignment (in, "four-zone", "ALSA:hw:Pad, \"9\"", Seconds { -0.12 }));
    CHECK (loadAlignment (in, "four-zone", "JACK:system")->value == Approx (0.035));
    CHECK (loadAlignment (in, "four-zone", "ALSA:hw:Pad, \"9\"")->value == Approx (-0.12));
    CHECK (loadAlignment (in, "two-zone", "JACK:system")->value == 0.0);
    REQUIRE (saveAlignment (in, "four-zone", "JACK:system", Seconds { 0.0 }));
    CHECK (loadAlignment (in, "four-zone", "JACK:system")->value == 0.0);
    REQUIRE (saveAlignment (in, "four-zone", "JACK:system", Seconds { 0.0 })); // and once more
    CHECK (alignmentWords (Seconds { 0.035 }) == "touch goes out 35 ms before sound");
    CHECK (alignmentWords (Seconds { -0.12 }) == "touch goes out 120 ms after sound");
    CHECK (alignmentWords (Seconds { 0.0 }) == "touch goes out together with sound");
}

TEST_CASE ("a damaged file is told with its name, and nothing is made of it")
{
    const Folder folder;
    REQUIRE (saveAlignment (folder.path, "four-zone", "JACK:system", Seconds { 0.02 }));
    const auto file = std::filesystem::directory_iterator (folder.path)->path();
    const std::string whole = bytesOf (file);
    const auto told = [&] (const std::string& content, const std::string& what) {
        std::ofstream (file, std::ios::binary) << content;
        const auto read = loadAlignment (folder.path, "four-zone", "JACK:system");
        REQUIRE_FALSE (read);
        CHECK_THAT (read.error().message, contains (file.string()));
        CHECK_THAT (read.error().message, contains (what));
        CHECK (read.error().kind == Error::Kind::device);
    };
    const auto with = [&] (const std::string& from, const std::string& to) {
        auto s = whole;
        return s.replace (s.find (from), from.size(), to);
    };
    told ("", "");
    told ("{", "");
    told (with ("alignment: 1", "alignment: 2"), "newer");
    told (with ("JACK:system", "JACK:other"), "another chair or device");
    told (with ("20 ms", "soon"), "no offset");
    told (with ("20 ms", "900 ms"), "from -300 to 300");
    told (with ("touch-early: 20 ms", "x: 1"), "not an alignment");
}

TEST_CASE ("an offset is read as a person writes it")
{
    CHECK (parseAlignment ("35")->value == Approx (0.035));
    CHECK (parseAlignment ("+35 ms")->value == Approx (0.035));
    CHECK (parseAlignment ("-20ms")->value == Approx (-0.02));
    for (const char* s : { "", "ms", "35 s", "301", "-300.5 ms", "nan", "inf", "3 5", "0x10" })
    {
        INFO (s);
        const auto wrong = parseAlignment (s);
        REQUIRE_FALSE (wrong);
        CHECK (wrong.error().kind == Error::Kind::usage);
    }
}

#include "Contains.h"

#include <fstream>

#include <stdlib.h>
#include <unistd.h>

#include "Devices/Binding.h"
#include "Devices/KeptFile.h"
#include "Files/Folder.h"

using namespace lull;
using namespace lull::devices;
namespace fs = std::filesystem;

namespace
{
std::string whyNot (std::string_view s)
{
    const auto b = parseBinding (s);
    if (b) return "accepted as " + toText (*b);
    CHECK (b.error().kind == Error::Kind::usage);
    return b.error().message;
}
} // namespace

TEST_CASE ("channels are read as a person writes them")
{
    const auto b = parseBinding ("sound=1-2,touch=3,4,6,5");
    REQUIRE (b);
    CHECK (b->left == 1);
    CHECK (b->right == 2);
    CHECK (b->touch == std::vector { 3, 4, 6, 5 });
    CHECK (b->highest() == 6);

    CHECK (parseBinding ("sound=1")->right == 0);
    CHECK (parseBinding ("sound=1")->left == 1);
    CHECK (parseBinding ("touch=3-6")->touch == std::vector { 3, 4, 5, 6 });
    CHECK (parseBinding ("touch=3-6")->right == 2);
    CHECK (parseBinding (" touch = 5 , 7-8 , sound = 10 , 9 ")->left == 10);
    CHECK (parseBinding ("sound=none,touch=1-4")->left == 0);
    CHECK (parseBinding ("sound=5,6,touch=none")->touch.empty());
}

TEST_CASE ("channels written out are read back the same")
{
    for (const char* s : { "sound=1-2", "sound=1", "sound=4,3", "sound=none,touch=1,2", "sound=1-2,touch=3,4,6,5", "sound=7,touch=16,15" })
    {
        const auto b = parseBinding (s);
        REQUIRE (b);
        CHECK (toText (*b) == s);
        CHECK (*parseBinding (toText (*b)) == *b);
    }
}

TEST_CASE ("wrong channels are refused with the reason")
{
    CHECK_THAT (whyNot (""), contains ("nothing is said"));
    CHECK_THAT (whyNot ("1-2"), contains ("before sound= or touch="));
    CHECK_THAT (whyNot ("sond=1"), contains ("did you mean \"sound\""));
    CHECK_THAT (whyNot ("sound=1,sound=2"), contains ("said twice"));
    CHECK_THAT (whyNot ("sound=1-3"), contains ("one or two outputs"));
    CHECK_THAT (whyNot ("sound=0"), contains ("count from 1"));
    CHECK_THAT (whyNot ("touch=3-257"), contains ("count from 1 to 256"));
    CHECK_THAT (whyNot ("touch=6-3"), contains ("backwards"));
    CHECK_THAT (whyNot ("touch=a"), contains ("not an output number"));
    CHECK_THAT (whyNot ("touch=-1"), contains ("not an output number"));
    CHECK_THAT (whyNot ("touch=3,,4"), contains ("empty place"));
    CHECK_THAT (whyNot ("touch=99999999999"), contains ("not an output number"));
    CHECK_THAT (whyNot ("touch=3-19"), contains ("at most 16"));
    CHECK_THAT (whyNot ("sound=1-2,touch=2"), contains ("output 2 is used twice"));
    CHECK_THAT (whyNot ("touch=1"), contains ("sound is 1-2 unless it is said"));
    CHECK_THAT (whyNot ("touch=none,3"), contains ("none and more"));
    CHECK_THAT (whyNot ("sound=none"), contains ("neither sound nor touch"));
}

TEST_CASE ("a binding is kept per chair and device and found again")
{
    const Folder f;
    const auto folder = f.path / "lull" / "bindings";
    CHECK_FALSE (*loadBinding (folder, "four-zone", "JACK:system"));

    auto b = *parseBinding ("sound=2,touch=3,4,6,5");
    REQUIRE (saveBinding (folder, "four-zone", "JACK:system", b));
    b.device = "JACK:system";
    CHECK (*loadBinding (folder, "four-zone", "JACK:system") == b);
    CHECK_FALSE (*loadBinding (folder, "eight-zone", "JACK:system"));
    CHECK_FALSE (*loadBinding (folder, "four-zone", "ALSA:system"));
    CHECK ((fs::status (folder).permissions() & fs::perms::others_all) == fs::perms::none);

    // A device may call itself anything, at any length.
    const std::string odd = "ALSA:\"Köpfhörer\" \\ 2/../..\n" + std::string (300, 'x');
    REQUIRE (saveBinding (folder, "four-zone", odd + "1", *parseBinding ("touch=3")));
    REQUIRE (saveBinding (folder, "four-zone", odd + "2", *parseBinding ("touch=4")));
    CHECK (std::distance (fs::directory_iterator (folder), {}) == 3);
}

TEST_CASE ("a damaged binding is an error, not a guess")
{
    const Folder f;
    const auto file = keptFile (f.path, "four-zone", "JACK:system");
    const auto error = [&] (const std::string& content) {
        std::ofstream (file) << content;
        const auto b = loadBinding (f.path, "four-zone", "JACK:system");
        return b ? std::string ("accepted") : b.error().message;
    };
    const std::string head = "binding: 1\nchair: four-zone\ndevice: \"JACK:system\"\n";
    CHECK (error (head + "sound: [1, 2]\ntouch: [3]\n") == "accepted");
    CHECK_THAT (error (head + "sound: [1, 2]\ntouch: [2]\n"), contains ("used twice"));
    CHECK_THAT (error ("binding: 2\nchair: four-zone\ndevice: x\n"), contains ("newer"));
    CHECK_THAT (error ("binding: 1\nchair: four-zone\ndevice: \"ALSA:system\"\n"), contains ("another chair or device"));
    CHECK (error ("") != "accepted");
    CHECK (error ("{{{{") != "accepted");
    CHECK (error (head + std::string (5000, '#')) != "accepted");
}

// A stop in the hand, by what stands in for an event device: a pipe of input events, which ends as a device that is unplugged.
#include "Catch.h"

#include <chrono>
#include <cstdlib>
#include <thread>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Devices/HandStop.h"
#include "Files/Folder.h"
#include "Files/Variable.h"

using namespace lull;
using namespace lull::devices;

namespace
{
// /dev/input with two devices in it, told apart by their inode.
struct Desk
{
    Folder folder;
    int pedal = -1, keyboard = -1;
    ino_t pedalIs = 0, keyboardIs = 0;

    Desk()
    {
        pedal = plug ("event3", pedalIs);
        keyboard = plug ("event12", keyboardIs);
        writeBytes (folder / "mouse0", "not one");
    }
    ~Desk()
    {
        for (int fd : { pedal, keyboard })
            if (fd >= 0) ::close (fd);
    }
    int plug (const std::string& name, ino_t& is) const
    {
        ::mkfifo ((folder / name).c_str(), 0600);
        const int fd = ::open ((folder / name).c_str(), O_RDWR | O_NONBLOCK);
        struct stat s
        {};
        ::fstat (fd, &s);
        is = s.st_ino;
        return fd;
    }
    [[nodiscard]] IdentifyButton names() const
    {
        return [this] (int fd) -> std::optional<std::string> {
            struct stat s
            {};
            ::fstat (fd, &s);
            return s.st_ino == pedalIs      ? std::optional<std::string> ("0c45:7403 a pedal")
                   : s.st_ino == keyboardIs ? std::optional<std::string> ("046d:c31c a keyboard")
                                            : std::nullopt;
        };
    }
    static void send (int fd, unsigned short type, unsigned short code, int value)
    {
        input_event e {};
        e.type = type;
        e.code = code;
        e.value = value;
        REQUIRE (::write (fd, &e, sizeof e) == static_cast<ssize_t> (sizeof e));
    }
};

bool within (double seconds, const std::function<bool()>& what)
{
    for (int i = 0; i < static_cast<int> (seconds * 1000.0); ++i)
    {
        if (what()) return true;
        std::this_thread::sleep_for (std::chrono::milliseconds (1));
    }
    return what();
}
} // namespace

TEST_CASE ("any key of the bound device stops, at once and each time; other devices, releases and movements do not")
{
    Desk desk;
    safety::StopLatch latch;
    HandStop hand (desk.folder.path, desk.names());
    hand.watch (&latch);
    Desk::send (desk.pedal, EV_KEY, KEY_B, 1); // before it listens
    REQUIRE (hand.open ("0c45:7403 a pedal"));
    CHECK (hand.isThere());
    Desk::send (desk.keyboard, EV_KEY, KEY_SPACE, 1);
    Desk::send (desk.pedal, EV_SYN, SYN_REPORT, 0);
    Desk::send (desk.pedal, EV_REL, REL_X, 5);
    Desk::send (desk.pedal, EV_KEY, KEY_B, 0);
    std::this_thread::sleep_for (std::chrono::milliseconds (50));
    CHECK_FALSE (latch.stopped());
    for (unsigned long long press = 1; press <= 3; ++press)
    {
        Desk::send (desk.pedal, EV_KEY, static_cast<unsigned short> (KEY_A + press), 1);
        CHECK (within (1.0, [&] { return latch.presses() == press; }));
        CHECK (within (1.0, [&] { return hand.news().pressed; }));
    }
    CHECK_FALSE (hand.news().pressed);
    hand.watch (nullptr);
    Desk::send (desk.pedal, EV_KEY, KEY_B, 1);
    CHECK (within (1.0, [&] { return hand.news().pressed; }));
    CHECK (latch.presses() == 3);
}

TEST_CASE ("unplugging it stops, and it has to be there to be listened to")
{
    Desk desk;
    safety::StopLatch latch;
    HandStop hand (desk.folder.path, desk.names());
    hand.watch (&latch);
    const auto none = hand.open ("1234:5678 nothing");
    REQUIRE_FALSE (none);
    CHECK (none.error().message == "the stop in the hand, \"1234:5678 nothing\", is not plugged in");
    REQUIRE (hand.open ("0c45:7403 a pedal"));
    ::close (std::exchange (desk.pedal, -1));
    CHECK (within (1.0, [&] { return latch.stopped(); }));
    CHECK (within (1.0, [&] { return hand.news().gone; }));
    CHECK_FALSE (hand.isThere());
    desk.pedal = desk.plug ("event3", desk.pedalIs);
    CHECK (hand.open ("0c45:7403 a pedal"));
    CHECK (hand.isThere());
}

TEST_CASE ("the device whose key goes down first is the one, and is kept for the chair by name")
{
    Desk desk;
    int refused = 0;
    const auto all = listButtons (refused, desk.folder.path, desk.names());
    REQUIRE (all.size() == 2);
    CHECK (refused == 0);
    Desk::send (desk.pedal, EV_KEY, KEY_B, 1); // too early
    std::thread foot ([&] {
        std::this_thread::sleep_for (std::chrono::milliseconds (200));
        Desk::send (desk.keyboard, EV_KEY, KEY_B, 0);
        Desk::send (desk.pedal, EV_KEY, KEY_B, 1);
    });
    const auto found = awaitButton (all, Seconds { 5.0 });
    foot.join();
    REQUIRE (found);
    CHECK (found->id == "0c45:7403 a pedal");
    CHECK_FALSE (awaitButton (all, Seconds { 0.1 }));
    CHECK_FALSE (awaitButton (all, Seconds { 60.0 }, [] { return true; }));

    const Folder home;
    const test::Variable config ("XDG_CONFIG_HOME", home.path.c_str());
    CHECK (boundButton ("mine")->has_value() == false);
    REQUIRE (bindButton ("mine", "0c45:7403 a \"pedal\""));
    CHECK (*boundButton ("mine") == "0c45:7403 a \"pedal\"");
    CHECK (boundButton ("other")->has_value() == false);
    writeBytes (home.path / "lull/stops/mine.yaml", "stop: 2\n");
    CHECK_FALSE (boundButton ("mine")); // there is one, and nobody knows which
    REQUIRE (bindButton ("mine", std::nullopt));
    CHECK (boundButton ("mine")->has_value() == false);
}

// One chair, one holder; what it has borne outlives programs that are killed.
#include "Catch.h"

#include <chrono>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Files/Arming.h"
#include "Files/ChairSeat.h"
#include "Files/Notice.h"
#include "Folder.h"
#include "Touch/Chair.h"

using namespace lull;
using files::ChairSeat;

namespace
{
// A chair of its own for every test and process: nothing is left in shared memory.
struct Place
{
    Place()
    {
        chair.id = "test-" + std::to_string (::getpid()) + "-" + std::to_string (++count);
        chair.title = "A chair";
        chair.actuators.resize (2);
        chair.zones.resize (2);
        chair.zones[1].actuator = 1;
    }
    ~Place()
    {
        std::uint64_t h = 14695981039346656037ull;
        for (char c : chair.id) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
        char name[64];
        std::snprintf (name, sizeof name, "/lull-%u-%016llx", static_cast<unsigned> (::geteuid()), static_cast<unsigned long long> (h));
        gone = ::shm_unlink (name) == 0;
    }
    static inline int count = 0;
    touch::Chair chair;
    bool gone = false;
};

std::shared_ptr<safety::BodyMemory> borne (float warmth, float armed)
{
    auto m = std::make_shared<safety::BodyMemory>();
    m->assume (warmth);
    m->armed = armed;
    m->flows = true;
    return m;
}

void wait (double seconds) { std::this_thread::sleep_for (std::chrono::duration<double> (seconds)); }
} // namespace

TEST_CASE ("a chair that nobody knows is hot, and one that was left remembers")
{
    const Place place;
    safety::BodyMemory memory;
    {
        ChairSeat seat (place.chair, "one");
        memory.assume (0.0f);
        REQUIRE (seat.take (memory));
        CHECK (memory.heat[0] == safety::BodyMemory::hot);
        seat.keep (borne (0.5f, 600.0f));
        wait (0.15);
    }
    ChairSeat seat (place.chair, "two");
    REQUIRE (seat.take (memory));
    CHECK (memory.heat[1] == Approx (0.5f).margin (0.01));
    CHECK (memory.armed == 600.0f);
    CHECK (memory.rested > 0.0f);
    CHECK (memory.rested < 5.0f);

    // Other actuators: what they carried is unknown; the person is the same.
    seat.leave();
    auto other = place.chair;
    other.actuators[0].ohms = 4.0;
    ChairSeat rewired (other, "three");
    REQUIRE (rewired.take (memory));
    CHECK (memory.heat[1] == Approx (safety::BodyMemory::hot).margin (0.01));
    CHECK (memory.armed == 600.0f);
}

TEST_CASE ("the second is told who holds the chair, in this program or another, until it is left")
{
    const Place place;
    safety::BodyMemory memory;
    auto first = std::make_unique<ChairSeat> (place.chair, "lull play");
    REQUIRE (first->take (memory));
    CHECK (first->take (memory)); // itself again
    ChairSeat second (place.chair, "the app");
    const auto refused = second.take (memory);
    REQUIRE_FALSE (refused);
    CHECK (refused.error().message == "lull play holds \"A chair\", in this program too");
    first->leave();
    CHECK (second.take (memory));
    CHECK_FALSE (first->take (memory));
}

TEST_CASE ("those of one program that share a chair hold it together, until the last of them leaves; the most that any bore is what it bore")
{
    const Place place;
    safety::BodyMemory memory;
    using Sharing = ChairSeat::Sharing;
    ChairSeat first (place.chair, "the Lull plugin", Sharing::withinProgram), second (place.chair, "Lull Guard", Sharing::withinProgram);
    ChairSeat alone (place.chair, "lull play");
    REQUIRE (first.take (memory));
    REQUIRE (second.take (memory));
    CHECK_FALSE (alone.take (memory));
    auto less = borne (0.2f, 100.0f), more = borne (0.6f, 50.0f);
    first.keep (less);
    second.keep (more);
    for (int i = 0; i < 4; ++i, ++less->beats, ++more->beats) wait (0.1);
    first.leave();
    CHECK (second.held());
    CHECK_FALSE (alone.take (memory));
    for (int i = 0; i < 4; ++i, ++more->beats) wait (0.1); // alone now, what it bore is what the chair bore
    second.leave();
    REQUIRE (alone.take (memory));
    CHECK (memory.heat[0] == Approx (0.6f).margin (0.02));
    CHECK_FALSE (first.take (memory)); // who is alone is alone
    alone.leave();

    // What they share without holding it, through two maps of the same memory.
    const auto a = first.company(), b = second.company();
    REQUIRE ((a != nullptr && b != nullptr));
    CHECK (a.get() != b.get());
    const auto program = ChairSeat::program();
    const int mine = a->enter (program, true);
    a->places[static_cast<std::size_t> (mine)].flows = true;
    CHECK (b->guarded (program));
    CHECK_FALSE (b->guarded (program + 1)); // no other program is armed by it
    CHECK (b->count (program, true) == 1);
    CHECK (b->count (program, false) == 0);
    a->leave (mine);
    CHECK_FALSE (b->guarded (program));
    CHECK (alone.company() == nullptr);

    // Who leaves the chair, or is called no more, flows no more for the others.
    const int stands = a->enter (program, false);
    REQUIRE (first.take (memory));
    first.stands (stands);
    a->places[static_cast<std::size_t> (stands)].flows = true;
    first.keep (borne (0.1f, 1.0f)); // its Player is never called
    for (int i = 0; i < 40 && first.held(); ++i) wait (0.1);
    CHECK_FALSE (first.held());
    CHECK (b->count (program, false) == 0);

    // One of the same number that ended without a word is nobody.
    const int left = a->enter (program - (std::uint64_t { 1 } << 22), true);
    a->places[static_cast<std::size_t> (left)].flows = true;
    ChairSeat later (place.chair, "the next", Sharing::withinProgram);
    REQUIRE (later.company() != nullptr);
    CHECK (a->places[static_cast<std::size_t> (left)].program == 0);
    CHECK_FALSE (a->places[static_cast<std::size_t> (left)].flows);
}

TEST_CASE ("when nothing has flowed for a second, or nobody calls the Player any more, the chair is free without a word")
{
    const bool stalls = GENERATE (false, true);
    const Place place;
    safety::BodyMemory memory;
    ChairSeat first (place.chair, "one"), second (place.chair, "two");
    REQUIRE (first.take (memory));
    auto body = borne (0.3f, 10.0f);
    first.keep (body);
    for (int i = 0; i < 20; ++i, ++body->beats) wait (0.1);
    CHECK (first.held());
    CHECK_FALSE (second.take (memory));
    body->flows = stalls;
    for (int i = 0; i < 40 && first.held(); ++i, body->beats += stalls ? 0 : 1) wait (0.1);
    CHECK_FALSE (first.held());
    REQUIRE (second.take (memory));
    CHECK (memory.heat[0] == Approx (0.3f).margin (0.01));
}

TEST_CASE ("what a program bore that was killed while it touched is not forgotten, and its chair is free")
{
    const Place place;
    safety::BodyMemory memory;
    int ready[2];
    REQUIRE (::pipe (ready) == 0);
    const pid_t child = ::fork();
    if (child == 0)
    {
        ChairSeat seat (place.chair, "the killed one");
        safety::BodyMemory unknown;
        const bool taken = static_cast<bool> (seat.take (unknown));
        seat.keep (borne (0.6f, 1'234.0f));
        wait (0.3);
        const char told = taken ? 'y' : 'n';
        (void)! ::write (ready[1], &told, 1);
        for (;;) ::pause();
    }
    char told = 0;
    REQUIRE (::read (ready[0], &told, 1) == 1);
    CHECK (told == 'y');
    ChairSeat seat (place.chair, "the next");
    const auto refused = seat.take (memory);
    REQUIRE_FALSE (refused);
    CHECK (refused.error().message == "the killed one holds \"A chair\" (process " + std::to_string (child) + ")");
    ::kill (child, SIGKILL);
    int status = 0;
    ::waitpid (child, &status, 0);
    REQUIRE (seat.take (memory));
    CHECK (memory.heat[0] == Approx (0.6f).margin (0.01));
    CHECK (memory.armed == 1'234.0f);
    ::close (ready[0]);
    ::close (ready[1]);
}

TEST_CASE ("arming asks for what has to be read first, once; then for the chair; then for rest")
{
    const Folder home;
    ::setenv ("XDG_CONFIG_HOME", home.path.c_str(), 1);
    const Place place;
    safety::Limits limits;
    limits.actuators = 2;
    for (std::size_t k = 0; k < 2; ++k)
    {
        limits.peak[k] = 0.5f;
        limits.rms[k] = 0.35f;
        limits.highpass[k] = 20.0;
        limits.lowpass[k] = 80.0;
    }
    engine::Player player (limits, SampleRate { 48'000.0 }), other (limits, SampleRate { 48'000.0 });
    const auto run = [] (engine::Player& p) { p.process (nullptr, 0, 4'800); };
    files::Arming arming ("lull play"), elsewhere ("the app");
    using Answer = files::Arming::Answer;
    using State = safety::Interlock::State;

    CHECK (arming.arm (player, place.chair).answer == Answer::notice);
    run (player);
    CHECK (player.interlock().state() == State::unarmed);
    REQUIRE (files::acknowledgeNotice());
    CHECK (files::noticeAcknowledged());
    CHECK (arming.arm (player, place.chair).answer == Answer::rises);
    run (player);
    CHECK (player.interlock().state() == State::arming);
    CHECK (player.memory()->heat[0] == Approx (safety::BodyMemory::hot)); // as the chair was found

    const auto second = elsewhere.arm (other, place.chair);
    CHECK (second.answer == Answer::refused);
    CHECK (second.why == "Touch stays off: lull play holds \"A chair\", in this program too.");
    run (other);
    CHECK (other.interlock().state() == State::unarmed);

    // 95 minutes later, by what is remembered.
    arming.leave();
    {
        ChairSeat seat (place.chair, "before");
        safety::BodyMemory memory;
        REQUIRE (seat.take (memory));
        seat.keep (borne (0.1f, 5'700.0f));
        wait (0.15);
    }
    const auto tired = elsewhere.arm (other, place.chair);
    CHECK (tired.answer == Answer::refused);
    CHECK (tired.why.starts_with ("Touch has been on for 95 minutes and rests for 30:00 more"));

    // A file that says nothing, or another version, is no acknowledgement.
    for (const char* text : { "", "notice: 0\nacknowledged: 2026-01-01\n", "notice: 1\n", "- 1\n", "notice: [" })
    {
        std::ofstream (home / "lull/notice.yaml") << text;
        INFO (text);
        CHECK_FALSE (files::noticeAcknowledged());
    }
    ::unsetenv ("XDG_CONFIG_HOME");
}

// What was played is kept, for its owner alone; what was cut off is offered once; what is deleted is gone; and nothing is lost to a kill.
#include "Catch.h"

#include <csignal>
#include <ctime>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Files/Journal.h"
#include "Files/JournalKeeper.h"
#include "Files/Runner.h"
#include "Folder.h"
#include "Variable.h"

using namespace lull;
using files::Ending;

namespace
{
struct Home
{
    Folder folder;
    test::Variable data { "XDG_DATA_HOME", folder.path.c_str() };
    [[nodiscard]] files::Journal open() const
    {
        auto j = files::Journal::open();
        INFO ((j ? std::string() : j.error().message));
        REQUIRE (j);
        return std::move (*j);
    }
};

files::Sitting bedtime (std::int64_t begun = std::time (nullptr))
{
    files::Sitting s;
    s.begun = begun;
    s.session = "bedtime";
    s.title = "Bedtime; \"the long\", one";
    s.chair = "four-zone";
    s.face = "lull play";
    s.without = "tapotement friction";
    s.lasting = 1200.0;
    s.length = 1800.0;
    s.position = 754.25;
    s.heard = 760.0;
    s.touched = 300.5;
    s.strength = 0.45;
    s.volume = -6.5;
    s.ceiling = 0.5;
    return s;
}

// A program of its own that does this, and is then killed or ends.
template <class Act>
pid_t program (Act act)
{
    const pid_t child = ::fork();
    if (child == 0)
    {
        act();
        ::_exit (0);
    }
    return child;
}
} // namespace

TEST_CASE ("a sitting is kept whole, and only its owner may read it")
{
    const Home home;
    auto journal = home.open();
    auto s = bedtime();
    s.id = journal.begin (s).value();
    s.ending = Ending::asleep;
    s.ended = s.begun + 760;
    s.why = "after 45 minutes";
    s.rating = 4;
    REQUIRE (journal.note (s));
    const auto all = home.open().sittings().value();
    REQUIRE (all.size() == 1);
    const auto& r = all[0];
    CHECK (r.id == s.id);
    CHECK (r.begun == s.begun);
    CHECK (r.ended == s.ended);
    CHECK (r.title == s.title);
    CHECK (r.without == s.without);
    CHECK (r.lasting == s.lasting);
    CHECK (r.position == s.position);
    CHECK (r.heard == s.heard);
    CHECK (r.touched == s.touched);
    CHECK (r.strength == s.strength);
    CHECK (r.volume == s.volume);
    CHECK (r.ceiling == s.ceiling);
    CHECK (r.ending == s.ending);
    CHECK (r.why == s.why);
    CHECK (r.rating == s.rating);
    for (const char* ending : { "", "-wal", "-shm" })
    {
        struct stat what
        {};
        INFO (ending);
        REQUIRE (::stat ((files::Journal::place().string() + ending).c_str(), &what) == 0);
        CHECK ((what.st_mode & 0777) == 0600);
    }
    CHECK (journal.rate (s.id, 2).value());
    CHECK_FALSE (journal.rate (s.id + 1, 2).value());
    CHECK (journal.sitting (s.id).value()->rating == 2);
    CHECK_FALSE (journal.sitting (s.id + 1).value());
}

TEST_CASE ("what its program left by a kill is cut off where it was, and offered; a second look, another ending or a decline change that")
{
    const Home home;
    int ready[2];
    REQUIRE (::pipe (ready) == 0);
    const auto child = program ([&] {
        auto j = files::Journal::open();
        auto s = bedtime();
        s.id = j->begin (s).value();
        (void)j->note (s);
        (void)! ::write (ready[1], "x", 1);
        for (;;) ::pause();
    });
    char word = 0;
    REQUIRE (::read (ready[0], &word, 1) == 1);
    auto journal = home.open();
    CHECK (journal.sittings().value()[0].ending == Ending::running);
    CHECK_FALSE (journal.resumable (std::time (nullptr)).value()); // it is still played
    ::kill (child, SIGKILL);
    ::waitpid (child, nullptr, 0);
    auto after = home.open();
    const auto offered = after.resumable (std::time (nullptr)).value();
    REQUIRE (offered);
    CHECK (offered->ending == Ending::cutOff);
    CHECK (offered->position == 754.25);
    CHECK (offered->ended);
    CHECK_FALSE (after.resumable (std::time (nullptr) + 13 * 3600).value()); // another evening
    REQUIRE (after.decline (offered->id));
    CHECK_FALSE (after.resumable (std::time (nullptr)).value());
    ::close (ready[0]);
    ::close (ready[1]);
}

TEST_CASE ("what the person ended, or what had hardly begun or was nearly over, is not offered")
{
    const Home home;
    auto journal = home.open();
    const auto now = std::time (nullptr);
    std::int64_t begun = now - 1000;
    const auto played = [&] (Ending how, double position) {
        auto s = bedtime (++begun);
        s.id = journal.begin (s).value();
        s.ending = how;
        s.ended = begun + 1;
        s.position = position;
        REQUIRE (journal.note (s));
        return journal.resumable (now).value().has_value();
    };
    CHECK (played (Ending::device, 754.0));
    CHECK (played (Ending::closed, 754.0));
    CHECK_FALSE (played (Ending::stopped, 754.0));
    CHECK_FALSE (played (Ending::whole, 1800.0));
    CHECK_FALSE (played (Ending::asleep, 754.0));
    CHECK_FALSE (played (Ending::cutOff, 1.0));
    CHECK_FALSE (played (Ending::cutOff, 1799.0));
    CHECK (played (Ending::cutOff, 700.0));
}

TEST_CASE ("what is deleted is overwritten: none of its words is left in any file")
{
    const Home home;
    auto journal = home.open();
    auto s = bedtime();
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 3; ++i)
    {
        s.title = "Secret" + std::to_string (i);
        ids.push_back (journal.begin (s).value());
    }
    const auto has = [] (const std::string& word) {
        for (const auto& e : std::filesystem::directory_iterator (files::Journal::place().parent_path()))
            if (bytesOf (e.path()).find (word) != std::string::npos) return true;
        return false;
    };
    CHECK (has ("Secret1"));
    CHECK (journal.remove ({ ids[1], 999 }).value() == 1);
    CHECK_FALSE (has ("Secret1"));
    CHECK (has ("Secret2"));
    CHECK (journal.removeAll().value() == 2);
    CHECK_FALSE (has ("Secret"));
    CHECK (journal.sittings().value().empty());
}

TEST_CASE ("a journal that is broken is put aside; one of a later version is refused and left as it is; one that cannot be written is said")
{
    const Home home;
    const auto file = files::Journal::place();
    writeBytes (file, std::string (5000, 'x'));
    CHECK (home.open().news().find ("aside") != std::string::npos);
    CHECK (bytesOf (file.string() + ".aside") == std::string (5000, 'x'));
    CHECK (home.open().news().empty());

    {
        auto db = files::Database::open (file);
        REQUIRE (db->run ("pragma user_version = 99; pragma wal_checkpoint (truncate)"));
    }
    const auto before = bytesOf (file);
    const auto later = files::Journal::open();
    REQUIRE_FALSE (later);
    CHECK (later.error().message.find ("later Lull") != std::string::npos);
    CHECK (bytesOf (file) == before);

    std::filesystem::remove (file);
    std::filesystem::create_directory (file);
    files::JournalKeeper keeper;
    keeper.begin (bedtime());
    std::string told;
    for (int i = 0; i < 100 && told.empty(); ++i, ::usleep (20'000)) told = keeper.news();
    CHECK (told.find ("The journal is not kept") != std::string::npos);
}

TEST_CASE ("the keeper notes the place every two seconds, counts what was heard, and ends it with a reason")
{
    const Home home;
    files::JournalKeeper keeper;
    auto s = bedtime();
    s.heard = s.touched = s.position = 0.0;
    keeper.begin (s);
    double t = 100.0;
    engine::Telemetry told;
    told.sounding = true;
    for (int i = 0; i < 300; ++i, t += 1.0 / 30.0)
    {
        told.seconds = t - 100.0;
        told.interlock = i >= 150 ? safety::Interlock::State::armed : safety::Interlock::State::unarmed;
        keeper.follow (t, told, nullptr, false);
    }
    told.seconds = 10.0;
    keeper.follow (t += 3600.0, told, nullptr, false); // the machine slept
    keeper.end (Ending::stopped, "by a key");
    told.seconds = 99.0;
    keeper.follow (t += 0.1, told, nullptr, false);
    keeper.finish();
    const auto r = home.open().sittings().value().at (0);
    CHECK (r.ending == Ending::stopped);
    CHECK (r.why == "by a key");
    CHECK (r.heard == Approx (10.0).margin (0.2));
    CHECK (r.touched == Approx (5.0).margin (0.2));
    CHECK (r.position == 10.0);
}

TEST_CASE ("killed at any moment of its writing, the journal opens, and says a place that was reached")
{
    const Home home;
    for (int round = 0; round < 12; ++round)
    {
        const auto child = program ([] {
            auto j = files::Journal::open();
            auto s = bedtime();
            s.id = j->begin (s).value();
            for (s.position = 10.0; s.position < 1700.0; s.position += 0.01) (void)j->note (s);
        });
        ::usleep (static_cast<useconds_t> (20'000 + 7'001 * round));
        ::kill (child, SIGKILL);
        ::waitpid (child, nullptr, 0);
        auto journal = home.open();
        CHECK (journal.news().empty());
        const auto all = journal.sittings().value();
        for (const auto& s : all)
        {
            CHECK (s.ending == Ending::cutOff);
            CHECK (s.position >= 10.0);
        }
    }
}

TEST_CASE ("a run is told from another that got its number")
{
    const auto me = files::thisRunner();
    CHECK (files::stillRuns (me));
    const auto blank = me.find (' ');
    CHECK_FALSE (files::stillRuns (me.substr (0, blank) + " 1" + me.substr (me.find (' ', blank + 1))));
    for (const char* not_one : { "", "0", "-1 2 3", "abc", "99999999999999999999 1 x" }) CHECK_FALSE (files::stillRuns (not_one));
    const auto child = program ([] {});
    siginfo_t ended {};
    REQUIRE (::waitid (P_PID, static_cast<id_t> (child), &ended, WEXITED | WNOWAIT) == 0);
    CHECK_FALSE (files::stillRuns (std::to_string (child) + me.substr (blank)));
    ::waitpid (child, nullptr, 0);
}

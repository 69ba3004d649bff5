#include "Catch.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "Devices/Signals.h"
#include "Devices/Terminal.h"

using namespace lull;
using namespace lull::devices;
using N = Key::Name;

namespace
{
std::vector<Key> keysOf (std::string_view bytes)
{
    KeyDecoder d;
    for (char c : bytes) d.feed (c);
    d.flush();
    std::vector<Key> all;
    while (auto k = d.next()) all.push_back (*k);
    return all;
}

std::vector<N> namesOf (std::string_view bytes)
{
    std::vector<N> all;
    for (const auto& k : keysOf (bytes)) all.push_back (k.name);
    return all;
}

// A terminal of our own: a child in its session does `act` with it as standard input; the settings are looked at afterwards.
struct Pty
{
    int master = -1, slave = -1;
    Pty()
    {
        master = ::posix_openpt (O_RDWR | O_NOCTTY);
        ::grantpt (master);
        ::unlockpt (master);
        slave = ::open (::ptsname (master), O_RDWR | O_NOCTTY);
    }
    ~Pty()
    {
        ::close (slave);
        ::close (master);
    }
    termios settings() const
    {
        termios t {};
        ::tcgetattr (slave, &t);
        return t;
    }
    bool cooked() const { return (settings().c_lflag & (ICANON | ECHO)) == (ICANON | ECHO); }

    template <class Act>
    pid_t child (const Act& act) const
    {
        const auto pid = ::fork();
        if (pid != 0) return pid;
        ::setsid();
        ::ioctl (slave, TIOCSCTTY, 0);
        ::dup2 (slave, 0);
        for (int s : { SIGABRT, SIGSEGV }) ::signal (s, SIG_DFL);
        act();
        ::_exit (99);
    }
};

int waited (pid_t pid, int options = 0)
{
    int status = 0;
    ::waitpid (pid, &status, options);
    return status;
}
} // namespace

TEST_CASE ("keys are told from their bytes")
{
    CHECK (namesOf ("\x1b[A\x1b[B\x1b[C\x1b[D") == std::vector { N::up, N::down, N::right, N::left });
    CHECK (namesOf ("\x1bOA\x1bOD") == std::vector { N::up, N::left });
    CHECK (namesOf ("\x1b[1;5C\x1b[5~\x1b[6~\x1b[3~\x1b[Z") == std::vector { N::right, N::pageUp, N::pageDown, N::erase, N::backTab });
    CHECK (namesOf ("\r\t\x7f \x1b") == std::vector { N::enter, N::tab, N::backspace, N::character, N::escape });
    CHECK (namesOf ("\x1b[99999999999999~") == std::vector { N::other });
    CHECK (keysOf ("a")[0].is ('a'));
    CHECK ((keysOf ("\x1bq")[0].name == N::escape && keysOf ("\x1bq")[1].is (U'q'))); // nothing is bound to Alt, and Esc is stop
    CHECK (keysOf ("\xc3\xa9\xe2\x99\xa5\xf0\x9f\x8c\x8a")[2].is (0x1f30a));
    CHECK (keysOf ("\xc3q")[0].is ('q')); // broken UTF-8 swallows nothing after it
    CHECK (keysOf ("\x1b[1q")[0].name == N::other);
    CHECK (namesOf ("\x1b\x1b[A") == std::vector { N::escape, N::up });
    CHECK (keysOf ("\x1b[" + std::string (100, '1')).size() < 100);
}

TEST_CASE ("a file or a pipe is no terminal")
{
    const int null = ::open ("/dev/null", O_RDWR);
    CHECK_FALSE (Terminal::open (null));
    ::close (null);
}

TEST_CASE ("keys come without Return, and the terminal is given back when done")
{
    const Pty pty;
    REQUIRE (pty.cooked());
    const auto pid = pty.child ([&] {
        auto t = Terminal::open();
        if (! t || pty.cooked()) ::_exit (1);
        const auto k = t->next (std::chrono::milliseconds (5000));
        const auto arrow = t->next (std::chrono::milliseconds (5000));
        const auto escape = t->next (std::chrono::milliseconds (5000));
        if (! k || ! k->is ('a') || ! arrow || arrow->name != N::up || ! escape || escape->name != N::escape) ::_exit (2);
        if (t->next()) ::_exit (3);
        t.reset();
        ::_exit (pty.cooked() ? 0 : 4);
    });
    CHECK (::write (pty.master, "a\x1b[A\x1b", 5) == 5);
    const int status = waited (pid);
    CHECK (WIFEXITED (status));
    CHECK (WEXITSTATUS (status) == 0);
    CHECK (pty.cooked());
}

TEST_CASE ("the terminal is given back by exit, by a crash and by a second Ctrl-C")
{
    const auto ends = [] (const char* what, const auto& how) {
        INFO (what);
        const Pty pty;
        const auto pid = pty.child ([&] {
            const auto t = Terminal::open();
            if (! t || pty.cooked()) ::_exit (1);
            how();
        });
        const int status = waited (pid);
        CHECK (pty.cooked());
        return status;
    };
    CHECK (WEXITSTATUS (ends ("exit", [] { std::exit (7); })) == 7);
    CHECK (WTERMSIG (ends ("abort", [] { std::abort(); })) == SIGABRT);
    CHECK (WTERMSIG (ends ("segmentation fault", [] { ::raise (SIGSEGV); })) == SIGSEGV);
    const auto begun = std::chrono::steady_clock::now();
    CHECK (WEXITSTATUS (ends ("Ctrl-C three times", [] {
               const Signals s;
               for (int i = 0; i < 3; ++i) ::raise (SIGINT);
           })) == 130);
    CHECK (WEXITSTATUS (ends ("Ctrl-C twice in a program that does not listen", [] {
               const Signals s;
               ::raise (SIGINT);
               ::raise (SIGINT);
               for (;;) ::pause();
           })) == 130);
    CHECK (std::chrono::steady_clock::now() - begun < std::chrono::seconds (5));
    CHECK (WEXITSTATUS (ends ("Ctrl-C twice in one that does", [] {
               Signals s;
               ::raise (SIGINT);
               ::raise (SIGINT);
               std::exit (s.next() && s.next() && ! s.next() ? 7 : 8);
           })) == 7);
}

TEST_CASE ("Ctrl-Z gives the terminal back while stopped and takes it again afterwards")
{
    const Pty pty;
    const auto pid = pty.child ([&] {
        Signals s;
        const auto t = Terminal::open();
        ::raise (SIGTSTP);
        if (s.next() != Signals::Kind::suspend) ::_exit (1);
        Signals::suspendNow();
        ::_exit (pty.cooked() ? 2 : 0);
    });
    CHECK (WIFSTOPPED (waited (pid, WUNTRACED)));
    CHECK (pty.cooked());
    ::kill (pid, SIGCONT);
    const int status = waited (pid);
    CHECK (WIFEXITED (status));
    CHECK (WEXITSTATUS (status) == 0);
}

TEST_CASE ("a signal stops touch in its handler and then wakes the loop")
{
    safety::StopLatch latch, other;
    struct sigaction before
    {
    }, after {};
    ::sigaction (SIGTERM, nullptr, &before);
    {
        Signals s;
        CHECK_FALSE (s.next());
        s.watch (&latch);
        s.watch (&other);
        ::raise (SIGTERM);
        CHECK (other.stopped());
        CHECK_FALSE (latch.stopped());
        CHECK (s.next() == Signals::Kind::terminate);
        CHECK_FALSE (s.next());
        ::raise (SIGHUP);
        CHECK (s.next() == Signals::Kind::hangup);
        s.watch (nullptr);
        ::raise (SIGTSTP);
        CHECK (s.next() == Signals::Kind::suspend);
        CHECK (Signals::exitCode (Signals::Kind::interrupt) == 130);
    }
    ::sigaction (SIGTERM, nullptr, &after);
    CHECK (after.sa_handler == before.sa_handler);
}

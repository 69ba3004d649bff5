#include "Devices/Terminal.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

namespace lull::devices
{
namespace
{
constexpr int escapeWait = 25; // ms: a terminal sends the rest of a sequence sooner, a finger later
constexpr std::array fatal { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGSYS, SIGTRAP };

// What a handler may reach; valid while `owned` is not -1.
std::atomic<int> owned { -1 };
termios asItWas {}, ours {};
std::array<struct sigaction, fatal.size()> before {};

// tcsetattr from the background would stop us: take that signal away for the moment.
bool apply (int fd, const termios& t) noexcept
{
    sigset_t quiet, kept;
    ::sigemptyset (&quiet);
    ::sigaddset (&quiet, SIGTTOU);
    ::pthread_sigmask (SIG_BLOCK, &quiet, &kept);
    int r;
    while ((r = ::tcsetattr (fd, TCSANOW, &t)) != 0 && errno == EINTR) {}
    ::pthread_sigmask (SIG_SETMASK, &kept, nullptr);
    return r == 0;
}

void onFatal (int signal)
{
    Terminal::restore();
    ::signal (signal, SIG_DFL);
    ::raise (signal);
}
} // namespace

std::optional<Terminal> Terminal::open (int fd)
{
    if (owned.load() >= 0 || ::isatty (fd) == 0 || ::tcgetpgrp (fd) != ::getpgrp()) return {};
    if (::tcgetattr (fd, &asItWas) != 0) return {};
    ours = asItWas;
    ours.c_lflag &= static_cast<tcflag_t> (~(ICANON | ECHO | IEXTEN)); // ISIG stays
    ours.c_iflag &= static_cast<tcflag_t> (~(IXON | ICRNL));
    ours.c_cc[VMIN] = 0;
    ours.c_cc[VTIME] = 0;
    if (! apply (fd, ours)) return {};
    owned = fd;

    static const bool atExit = std::atexit ([] { Terminal::restore(); }) == 0;
    static_cast<void> (atExit);
    struct sigaction a
    {};
    a.sa_handler = onFatal;
    a.sa_flags = static_cast<int> (SA_NODEFER | SA_RESETHAND);
    ::sigemptyset (&a.sa_mask);
    for (std::size_t i = 0; i < fatal.size(); ++i) ::sigaction (fatal[i], &a, &before[i]);
    return Terminal (fd);
}

Terminal::Terminal (Terminal&& o) noexcept : fd (std::exchange (o.fd, -1)), decoder (std::move (o.decoder)) {}

Terminal::~Terminal()
{
    if (fd < 0) return;
    restore();
    owned = -1;
    for (std::size_t i = 0; i < fatal.size(); ++i) ::sigaction (fatal[i], &before[i], nullptr);
}

std::optional<Key> Terminal::next (std::chrono::milliseconds wait)
{
    const auto end = std::chrono::steady_clock::now() + wait;
    for (;;)
    {
        if (auto k = decoder.next()) return k;
        if (! inFront()) return {};
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds> (end - std::chrono::steady_clock::now()).count();
        const int ms = decoder.waiting() ? escapeWait : static_cast<int> (left > 0 ? left : 0);
        pollfd p { fd, POLLIN, 0 };
        const int n = ::poll (&p, 1, ms);
        std::array<char, 64> bytes {};
        const auto got = n > 0 && (p.revents & POLLIN) != 0 ? ::read (fd, bytes.data(), bytes.size()) : 0;
        for (ssize_t i = 0; i < got; ++i) decoder.feed (bytes[static_cast<std::size_t> (i)]);
        if (got > 0) continue;
        if (n == 0 && decoder.waiting()) decoder.flush();
        else return decoder.next(); // time is up, a signal came, or the terminal is gone
    }
}

bool Terminal::inFront() const noexcept { return fd >= 0 && ::tcgetpgrp (fd) == ::getpgrp(); }

void Terminal::restore() noexcept
{
    if (const int fd = owned.load(); fd >= 0) apply (fd, asItWas);
}

void Terminal::resume() noexcept
{
    if (const int fd = owned.load(); fd >= 0 && ::tcgetpgrp (fd) == ::getpgrp()) apply (fd, ours);
}
} // namespace lull::devices

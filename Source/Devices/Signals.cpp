#include "Devices/Signals.h"

#include <array>
#include <atomic>
#include <cassert>
#include <cerrno>

#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "Devices/Terminal.h"

namespace lull::devices
{
namespace
{
constexpr std::array taken { SIGINT, SIGTERM, SIGHUP, SIGTSTP };
constexpr std::array ignored { SIGPIPE, SIGXFSZ };
constexpr std::int64_t touchDown = 60'000'000; // ns: a stop's 20 ms ramp and a device's 25, and some
constexpr unsigned patience = 1;               // s that the face's loop has after a second signal

// What a handler may reach.
std::atomic<safety::StopLatch*> latch { nullptr };
std::atomic<int> handling { 0 };
std::atomic<std::int64_t> firstEnd { 0 };
std::atomic<int> ends { 0 }, lastEnd { 0 };
std::array<int, 2> pipeEnds { -1, -1 };
std::array<struct sigaction, taken.size()> before {};
std::array<struct sigaction, ignored.size()> ignoredBefore {};
struct sigaction alarmBefore
{};

std::int64_t now() noexcept
{
    timespec t {};
    clock_gettime (CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1'000'000'000ll + t.tv_nsec;
}

// Here and now, but not before touch is down: a hard end is a jolt.
[[noreturn]] void endNow()
{
    if (const auto left = touchDown - (now() - firstEnd.load()); left > 0)
    {
        const timespec rest { 0, left };
        nanosleep (&rest, nullptr);
    }
    Terminal::restore();
    _exit (128 + lastEnd.load());
}

void endLate (int) { endNow(); }

void handle (int signal)
{
    const int kept = errno;
    handling.fetch_add (1);
    if (auto* l = latch.load()) l->stop();
    handling.fetch_sub (1);

    if (signal == SIGINT || signal == SIGTERM)
    {
        lastEnd = signal;
        const int earlier = ends.fetch_add (1);
        if (earlier == 0) firstEnd = now();
        // Once more: the loop ends at once, but still gives its device back (a JACK server stumbles over a client that is just gone). If it does not, or at
        // the third time, nothing is waited for any more.
        if (earlier == 1) ::alarm (patience);
        if (earlier > 1) endNow();
    }
    const auto byte = static_cast<unsigned char> (signal);
    [[maybe_unused]] const auto n = ::write (pipeEnds[1], &byte, 1);
    errno = kept;
}
} // namespace

Signals::Signals()
{
    assert (pipeEnds[0] < 0);
    if (::pipe2 (pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0) pipeEnds = { -1, -1 };
    firstEnd = 0;
    ends = lastEnd = 0;
    struct sigaction a
    {};
    a.sa_handler = handle;
    a.sa_flags = SA_RESTART;
    ::sigemptyset (&a.sa_mask);
    for (std::size_t i = 0; i < taken.size(); ++i)
    {
        ::sigaction (taken[i], nullptr, &before[i]);
        // A shell that started us with nohup, or in the background, means it.
        if (before[i].sa_handler != SIG_IGN) ::sigaction (taken[i], &a, nullptr);
    }
    a.sa_handler = endLate;
    ::sigaction (SIGALRM, &a, &alarmBefore);
    a.sa_handler = SIG_IGN;
    for (std::size_t i = 0; i < ignored.size(); ++i) ::sigaction (ignored[i], &a, &ignoredBefore[i]);
}

Signals::~Signals()
{
    ::alarm (0);
    ::sigaction (SIGALRM, &alarmBefore, nullptr);
    for (std::size_t i = 0; i < taken.size(); ++i) ::sigaction (taken[i], &before[i], nullptr);
    for (std::size_t i = 0; i < ignored.size(); ++i) ::sigaction (ignored[i], &ignoredBefore[i], nullptr);
    watch (nullptr);
    for (int& end : pipeEnds)
    {
        if (end >= 0) ::close (end);
        end = -1;
    }
}

void Signals::watch (safety::StopLatch* next) noexcept
{
    latch.store (next);
    // A handler that read the old latch has announced itself before; this thread's own handlers have run to their end.
    while (handling.load() != 0)
    {
        const timespec moment { 0, 100'000 };
        nanosleep (&moment, nullptr);
    }
}

int Signals::descriptor() const noexcept { return pipeEnds[0]; }

std::optional<Signals::Kind> Signals::next() noexcept
{
    unsigned char byte = 0;
    if (pipeEnds[0] < 0 || ::read (pipeEnds[0], &byte, 1) != 1) return {};
    switch (byte)
    {
        case SIGINT: return Kind::interrupt;
        case SIGTERM: return Kind::terminate;
        case SIGHUP: return Kind::hangup;
        case SIGTSTP: return Kind::suspend;
        default: return {};
    }
}

void Signals::suspendNow() noexcept
{
    Terminal::restore();
    ::kill (::getpid(), SIGSTOP);
    Terminal::resume();
}

int Signals::exitCode (Kind k) noexcept
{
    switch (k)
    {
        case Kind::interrupt: return 128 + SIGINT;
        case Kind::terminate: return 128 + SIGTERM;
        case Kind::hangup: return 128 + SIGHUP;
        case Kind::suspend: return 128 + SIGTSTP;
    }
    return 1;
}
} // namespace lull::devices

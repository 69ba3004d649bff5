#include "Devices/Watchdog.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

extern char** environ;

namespace lull::devices
{
namespace
{
constexpr int wordsAt = 3, parentAt = 4; // descriptors in the second process

// glibc 2.36 has both by name, older ones do not.
int pidfdOpen (pid_t pid) { return static_cast<int> (::syscall (SYS_pidfd_open, pid, 0)); }
int pidfdKill (int fd) { return static_cast<int> (::syscall (SYS_pidfd_send_signal, fd, SIGKILL, nullptr, 0)); }
} // namespace

Result<bool> Watchdog::start()
{
    if (child > 0) return true;
    const auto refuse = [] (std::string_view what) {
        return fail (fmt::format ("no watchdog for a frozen program: {}: {}", what, std::strerror (errno)), Error::Kind::device);
    };
    // The words stay where they are for as long as this does: audio counts there.
    if (shared < 0 && (shared = ::memfd_create ("lull-watchdog", MFD_CLOEXEC)) < 0) return refuse ("memory");
    if (words == nullptr)
    {
        void* const at =
            ::ftruncate (shared, sizeof (Words)) == 0 ? ::mmap (nullptr, sizeof (Words), PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0) : MAP_FAILED;
        if (at == MAP_FAILED) return refuse ("memory"); // NOLINT (performance-no-int-to-ptr)
        words = new (at) Words {};
    }
    const int self = pidfdOpen (::getpid());
    if (self < 0) return refuse ("pidfd");

    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    posix_spawn_file_actions_init (&files);
    posix_spawnattr_init (&how);
    // Through higher numbers, so that neither lies in the other's way.
    posix_spawn_file_actions_adddup2 (&files, shared, 60);
    posix_spawn_file_actions_adddup2 (&files, self, 61);
    posix_spawn_file_actions_adddup2 (&files, 60, wordsAt);
    posix_spawn_file_actions_adddup2 (&files, 61, parentAt);
    posix_spawn_file_actions_addclose (&files, 60);
    posix_spawn_file_actions_addclose (&files, 61);
    posix_spawn_file_actions_addopen (&files, 0, "/dev/null", O_RDONLY, 0);
    sigset_t none;
    sigemptyset (&none);
    posix_spawnattr_setsigmask (&how, &none);
    posix_spawnattr_setflags (&how, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK); // no key of the terminal reaches it
    std::array<char, 12> name { "lull" }, argument {};
    std::strncpy (argument.data(), word, argument.size() - 1);
    char* const arguments[] { name.data(), argument.data(), nullptr };
    const int failed = ::posix_spawn (&child, "/proc/self/exe", &files, &how, arguments, environ);
    posix_spawn_file_actions_destroy (&files);
    posix_spawnattr_destroy (&how);
    ::close (self);
    if (failed == 0) return true;
    child = -1;
    errno = failed;
    return refuse ("spawning it");
}

Watchdog::~Watchdog()
{
    if (words != nullptr) words->armed = 0;
    if (child > 0)
    {
        ::kill (child, SIGKILL);
        ::waitpid (child, nullptr, 0);
    }
    if (words != nullptr) ::munmap (words, sizeof (Words));
    if (shared >= 0) ::close (shared);
}

void Watchdog::beat (bool armed) noexcept
{
    if (words == nullptr) return;
    words->control.fetch_add (1, std::memory_order_release);
    words->armed.store (armed ? 1 : 0, std::memory_order_release);
}

bool Watchdog::lost() noexcept
{
    if (child <= 0 || ::waitpid (child, nullptr, WNOHANG) == 0) return false;
    child = -1;
    return true;
}

std::optional<int> Watchdog::serve (int argc, const char* const* argv)
{
    if (argc != 2 || std::strcmp (argv[1], word) != 0) return {};
    for (int s : { SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGTTOU, SIGTTIN, SIGPIPE }) ::signal (s, SIG_IGN);
    void* const at = ::mmap (nullptr, sizeof (Words), PROT_READ, MAP_SHARED, wordsAt, 0);
    if (at == MAP_FAILED) return 2; // NOLINT (performance-no-int-to-ptr); somebody typed it
    const auto& words = *static_cast<const Words*> (at);

    using Clock = std::chrono::steady_clock; // stands still in suspend
    auto before = Clock::now();
    std::uint32_t audio = 0, control = 0;
    double audioStill = 0.0, controlStill = 0.0;
    for (;;)
    {
        pollfd parent { parentAt, POLLIN, 0 };
        const int ended = ::poll (&parent, 1, 25);
        if (ended > 0 || (ended < 0 && errno != EINTR)) return 0;
        const auto t = Clock::now();
        const double passed = std::min (0.1, std::chrono::duration<double> (t - before).count()); // it may have been late itself
        before = t;
        const auto a = words.audio.load (std::memory_order_acquire), c = words.control.load (std::memory_order_acquire);
        const bool armed = words.armed.load (std::memory_order_acquire) != 0;
        audioStill = a != audio || ! armed ? 0.0 : audioStill + passed;
        controlStill = c != control || ! armed ? 0.0 : controlStill + passed;
        audio = a;
        control = c;
        if ((audioStill >= frozen && controlStill >= frozen) || audioStill >= deaf)
        {
            pidfdKill (parentAt);
            return 0;
        }
    }
}
} // namespace lull::devices

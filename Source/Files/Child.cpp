#include "Files/Child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lull::files
{
namespace
{
using Clock = std::chrono::steady_clock;

struct Pipe
{
    int read = -1, write = -1;
    Pipe()
    {
        std::array<int, 2> ends { -1, -1 };
        if (pipe2 (ends.data(), O_CLOEXEC) == 0) read = ends[0], write = ends[1];
    }
    ~Pipe()
    {
        shut (read);
        shut (write);
    }
    Pipe (const Pipe&) = delete;
    Pipe& operator= (const Pipe&) = delete;
    static void shut (int& fd) noexcept
    {
        if (fd >= 0) close (std::exchange (fd, -1));
    }
};

// posix_spawn's arguments, freed again.
struct Spawning
{
    posix_spawn_file_actions_t files {};
    posix_spawnattr_t how {};
    Spawning()
    {
        posix_spawn_file_actions_init (&files);
        posix_spawnattr_init (&how);
    }
    ~Spawning()
    {
        posix_spawn_file_actions_destroy (&files);
        posix_spawnattr_destroy (&how);
    }
    Spawning (const Spawning&) = delete;
    Spawning& operator= (const Spawning&) = delete;
};

// 0, or why it could not be begun.
int begin (const Errand& errand, const Pipe& in, const Pipe& out, pid_t& child)
{
    Spawning s;
    posix_spawn_file_actions_adddup2 (&s.files, in.read, 0);
    posix_spawn_file_actions_adddup2 (&s.files, out.write, 1);
    posix_spawn_file_actions_addopen (&s.files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np (&s.files, 3);
    // A group of its own, so that it can be ended with whatever it starts; signals as a fresh program has them.
    sigset_t none, all;
    sigemptyset (&none);
    sigfillset (&all);
    posix_spawnattr_setflags (&s.how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup (&s.how, 0);
    posix_spawnattr_setsigmask (&s.how, &none);
    posix_spawnattr_setsigdefault (&s.how, &all);
    std::vector<char*> words;
    for (const auto& w : errand.words) words.push_back (const_cast<char*> (w.c_str())); // it does not write to them
    words.push_back (nullptr);
    return posix_spawnp (&child, words[0], &s.files, &s.how, words.data(), environ);
}
} // namespace

Answer run (const Errand& errand)
{
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration> (std::chrono::duration<double> (errand.seconds));
    const auto left = [&] { return static_cast<int> (std::max<long long> (0, std::chrono::ceil<std::chrono::milliseconds> (end - Clock::now()).count())); };
    Answer answer;
    Pipe in, out;
    if (in.read < 0 || out.read < 0 || errand.words.empty()) return answer;
    // All of the text lies in the pipe before anybody reads it: writing neither waits nor meets a pipe that was closed.
    fcntl (in.write, F_SETFL, O_NONBLOCK);
    if (write (in.write, errand.input.data(), errand.input.size()) != static_cast<ssize_t> (errand.input.size())) return answer;
    Pipe::shut (in.write);

    pid_t child = -1;
    if (const int failed = begin (errand, in, out, child); failed != 0)
    {
        if (failed == ENOENT || failed == EACCES || failed == ENOTDIR) answer.end = Answer::End::missing;
        return answer;
    }
    Pipe::shut (out.write);

    answer.end = Answer::End::good;
    for (std::array<char, 16'384> piece;;)
    {
        pollfd on { out.read, POLLIN, 0 };
        const int wait = left(), ready = poll (&on, 1, wait);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0)
        {
            answer.end = Answer::End::late;
            break;
        }
        const ssize_t got = read (out.read, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        if (answer.output.size() + static_cast<std::size_t> (got) > errand.most)
        {
            answer.end = Answer::End::tooMuch;
            break;
        }
        answer.output.append (piece.data(), static_cast<std::size_t> (got));
    }

    // Its end, soon after its last word. It is looked at without being taken away, so that its group's number stays its own until that is ended too.
    siginfo_t seen {};
    while (answer.end == Answer::End::good && waitid (P_PID, static_cast<id_t> (child), &seen, WEXITED | WNOHANG | WNOWAIT) == 0 && seen.si_pid == 0)
    {
        if (left() == 0) answer.end = Answer::End::late;
        poll (nullptr, 0, 2);
    }
    kill (-child, SIGKILL);
    int status = 0;
    pid_t gone = 0;
    while ((gone = waitpid (child, &status, 0)) < 0 && errno == EINTR) {}
    // A program that ignores SIGCHLD, as some hosts of plugins do, never hears how its children ended: then the answer stands for itself.
    const bool untold = gone < 0 && errno == ECHILD;
    if (answer.end == Answer::End::good && ! untold && (gone != child || ! WIFEXITED (status) || WEXITSTATUS (status) != 0)) answer.end = Answer::End::failed;
    return answer;
}
} // namespace lull::files

#include "Bench/Rivals.h"

#include <array>
#include <fstream>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Bench/Clocks.h"

namespace bench
{
std::optional<Ran> run (const std::vector<std::string>& words)
{
    std::array<int, 2> pipe {};
    if (words.empty() || ::pipe (pipe.data()) != 0) return {};
    Ran ran;
    const auto begin = WallTime::now();
    const auto child = ::fork();
    if (child < 0) return {};
    if (child == 0)
    {
        std::vector<char*> arguments;
        for (const auto& w : words) arguments.push_back (const_cast<char*> (w.c_str()));
        arguments.push_back (nullptr);
        const int nothing = ::open ("/dev/null", O_WRONLY);
        ::dup2 (pipe[1], 1);
        ::dup2 (nothing, 2);
        ::close (pipe[0]);
        ::close (pipe[1]);
        ::execvp (arguments[0], arguments.data());
        ::_exit (127);
    }
    ::close (pipe[1]);
    std::array<char, 4096> some {};
    for (ssize_t n; (n = ::read (pipe[0], some.data(), some.size())) > 0;) ran.output.append (some.data(), static_cast<std::size_t> (n));
    ::close (pipe[0]);
    int status = 0;
    rusage usage {};
    if (::wait4 (child, &status, 0, &usage) != child || ! WIFEXITED (status) || WEXITSTATUS (status) != 0) return {};
    ran.wallSeconds = std::chrono::duration<double> (WallTime::now() - begin).count();
    const auto seconds = [] (const timeval& t) { return static_cast<double> (t.tv_sec) + 1e-6 * static_cast<double> (t.tv_usec); };
    ran.processorSeconds = seconds (usage.ru_utime) + seconds (usage.ru_stime);
    return ran;
}

double peakMemory()
{
    std::ifstream status ("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmHWM:")
        {
            double kilobytes = 0.0;
            status >> kilobytes;
            return kilobytes / 1024.0;
        }
    return 0.0;
}
} // namespace bench

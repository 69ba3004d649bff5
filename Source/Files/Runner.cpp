#include "Files/Runner.h"

#include <cctype>
#include <charconv>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

namespace lull::files
{
namespace
{
// The 22nd word of /proc/PID/stat: when it began, in ticks since the machine started. The second is a name that may hold anything, in ( ).
std::string beganAt (long pid)
{
    std::ifstream in (fmt::format ("/proc/{}/stat", pid));
    std::string line;
    if (! std::getline (in, line, '\0')) return {};
    const auto close = line.rfind (')');
    if (close == std::string::npos) return {};
    std::istringstream rest (line.substr (close + 1));
    std::string word;
    for (int i = 3; i <= 22; ++i)
    {
        if (! (rest >> word)) return {};
        if (i == 3 && (word == "Z" || word == "X")) return {}; // dead, and not yet buried
    }
    return word;
}

std::string thisBoot()
{
    std::ifstream in ("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline (in, id);
    return id;
}

std::string runner (long pid)
{
    const auto began = beganAt (pid);
    return began.empty() ? std::string() : fmt::format ("{} {} {}", pid, began, thisBoot());
}
} // namespace

std::string thisRunner() { return runner (static_cast<long> (::getpid())); }

bool stillRuns (std::string_view said)
{
    long pid = 0;
    const auto read = std::from_chars (said.data(), said.data() + said.size(), pid);
    return read.ec == std::errc() && pid > 0 && ! said.empty() && runner (pid) == said;
}
} // namespace lull::files

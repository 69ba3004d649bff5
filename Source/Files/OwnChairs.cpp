#include "Files/OwnChairs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "Files/Calendar.h"
#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"

namespace lull::files
{
namespace
{
constexpr std::size_t mostLog = 256 * 1024;

Result<void> makeFolder()
{
    std::error_code problem;
    std::filesystem::create_directories (ownChairsFolder(), problem);
    if (problem) return fail (fmt::format ("{}: {}", ownChairsFolder().string(), problem.message()));
    return {};
}

// A chair of any file has one, by its name.
std::filesystem::path logFile (std::string_view chair)
{
    std::string name (chair.substr (0, 40));
    for (char& c : name)
        if (! std::isalnum (static_cast<unsigned char> (c)) && c != '-') c = '-';
    return ownChairsFolder() / (name + ".log");
}
} // namespace

std::filesystem::path ownChairsFolder() { return configHome() / "Chairs"; }

Result<std::filesystem::path> ownChairFile (std::string_view name)
{
    if (! isPlainName (name))
        return fail (fmt::format ("\"{}\" will not do as a chair's name; write up to 40 letters, digits and -, as in my-chair", name), Error::Kind::usage);
    return ownChairsFolder() / (std::string (name) + ".yaml");
}

std::string madeFrom (std::string_view name, std::string text, std::string_view by)
{
    if (text.starts_with ("# yaml-language-server:")) text.erase (0, std::min (text.find ('\n'), text.size() - 1) + 1); // it lies elsewhere now
    return fmt::format ("# Made from {} by {}; yours to change.\n", name, by) + text;
}

Result<void> writeChair (const std::filesystem::path& to, std::string_view text) { return writeWholeIn (to, text); }

Result<void> noteFinding (std::string_view chair, std::string_view words)
{
    if (auto made = makeFolder(); ! made) return made;
    std::string line = fmt::format ("{}  {}", dateAndTimeOf (std::time (nullptr)), words);
    std::replace_if (
        line.begin(), line.end(), [] (char c) { return static_cast<unsigned char> (c) < 0x20; }, ' ');
    line += '\n';
    const int fd = ::open (logFile (chair).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool written = fd >= 0 && ::write (fd, line.data(), line.size()) == static_cast<ssize_t> (line.size());
    const int why = errno;
    if (fd >= 0) ::close (fd);
    if (! written) return fail (fmt::format ("{}: {}", logFile (chair).string(), std::strerror (why)));
    return {};
}

std::vector<std::string> findings (std::string_view chair)
{
    const auto text = readText (logFile (chair), mostLog);
    std::vector<std::string> lines;
    for (std::size_t at = 0; text && at < text->size();)
    {
        const auto end = std::min (text->find ('\n', at), text->size());
        if (end > at) lines.push_back (text->substr (at, end - at));
        at = end + 1;
    }
    if (lines.size() > 200) lines.erase (lines.begin(), lines.end() - 200);
    return lines;
}
} // namespace lull::files

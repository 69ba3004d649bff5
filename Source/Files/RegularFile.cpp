#include "Files/RegularFile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lull::files
{
RegularFile::RegularFile (int descriptor, std::string name) noexcept : fd (descriptor), called (std::move (name)) {}

RegularFile::RegularFile (RegularFile&& other) noexcept : fd (std::exchange (other.fd, -1)), length (other.length), called (std::move (other.called)) {}

RegularFile::~RegularFile()
{
    if (fd >= 0) close (fd);
}

Result<RegularFile> RegularFile::open (const std::filesystem::path& name)
{
    // O_NONBLOCK: to open a pipe that nobody writes to would wait.
    RegularFile file (::open (name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), name.string());
    if (file.fd < 0) return fail ("cannot read " + file.called + ": " + std::strerror (errno));
    struct stat seen
    {};
    if (fstat (file.fd, &seen) != 0 || ! S_ISREG (seen.st_mode)) return fail (file.called + " is not a regular file");
    file.length = static_cast<std::uint64_t> (std::max<off_t> (seen.st_size, 0));
    return file;
}

Result<std::string> RegularFile::read (std::uint64_t offset, std::size_t count) const
{
    std::string bytes (count, '\0');
    std::size_t got = 0;
    while (got < count)
    {
        const ssize_t n = pread (fd, bytes.data() + got, count - got, static_cast<off_t> (offset + got));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail ("cannot read " + called + ": " + std::strerror (errno));
        if (n == 0) break;
        got += static_cast<std::size_t> (n);
    }
    bytes.resize (got);
    return bytes;
}
} // namespace lull::files

#include "Files/Inscription.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Files/FlacHead.h"
#include "Files/RiffTail.h"

namespace lull::files
{
Result<Inscription> readInscription (const std::filesystem::path& file)
{
    const int fd = open (file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return fail ("cannot read " + file.string() + ": " + std::strerror (errno));
    struct Closed { int fd; ~Closed() { close (fd); } } closed { fd };
    struct stat status {};
    if (fstat (fd, &status) != 0 || ! S_ISREG (status.st_mode)) return fail (file.string() + " is not a regular file");
    const auto length = static_cast<std::uint64_t> (status.st_size);

    const ReadAt read = [fd, length] (std::uint64_t offset, std::size_t count)
    {
        if (offset >= length) return std::string();
        std::string bytes (static_cast<std::size_t> (std::min<std::uint64_t> (count, length - offset)), '\0');
        std::size_t got = 0;
        while (got < bytes.size())
        {
            const ssize_t n = pread (fd, bytes.data() + got, bytes.size() - got, static_cast<off_t> (offset + got));
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) break;
            got += static_cast<std::size_t> (n);
        }
        bytes.resize (got);
        return bytes;
    };

    const std::string magic = read (0, 12);
    if (magic.starts_with ("fLaC")) return readFlacHead (read);
    if (magic.size() == 12 && (magic.starts_with ("RIFF") || magic.starts_with ("RF64")) && magic.substr (8) == "WAVE") return readRiffTail (read, length);
    return fail (file.string() + " is neither a WAV nor a FLAC file");
}

Result<std::string> readScriptFrom (const std::filesystem::path& file)
{
    auto inscription = readInscription (file);
    if (! inscription) return fail (inscription.error());
    if (inscription->script.empty()) return fail (file.string() + " holds no script");
    return std::move (inscription->script);
}
} // namespace lull::files

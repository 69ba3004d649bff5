#include "Files/ScriptFile.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "Base/Random.h"
#include "Text/Utf8.h"

namespace fs = std::filesystem;

namespace lull::files
{
namespace
{
using Refusal = text::Unreadable;

constexpr const char* beside = "write the name of a file in the script's own folder";

class Descriptor
{
public:
    explicit Descriptor (int d) noexcept : fd (d) {}
    ~Descriptor()
    {
        if (fd >= 0) close (fd);
    }
    Descriptor (const Descriptor&) = delete;
    Descriptor& operator= (const Descriptor&) = delete;

    void become (int other) noexcept
    {
        if (fd >= 0) close (fd);
        fd = other;
    }
    [[nodiscard]] int release() noexcept { return std::exchange (fd, -1); }
    [[nodiscard]] int get() const noexcept { return fd; }

private:
    int fd;
};

// What a name may not be, before any file system is asked.
const char* wrongWith (std::string_view name)
{
    if (name.empty()) return "is not the name of a file";
    if (name.size() > 1024) return "is too long for the name of a file";
    for (char c : name)
        if (static_cast<unsigned char> (c) < 32 || c == 127) return "holds a control character";
    if (name.find ("://") != std::string_view::npos) return "is an address, and nothing is fetched";
    if (name.front() == '/' || name.front() == '~') return "lies outside the script's folder";
    for (const auto& part : fs::path (name))
        if (part == "..") return "lies outside the script's folder";
    return nullptr;
}

Refusal unreadable (std::string_view name, int code)
{
    if (code == ENOENT || code == ENOTDIR) return { "no-file", "there is no file " + text::quoted (name) + " beside the script", beside };
    return { "no-file", text::quoted (name) + " cannot be read: " + std::strerror (code), {} };
}

std::string resolved (const fs::path& path)
{
    const std::unique_ptr<char, decltype (&std::free)> whole (realpath (path.c_str(), nullptr), &std::free);
    return whole == nullptr ? std::string() : std::string (whole.get());
}

const char* kindOf (mode_t mode) noexcept
{
    if (S_ISDIR (mode)) return "a folder";
    if (S_ISFIFO (mode)) return "a pipe";
    if (S_ISSOCK (mode)) return "a socket";
    return "a device";
}
} // namespace

Result<ScriptFile, text::Unreadable> ScriptFile::open (const fs::path& folder, std::string_view name, std::uint64_t most)
{
    const Refusal outside { "outside", text::quoted (name) + " lies outside the script's folder", beside };
    if (const char* wrong = wrongWith (name)) return fail (Refusal { "file-name", text::quoted (name) + " " + wrong, beside });

    const std::string root = resolved (folder.empty() ? fs::path (".") : folder);
    if (root.empty()) return fail (unreadable (name, errno));
    const std::string whole = resolved (fs::path (root) / name);
    if (whole.empty())
        return fail (errno == ELOOP ? Refusal { "no-file", text::quoted (name) + " is a link that leads nowhere", beside } : unreadable (name, errno));
    const std::string start = root == "/" ? root : root + "/";
    if (! whole.starts_with (start)) return fail (outside);

    // From here on nothing is a link: what has become one since is refused, part by part.
    Descriptor at (::open (root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const std::string inside = whole.substr (start.size());
    std::size_t from = 0;
    for (std::size_t slash = inside.find ('/'); slash != std::string::npos && at.get() >= 0; slash = inside.find ('/', from))
    {
        at.become (openat (at.get(), inside.substr (from, slash - from).c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        from = slash + 1;
    }
    if (at.get() < 0) return fail (unreadable (name, errno));
    const std::string last = inside.substr (from);

    // Looked at before it is opened: to open a device can start it.
    struct stat seen
    {};
    if (fstatat (at.get(), last.c_str(), &seen, AT_SYMLINK_NOFOLLOW) != 0) return fail (unreadable (name, errno));
    if (S_ISLNK (seen.st_mode)) return fail (outside);
    if (! S_ISREG (seen.st_mode)) return fail (Refusal { "no-file", text::quoted (name) + " is " + kindOf (seen.st_mode) + ", not a file", beside });
    Descriptor file (openat (at.get(), last.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (file.get() < 0) return fail (unreadable (name, errno));
    if (fstat (file.get(), &seen) != 0 || ! S_ISREG (seen.st_mode)) return fail (Refusal { "no-file", text::quoted (name) + " is not a file", beside });
    const auto size = static_cast<std::uint64_t> (std::max<off_t> (0, seen.st_size));
    if (size > most)
        return fail (Refusal { "too-large", fmt::format ("{} has {} MB", text::quoted (name), (size + (1u << 20) - 1) >> 20),
                               fmt::format ("at most {} MB", most >> 20) });
    return ScriptFile (file.release(), size, std::string (name));
}

ScriptFile::ScriptFile (ScriptFile&& other) noexcept : fd (std::exchange (other.fd, -1)), length (other.length), called (std::move (other.called)) {}

ScriptFile::~ScriptFile()
{
    if (fd >= 0) close (fd);
}

std::size_t ScriptFile::readAt (std::uint64_t offset, void* bytes, std::size_t count) const noexcept
{
    if (offset >= length) return 0;
    count = static_cast<std::size_t> (std::min<std::uint64_t> (count, length - offset));
    std::size_t got = 0;
    while (got < count)
    {
        const ssize_t n = pread (fd, static_cast<char*> (bytes) + got, count - got, static_cast<off_t> (offset + got));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        got += static_cast<std::size_t> (n);
    }
    return got;
}

ScriptFile::Digest ScriptFile::digest() const
{
    // Four lanes of multiply and rotate over words of 8 bytes, finished by the mixing of splitmix64 (Base/Random.h).
    std::array<std::uint64_t, 4> lane { 1, 2, 3, 4 };
    std::vector<std::uint64_t> words (32 * 1024);
    for (std::uint64_t at = 0; at < length;)
    {
        const std::size_t got = readAt (at, words.data(), words.size() * 8);
        if (got == 0) break;
        const std::size_t count = (got + 31) / 32 * 4;
        std::memset (reinterpret_cast<char*> (words.data()) + got, 0, count * 8 - got);
        for (std::size_t i = 0; i < count; ++i)
        {
            std::uint64_t& h = lane[i % 4];
            h = std::rotl ((h ^ words[i]) * 0x9E3779B97F4A7C15ull, 29);
        }
        at += got;
    }
    Digest sum;
    for (std::size_t half = 0; half < 2; ++half)
    {
        Stream stream (length + half);
        for (std::uint64_t h : lane) stream = stream.child (h);
        sum[half] = stream.bits (half);
    }
    return sum;
}
} // namespace lull::files

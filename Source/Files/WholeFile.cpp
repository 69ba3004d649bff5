#include "Files/WholeFile.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace lull::files
{
namespace
{
fs::path folderOf (const fs::path& name) { return name.has_parent_path() ? name.parent_path() : fs::path ("."); }

bool isFolder (const fs::path& name)
{
    std::error_code ignored;
    return fs::is_directory (name, ignored);
}

std::string reason (int code, const fs::path& name)
{
    const std::string file = name.string(), folder = folderOf (name).string();
    switch (code)
    {
        case ENOSPC: return "the disk is full: " + file + " was not written";
        case EDQUOT: return "your quota is used up: " + file + " was not written";
        case EFBIG: return "files may not grow so large here (ulimit -f): " + file + " was not written";
        case EROFS: return folder + " is read-only: " + file + " was not written";
        case EACCES:
        case EPERM: return "no permission to write in " + folder + ": " + file + " was not written";
        case ENOENT: return isFolder (folder) ? "no file can be made in " + folder + ": " + file + " was not written" : "there is no folder " + folder;
        case ENOTDIR: return folder + " is not a folder";
        case EISDIR: return file + " is a folder";
        case EIO: return "the disk reports a fault: " + file + " was not written";
        default: return "cannot write " + file + ": " + std::strerror (code);
    }
}

constexpr std::size_t mostUnfinished = 64; // a render has one per stem; those beyond are not remembered

// Writing past a file-size limit raises SIGXFSZ, which ends a program; held back and taken away, only EFBIG is left.
class NoSizeSignal
{
public:
    NoSizeSignal() noexcept
    {
        sigemptyset (&one);
        sigaddset (&one, SIGXFSZ);
        pthread_sigmask (SIG_BLOCK, &one, &before);
    }
    ~NoSizeSignal()
    {
        const timespec now {};
        while (sigtimedwait (&one, nullptr, &now) == SIGXFSZ) {}
        pthread_sigmask (SIG_SETMASK, &before, nullptr);
    }
    NoSizeSignal (const NoSizeSignal&) = delete;
    NoSizeSignal& operator= (const NoSizeSignal&) = delete;

private:
    sigset_t one {}, before {};
};
} // namespace

// A temporary name where a signal handler finds it: never freed, so that it can be read at any moment.
struct WholeFile::Unfinished
{
    std::atomic<bool> taken { false }, stands { false };
    char name[PATH_MAX] {};

    static std::array<Unfinished, mostUnfinished>& all() noexcept
    {
        static std::array<Unfinished, mostUnfinished> slots;
        return slots;
    }

    static Unfinished* note (const std::string& file) noexcept
    {
        if (file.size() >= PATH_MAX) return nullptr;
        for (Unfinished& slot : all())
            if (! slot.taken.exchange (true))
            {
                std::memcpy (slot.name, file.c_str(), file.size() + 1);
                slot.stands = true;
                return &slot;
            }
        return nullptr;
    }

    static void forget (Unfinished*& slot) noexcept
    {
        if (slot == nullptr) return;
        slot->stands = false;
        slot->taken = false;
        slot = nullptr;
    }
};

void WholeFile::removeUnfinished() noexcept
{
    for (const Unfinished& slot : Unfinished::all())
        if (slot.stands) unlink (slot.name);
}

Result<WholeFile> WholeFile::create (const fs::path& name)
{
    std::error_code ignored;
    fs::path last = name;
    if (fs::is_symlink (fs::symlink_status (last, ignored))) last = fs::weakly_canonical (last, ignored);
    const auto status = fs::status (last, ignored);
    if (last.filename().empty() || fs::is_directory (status)) return fail (reason (EISDIR, name));
    if (fs::exists (status) && ! fs::is_regular_file (status)) return fail (name.string() + " is not a regular file");

    static std::atomic<unsigned> counter { 0 };
    for (int attempt = 0; attempt < 100; ++attempt)
    {
        // Names of up to 255 bytes must stay possible: the temporary one holds a part of them.
        const std::string part = last.filename().string().substr (0, 200);
        const fs::path now = folderOf (last) / ("." + part + "." + std::to_string (getpid()) + "-" + std::to_string (counter++) + ".part");
        const int fd = open (now.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0) return WholeFile (fd, last, now);
        if (errno != EEXIST) return fail (reason (errno, name));
    }
    return fail (reason (EEXIST, name));
}

WholeFile::WholeFile (int descriptor, fs::path last, fs::path now)
    : fd (descriptor), finalName (std::move (last)), temporary (std::move (now)), noted (Unfinished::note (temporary.string()))
{}

WholeFile::WholeFile (WholeFile&& other) noexcept
    : fd (std::exchange (other.fd, -1)),
      failure (other.failure),
      length (other.length),
      finalName (std::move (other.finalName)),
      temporary (std::move (other.temporary)),
      noted (std::exchange (other.noted, nullptr))
{}

WholeFile::~WholeFile()
{
    if (fd < 0) return;
    unlink (temporary.c_str());
    Unfinished::forget (noted);
    close (fd);
}

bool WholeFile::put (std::uint64_t offset, const char* bytes, std::size_t count) noexcept
{
    if (failure != 0) return false;
    const NoSizeSignal quiet;
    while (count > 0)
    {
        const ssize_t n = pwrite (fd, bytes, count, static_cast<off_t> (offset));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0)
        {
            failure = n < 0 ? errno : ENOSPC;
            return false;
        }
        bytes += n;
        offset += static_cast<std::uint64_t> (n);
        count -= static_cast<std::size_t> (n);
    }
    length = std::max (length, offset);
    return true;
}

bool WholeFile::write (const void* bytes, std::size_t count) noexcept { return put (length, static_cast<const char*> (bytes), count); }

bool WholeFile::writeAt (std::uint64_t offset, const void* bytes, std::size_t count) noexcept { return put (offset, static_cast<const char*> (bytes), count); }

std::size_t WholeFile::readAt (std::uint64_t offset, void* bytes, std::size_t count) const noexcept
{
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

Error WholeFile::error() const { return { reason (failure, finalName), Error::Kind::runtime }; }

Result<void> WholeFile::keep()
{
    // Some file systems report a full disk only here.
    if (failure == 0 && fsync (fd) != 0 && errno != EINVAL && errno != ENOTSUP) failure = errno;
    if (failure == 0 && rename (temporary.c_str(), finalName.c_str()) != 0) failure = errno;
    if (failure != 0) return fail (error());
    Unfinished::forget (noted);
    close (std::exchange (fd, -1));
    if (const int folder = open (folderOf (finalName).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0)
    {
        (void)fsync (folder);
        close (folder);
    }
    return {};
}

std::uint64_t WholeFile::room (const fs::path& name) noexcept
{
    struct statvfs info
    {};
    if (statvfs (folderOf (name).c_str(), &info) != 0) return 0;
    return static_cast<std::uint64_t> (info.f_bavail) * info.f_frsize;
}

Result<void> writeWhole (const std::filesystem::path& name, std::string_view bytes)
{
    auto file = WholeFile::create (name);
    if (! file) return fail (file.error());
    if (! file->write (bytes.data(), bytes.size())) return fail (file->error());
    return file->keep();
}

Result<void> writeWholeIn (const std::filesystem::path& name, std::string_view bytes)
{
    std::error_code problem;
    std::filesystem::create_directories (name.parent_path(), problem);
    if (problem) return fail (name.parent_path().string() + ": " + problem.message());
    return writeWhole (name, bytes);
}
} // namespace lull::files

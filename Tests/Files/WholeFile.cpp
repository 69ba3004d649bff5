#include "Catch.h"

#include <csignal>
#include <cstring>
#include <iostream>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Folder.h"
#include "Files/WholeFile.h"
#include "Signal.h"

using namespace lull;
using namespace lull::files;

namespace
{
// Writes stereo float until the writer has had enough; the error's words.
std::string fill (const std::filesystem::path& file, SoundFormat::Container container, int frames)
{
    SoundFormat format;
    format.container = container;
    auto writer = SoundFileWriter::create (file, format, { "session: 1\n", "", "", {} });
    if (! writer) return writer.error().message;
    Planar noise (2, frames);
    for (std::size_t i = 0; i < noise.channels[0].size(); ++i) noise.channels[0][i] = noise.channels[1][i] = whiteAt (1, static_cast<std::uint32_t> (i));
    noise.into (*writer, 4096);
    const auto done = writer->finish();
    return done ? "" : done.error().message;
}

class SmallDisk
{
public:
    explicit SmallDisk (const std::filesystem::path& where, const char* options = "size=1m") : path (where)
    {
        std::filesystem::create_directories (path);
        mounted = mount ("tmpfs", path.c_str(), "tmpfs", 0, options) == 0;
    }
    ~SmallDisk()
    {
        if (mounted) umount2 (path.c_str(), MNT_DETACH);
    }
    SmallDisk (const SmallDisk&) = delete;
    SmallDisk& operator= (const SmallDisk&) = delete;
    std::filesystem::path path;
    bool mounted = false;
};

bool skipped (const SmallDisk& disk)
{
    if (! disk.mounted) std::cout << "\nskipped: a small disk can only be mounted by root\n";
    return ! disk.mounted;
}
} // namespace

TEST_CASE ("a full disk is said in words, leaves no half file and keeps the old one")
{
    const Folder folder;
    for (auto container : { SoundFormat::Container::wav, SoundFormat::Container::flac })
    {
        const SmallDisk disk (folder / "disk");
        if (skipped (disk)) return;
        writeBytes (disk.path / "x", "precious");
        const std::string words = fill (disk.path / "x", container, 400'000);
        CHECK (words.find ("the disk is full") != std::string::npos);
        CHECK (words.find ("x was not written") != std::string::npos);
        CHECK (bytesOf (disk.path / "x") == "precious");
        int left = 0;
        for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator (disk.path)) ++left;
        CHECK (left == 1);
    }
}

TEST_CASE ("what cannot fit is refused before it is rendered")
{
    const Folder folder;
    const SmallDisk disk (folder / "disk");
    if (skipped (disk)) return;
    SoundFormat format;
    format.expected = 48'000 * 60;
    const auto writer = SoundFileWriter::create (disk.path / "x.wav", format, {});
    REQUIRE (! writer);
    CHECK (writer.error().message.find ("needs 17.3 MB and 1.0 MB are free") != std::string::npos);
    CHECK (std::filesystem::is_empty (disk.path));
}

TEST_CASE ("a read-only disk is said in words")
{
    const Folder folder;
    const SmallDisk disk (folder / "disk");
    if (skipped (disk)) return;
    REQUIRE (mount ("tmpfs", disk.path.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=1m") == 0);
    CHECK (fill (disk.path / "x.wav", SoundFormat::Container::wav, 1000).find ("is read-only") != std::string::npos);
}

TEST_CASE ("a limit on file sizes is an error in words, not the end of the program")
{
    const Folder folder;
    rlimit before {};
    REQUIRE (getrlimit (RLIMIT_FSIZE, &before) == 0);
    rlimit small = before;
    small.rlim_cur = 500'000;
    REQUIRE (setrlimit (RLIMIT_FSIZE, &small) == 0);
    const std::string wav = fill (folder / "x.wav", SoundFormat::Container::wav, 400'000);
    const std::string flac = fill (folder / "x.flac", SoundFormat::Container::flac, 400'000);
    REQUIRE (setrlimit (RLIMIT_FSIZE, &before) == 0);
    CHECK (wav.find ("ulimit -f") != std::string::npos);
    CHECK (flac.find ("ulimit -f") != std::string::npos);
    CHECK (folder.entries() == 0);
}

TEST_CASE ("only regular files are written, and a link is written through")
{
    const Folder folder;
    CHECK (fill ("/dev/full", SoundFormat::Container::wav, 100) == "/dev/full is not a regular file");
    CHECK (fill (folder.path, SoundFormat::Container::wav, 100).find ("is a folder") != std::string::npos);
    CHECK (fill (folder / "no/such/x.wav", SoundFormat::Container::wav, 100).find ("there is no folder") != std::string::npos);
    REQUIRE (mkfifo ((folder / "pipe").c_str(), 0600) == 0);
    CHECK (fill (folder / "pipe", SoundFormat::Container::wav, 100).find ("not a regular file") != std::string::npos);

    writeBytes (folder / "real/x.wav", "old");
    std::filesystem::create_symlink (folder / "real/x.wav", folder / "link.wav");
    CHECK (fill (folder / "link.wav", SoundFormat::Container::wav, 100) == "");
    CHECK (std::filesystem::is_symlink (folder / "link.wav"));
    CHECK (bytesOf (folder / "real/x.wav").substr (0, 4) == "RIFF");
}

TEST_CASE ("a program that ends at once takes its unfinished files with it, and no others")
{
    const Folder folder;
    auto kept = WholeFile::create (folder / "kept");
    REQUIRE (kept);
    REQUIRE (kept->keep());
    auto one = WholeFile::create (folder / "one"), two = WholeFile::create (folder / "two");
    REQUIRE (one);
    REQUIRE (two);
    const WholeFile moved = std::move (*two);
    CHECK (folder.entries() == 3);
    WholeFile::removeUnfinished();
    CHECK (folder.entries() == 1);
    CHECK (std::filesystem::exists (folder / "kept"));
}

TEST_CASE ("a folder in which no file can be made is not called missing")
{
    CHECK (WholeFile::create ("/proc/x.wav").error().message == "no file can be made in /proc: /proc/x.wav was not written");
    CHECK (WholeFile::create ("/no/such/x.wav").error().message == "there is no folder /no/such");
}

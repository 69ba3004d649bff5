// Bindings on disk: small YAML, one file per chair and device, written by replacement.
#include "Devices/Binding.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "Devices/KeptFile.h"
#include "Text/Splice.h"

namespace lull::devices
{
namespace
{
namespace fs = std::filesystem;

// "[3, 4]" or "1-2" as parseBinding would read it.
std::string listed (const text::Node& n)
{
    if (n.kind == text::Node::Kind::scalar) return n.scalar;
    std::string s;
    for (const auto& i : n.items) s += (s.empty() ? "" : ",") + i.scalar;
    return s.empty() ? "none" : s;
}

std::string last() { return std::strerror (errno); }
} // namespace

fs::path bindingsFolder()
{
    const char* config = std::getenv ("XDG_CONFIG_HOME");
    const char* home = std::getenv ("HOME");
    const fs::path base = config != nullptr && config[0] == '/' ? fs::path (config) : fs::path (home != nullptr ? home : "/") / ".config";
    return base / "lull" / "bindings";
}

Result<std::optional<Binding>> loadBinding (const fs::path& folder, std::string_view chair, std::string_view device)
{
    const auto file = keptFile (folder, chair, device);
    const auto kept = readKept (file, "binding", "not a binding; choose the channels again", chair, device);
    if (! kept) return fail (kept.error());
    if (! *kept) return std::optional<Binding> {};
    const auto& root = *kept;
    const auto* sound = root->find ("sound");
    const auto* touch = root->find ("touch");
    auto b =
        parseBinding (fmt::format ("sound={},touch={}", sound == nullptr ? "none" : listed (sound->value), touch == nullptr ? "none" : listed (touch->value)));
    if (! b) return fail (keptIsWrong (file, b.error().message));
    b->device = device;
    return std::optional<Binding> { std::move (*b) };
}

Result<fs::path> saveBinding (const fs::path& folder, std::string_view chair, std::string_view device, const Binding& b)
{
    const auto file = keptFile (folder, chair, device);
    const auto refuse = [&] (const std::string& why) { return fail (fmt::format ("{}: {}", file.string(), why)); };
    std::error_code problem;
    const bool fresh = ! fs::exists (folder, problem);
    fs::create_directories (folder, problem);
    if (problem) return refuse (problem.message());
    if (fresh) fs::permissions (folder, fs::perms::owner_all, problem);

    const auto sound = b.left == 0 ? std::string ("none") : b.right == 0 ? std::to_string (b.left) : fmt::format ("{}, {}", b.left, b.right);
    const auto content = fmt::format ("# Which outputs of this device carry sound and touch. Written by Lull; yours to change.\n"
                                      "binding: 1\nchair: {}\ndevice: {}\nsound: [{}]\ntouch: [{}]\n",
                                      text::inQuotes (chair), text::inQuotes (device), sound, fmt::join (b.touch, ", "));
    auto fresher = file;
    fresher += ".new";
    const int fd = ::open (fresher.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return refuse (last());
    const auto put = ::write (fd, content.data(), content.size());
    const bool whole = put == static_cast<ssize_t> (content.size()) && ::fsync (fd) == 0;
    const auto why = whole ? std::string() : put >= 0 ? std::string ("the disk is full") : last();
    ::close (fd);
    if (! whole || ::rename (fresher.c_str(), file.c_str()) != 0)
    {
        const auto reason = whole ? last() : why;
        ::unlink (fresher.c_str());
        return refuse (reason);
    }
    return file;
}
} // namespace lull::devices

// Bindings on disk: small YAML, one file per chair and device, written by replacement.
#include "Devices/Binding.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "Text/Splice.h"
#include "Text/Yaml.h"

namespace lull::devices
{
namespace
{
namespace fs = std::filesystem;

std::string readable (std::string_view s)
{
    std::string r;
    for (char c : s.substr (0, 48))
    {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (plain) r += c;
        else if (! r.empty() && r.back() != '_') r += '_';
    }
    return r;
}

std::uint32_t fingerprint (std::string_view s) // FNV-1a
{
    std::uint32_t h = 2166136261u;
    for (char c : s) h = (h ^ static_cast<unsigned char> (c)) * 16777619u;
    return h;
}

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

fs::path bindingFile (const fs::path& folder, std::string_view chair, std::string_view device)
{
    return folder / fmt::format ("{}@{}-{:08x}.yaml", readable (chair), readable (device), fingerprint (fmt::format ("{}\n{}", chair, device)));
}

Result<std::optional<Binding>> loadBinding (const fs::path& folder, std::string_view chair, std::string_view device)
{
    const auto file = bindingFile (folder, chair, device);
    std::error_code missing;
    if (! fs::is_regular_file (file, missing)) return std::optional<Binding> {};
    std::ifstream in (file, std::ios::binary);
    std::string content (4097, '\0');
    in.read (content.data(), static_cast<std::streamsize> (content.size()));
    content.resize (static_cast<std::size_t> (in.gcount()));
    const auto refuse = [&] (std::string_view why) { return fail (fmt::format ("{}: {}", file.string(), why), Error::Kind::device); };
    if (content.empty() || content.size() > 4096) return refuse ("not a binding; choose the channels again");

    const auto root = text::parseYaml (file.string(), content, { 4096, 3, 100 });
    if (! root) return refuse (root.error().empty() ? std::string ("not YAML") : root.error().front().message);
    const auto* version = root->find ("binding");
    const auto* of = root->find ("device");
    const auto* forChair = root->find ("chair");
    if (version == nullptr || of == nullptr || forChair == nullptr) return refuse ("not a binding; choose the channels again");
    if (version->value.scalar != "1") return refuse ("written by a newer Lull");
    if (of->value.scalar != device || forChair->value.scalar != chair) return refuse ("made for another chair or device");
    const auto* sound = root->find ("sound");
    const auto* touch = root->find ("touch");
    auto b =
        parseBinding (fmt::format ("sound={},touch={}", sound == nullptr ? "none" : listed (sound->value), touch == nullptr ? "none" : listed (touch->value)));
    if (! b) return refuse (b.error().message);
    b->device = device;
    return std::optional<Binding> { std::move (*b) };
}

Result<fs::path> saveBinding (const fs::path& folder, std::string_view chair, std::string_view device, const Binding& b)
{
    const auto file = bindingFile (folder, chair, device);
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

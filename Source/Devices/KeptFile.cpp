#include "Devices/KeptFile.h"

#include <cstdint>
#include <fstream>
#include <utility>

#include <fmt/format.h>

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
} // namespace

fs::path keptFile (const fs::path& folder, std::string_view chair, std::string_view device)
{
    return folder / fmt::format ("{}@{}-{:08x}.yaml", readable (chair), readable (device), fingerprint (fmt::format ("{}\n{}", chair, device)));
}

Error keptIsWrong (const fs::path& file, std::string_view why) { return { fmt::format ("{}: {}", file.string(), why), Error::Kind::device }; }

Result<std::optional<text::Node>> readKept (const fs::path& file, std::string_view kind, std::string_view none, std::string_view chair, std::string_view device)
{
    std::error_code missing;
    if (! fs::is_regular_file (file, missing)) return std::optional<text::Node> {};
    std::ifstream in (file, std::ios::binary);
    std::string content (4097, '\0');
    in.read (content.data(), static_cast<std::streamsize> (content.size()));
    content.resize (static_cast<std::size_t> (in.gcount()));
    const auto refuse = [&] (std::string_view why) { return fail (keptIsWrong (file, why)); };
    if (content.empty() || content.size() > 4096) return refuse (none);
    auto root = text::parseYaml (file.string(), content, { 4096, 3, 100 });
    if (! root) return refuse (root.error().empty() ? std::string ("not YAML") : root.error().front().message);
    const auto* version = root->find (kind);
    const auto* of = root->find ("device");
    const auto* forChair = root->find ("chair");
    if (version == nullptr || of == nullptr || forChair == nullptr) return refuse (none);
    if (version->value.scalar != "1") return refuse ("written by a newer Lull");
    if (of->value.scalar != device || forChair->value.scalar != chair) return refuse ("made for another chair or device");
    return std::optional<text::Node> { std::move (*root) };
}
} // namespace lull::devices

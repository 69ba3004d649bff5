#include "Files/SoundCache.h"

#include <algorithm>
#include <system_error>
#include <vector>

#include "Files/Paths.h"

namespace fs = std::filesystem;

namespace lull::files
{
namespace
{
constexpr const char* ending = ".pages";

Result<PageFile> made (const fs::path& name, bool keep, double rate, const SoundCache::Fill& fill)
{
    auto writer = PageWriter::create (name, rate);
    if (! writer) return fail (writer.error());
    std::string remark;
    if (! fill (*writer, remark)) return lull::fail (writer->error());
    return keep ? writer->keep (std::move (remark)) : writer->pass (std::move (remark));
}
} // namespace

SoundCache::SoundCache (fs::path f, std::uint64_t bytes) : folder (std::move (f)), most (bytes) {}

SoundCache SoundCache::own() { return SoundCache (cacheHome() / "Sounds"); }

fs::path SoundCache::nameOf (const std::string& key) const { return folder / ((key.empty() ? "passing" : key) + ending); }

std::optional<PageFile> SoundCache::find (const std::string& key) const { return PageFile::open (nameOf (key)); }

Result<SoundCache::Made> SoundCache::make (const std::string& key, double rate, const Fill& fill) const
{
    std::error_code failed;
    fs::create_directories (folder, failed);
    auto pages = made (nameOf (key), ! key.empty(), rate, fill);
    if (pages)
    {
        if (! key.empty()) trim (nameOf (key));
        return Made { std::move (*pages), {} };
    }
    const std::string why = pages.error().message;
    const fs::path passing = fs::temp_directory_path (failed);
    if (failed) return lull::fail (why);
    pages = made (passing / (std::string ("lull-passing") + ending), false, rate, fill);
    if (! pages) return lull::fail (why);
    return Made { std::move (*pages), why };
}

void SoundCache::trim (const fs::path& but) const
{
    struct Kept
    {
        fs::path name;
        fs::file_time_type used;
        std::uint64_t bytes;
    };
    std::vector<Kept> all;
    std::uint64_t sum = 0;
    std::error_code failed;
    for (fs::directory_iterator i (folder, failed), end; ! failed && i != end; i.increment (failed))
    {
        std::error_code ignored;
        if (i->path().extension() != ending || ! i->is_regular_file (ignored)) continue;
        const auto bytes = i->file_size (ignored);
        const auto used = i->last_write_time (ignored);
        if (ignored) continue;
        sum += bytes;
        if (i->path() != but) all.push_back ({ i->path(), used, bytes });
    }
    std::sort (all.begin(), all.end(), [] (const Kept& a, const Kept& b) { return a.used < b.used; });
    for (const Kept& k : all)
    {
        if (sum <= most) return;
        if (fs::remove (k.name, failed)) sum -= k.bytes;
    }
}
} // namespace lull::files

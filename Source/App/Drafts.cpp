#include "App/Drafts.h"

#include <cstdint>

#include <fmt/format.h>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"

namespace lull::app
{
namespace
{
// FNV-1a: two files of one name in two folders have two drafts.
std::uint64_t hashOf (const std::string& text)
{
    std::uint64_t h = 14695981039346656037ull;
    for (const char c : text) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
    return h;
}
} // namespace

Draft::Draft (const Found& of)
    : file (files::dataHome() / "Drafts" / fmt::format ("{}-{:016x}.yaml", files::fileNameFor (of.name), hashOf (of.own ? of.path().string() : of.name)))
{}

std::optional<std::string> Draft::load() const
{
    std::error_code ignored;
    if (! std::filesystem::exists (file, ignored)) return std::nullopt;
    auto text = files::readText (file);
    return text ? std::optional (std::move (*text)) : std::nullopt;
}

Result<void> Draft::keep (const std::string& text) const
{
    std::error_code problem;
    std::filesystem::create_directories (file.parent_path(), problem);
    if (problem) return fail (fmt::format ("{}: {}", file.parent_path().string(), problem.message()));
    return files::writeWhole (file, text);
}

void Draft::forget() const
{
    std::error_code ignored;
    std::filesystem::remove (file, ignored);
}
} // namespace lull::app

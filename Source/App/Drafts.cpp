#include "App/Drafts.h"

#include <fmt/format.h>

#include "Base/Random.h"
#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"

namespace lull::app
{
// Two files of one name in two folders have two drafts.
Draft::Draft (const Found& of)
    : file (files::dataHome() / "Drafts" /
            fmt::format ("{}-{:016x}.yaml", files::fileNameFor (of.name), Stream().child (of.own ? of.path().string() : of.name).bits (0)))
{}

std::optional<std::string> Draft::load() const
{
    std::error_code ignored;
    if (! std::filesystem::exists (file, ignored)) return std::nullopt;
    auto text = files::readText (file);
    return text ? std::optional (std::move (*text)) : std::nullopt;
}

Result<void> Draft::keep (const std::string& text) const { return files::writeWholeIn (file, text); }

void Draft::forget() const
{
    std::error_code ignored;
    std::filesystem::remove (file, ignored);
}
} // namespace lull::app

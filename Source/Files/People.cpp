#include "Files/People.h"

#include <fmt/format.h>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"

namespace lull::files
{
namespace
{
namespace fs = std::filesystem;

Result<fs::path> spotsFile (std::string_view person)
{
    const auto folder = personFolder (person);
    if (! folder) return fail (folder.error());
    return *folder / "spots.yaml";
}

Result<fs::path> fitFile (std::string_view person, std::string_view chair)
{
    const auto folder = personFolder (person);
    if (! folder) return fail (folder.error());
    return *folder / ("fit-" + fileNameFor (chair) + ".yaml");
}

// A file's text, or nothing when there is no such file.
Result<std::optional<std::string>> textOf (const Result<fs::path>& file)
{
    if (! file) return fail (file.error());
    std::error_code ignored;
    if (! fs::exists (*file, ignored)) return std::optional<std::string>();
    auto text = readText (*file, 64 * 1024);
    if (! text) return fail (text.error());
    return std::optional (std::move (*text));
}

// The first thing that is wrong, as one line.
Error refusal (const text::Diagnostics& found, const std::string& source)
{
    auto words = text::toText (found.front(), source);
    words = words.substr (0, words.find ('\n'));
    return { words, Error::Kind::refused };
}

Result<void> write (const Result<fs::path>& file, const std::string& text)
{
    if (! file) return fail (file.error());
    std::error_code problem;
    fs::create_directories (file->parent_path(), problem);
    if (problem) return fail (fmt::format ("{}: {}", file->parent_path().string(), problem.message()));
    fs::permissions (file->parent_path(), fs::perms::owner_all, problem); // a body is nobody else's business
    return writeWhole (*file, text);
}
} // namespace

Result<fs::path> personFolder (std::string_view name)
{
    if (! isPlainName (name))
        return fail (fmt::format ("\"{}\" will not do as a person's name; write up to 40 letters, digits and -, as in anna", name), Error::Kind::usage);
    return configHome() / "People" / std::string (name);
}

Result<std::optional<touch::Fit>> loadFit (std::string_view person, std::string_view chair)
{
    const auto file = fitFile (person, chair);
    const auto text = textOf (file);
    if (! text) return fail (text.error());
    if (! *text) return std::optional<touch::Fit>();
    auto fit = touch::readFit (file->string(), **text);
    if (! fit) return fail (refusal (fit.error(), **text));
    return std::optional (std::move (*fit));
}

Result<std::optional<touch::Spots>> loadSpots (std::string_view person)
{
    const auto file = spotsFile (person);
    const auto text = textOf (file);
    if (! text) return fail (text.error());
    if (! *text) return std::optional<touch::Spots>();
    auto spots = touch::readSpots (file->string(), **text);
    if (! spots) return fail (refusal (spots.error(), **text));
    return std::optional (std::move (*spots));
}

Result<void> storeFit (std::string_view person, const touch::Fit& fit) { return write (fitFile (person, fit.chair), touch::toText (fit)); }
Result<void> storeSpots (std::string_view person, const touch::Spots& spots) { return write (spotsFile (person), touch::toText (spots)); }

Result<touch::Chair> chairFor (const touch::Chair& chair, std::string_view person)
{
    const auto fit = loadFit (person, chair.id);
    if (! fit) return fail (fit.error());
    const auto spots = loadSpots (person);
    if (! spots) return fail (spots.error());
    return touch::forPerson (chair, *fit ? &**fit : nullptr, *spots ? &**spots : nullptr);
}
} // namespace lull::files

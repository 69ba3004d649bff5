#include "Files/Library.h"

#include <algorithm>
#include <map>
#include <system_error>

#include "Files/OwnChairs.h"
#include "Files/Paths.h"
#include "Files/RegularFile.h"
#include "Text/Diagnostic.h"

namespace fs = std::filesystem;

namespace lull::files
{
namespace
{
void gather (std::map<std::string, Entry>& found, const fs::path& folder, std::string_view ending, bool own)
{
    std::error_code failed;
    for (fs::directory_iterator i (folder, failed), end; ! failed && i != end; i.increment (failed))
    {
        const std::string name = i->path().filename().string();
        if (name.starts_with ('.') || ! name.ends_with (ending) || name.size() == ending.size()) continue;
        std::error_code ignored;
        if (! fs::is_regular_file (i->path(), ignored)) continue;
        Entry entry { name.substr (0, name.size() - ending.size()), i->path(), own };
        found.try_emplace (entry.name, std::move (entry));
    }
}

std::vector<Entry> listed (const std::map<std::string, Entry>& found)
{
    std::vector<Entry> list;
    for (const auto& [name, entry] : found) list.push_back (entry);
    return list;
}

std::string folded (std::string_view word)
{
    std::string out (word);
    for (char& c : out)
    {
        if (c >= 'A' && c <= 'Z') c = static_cast<char> (c - 'A' + 'a');
        if (c == ' ' || c == '_') c = '-';
    }
    return out;
}

Result<fs::path> find (std::string_view word, const std::vector<Entry>& list, std::string_view thing, std::string_view command)
{
    if (namesFile (word))
    {
        std::error_code ignored;
        const fs::path file (word);
        if (! fs::exists (file, ignored)) return fail ("there is no file " + std::string (word), Error::Kind::usage);
        return file;
    }
    std::vector<std::string> names;
    for (const Entry& e : list)
    {
        if (e.name == word) return e.file;
        names.push_back (e.name);
    }
    const std::string wanted = folded (word);
    for (const Entry& e : list)
        if (folded (e.name) == wanted) return e.file;

    const std::string near = text::nearest (wanted, names);
    std::string message = "there is no " + std::string (thing) + " \"" + std::string (word) + "\"";
    message += near.empty() ? "; `lull " + std::string (command) + "` lists them" : "; did you mean \"" + near + "\"?";
    return fail (std::move (message), Error::Kind::usage);
}
} // namespace

std::vector<Entry> sessions()
{
    std::map<std::string, Entry> found;
    gather (found, dataHome() / "Sessions", ".lull.yaml", true);
    for (const auto& folder : shareFolders()) gather (found, folder / "Sessions", ".lull.yaml", false);
    return listed (found);
}

std::vector<Entry> chairs()
{
    std::map<std::string, Entry> found;
    gather (found, ownChairsFolder(), ".yaml", true);
    gather (found, dataHome() / "Chairs", ".yaml", true);
    for (const auto& folder : shareFolders())
    {
        gather (found, folder / "Chairs", ".yaml", false);
        gather (found, folder / "Assets" / "Chairs", ".yaml", false);
    }
    return listed (found);
}

bool namesFile (std::string_view word) noexcept { return word.find ('/') != std::string_view::npos || word.find (".yaml") != std::string_view::npos; }

std::string wordFromAnywhere (const std::string& word)
{
    std::error_code ignored;
    return namesFile (word) ? fs::absolute (word, ignored).string() : word;
}

Result<fs::path> findSession (std::string_view word) { return find (word, sessions(), "session", "sessions"); }
Result<fs::path> findChair (std::string_view word) { return find (word, chairs(), "chair", "chairs"); }

std::string nameOf (const fs::path& file)
{
    std::string name = file.filename().string();
    for (std::string_view ending : { ".lull.yaml", ".yaml" })
        if (name.ends_with (ending)) return name.substr (0, name.size() - ending.size());
    return name;
}

Result<std::string> readText (const fs::path& file, std::size_t most)
{
    const auto opened = RegularFile::open (file);
    if (! opened) return fail (opened.error());
    // A byte more than it has: what is longer than `most` is told by its reader.
    return opened->read (0, static_cast<std::size_t> (std::min<std::uint64_t> (opened->bytes(), most)) + 1);
}
} // namespace lull::files

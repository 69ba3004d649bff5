#include "Files/Library.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Files/OwnChairs.h"
#include "Files/Paths.h"
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
    const int fd = open (file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return fail ("cannot read " + file.string() + ": " + std::strerror (errno));
    struct Closed
    {
        int fd;
        ~Closed() { close (fd); }
    } closed { fd };

    struct stat status
    {};
    if (fstat (fd, &status) != 0 || ! S_ISREG (status.st_mode)) return fail (file.string() + " is not a regular file");

    std::string text (std::min (static_cast<std::size_t> (std::max<off_t> (status.st_size, 0)), most) + 1, '\0');
    std::size_t got = 0;
    while (got < text.size())
    {
        const ssize_t n = read (fd, text.data() + got, text.size() - got);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail ("cannot read " + file.string() + ": " + std::strerror (errno));
        if (n == 0) break;
        got += static_cast<std::size_t> (n);
    }
    text.resize (got);
    return text;
}
} // namespace lull::files

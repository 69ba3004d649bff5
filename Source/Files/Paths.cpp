#include "Files/Paths.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <dlfcn.h>
#include <pwd.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace lull::files
{
namespace
{
fs::path fromEnvironment (const char* name)
{
    const char* value = std::getenv (name);
    if (value == nullptr || value[0] != '/') return {};
    return value;
}

fs::path home()
{
    if (fs::path h = fromEnvironment ("HOME"); ! h.empty()) return h;
    if (const passwd* entry = getpwuid (geteuid()); entry != nullptr && entry->pw_dir != nullptr && entry->pw_dir[0] == '/') return entry->pw_dir;
    return "/";
}

fs::path xdg (const char* name, const char* fallback)
{
    fs::path base = fromEnvironment (name);
    if (base.empty()) base = home() / fallback;
    return base / "lull";
}

// The file that holds this code: a plugin's library inside a host, else the program itself.
fs::path ownFile()
{
    std::error_code ignored;
    static const char here = 0;
    Dl_info info {};
    if (dladdr (&here, &info) != 0 && info.dli_fname != nullptr)
    {
        fs::path module = fs::weakly_canonical (info.dli_fname, ignored);
        if (module.string().find (".so") != std::string::npos) return module;
    }
    return fs::read_symlink ("/proc/self/exe", ignored);
}

// A build tree says where its source is; an installed program lies in none.
fs::path sourceOfBuild (fs::path folder)
{
    std::error_code ignored;
    for (; folder.has_relative_path(); folder = folder.parent_path())
    {
        std::ifstream cache (folder / "CMakeCache.txt");
        constexpr std::string_view key = "Lull_SOURCE_DIR:STATIC=";
        for (std::string line; std::getline (cache, line);)
            if (line.starts_with (key)) return line.substr (key.size());
        if (fs::exists (folder / "CMakeCache.txt", ignored)) return {};
    }
    return {};
}

void add (std::vector<fs::path>& list, const fs::path& folder)
{
    std::error_code ignored;
    if (folder.empty() || ! fs::is_directory (folder, ignored)) return;
    const fs::path whole = fs::weakly_canonical (folder, ignored);
    for (const auto& there : list)
        if (there == whole) return;
    list.push_back (whole);
}
} // namespace

fs::path dataHome() { return xdg ("XDG_DATA_HOME", ".local/share"); }
fs::path configHome() { return xdg ("XDG_CONFIG_HOME", ".config"); }
fs::path cacheHome() { return xdg ("XDG_CACHE_HOME", ".cache"); }

bool isPlainName (std::string_view name) noexcept
{
    const auto fits = [] (char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
    return ! name.empty() && name.size() <= 40 && name.front() != '-' && std::all_of (name.begin(), name.end(), fits);
}

std::string fileNameFor (std::string_view name)
{
    std::string out (name.substr (0, 60));
    for (char& c : out)
        if (c == '/' || c == '.' || static_cast<unsigned char> (c) < 0x20) c = '-';
    return out;
}

std::vector<fs::path> shareFolders()
{
    std::vector<fs::path> list;
    const fs::path own = ownFile().parent_path();
    add (list, own.parent_path() / "share" / "lull");
    add (list, sourceOfBuild (own)); // before what an older one may have installed
    add (list, LULL_DATA_DIR);
    const char* variable = std::getenv ("XDG_DATA_DIRS");
    std::string dirs = variable != nullptr && variable[0] != 0 ? variable : "/usr/local/share:/usr/share";
    for (std::size_t from = 0; from <= dirs.size();)
    {
        const std::size_t colon = std::min (dirs.find (':', from), dirs.size());
        const std::string one = dirs.substr (from, colon - from);
        if (one.starts_with ('/')) add (list, fs::path (one) / "lull");
        from = colon + 1;
    }
    return list;
}
} // namespace lull::files

#include "House/Tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace house
{
namespace fs = std::filesystem;

namespace
{
bool skipped (const fs::path& folder)
{
    const auto name = folder.filename().string();
    return name == ".git" || name == ".cache" || name.starts_with ("build");
}

std::vector<TextFile> readTree (const fs::path& root)
{
    std::vector<TextFile> files;
    for (fs::recursive_directory_iterator it (root), end; it != end; ++it)
    {
        if (it->is_directory())
        {
            if (skipped (it->path())) it.disable_recursion_pending();
            continue;
        }
        if (! it->is_regular_file()) continue;
        std::ifstream in (it->path(), std::ios::binary);
        std::string text { std::istreambuf_iterator<char> (in), {} };
        if (text.find ('\0') != std::string::npos) continue; // pictures and the like
        files.push_back ({ fs::relative (it->path(), root).generic_string(), std::move (text) });
    }
    std::sort (files.begin(), files.end(), [] (const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}
} // namespace

const std::vector<TextFile>& tree()
{
    static const auto files = readTree (LULL_ROOT);
    return files;
}

std::vector<std::string> linesOf (std::string_view text)
{
    std::vector<std::string> lines;
    while (! text.empty())
    {
        const auto end = text.find ('\n');
        lines.emplace_back (text.substr (0, end));
        text = end == std::string_view::npos ? std::string_view {} : text.substr (end + 1);
    }
    return lines;
}

std::string joined (const std::vector<std::string>& lines)
{
    std::string all;
    for (const auto& l : lines) all += l + "\n";
    return all;
}
} // namespace house

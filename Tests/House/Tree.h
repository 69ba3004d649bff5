// The product's own tree as the house tests see it: every text file, by its path below the root.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace house
{
struct TextFile
{
    std::string path; // below the root, '/' between
    std::string text;

    [[nodiscard]] bool under (std::string_view folder) const { return path.starts_with (folder); }
    [[nodiscard]] bool endsWith (std::string_view ending) const { return path.ends_with (ending); }
    [[nodiscard]] bool isCode() const { return endsWith (".cpp") || endsWith (".h"); }
};

// Every text file of the product, sorted; builds, caches and the version history left out. Read once.
[[nodiscard]] const std::vector<TextFile>& tree();

[[nodiscard]] std::vector<std::string> linesOf (std::string_view);
[[nodiscard]] std::string joined (const std::vector<std::string>&); // one per line, for messages
} // namespace house

#include "App/Themes.h"

#include <algorithm>
#include <filesystem>

#include "Files/Library.h"
#include "Files/Paths.h"

namespace fs = std::filesystem;

namespace lull::app
{
namespace
{
constexpr std::size_t most = 20, longest = 16 * 1024;

bool same (const std::string& a, const std::string& b) { return juce::String::fromUTF8 (a.c_str()).equalsIgnoreCase (juce::String::fromUTF8 (b.c_str())); }
} // namespace

std::vector<ui::Theme> themes()
{
    auto all = ui::shippedThemes();
    std::vector<fs::path> own;
    std::error_code none;
    for (const auto& e : fs::directory_iterator (files::configHome() / "Themes", none))
        if (e.path().extension() == ".yaml" && own.size() < most) own.push_back (e.path());
    std::sort (own.begin(), own.end());
    for (const auto& file : own)
        if (const auto text = files::readText (file, longest))
            if (auto theme = ui::readTheme (file.string(), *text))
            {
                if (theme->name.empty()) theme->name = file.stem().string();
                const auto taken = [&] (const auto& t) { return same (t.name, theme->name); };
                if (std::none_of (all.begin(), all.end(), taken)) all.push_back (std::move (*theme));
            }
    return all;
}

std::optional<ui::Theme> themeOf (const std::string& name)
{
    for (auto& t : themes())
        if (same (t.name, name)) return t;
    return std::nullopt;
}

ui::Theme themeAfter (const std::string& name)
{
    const auto all = themes();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (same (all[i].name, name)) return all[(i + 1) % all.size()];
    return all.front();
}

juce::String wordFor (const ui::Theme& t)
{
    for (const auto& shipped : ui::shippedThemes())
        if (shipped.name == t.name) return t.night ? "Night" : "Day";
    return juce::String::fromUTF8 (t.name.c_str());
}
} // namespace lull::app

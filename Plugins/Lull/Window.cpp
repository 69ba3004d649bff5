#include "Plugins/Lull/Window.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"
#include "Text/Fields.h"
#include "Text/Yaml.h"

namespace lull::plugin
{
namespace
{
std::filesystem::path file() { return files::configHome() / "plugin.yaml"; }
} // namespace

Window Window::within() const noexcept
{
    if (width <= 0 || height <= 0) return { 0, 0, std::clamp (percent, 50, 200) };
    return { std::clamp (width, 300, 8'192), std::clamp (height, 200, 8'192), std::clamp (percent, 50, 200) };
}

Window Window::usual()
{
    Window w;
    const auto text = files::readText (file(), 4'096);
    if (! text) return w;
    const auto root = text::parseYaml ("plugin.yaml", *text, { 4'096, 2, 20 });
    if (! root || root->kind != text::Node::Kind::map) return w;
    const auto number = [&] (const char* key, int& into) {
        if (const auto* entry = root->find (key))
            if (const auto v = text::parseNumber (entry->value.scalar); v && *v >= 0.0 && *v <= 1e6) into = static_cast<int> (*v);
    };
    number ("width", w.width);
    number ("height", w.height);
    number ("percent", w.percent);
    return w.within();
}

void Window::becomeUsual() const
{
    if (*this == usual()) return;
    const auto text = fmt::format ("# How large the plugin's window was last.\nwidth: {}\nheight: {}\npercent: {}\n", width, height, percent);
    (void)files::writeWholeIn (file(), text);
}
} // namespace lull::plugin

#include "App/Settings.h"

#include <filesystem>

#include <fmt/format.h>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"
#include "Text/Fields.h"
#include "Text/Splice.h"
#include "Text/Yaml.h"

namespace fs = std::filesystem;

namespace lull::app
{
namespace
{
constexpr std::size_t longest = 16 * 1024, longestName = 4'096, mostPorts = 16, longestPort = 256;

fs::path file() { return files::configHome() / "app.yaml"; }

bool understood (const std::string& text, Settings& into)
{
    const auto root = text::parseYaml ("app.yaml", text, { longest, 2, 50 });
    if (! root || root->kind != text::Node::Kind::map) return false;
    const auto* version = root->find ("app");
    if (version == nullptr || version->value.scalar != "1") return false;
    Settings s;
    for (const auto& [key, to] : { std::pair ("session", &s.session), std::pair ("chair", &s.chair), std::pair ("theme", &s.theme) })
        if (const auto* entry = root->find (key))
        {
            if (entry->value.kind != text::Node::Kind::scalar || entry->value.scalar.size() > longestName) return false;
            *to = entry->value.scalar;
        }
    for (const auto& [key, to] : { std::pair ("strength", &s.strength), std::pair ("volume", &s.volume) })
        if (const auto* entry = root->find (key))
        {
            const auto v = text::parseNumber (entry->value.scalar);
            if (! v || *v < 0.0 || *v > 1.0) return false;
            *to = *v;
        }
    if (const auto* entry = root->find ("midi"))
    {
        if (entry->value.scalar != "on" && entry->value.scalar != "off") return false;
        s.midi = entry->value.scalar == "on";
    }
    if (const auto* entry = root->find ("midi-ports"))
    {
        if (entry->value.kind != text::Node::Kind::sequence || entry->value.items.size() > mostPorts) return false;
        for (const auto& port : entry->value.items)
        {
            if (port.kind != text::Node::Kind::scalar || port.scalar.empty() || port.scalar.size() > longestPort) return false;
            s.midiPorts.push_back (port.scalar);
        }
    }
    into = s;
    into.first = false;
    return true;
}
} // namespace

Settings Settings::load()
{
    Settings s;
    std::error_code ignored;
    if (! fs::exists (file(), ignored)) return s;
    const auto text = files::readText (file(), longest);
    if (text && understood (*text, s)) return s;
    fs::rename (file(), file().string() + ".aside", ignored);
    s = {};
    s.first = false;
    return s;
}

bool Settings::store() const
{
    std::vector<std::string> ports;
    for (const auto& p : midiPorts)
        if (ports.size() < mostPorts && ! p.empty() && p.size() <= longestPort) ports.push_back (text::inQuotes (p));
    const auto text =
        fmt::format ("# What the app remembers.\napp: 1\nsession: {}\nchair: {}\nstrength: {:.4g}\nvolume: {:.4g}\ntheme: {}\nmidi: {}\nmidi-ports: [{}]\n",
                     text::inQuotes (session), text::inQuotes (chair), strength, volume, text::inQuotes (theme), midi ? "on" : "off", fmt::join (ports, ", "));
    return files::writeWholeIn (file(), text).has_value();
}
} // namespace lull::app

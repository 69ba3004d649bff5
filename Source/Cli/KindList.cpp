#include "Cli/KindList.h"

#include <algorithm>

#include <fmt/format.h>

#include "Text/Json.h"

namespace lull::cli
{
int listKinds (std::string_view thing, std::string_view key, const std::vector<KindRow>& rows, const std::string& wanted, bool asJson, Console& console)
{
    std::vector<std::string> names;
    for (const auto& row : rows) names.emplace_back (row.name);
    if (! wanted.empty() && std::find (names.begin(), names.end(), wanted) == names.end())
    {
        const std::string near = text::nearest (wanted, names);
        return console.fail ({ fmt::format ("there is no {0} \"{1}\"; {2}", thing, wanted,
                                            near.empty() ? fmt::format ("`lull {}s` lists them", thing) : "did you mean \"" + near + "\"?"),
                               Error::Kind::usage });
    }
    text::Json json;
    json.array();
    std::string text;
    for (const auto& row : rows)
    {
        if (! wanted.empty() && wanted != row.name) continue;
        json.object().text (key, row.name).text ("about", row.about).array ("fields");
        text += fmt::format ("{:<15}{}\n", row.name, row.about);
        for (const auto* table : row.fields)
            for (const auto& f : *table)
            {
                json.object().text ("key", f.key).text ("about", f.about).text ("default", f.fallback).close();
                if (! wanted.empty()) text += fmt::format ("  {:<12}{}{}\n", f.key, f.about, f.fallback.empty() ? "" : fmt::format (" ({})", f.fallback));
            }
        json.close().close();
    }
    console.put (asJson ? json.close().done() : text);
    return 0;
}
} // namespace lull::cli

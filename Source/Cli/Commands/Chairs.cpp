#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Options.h"
#include "Files/Library.h"

namespace lull::cli
{
namespace
{
int list (Console& console, bool asJson)
{
    text::Json json;
    json.array();
    std::string text;
    int bad = 0;
    for (const auto& entry : files::chairs())
    {
        const auto words = files::readText (entry.file);
        const auto chair = words ? touch::readChair (entry.file.string(), *words, entry.name) : fail (text::Diagnostics {});
        if (! chair)
        {
            if (words) console.show (chair.error(), *words);
            ++bad;
            continue;
        }
        const auto n = chair->actuators.size(), zones = chair->zones.size();
        json.object()
            .text ("id", entry.name)
            .text ("title", chair->title)
            .whole ("actuators", static_cast<long long> (n))
            .whole ("zones", static_cast<long long> (zones))
            .text ("about", chair->about)
            .text ("file", entry.file.string())
            .flag ("own", entry.own)
            .close();
        text += fmt::format ("{:<14}  {} actuator{}, {} zone{}  {}{}\n", entry.name, n, n == 1 ? " " : "s", zones, zones == 1 ? " " : "s", chair->title,
                             entry.own ? "  (yours)" : "");
    }
    console.put (asJson ? json.close().done() : text);
    if (text.empty() && bad == 0) console.say ("No chairs were found.");
    return bad == 0 ? 0 : static_cast<int> (Error::Kind::refused);
}
} // namespace

extern const CommandKind commandChairs;
const CommandKind commandChairs { "chairs", "the chairs, cushions and pads that are known", 70,
                                  "lull chairs                   by name, with what each has\n"
                                  "lull info bedtime --chair four-zone   what a session becomes on one of them",
                                  [] (CLI::App& app) -> Action {
                                      auto json = std::make_shared<bool> (false);
                                      addJson (app, *json);
                                      return [json] (Console& console) { return list (console, *json); };
                                  } };
} // namespace lull::cli

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Options.h"
#include "Files/Library.h"

namespace lull::cli
{
namespace
{
struct Listed
{
    files::Entry entry;
    Result<session::Score, text::Diagnostics> score;
};

std::vector<Listed> all()
{
    std::vector<Listed> list;
    for (const auto& entry : files::sessions())
        if (const auto text = files::readText (entry.file)) list.push_back ({ entry, session::readScore (entry.file.string(), *text) });
    return list;
}

int asJson (Console& console)
{
    text::Json json;
    json.array();
    for (const Listed& s : all())
    {
        json.object().text ("id", s.entry.name).text ("file", s.entry.file.string()).flag ("own", s.entry.own).flag ("ok", s.score.has_value());
        if (s.score)
            json.text ("title", s.score->title)
                .text ("about", s.score->about)
                .number ("length", s.score->length(), 3)
                .flag ("forSleep", s.score->forSleep)
                .text ("posture", s.score->posture);
        json.close();
    }
    console.put (json.close().done());
    return 0;
}

int asText (Console& console)
{
    const auto list = all();
    std::size_t widest = 0;
    for (const Listed& s : list) widest = std::max (widest, s.entry.name.size());
    for (const Listed& s : list)
    {
        const std::string what = ! s.score                ? "does not read: `lull check " + s.entry.name + "` says why"
                                 : s.score->about.empty() ? s.score->title
                                                          : s.score->about;
        console.put (
            fmt::format ("{:<{}}  {:>7}  {}{}\n", s.entry.name, widest, s.score ? clockText (s.score->length()) : "", what, s.entry.own ? "  (yours)" : ""));
    }
    if (list.empty()) console.say ("No sessions were found; files named *.lull.yaml can be played from anywhere: lull play ./my.lull.yaml");
    return 0;
}
} // namespace

extern const CommandKind commandSessions;
const CommandKind commandSessions { "sessions", "what can be played by name", 60,
                                    "lull sessions                 those that came with the program, and yours\n"
                                    "lull sessions --json          for programs",
                                    [] (CLI::App& app) -> Action {
                                        auto json = std::make_shared<bool> (false);
                                        addJson (app, *json);
                                        return [json] (Console& console) { return *json ? asJson (console) : asText (console); };
                                    } };
} // namespace lull::cli

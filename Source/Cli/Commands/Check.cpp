#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Options.h"
#include "Files/Library.h"

namespace lull::cli
{
namespace
{
constexpr std::string_view severities[] = { "error", "warning", "note" };

struct Checked
{
    Script script;
    text::Diagnostics found;
    double length = 0.0;
    std::size_t phases = 0;
    bool read = true; // there was a text
};

Checked checked (Script script)
{
    Checked c;
    auto score = readScore (script);
    c.found = score ? score->warnings : score.error();
    if (score) c.length = score->length(), c.phases = score->phases.size();
    c.script = std::move (script);
    return c;
}

// Diagnostics are the data here: they go to stdout.
int check (Console& console, const std::vector<std::string>& words, bool asJson)
{
    text::Json json;
    json.object();
    std::vector<Checked> list;
    int code = 0;
    for (const std::string& word : words)
    {
        auto script = readScript (word);
        if (! script)
        {
            // Editors look for it among the diagnostics, where it belongs to the first character.
            code = std::max (code, console.fail (script.error()));
            const char* what = script.error().kind == Error::Kind::usage ? "no-file" : "unreadable";
            list.emplace_back().read = false;
            list.back().found.push_back (text::at (word, {}, {}, text::Severity::error, what, script.error().message));
            continue;
        }
        // People said a file or a name; diagnostics call it the same.
        if (files::namesFile (word)) script->file = word;
        list.push_back (checked (std::move (*script)));
        if (text::refused (list.back().found)) code = std::max (code, static_cast<int> (Error::Kind::refused));
    }
    if (asJson)
    {
        json.flag ("ok", code == 0).array ("diagnostics");
        for (const Checked& c : list)
            for (const auto& d : c.found)
                json.object()
                    .text ("file", d.file)
                    .whole ("line", d.line)
                    .whole ("column", d.column)
                    .whole ("length", d.length)
                    .text ("severity", severities[static_cast<std::size_t> (d.severity)])
                    .text ("code", d.code)
                    .text ("message", d.message)
                    .text ("fix", d.fix)
                    .close();
        console.put (json.close().close().done());
        return code;
    }
    for (const Checked& c : list)
    {
        if (! c.read) continue; // said already
        console.show (c.found, c.script.text, true);
        if (! text::refused (c.found))
            console.put (fmt::format ("{}: good, {} phase{}, {}\n", c.script.file, c.phases, c.phases == 1 ? "" : "s", clockText (c.length)));
    }
    return code;
}
} // namespace

extern const CommandKind commandCheck;
const CommandKind commandCheck { "check", "what is wrong in a script, and where", 40,
                                 "lull check my.lull.yaml               line, column, and what would be right\n"
                                 "lull check a.lull.yaml b.lull.yaml    exit code 3 when one is refused\n"
                                 "lull check my.lull.yaml --json        for editors",
                                 [] (CLI::App& app) -> Action {
                                     struct Said
                                     {
                                         std::vector<std::string> sessions;
                                         bool json = false;
                                     };
                                     auto said = std::make_shared<Said>();
                                     app.add_option ("session", said->sessions, "names or files")->type_name ("SESSION")->required();
                                     addJson (app, said->json);
                                     return [said] (Console& console) { return check (console, said->sessions, said->json); };
                                 } };
} // namespace lull::cli

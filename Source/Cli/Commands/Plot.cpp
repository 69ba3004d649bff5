#include <fmt/format.h>

#include "Cli/Command.h"
#include "Cli/Json.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Files/Plot.h"

namespace lull::cli
{
extern const CommandKind commandPlot;
const CommandKind commandPlot {
    "plot", "a session as a picture: tempo, loudness, each zone of the chair", 50,
    "lull plot bedtime -o bedtime.png\n"
    "lull plot my.lull.yaml --chair eight-zone -o my.svg",
    [] (CLI::App& app) -> Action {
        struct Said
        {
            Ask ask;
            std::string file;
            bool json = false;
        };
        auto said = std::make_shared<Said>();
        said->ask.chair = "four-zone";
        addSession (app, said->ask.session);
        app.add_option ("-o,--output", said->file, "the picture: .png or .svg")->type_name ("FILE")->required();
        addChair (app, said->ask.chair, "whose zones are drawn; four-zone unless named, \"none\" for sound alone");
        addTime (app, "--for", said->ask.lasting, "as if it were made to last so long");
        addJson (app, said->json);
        return [said] (Console& console) {
            if (! said->file.ends_with (".png") && ! said->file.ends_with (".svg"))
                return console.fail ({ said->file + ": a picture's name ends in .png or .svg", Error::Kind::usage });
            if (said->ask.chair == "none") said->ask.chair.clear();
            const auto loaded = load (said->ask, console);
            if (! loaded) return console.fail (loaded.error());
            const auto found = measure (*loaded, console);
            if (! found) return console.fail (found.error());
            if (const auto drawn = files::plot (said->file, *loaded->timeline, *found); ! drawn) return console.fail (drawn.error());
            if (said->json)
                console.put (Json().object().text ("file", said->file).text ("session", loaded->name).text ("chair", said->ask.chair).close().done());
            else console.say ("Drew " + said->file);
            return 0;
        };
    }
};
} // namespace lull::cli

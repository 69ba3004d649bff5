#include <algorithm>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Files/Plot.h"
#include "Files/TouchPlot.h"

namespace lull::cli
{
extern const CommandKind commandPlot;
const CommandKind commandPlot {
    "plot", "a session as a picture: tempo, loudness, each zone of the chair", 50,
    "lull plot bedtime -o bedtime.png\n"
    "lull plot my.lull.yaml --chair eight-zone -o my.svg\n"
    "lull plot bedtime --touch --from 5:00 -o stroke.png  the back over twelve seconds, waveforms and spectrograms\n",
    [] (CLI::App& app) -> Action {
        struct Said
        {
            Ask ask;
            std::string file;
            std::optional<double> from, span;
            bool touch = false, json = false;
        };
        auto said = std::make_shared<Said>();
        said->ask.chair = "four-zone";
        addSession (app, said->ask.session)->required (false);
        app.add_option ("-o,--output", said->file, "the picture: .png or .svg")->type_name ("FILE");
        addChair (app, said->ask.chair, "whose zones are drawn; four-zone unless named, \"none\" for sound alone");
        addTime (app, "--for", said->ask.lasting, "as if it were made to last so long");
        app.add_flag ("--touch", said->touch, "a stretch of touch: the back over time, each zone's waveform and spectrogram");
        addTime (app, "--from", said->from, "with --touch: where it begins");
        addTime (app, "--span", said->span, "with --touch: how long it is; 12 s unless given");
        addJson (app, said->json);
        return [said] (Console& console) {
            if (said->ask.session.empty()) return console.fail ({ "it needs SESSION", Error::Kind::usage });
            if (said->file.empty()) return console.fail ({ "it needs -o FILE", Error::Kind::usage });
            if ((said->from || said->span) && ! said->touch) return console.fail ({ "--from and --span are of --touch", Error::Kind::usage });
            if (! said->file.ends_with (".png") && ! said->file.ends_with (".svg"))
                return console.fail ({ said->file + ": a picture's name ends in .png or .svg", Error::Kind::usage });
            if (said->ask.chair == "none") said->ask.chair.clear();
            const auto loaded = load (said->ask, console);
            if (! loaded) return console.fail (loaded.error());
            if (said->touch)
            {
                if (loaded->chair == nullptr) return console.fail ({ "a picture of touch needs a chair", Error::Kind::usage });
                const double from = said->from.value_or (0.0), span = std::min (said->span.value_or (12.0), loaded->timeline->length() - from);
                if (! (span >= 0.5) || span > 600.0)
                    return console.fail (
                        { fmt::format ("--from and --span show half a second to ten minutes of {}", text::clockText (loaded->timeline->length())),
                          Error::Kind::usage });
                const auto drawn =
                    files::plotTouch (said->file, loaded->timeline, { loaded->score->title, fmt::format ("from {}", text::clockText (from)), from, span, 1.0 });
                if (! drawn) return console.fail (drawn.error());
                if (said->json)
                    console.put (text::Json().object().text ("file", said->file).text ("session", loaded->name).text ("chair", said->ask.chair).close().done());
                else console.say ("Drew " + said->file);
                return 0;
            }
            const auto found = measure (*loaded, console);
            if (! found) return console.fail (found.error());
            if (const auto drawn = files::plot (said->file, *loaded->timeline, *found); ! drawn) return console.fail (drawn.error());
            if (said->json)
                console.put (text::Json().object().text ("file", said->file).text ("session", loaded->name).text ("chair", said->ask.chair).close().done());
            else console.say ("Drew " + said->file);
            return 0;
        };
    }
};
} // namespace lull::cli

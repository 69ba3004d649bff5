#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Cli/Json.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Files/Plot.h"
#include "Files/TouchPlot.h"
#include "Files/WholeFile.h"

namespace lull::cli
{
namespace
{
// How long a technique takes to show what it is, s; and what it is shown with.
struct Shown
{
    std::string_view stroke, fields;
    double seconds;
};
constexpr Shown shownWith[] {
    { "effleurage", "", 12.0 },
    { "effleurage", "path: circle", 14.0 },
    { "effleurage", "path: eight", 24.0 },
    { "effleurage", "path: spiral", 36.0 },
    { "effleurage", "path: fan", 24.0 },
    { "effleurage", "speed: 30 cm/s", 3.0 },
    { "petrissage", "", 12.0 },
    { "petrissage", "variant: squeeze", 12.0 },
    { "petrissage", "variant: wring", 12.0 },
    { "friction", "", 12.0 },
    { "friction", "variant: cross", 12.0 },
    { "tapotement", "variant: hacking", 2.4 },
    { "tapotement", "variant: cupping", 2.4 },
    { "tapotement", "variant: beating", 2.4 },
    { "tapotement", "variant: pincement", 2.4 },
    { "pressure", "hold: 30 s", 96.0 },
    { "stretch", "", 48.0 },
    { "acupressure", "", 12.0 },
    { "rocking", "", 12.0 },
    { "vibration", "", 12.0 },
    { "vibroacoustic", "travel: both", 24.0 },
};

// Also those that nothing is said of above.
int strokes (const std::string& folder, const std::string& chairWord, Console& console)
{
    const auto chair = loadChair (chairWord, console);
    if (! chair) return console.fail (chair.error());
    std::error_code problem;
    std::filesystem::create_directories (folder, problem);
    if (problem) return console.fail ({ folder + ": " + problem.message() });
    std::vector<Shown> all (std::begin (shownWith), std::end (shownWith));
    for (const auto* kind : touch::techniqueKinds())
        if (std::none_of (all.begin(), all.end(), [&] (const Shown& s) { return s.stroke == kind->name; })) all.push_back ({ kind->name, "", 12.0 });
    std::string page = "# The strokes, as " + (*chair)->title + " gets them\n";
    for (const auto& s : all)
    {
        const auto* kind = touch::findTechniqueKind (s.stroke);
        const std::string fields (s.fields), value = fields.empty() ? "" : fields.substr (fields.find (": ") + 2);
        const std::string source =
            fmt::format ("session: 1\ntitle: {0}\nphases:\n  - {{ name: Only, for: {1} s, fade: 0 s, touch: [ {{ stroke: {0}, strength: 100%{2}{3} }} ] }}\n",
                         s.stroke, std::max (30.0, s.seconds), fields.empty() ? "" : ", ", fields);
        auto score = session::readScore (std::string (s.stroke), source);
        if (! score) return console.fail ({ "a picture's own script was refused: " + source });
        const auto timeline = std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), *chair, 1);
        std::string name = std::string (s.stroke) + (value.empty() ? "" : "-" + value);
        for (char& c : name)
            if (c == ' ' || c == '/') c = '-';
        const std::string title = std::string (s.stroke) + (fields.empty() ? "" : ", " + fields);
        const auto file = std::filesystem::path (folder) / (name + ".png");
        if (const auto drawn = files::plotTouch (file, timeline, { title, std::string (kind->about), 0.0, s.seconds, 1.0 }); ! drawn)
            return console.fail (drawn.error());
        page += fmt::format ("\n## {}\n{}\n\n![{}]({}.png)\n", title, kind->about, title, name);
    }
    auto file = files::WholeFile::create (std::filesystem::path (folder) / "strokes.md");
    if (! file) return console.fail (file.error());
    file->write (page.data(), page.size());
    if (const auto kept = file->keep(); ! kept) return console.fail (kept.error());
    console.say (fmt::format ("Drew {} pictures in {}", all.size(), folder));
    return 0;
}
} // namespace

extern const CommandKind commandPlot;
const CommandKind commandPlot {
    "plot", "a session as a picture: tempo, loudness, each zone of the chair", 50,
    "lull plot bedtime -o bedtime.png\n"
    "lull plot my.lull.yaml --chair eight-zone -o my.svg\n"
    "lull plot bedtime --touch --from 5:00 -o stroke.png  the back over twelve seconds, waveforms and spectrograms\n"
    "lull plot --strokes pictures               every technique, one picture each",
    [] (CLI::App& app) -> Action {
        struct Said
        {
            Ask ask;
            std::string file, folder;
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
        app.add_option ("--strokes", said->folder, "a picture of every technique and variant, in this folder")->type_name ("FOLDER");
        addJson (app, said->json);
        return [said] (Console& console) {
            if (! said->folder.empty()) return strokes (said->folder, said->ask.chair, console);
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
                    console.put (Json().object().text ("file", said->file).text ("session", loaded->name).text ("chair", said->ask.chair).close().done());
                else console.say ("Drew " + said->file);
                return 0;
            }
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

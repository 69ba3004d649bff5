#include <filesystem>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Options.h"
#include "Files/Library.h"
#include "Files/SessionMidi.h"
#include "Files/WholeFile.h"
#include "Text/Utf8.h"

namespace lull::cli
{
namespace
{
bool isMidi (const std::string& name) { return name.ends_with (".mid") || name.ends_with (".midi") || name.ends_with (".MID"); }

struct Said
{
    Ask ask;
    std::string file;
    bool json = false;
};

int toMidi (const Said& said, Console& console)
{
    auto ask = said.ask;
    if (ask.chair == "none") ask.chair.clear();
    ask.voice = "off";
    const auto loaded = load (ask, console);
    if (! loaded) return console.fail (loaded.error());
    const auto midi = files::midiOf (*loaded->timeline);
    if (const auto kept = files::writeWhole (said.file, files::written (midi)); ! kept) return console.fail (kept.error());
    std::size_t notes = 0;
    for (const auto& t : midi.tracks) notes += t.notes.size();
    if (said.json)
        console.put (text::Json()
                         .object()
                         .text ("file", said.file)
                         .whole ("markers", static_cast<long long> (midi.markers.size()))
                         .whole ("tempos", static_cast<long long> (midi.tempos.size()))
                         .whole ("tracks", static_cast<long long> (midi.tracks.size()))
                         .whole ("notes", static_cast<long long> (notes))
                         .close()
                         .done());
    else
        console.say (fmt::format ("Wrote {}: {} phases as markers, {} tempos, {} strokes and taps in {} tracks", said.file, midi.markers.size(),
                                  midi.tempos.size(), notes, midi.tracks.size()));
    return 0;
}

int fromMidi (const Said& said, Console& console)
{
    const auto bytes = files::readText (said.ask.session, files::longestMidi);
    if (! bytes) return console.fail (bytes.error());
    const auto midi = files::readMidi (*bytes);
    if (! midi) return console.fail ({ said.ask.session + ": " + midi.error().message, Error::Kind::refused });
    const auto title = midi->title.empty() ? std::filesystem::path (said.ask.session).stem().string() : midi->title;
    auto script = files::scriptOf (*midi, std::string (text::beginningOf (title, 80)));
    if (! script) return console.fail ({ said.ask.session + ": " + script.error().message, Error::Kind::refused });
    const auto score = session::readScore (said.file, *script);
    if (! score) // a session has bounds that a song has not
        return console.fail ({ said.ask.session + ": " + score.error().front().message + "; " + score.error().front().fix, Error::Kind::refused });
    if (const auto kept = files::writeWhole (said.file, *script); ! kept) return console.fail (kept.error());
    if (said.json)
        console.put (text::Json()
                         .object()
                         .text ("file", said.file)
                         .whole ("phases", static_cast<long long> (score->phases.size()))
                         .number ("length", score->length())
                         .close()
                         .done());
    else
        console.say (fmt::format ("Wrote {}: {} phases, {}. It has tempo alone: give it sound and touch.", said.file, score->phases.size(),
                                  text::clockText (score->length())));
    return 0;
}
} // namespace

extern const CommandKind commandSmf;
const CommandKind commandSmf { "smf", "a session as a Standard MIDI File, to compose beside it, and back", 56,
                               "lull smf bedtime -o bedtime.mid                     tempo map, phases as markers, strokes and taps as notes\n"
                               "lull smf song.mid -o song.lull.yaml                 phases and tempo from a file's markers and tempo map",
                               [] (CLI::App& app) -> Action {
                                   auto said = std::make_shared<Said>();
                                   said->ask.chair = "four-zone";
                                   addSession (app, said->ask.session)->description ("a session, or a MIDI file to make one of");
                                   app.add_option ("-o,--output", said->file, "what is written: .mid, or .yaml of a MIDI file")->type_name ("FILE")->required();
                                   addChair (app, said->ask.chair, "whose strokes become notes; four-zone unless named, \"none\" for tempo and markers alone");
                                   addTime (app, "--for", said->ask.lasting, "as if the session were made to last so long");
                                   addJson (app, said->json);
                                   return [said] (Console& console) {
                                       const bool from = isMidi (said->ask.session), to = isMidi (said->file);
                                       if (from == to || (from && ! said->file.ends_with (".yaml")))
                                           return console.fail ({ from ? said->file + ": what is made of a MIDI file ends in .lull.yaml"
                                                                       : said->file + ": a MIDI file's name ends in .mid",
                                                                  Error::Kind::usage });
                                       return from ? fromMidi (*said, console) : toMidi (*said, console);
                                   };
                               } };
} // namespace lull::cli

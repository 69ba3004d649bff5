#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Cli/Interrupt.h"
#include "Text/Json.h"
#include "Cli/KindList.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Files/TouchPlot.h"
#include "Files/WholeFile.h"
#include "Session/Score.h"

namespace lull::cli
{
namespace
{
namespace fs = std::filesystem;
using touch::TechniqueKind;

struct Said
{
    std::string name, book, chair = "eight-zone";
    bool json = false;
};

// What a technique is shown with, and how long it takes to show what it is, s.
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
    { "follow", "sound: it", 24.0 },
};

// As above, and what nothing is said of there as it comes.
std::vector<Shown> shown()
{
    std::vector<Shown> all;
    for (const auto* kind : touch::techniqueKinds())
    {
        const auto before = all.size();
        for (const auto& s : shownWith)
            if (s.stroke == kind->name) all.push_back (s);
        if (all.size() == before) all.push_back ({ kind->name, "", 12.0 });
    }
    return all;
}

std::string titleOf (const Shown& s) { return std::string (s.stroke) + (s.fields.empty() ? "" : ", ") + std::string (s.fields); }

// "effleurage-circle.png"
std::string fileName (const Shown& s)
{
    std::string name (s.stroke);
    if (! s.fields.empty()) name.append ("-").append (s.fields.substr (s.fields.find (": ") + 2));
    std::replace_if (
        name.begin(), name.end(), [] (char c) { return c == ' ' || c == '/'; }, '-');
    return name + ".png";
}

std::shared_ptr<const session::Timeline> alone (const Shown& s, const std::shared_ptr<const touch::Chair>& chair)
{
    const auto words = fmt::format ("session: 1\ntitle: {0}\nsounds:\n  it: {{ kind: ocean }}\nphases:\n  - {{ name: It, for: {1} s, fade: 0 s, sound: {{ it: "
                                    "{{}} }}, touch: [ {{ stroke: {0}, strength: 100%{2}{3} }} ] }}\n",
                                    s.stroke, std::max (30.0, s.seconds), s.fields.empty() ? "" : ", ", s.fields);
    auto score = session::readScore ("strokes", words);
    if (! score) return nullptr;
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), chair, 1);
}

std::string page (const touch::Chair& chair)
{
    std::string out =
        fmt::format ("# The strokes\n\nWhat may stand after `stroke:` in the touch of a session. Each is drawn at full strength as a chair of the kind \"{}\" "
                     "gets it: the back over time, with the middle of what is felt as a ring; then for every zone its waveform and its frequencies.\n",
                     chair.title);
    for (const auto* kind : touch::techniqueKinds())
    {
        out += fmt::format ("\n## {}\n\n{}\n\n", kind->name, kind->about);
        if (! kind->fields.empty()) out += session::fieldsMarkdown (kind->fields) + "\n";
        for (const auto& s : shown())
            if (s.stroke == kind->name) out += fmt::format ("![{}](strokes/{})\n", titleOf (s), fileName (s));
    }
    return out;
}

// strokes.md and strokes/*.png.
int makeBook (const Said& said, Console& console)
{
    const auto chair = loadChair (said.chair, console);
    if (! chair) return console.fail (chair.error());
    const fs::path folder = said.book;
    std::error_code trouble;
    fs::create_directories (folder / "strokes", trouble);
    if (trouble) return console.fail ({ (folder / "strokes").string() + " cannot be made: " + trouble.message(), Error::Kind::runtime });
    const auto all = shown();
    const Interrupt interrupt;
    {
        Progress progress (console, "drawing");
        for (std::size_t i = 0; i < all.size(); ++i)
        {
            if (interrupt.asked()) return console.fail (interrupt.error());
            progress.at (static_cast<double> (i) / static_cast<double> (all.size()));
            const auto timeline = alone (all[i], *chair);
            if (timeline == nullptr) return console.fail ({ titleOf (all[i]) + " cannot be drawn: its own script is refused", Error::Kind::runtime });
            const auto* kind = touch::findTechniqueKind (all[i].stroke);
            const auto drawn =
                files::plotTouch (folder / "strokes" / fileName (all[i]), timeline, { titleOf (all[i]), std::string (kind->about), 0.0, all[i].seconds, 1.0 });
            if (! drawn) return console.fail (drawn.error());
        }
    }
    if (const auto kept = files::writeWhole (folder / "strokes.md", page (**chair)); ! kept) return console.fail (kept.error());
    if (said.json)
        console.put (
            text::Json().object().text ("file", (folder / "strokes.md").string()).whole ("pictures", static_cast<long long> (all.size())).close().done());
    else console.say (fmt::format ("Wrote {} with {} pictures", (folder / "strokes.md").string(), all.size()));
    return 0;
}

int list (const Said& said, Console& console)
{
    std::vector<KindRow> rows;
    for (const auto* kind : touch::techniqueKinds()) rows.push_back ({ kind->name, kind->about, { &kind->fields, &touch::commonFields() } });
    return listKinds ("stroke", "stroke", rows, said.name, said.json, console);
}
} // namespace

extern const CommandKind commandStrokes;
const CommandKind commandStrokes { "strokes", "the ways of touching there are, and what they can be told", 81,
                                   "lull strokes                     all of them\n"
                                   "lull strokes friction            one, with its fields\n"
                                   "lull strokes --book documentation    as a text with pictures",
                                   [] (CLI::App& app) -> Action {
                                       auto said = std::make_shared<Said>();
                                       app.add_option ("stroke", said->name, "one of them")->type_name ("NAME");
                                       app.add_option ("--book", said->book, "a folder to write strokes.md and its pictures into")->type_name ("FOLDER");
                                       addChair (app, said->chair, "whose zones are drawn in the book; eight-zone unless named");
                                       addJson (app, said->json);
                                       return [said] (Console& console) { return said->book.empty() ? list (*said, console) : makeBook (*said, console); };
                                   } };
} // namespace lull::cli

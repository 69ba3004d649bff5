#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/ChairVerb.h"
#include "Files/OwnChairs.h"
#include "Text/Splice.h"
#include "Text/Yaml.h"

namespace lull::cli
{
namespace
{
struct Wanted
{
    std::string name, from, title;
};

int make (const Wanted& wanted, Console& console)
{
    const auto to = files::ownChairFile (wanted.name);
    if (! to) return console.fail (to.error());
    std::error_code ignored;
    if (std::filesystem::exists (*to, ignored))
        return console.fail ({ fmt::format ("there is a chair \"{}\" already: {}", wanted.name, to->string()), Error::Kind::usage });
    const auto from = openChair (wanted.from, console);
    if (! from) return console.fail (from.error());
    std::string text = from->text;
    if (! wanted.title.empty())
    {
        const auto tree = text::parseYaml (from->file, text);
        if (const auto* title = tree ? tree->find ("title") : nullptr)
            text = text::spliced (text, text::smallest (text, title->value.span, text::writtenScalar (wanted.title)));
    }
    text = files::madeFrom (from->name, std::move (text), "lull chair new");
    if (const auto chair = touch::readChair (to->string(), text, wanted.name); ! chair)
    {
        console.show (chair.error(), text);
        return console.fail ({ fmt::format ("\"{}\" will not do as a title", wanted.title), Error::Kind::usage });
    }
    if (const auto kept = files::writeChair (*to, text); ! kept) return console.fail (kept.error());
    console.put (to->string() + "\n");
    console.say (fmt::format ("Say there what hangs where: amplifiers, parts, ohms and watts (`lull schema --chair` lists the words).\n"
                              "Then: lull chair check {0}, lull chair walk {0} --device DEVICE",
                              wanted.name));
    return 0;
}
} // namespace

extern const ChairVerbKind chairVerbNew;
const ChairVerbKind chairVerbNew {
    { "new", "a chair file of your own, from the one that is most like it", 10,
      "lull chair new mine --from four-zone\n"
      "lull chair new mine --from one-shaker --title \"The old armchair\"",
      [] (CLI::App& app) -> Action {
          auto wanted = std::make_shared<Wanted>();
          app.add_option ("name", wanted->name, "what it will be called: letters, digits and -")->type_name ("NAME")->required();
          app.add_option ("--from", wanted->from, "the chair that it begins as; `lull chairs` lists them")->type_name ("CHAIR")->required();
          app.add_option ("--title", wanted->title, "what people call it")->type_name ("TEXT");
          return [wanted] (Console& console) { return make (*wanted, console); };
      } }
};
} // namespace lull::cli

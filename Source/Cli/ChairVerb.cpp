#include "Cli/ChairVerb.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/Load.h"
#include "Files/Library.h"
#include "Files/OwnChairs.h"

namespace lull::cli
{
void addChairAsk (CLI::App& app, devices::ChairAsk& ask, bool device)
{
    app.add_option ("chair", ask.chair, "a name (see `lull chairs`) or a file")->type_name ("CHAIR")->required();
    if (! device) return;
    app.add_option ("--device", ask.device, "where the chair hangs; see `lull devices`")->type_name ("DEVICE");
    app.add_option ("--channels", ask.channels, "the device's outputs: sound=1-2,touch=3,4,6,5; as `lull chair walk` found them unless given")
        ->type_name ("MAP");
}

Result<devices::ChairFile> openChair (const std::string& word, Console& console)
{
    auto chair = loadChair (word, console);
    if (! chair) return fail (chair.error());
    const auto file = files::findChair (word);
    if (! file) return fail (file.error());
    auto text = files::readText (*file);
    if (! text) return fail (text.error());
    devices::ChairFile found { (*chair)->id, file->string(), std::move (*text), files::namesFile (word), std::move (*chair) };
    for (const auto& entry : files::chairs())
        if (entry.file == *file) found.own = entry.own;
    return found;
}
} // namespace lull::cli

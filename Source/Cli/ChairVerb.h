// One thing to do with a chair, `lull chair VERB`: a file in Cli/ChairVerbs. Main thread.
#pragma once

#include "Cli/Command.h"
#include "Devices/Setup/ChairFile.h"
#include "Touch/Chair.h"

namespace lull::cli
{
struct ChairVerbKind : CommandKind
{};

// Every one there is; written by the build from the files of ChairVerbs/.
[[nodiscard]] const std::vector<const ChairVerbKind*>& chairVerbKinds();
[[nodiscard]] const ChairVerbKind* findChairVerbKind (std::string_view name);

void addChairAsk (CLI::App&, devices::ChairAsk&, bool device = true);

// The chair's file, and what it reads as.
[[nodiscard]] Result<devices::ChairFile> openChair (const std::string& word, Console&);
} // namespace lull::cli

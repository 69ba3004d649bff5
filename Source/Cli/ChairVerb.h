// One thing to do with a chair, `lull chair VERB`: a file in Cli/ChairVerbs. Main thread.
#pragma once

#include "Cli/Command.h"
#include "Devices/Binding.h"
#include "Touch/Chair.h"

namespace lull::cli
{
struct ChairVerbKind : CommandKind
{};

// Every one there is; written by the build from the files of ChairVerbs/.
[[nodiscard]] const std::vector<const ChairVerbKind*>& chairVerbKinds();
[[nodiscard]] const ChairVerbKind* findChairVerbKind (std::string_view name);

// What most of them are told.
struct ChairAsk
{
    std::string chair, device, channels;
};
void addChairAsk (CLI::App&, ChairAsk&, bool device = true);

// The chair's file, and what it reads as.
struct ChairFile
{
    std::string name, file, text;
    bool own = false; // it may be written
    std::shared_ptr<const touch::Chair> chair;
};
[[nodiscard]] Result<ChairFile> openChair (const std::string& word, Console&);

// --channels, or what was stored for this chair on the device that is meant.
[[nodiscard]] Result<std::optional<devices::Binding>> boundFor (const ChairAsk&, const touch::Chair&);

// "left shoulder and right shoulder"
[[nodiscard]] std::string zonesOf (const touch::Chair&, int actuator);
} // namespace lull::cli

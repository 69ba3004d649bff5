// What `lull voices` and `lull strokes` say: every kind there is in a line, or one with its fields. Main thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "Cli/Console.h"
#include "Text/Fields.h"

namespace lull::cli
{
struct KindRow
{
    std::string_view name, about;
    std::vector<const text::FieldTable*> fields;
};

// thing: "voice"; key: what its name is called in JSON, "kind"; wanted: the one whose fields are told, or empty. The exit code.
[[nodiscard]] int listKinds (std::string_view thing, std::string_view key, const std::vector<KindRow>&, const std::string& wanted, bool json, Console&);
} // namespace lull::cli

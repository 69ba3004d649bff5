// What a chair is, how it is wired, what it may be given and what was tested, on paper: plain text of 78 columns, for a printer and a signature. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "Devices/Binding.h"
#include "Touch/Chair.h"

namespace lull::devices
{
struct SheetFacts
{
    const touch::Chair& chair;
    std::string file, text;         // of the chair
    std::string device;             // id; empty: none is bound
    std::optional<Binding> binding; // on it
    std::vector<std::string> tests; // what was found when, a line each
    std::string date, version;
};

[[nodiscard]] std::string sheetText (const SheetFacts&);

// The slow fuse for an actuator: the greatest standard value (IEC 60127) that its rated current does not exceed, A; none: its rating is unknown.
[[nodiscard]] std::optional<double> fuseFor (const touch::Actuator&);
} // namespace lull::devices

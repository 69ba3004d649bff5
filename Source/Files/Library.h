// The sessions and chairs that can be called by name: the person's own first, then those that came with the program; and texts read with care.
// Any thread but audio.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"

namespace lull::files
{
struct Entry
{
    std::string name; // "bedtime"
    std::filesystem::path file;
    bool own = false; // in the person's data folder
};

// By name, in alphabetical order; of two with one name the person's own. Chairs: in their configuration first, then in their data.
[[nodiscard]] std::vector<Entry> sessions(); // Sessions/*.lull.yaml
[[nodiscard]] std::vector<Entry> chairs();   // Chairs/*.yaml

// A word is a file when it holds "/" or ".yaml" (x.yaml.bak is one).
[[nodiscard]] bool namesFile (std::string_view word) noexcept;

// The same word as it means the same from any folder: a file with its whole path.
[[nodiscard]] std::string wordFromAnywhere (const std::string& word);

// A word as people type it: a file, else a name (capitals and blanks do not matter: "Desk break" is desk-break).
// Errors are usage errors with a did-you-mean.
[[nodiscard]] Result<std::filesystem::path> findSession (std::string_view word);
[[nodiscard]] Result<std::filesystem::path> findChair (std::string_view word);

// The name that a file has in a list: its base name without .lull.yaml or .yaml.
[[nodiscard]] std::string nameOf (const std::filesystem::path&);

// A regular file of at most `most` bytes; never waits on a pipe or a device. One byte more than `most` is read of a longer one, so that the
// reader's own bound can say so with a place.
[[nodiscard]] Result<std::string> readText (const std::filesystem::path&, std::size_t most = 256 * 1024);
} // namespace lull::files

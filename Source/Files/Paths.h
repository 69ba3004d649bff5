// Where things lie: the person's own folders (XDG) and what came with the program. Reads the environment each time; any thread but audio.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lull::files
{
// $XDG_DATA_HOME/lull and so on, with the defaults of the XDG base directory specification: a variable that is empty or not absolute counts
// as unset. Nothing is created.
[[nodiscard]] std::filesystem::path dataHome();   // ~/.local/share/lull
[[nodiscard]] std::filesystem::path configHome(); // ~/.config/lull
[[nodiscard]] std::filesystem::path cacheHome();  // ~/.cache/lull

// What a chair or a person of one's own may be called, as a file is called after it: 1 to 40 letters, digits and -, not beginning with -.
[[nodiscard]] bool isPlainName (std::string_view) noexcept;

// A file's name after a chair that may be called anything: its first 60 bytes, with - for what a name may not hold.
[[nodiscard]] std::string fileNameFor (std::string_view);

// Folders that may hold Sessions/ and Assets/Chairs/ or Chairs/, best first: beside the running program or plugin (../share/lull), the source tree
// of the build it runs from, where it was configured to be installed, then $XDG_DATA_DIRS/lull. Only those that exist.
[[nodiscard]] std::vector<std::filesystem::path> shareFolders();
} // namespace lull::files

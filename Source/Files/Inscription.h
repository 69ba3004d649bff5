// What a rendered file says about itself: the script that made it, where its phases begin, its title. Written by SoundFileWriter, read back here.
// Any thread but audio.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "Base/Result.h"
#include "Base/Units.h"

namespace lull::files
{
struct Marker
{
    Frame       frame = 0; // of the file
    std::string name;      // UTF-8
};

struct Inscription
{
    std::string script;   // the whole text, or empty
    std::string title, software;
    std::vector<Marker> markers; // in rising order
};

// From WAV, RF64 or FLAC files of ours; files of others give what they have of it. Never trusts a size that a file claims.
[[nodiscard]] Result<Inscription> readInscription (const std::filesystem::path&);

// The script alone; an error when the file holds none.
[[nodiscard]] Result<std::string> readScriptFrom (const std::filesystem::path&);
} // namespace lull::files

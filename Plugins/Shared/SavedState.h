// What the plugin keeps in a project: magic, version, length and checksum around bounded JSON with the script's own text.
// Bytes from a host are a stranger's: anything wrong is refused in whole. That touch was armed is never among them. Any thread but audio.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"

namespace lull::plugin
{
struct Choices
{
    std::string session; // its name in the library, or the file it came from
    std::string script;  // its text
    std::string folder;  // where that file lay, with the recordings it names; empty: it has none
    std::string chair;   // name; empty: no chair
    std::string chairText;
    bool audition = false; // touch is heard on Main instead of felt
    int pair = 0;          // 1 .. 8: Main carries touch 2 pair - 1 and 2 pair alone, for hosts that have no other bus; 0: sound
    std::string person {}; // whom the chair fits, and what is known of them (touch/Person.h); empty: nobody, nothing
    std::string fit {}, spots {};

    bool operator== (const Choices&) const = default;
};

struct SavedState
{
    Choices choices;
    double strength = 0.5; // 0 .. 1
    double volume = 0.0;   // dB, -60 (off) .. 6
    bool bypass = false, stopped = false;
    bool sidechain = false;                    // Lull Touch: goes by it
    std::map<std::string, double> values {};   // of parameters that came later, where they are not at rest, as they print
    std::map<std::string, int> controllers {}; // MIDI, 0 .. 119, by the parameter that it turns
    std::string draft {};                      // the script as it is being written, where it is not the one that plays
    int width = 0, height = 0, percent = 100;  // of the editor, pixels and its scale; 0: as it is drawn

    bool operator== (const SavedState&) const = default;
};

[[nodiscard]] std::vector<std::byte> write (const SavedState&);

// Bytes after the stated length are the host's padding and left alone.
[[nodiscard]] Result<SavedState> readState (const void* bytes, std::size_t size);

inline constexpr std::size_t longestScript = 256 * 1024, longestChair = 64 * 1024, longestName = 4096;
} // namespace lull::plugin

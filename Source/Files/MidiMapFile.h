// The person's own MIDI mapping, midi.yaml among their settings; where there is none, the usual one. Any thread but audio.
#pragma once

#include <filesystem>
#include <string>

#include "Base/Result.h"
#include "Engine/MidiMap.h"

namespace lull::files
{
struct MidiMapText
{
    std::string file, text; // file: as diagnostics name it
    bool own = false;
};

[[nodiscard]] std::filesystem::path midiMapPlace();

// `file`: another one that was asked for; empty: the person's own, or the usual one.
[[nodiscard]] Result<MidiMapText> midiMapText (const std::string& file = {});

// The mapping itself. What is wrong in it is an error of its first diagnostic's words, with their place.
[[nodiscard]] Result<engine::MidiMap> midiMap (const std::string& file = {});

// Writes what was learned into the person's own file, which begins as a copy of the usual one.
[[nodiscard]] Result<std::filesystem::path> learnMidi (engine::MidiRule::From, int channel, int number, engine::MidiDoes);
} // namespace lull::files

// How far ahead of sound touch goes out on a device, so that both are perceived together: speakers behind a wireless link answer late, a heavy actuator
// builds up slowly. Found by tapping along (Setup/Align), kept per chair and device as small YAML in the person's XDG configuration. It is applied where the
// timeline is read (engine::Performance), never as a delay, which would hold back Stop. Any thread but audio.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "Base/Result.h"
#include "Base/Units.h"

namespace lull::devices
{
// $XDG_CONFIG_HOME/lull/alignments, else ~/.config/lull/alignments. Not created.
[[nodiscard]] std::filesystem::path alignmentsFolder();

// What is stored, negative: touch later; 0 when nothing is. An error when the file is damaged, another device's, or beyond engine::Performance::mostEarly.
[[nodiscard]] Result<Seconds> loadAlignment (const std::filesystem::path& folder, std::string_view chair, std::string_view device);

// Writes it whole or not at all; 0 forgets it.
[[nodiscard]] Result<void> saveAlignment (const std::filesystem::path& folder, std::string_view chair, std::string_view device, Seconds early);

[[nodiscard]] std::string alignmentWords (Seconds early); // "touch goes out 35 ms before sound"

// "35", "35 ms", "-20ms": touch so far ahead.
[[nodiscard]] Result<Seconds> parseAlignment (std::string_view);
} // namespace lull::devices

// Small YAML that is kept for a chair on a device - a binding, an alignment: its name, and its reading up to what is its own. Any thread but audio.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "Base/Result.h"
#include "Text/Yaml.h"

namespace lull::devices
{
// Readable, and unique whatever the device calls itself.
[[nodiscard]] std::filesystem::path keptFile (const std::filesystem::path& folder, std::string_view chair, std::string_view device);

// "FILE: WHY". Error::Kind::device.
[[nodiscard]] Error keptIsWrong (const std::filesystem::path&, std::string_view why);

// Its root, nothing when there is none. An error when it is damaged, of a later version, or another chair's or device's. kind: the key of its version;
// none: what to say of a file that is something else.
[[nodiscard]] Result<std::optional<text::Node>> readKept (const std::filesystem::path&, std::string_view kind, std::string_view none, std::string_view chair,
                                                          std::string_view device);
} // namespace lull::devices

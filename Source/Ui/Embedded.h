// Files that travel inside the program, byte for byte as they were when it was built. Any thread.
#pragma once

#include <span>
#include <string_view>

namespace lull::ui
{
struct EmbeddedFile
{
    std::string_view name; // without its folder: "bedtime.lull.yaml"
    std::string_view bytes;
};

[[nodiscard]] std::span<const EmbeddedFile> embeddedThemes() noexcept;
[[nodiscard]] std::span<const EmbeddedFile> embeddedSessions() noexcept;
[[nodiscard]] std::span<const EmbeddedFile> embeddedChairs() noexcept;
[[nodiscard]] std::span<const EmbeddedFile> embeddedFonts() noexcept; // Inter-Light, -Regular, -Medium, -SemiBold, or none
} // namespace lull::ui

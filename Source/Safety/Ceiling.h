// How strong a person lets touch become at most: a share of what each actuator is rated for, chosen in the running program (faults.md 12: no flag,
// environment or file raises it). Halves, so that samples keep their bits. [D]
#pragma once

#include <array>
#include <string_view>

namespace lull::safety
{
enum class Ceiling : unsigned char { gentle, normal, strong };

inline constexpr std::array<std::string_view, 3> ceilingNames { "gentle", "normal", "strong" };

// Of every sample, linear: -12, -6, 0 dB.
[[nodiscard]] constexpr float shareOf (Ceiling c) noexcept { return c == Ceiling::gentle ? 0.25f : c == Ceiling::normal ? 0.5f : 1.0f; }
// The one whose share this is, or is on its way to.
[[nodiscard]] constexpr Ceiling ceilingOf (float share) noexcept
{
    return share < 0.375f ? Ceiling::gentle : share < 0.75f ? Ceiling::normal : Ceiling::strong;
}
// Round and round, for a key.
[[nodiscard]] constexpr Ceiling nextOf (Ceiling c) noexcept
{
    return c == Ceiling::gentle ? Ceiling::normal : c == Ceiling::normal ? Ceiling::strong : Ceiling::gentle;
}
[[nodiscard]] constexpr std::string_view nameOf (Ceiling c) noexcept { return ceilingNames[static_cast<std::size_t> (c)]; }
} // namespace lull::safety

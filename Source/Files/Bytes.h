// Little-endian numbers in and out of byte strings, for chunks and blocks of sound files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lull::files
{
inline void put16 (std::string& out, std::uint32_t v) { out += { static_cast<char> (v & 255u), static_cast<char> (v >> 8 & 255u) }; }
inline void put32 (std::string& out, std::uint32_t v) { put16 (out, v & 0xFFFFu), put16 (out, v >> 16); }
inline void put64 (std::string& out, std::uint64_t v)
{
    put32 (out, static_cast<std::uint32_t> (v & 0xFFFF'FFFFu));
    put32 (out, static_cast<std::uint32_t> (v >> 32));
}

// 0 beyond the end.
[[nodiscard]] inline std::uint32_t get32 (std::string_view in, std::size_t at) noexcept
{
    if (at > in.size() || in.size() - at < 4) return 0;
    const auto byte = [&] (std::size_t i) { return static_cast<std::uint32_t> (static_cast<unsigned char> (in[at + i])); };
    return byte (0) | byte (1) << 8 | byte (2) << 16 | byte (3) << 24;
}
[[nodiscard]] inline std::uint64_t get64 (std::string_view in, std::size_t at) noexcept
{
    return get32 (in, at) | static_cast<std::uint64_t> (get32 (in, at + 4)) << 32;
}
} // namespace lull::files

// Randomness by counting, not by remembering: a stream is a key, and its n-th value is a hash of key and n, so any position
// can be asked for at any time on any thread. Streams are named by their place in the script; adding one changes no other.
#pragma once

#include <cstdint>
#include <string_view>

#include "Base/Simd.h"

namespace lull
{
class Stream
{
public:
    constexpr explicit Stream (std::uint64_t seed = 0) noexcept : key (mix (seed + golden)) {}

    // A stream of its own for a name (FNV-1a) or a number below this one.
    [[nodiscard]] constexpr Stream child (std::string_view name) const noexcept
    {
        std::uint64_t h = 14695981039346656037ull;
        for (char c : name) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
        return fromKey (mix (key ^ h));
    }
    [[nodiscard]] constexpr Stream child (std::uint64_t number) const noexcept { return fromKey (mix (key + mix (number + 1))); }

    // The n-th value: 64 random bits, a double in [0, 1), or one in [-1, 1).
    [[nodiscard]] constexpr std::uint64_t bits (std::uint64_t n) const noexcept { return mix (key + n * golden); }
    [[nodiscard]] constexpr double unit (std::uint64_t n) const noexcept { return static_cast<double> (bits (n) >> 11) * 0x1.0p-53; }
    [[nodiscard]] constexpr double sign (std::uint64_t n) const noexcept { return 2.0 * unit (n) - 1.0; }

    // White noise, in a form that vectorises along time: salt() once per quantum, then whiteAt (salt, low 32 bits of the frame)
    // per sample, uniform in [-1, 1). Aligned quanta never straddle a change of salt.
    [[nodiscard]] constexpr std::uint32_t salt (std::int64_t frame) const noexcept
    {
        return static_cast<std::uint32_t> (mix (key + static_cast<std::uint64_t> (frame >> 32)));
    }

private:
    static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ull;
    std::uint64_t key = 0;

    static constexpr Stream fromKey (std::uint64_t k) noexcept
    {
        Stream s;
        s.key = k;
        return s;
    }

    // The finaliser of splitmix64 (Steele, Lea & Flood 2014), public domain.
    static constexpr std::uint64_t mix (std::uint64_t z) noexcept
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
};

// lowbias32 (Chris Wellons, public domain): every output bit depends on every input bit.
[[nodiscard]] LULL_INLINE float whiteAt (std::uint32_t salt, std::uint32_t n) noexcept
{
    std::uint32_t x = n * 0x9E3779B9u ^ salt;
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    x ^= x >> 16;
    return static_cast<float> (static_cast<std::int32_t> (x)) * 0x1.0p-31f;
}
} // namespace lull

// Units as types, where a bare number could be mistaken for another. Used by every room; any thread.
// A plain float or double is right inside a loop; these are for signatures and members.
#pragma once

#include <compare>
#include <cstdint>

namespace lull
{
template <class Tag>
struct Unit
{
    double value = 0.0;

    constexpr Unit() = default;
    constexpr explicit Unit (double v) : value (v) {}
    constexpr auto operator<=> (const Unit&) const = default; // NOLINT (modernize-use-nullptr): of clang-tidy 14, falsely
};

using Seconds = Unit<struct SecondsTag>;       // s
using Hertz = Unit<struct HertzTag>;           // Hz
using Bpm = Unit<struct BpmTag>;               // beats per minute
using Decibels = Unit<struct DecibelsTag>;     // dB, 20 log10 of an amplitude ratio
using Loudness = Unit<struct LoudnessTag>;     // LUFS, ITU-R BS.1770
using SampleRate = Unit<struct SampleRateTag>; // frames per second, 8,000 to 192,000

// A position or a length in frames of the session; frame 0 is the session's start. May be negative before it.
using Frame = std::int64_t;
} // namespace lull

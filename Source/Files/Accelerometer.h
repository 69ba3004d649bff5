// A recording of an accelerometer (a telephone laid on the seat), as its programs write it: CSV with a column of time and three of axes. What each of a row
// of tones did to it. Any thread but audio.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"

namespace lull::files
{
struct Acceleration
{
    double rate = 0.0;                         // Hz: samples a second, on the whole
    std::vector<double> seconds;               // from its first sample, rising
    std::vector<std::array<double, 3>> metres; // m/s2
};

// Comma, semicolon or tab; a header that names time (s, ms, ns or since 1970) and x, y, z (in g when it says so). Errors say the line and what is wrong: too
// few samples, time that runs back, a rate that is not steady (more than 5 % of the samples late by half).
[[nodiscard]] Result<Acceleration> readAcceleration (std::string_view file, std::string_view text);

// Nothing is claimed above 0.4 of its rate.
inline constexpr double claimed = 0.4;

struct ToneSeen
{
    double hertz = 0.0;
    double level = 0.0; // m/s2, rms of all three axes at that frequency alone
};

// The recording holds these tones, one after another, `each` seconds long; where the first begins is found by where they fit best together. Those
// above `claimed` are left out. An error when none can be told from the rest.
[[nodiscard]] Result<std::vector<ToneSeen>> tonesIn (const Acceleration&, const std::vector<double>& hertz, double each);

// Where it is greatest, and how sharp: Q by the half-power width, when both sides fall that far.
struct Resonance
{
    double hertz = 0.0;
    std::optional<double> q;
};
[[nodiscard]] std::optional<Resonance> resonanceOf (const std::vector<ToneSeen>&); // three or more
} // namespace lull::files

// Where a recording can go round: the two places that are most alike near its beginning and its end, and how to fade from one to the other.
// Any thread but audio; a few MB of memory, whatever the length.
#pragma once

#include "Files/PageFile.h"

namespace lull::files
{
// The loop is frames [begin, end). Its last `fade` frames turn into those before `begin`, so that what follows the last one is frame `begin`.
struct Seam
{
    Frame begin = 0, end = 0, fade = 0;
    double likeness = 0.0; // correlation of the two sides of the fade, 0 .. 1

    [[nodiscard]] Frame frames() const noexcept { return end - begin; }
};

inline constexpr double shortestLoop = 1.0; // s of the recording

// Looks within 8 s of both ends (a quarter of a shorter recording): levels of the whole and of the treble in steps of 20 ms first, then the waves
// themselves. Fades over an eighth of the recording, at most 2 s. At least 1 s long, at its own rate.
[[nodiscard]] Seam findSeam (const PageFile&);

// Weights of the end and of the beginning at x of a fade (0 .. 1): of constant power for the measured correlation, so that what is unlike keeps its power
// and what is alike its amplitude. (a cos + b sin of two signals with correlation r has the power 1 + r sin 2x; divided by its root.)
struct FadeWeights
{
    float end, begin;
};
[[nodiscard]] FadeWeights fadeWeights (double x, double likeness) noexcept;

// Frames [from, from + count) of the loop, 0 <= from, from + count <= seam.frames().
bool readLoop (const PageFile&, const Seam&, Frame from, int count, float* left, float* right);
} // namespace lull::files

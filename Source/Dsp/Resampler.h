// From one sample rate to another, once and well: a windowed sinc of 128 zero crossings, asked anywhere. Flat within 0.01 dB below 0.45 of
// the lower rate, images and aliases beyond half of it below -95 dB. Our own, because its bytes are the same from every compiler and
// processor and because a loop can be converted around its seam. Any thread but audio.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "Base/Units.h"

namespace lull::dsp
{
class Resampler
{
public:
    // `from` frames become `to`; both >= 1. They span the same time.
    Resampler (Frame from, Frame to);

    // Reads `count` frames from `first`, which may lie before 0 or beyond the end: silence, or the loop's other side.
    using Read = std::function<void (Frame first, int count, float* left, float* right)>;

    // Output frames [first, first + count).
    void make (Frame first, int count, const Read&, float* left, float* right);

private:
    static constexpr int phases = 2048;
    double step;               // input frames per output frame
    int taps;                  // a multiple of 8
    std::vector<float> kernel; // phases + 1 rows of taps
    std::vector<float> left, right;
};
} // namespace lull::dsp

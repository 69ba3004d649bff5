// Reads a sound between its samples while it plays, at another rate than its own: cheaply, for sounds that leave the top of their band empty
// (Resampler.h converts once and well). A sinc under a Kaiser window (Kaiser & Schafer 1980), in a table of 256 places between
// two samples with straight lines between them (error below -90 dB). Made off the audio thread; reading neither allocates nor waits.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lull::dsp
{
class Sinc
{
public:
    // For sounds of `from` Hz heard at `to` Hz: what the lower of the two cannot hold is left out.
    Sinc (double from, double to);

    // A place, in samples of a sound that is silent beyond its ends, and how it is read there.
    struct Place
    {
        std::ptrdiff_t first = 0; // sample of the first weight; may lie outside
        const float* row = nullptr;
        float part = 0.0f; // of the way to the next row
    };
    [[nodiscard]] Place at (double position) const noexcept; // |position| < 2^31
    [[nodiscard]] float read (std::span<const float> sound, const Place&) const noexcept;

private:
    std::ptrdiff_t half; // weights on either side; a multiple of 4
    std::vector<float> table;
};
} // namespace lull::dsp

// From float to whole numbers of 16 or 24 bits with triangular dither of two steps' width: the error is noise, never distortion.
// The noise is counted, not remembered: it depends on seed, channel and frame only, so files are the same whatever the block size.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "Base/Random.h"
#include "Base/Units.h"

namespace lull::files
{
class Dither
{
public:
    Dither (std::uint64_t seed, int channels)
    {
        for (int c = 0; c < channels; ++c) streams.push_back (Stream (seed).child ("dither").child (static_cast<std::uint64_t> (c)));
    }

    // x of full scale 1, clipped to what `bits` can hold. Exact zero stays zero, so that digital silence stays silent; NaN becomes zero.
    [[nodiscard]] std::int32_t quantise (float x, int bits, int channel, Frame n) const noexcept
    {
        if (! (x > 0.0f || x < 0.0f)) return 0;
        const double scale = bits == 16 ? 32'768.0 : 8'388'608.0;
        const std::uint64_t r = streams[static_cast<std::size_t> (channel)].bits (static_cast<std::uint64_t> (n));
        const double noise = (static_cast<double> (r >> 32) + static_cast<double> (r & 0xFFFF'FFFFu)) * 0x1.0p-32 - 1.0;
        const double v = std::floor (static_cast<double> (x) * scale + noise + 0.5);
        return static_cast<std::int32_t> (v < -scale ? -scale : v > scale - 1.0 ? scale - 1.0 : v);
    }

private:
    std::vector<Stream> streams;
};
} // namespace lull::files

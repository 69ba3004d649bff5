// Recordings made for tests, written by libsndfile.
#pragma once

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include <sndfile.h>

#include "Base/Math.h"
#include "Base/Random.h"

struct Ears
{
    std::vector<float> left, right;
};

// 440 Hz left and 622 Hz right: no two moments of the two are alike.
inline Ears twoTones (double seconds, double rate)
{
    Ears e;
    for (int i = 0; i < static_cast<int> (seconds * rate); ++i)
    {
        e.left.push_back (static_cast<float> (0.4 * lull::math::sinCycles (440.0 * i / rate)));
        e.right.push_back (static_cast<float> (0.3 * lull::math::sinCycles (622.3 * i / rate + 0.2)));
    }
    return e;
}

// White noise that is one third alike on both sides.
inline Ears noise (double seconds, double rate, std::uint64_t seed = 1, float level = 0.1f)
{
    Ears e;
    const lull::Stream stream (seed);
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t> (seconds * rate); ++i)
    {
        const auto both = static_cast<float> (stream.sign (3 * i));
        e.left.push_back (level * (both + static_cast<float> (stream.sign (3 * i + 1))));
        e.right.push_back (level * (both + static_cast<float> (stream.sign (3 * i + 2))));
    }
    return e;
}

inline void save (const std::filesystem::path& file, const Ears& e, int rate, int format, int channels = 2)
{
    SF_INFO info {};
    info.samplerate = rate;
    info.channels = channels;
    info.format = format;
    SNDFILE* out = sf_open (file.c_str(), SFM_WRITE, &info);
    if (out == nullptr) throw std::runtime_error (sf_strerror (nullptr));
    std::vector<float> frames;
    for (std::size_t i = 0; i < e.left.size(); ++i)
        for (int c = 0; c < channels; ++c) frames.push_back (c % 2 == 0 ? e.left[i] : e.right[i]);
    sf_writef_float (out, frames.data(), static_cast<sf_count_t> (e.left.size()));
    sf_close (out);
}

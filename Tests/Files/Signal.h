// Signals with a known value at every channel and frame, written by SoundFileWriter and read by libsndfile.
#pragma once

#include <cmath>
#include <filesystem>
#include <vector>

#include <sndfile.h>

#include "Base/Math.h"
#include "Base/Random.h"
#include "Files/SoundFileWriter.h"

struct Planar
{
    std::vector<std::vector<float>> channels;

    Planar (int count, int frames)
    {
        for (int c = 0; c < count; ++c)
        {
            std::vector<float> x (static_cast<std::size_t> (frames));
            for (int i = 0; i < frames; ++i)
                x[static_cast<std::size_t> (i)] = 0.5f * lull::math::sinCycles (static_cast<float> (i % 4800) * (0.001f + 0.0007f * static_cast<float> (c)));
            channels.push_back (std::move (x));
        }
    }

    [[nodiscard]] int frames() const { return static_cast<int> (channels.front().size()); }

    // Everything in blocks of the given size.
    bool into (lull::files::SoundFileWriter& writer, int block) const
    {
        for (int at = 0; at < frames(); at += block)
        {
            std::vector<const float*> p;
            for (const auto& c : channels) p.push_back (c.data() + at);
            if (! writer.write (p.data(), std::min (block, frames() - at))) return false;
        }
        return true;
    }
};

struct ReadBack
{
    int channels = 0, rate = 0, format = 0;
    std::vector<double> samples; // interleaved
    [[nodiscard]] double at (int channel, int frame) const { return samples[static_cast<std::size_t> (frame * channels + channel)]; }
    [[nodiscard]] int frames() const { return channels == 0 ? 0 : static_cast<int> (samples.size()) / channels; }
};

inline ReadBack readBack (const std::filesystem::path& file)
{
    SF_INFO info {};
    SNDFILE* in = sf_open (file.c_str(), SFM_READ, &info);
    ReadBack r;
    if (in == nullptr) return r;
    r.channels = info.channels;
    r.rate = info.samplerate;
    r.format = info.format;
    r.samples.resize (static_cast<std::size_t> (info.frames * info.channels));
    const auto got = sf_readf_double (in, r.samples.data(), info.frames);
    r.samples.resize (static_cast<std::size_t> (got * info.channels));
    sf_close (in);
    return r;
}

// What SoundFileWriter leaves to each container. Private to Files.
#pragma once

#include "Files/Dither.h"
#include "Files/SoundFileWriter.h"
#include "Files/WholeFile.h"

namespace lull::files
{
class SoundFileWriter::Body
{
public:
    Body (WholeFile&& whole, const SoundFormat& f, Inscription&& says)
        : file (std::move (whole)), format (f), inscription (std::move (says)), dither (f.seed, f.channels)
    {}
    virtual ~Body() = default;
    Body (const Body&) = delete;
    Body& operator= (const Body&) = delete;

    virtual bool write (const float* const* channels, int frames) = 0;
    virtual Result<void> close() = 0; // everything but the name

    WholeFile file;
    SoundFormat format;
    Inscription inscription;
    Dither dither;
    Frame written = 0;
};

[[nodiscard]] Result<std::unique_ptr<SoundFileWriter::Body>> wavBody (WholeFile&&, const SoundFormat&, Inscription&&);
[[nodiscard]] Result<std::unique_ptr<SoundFileWriter::Body>> flacBody (WholeFile&&, const SoundFormat&, Inscription&&);
} // namespace lull::files

// Writes left, right, touch_1 ... touch_N to a WAV file (RF64 past 4 GiB) or a FLAC file that appears under its name only when it is whole,
// with script and phase markers inside. One thread at a time, never audio.
#pragma once

#include <filesystem>
#include <memory>

#include "Base/Result.h"
#include "Files/Inscription.h"

namespace lull::files
{
struct SoundFormat
{
    enum class Container { wav, flac } container = Container::wav;
    int bits = 24;    // 16, 24, or 32: float, WAV only
    int channels = 2; // 1 .. 18 (FLAC: 8)
    double rate = 48'000.0;
    std::uint64_t seed = 1;                  // of the dither at 16 and 24 bits
    Frame expected = 0;                      // frames to come, if known: refuses at once what cannot fit on the disk
    std::uint64_t largestRiff = 0xFFFF'FFFF; // a RIFF chunk beyond this becomes RF64; less than 4 GiB only in tests
};

class SoundFileWriter
{
public:
    [[nodiscard]] static Result<SoundFileWriter> create (const std::filesystem::path&, const SoundFormat&, Inscription);
    ~SoundFileWriter(); // an unfinished file disappears
    SoundFileWriter (SoundFileWriter&&) noexcept;

    // Planar: format.channels pointers to `frames` floats. False: the disk said no; good() and finish() say why.
    bool write (const float* const* channels, int frames);
    [[nodiscard]] Result<void> good() const;

    // Closes, syncs and gives the file its name, or says why there is none.
    [[nodiscard]] Result<void> finish();

    [[nodiscard]] Frame frames() const noexcept;

    class Body; // one per container

private:
    explicit SoundFileWriter (std::unique_ptr<Body>);
    std::unique_ptr<Body> body;
};

// What a format cannot hold, with what would do, as a usage error: channels, bits, rates.
[[nodiscard]] Result<void> suits (const SoundFormat&);
} // namespace lull::files

#include <sndfile.h>

#include "Files/FlacHead.h"
#include "Files/SoundFileBody.h"

// FLAC by libsndfile over our own file, so that a full disk is told by its errno and not by a file with 0 frames.
namespace lull::files
{
namespace
{
struct Stream64 // libsndfile's view of a WholeFile
{
    WholeFile* file = nullptr;
    std::uint64_t position = 0;

    static Stream64& of (void* user) { return *static_cast<Stream64*> (user); }
    static sf_count_t length (void* user) { return static_cast<sf_count_t> (of (user).file->size()); }
    static sf_count_t tell (void* user) { return static_cast<sf_count_t> (of (user).position); }
    static sf_count_t seek (sf_count_t offset, int whence, void* user)
    {
        auto& s = of (user);
        const auto base = whence == SEEK_SET ? sf_count_t { 0 } : whence == SEEK_CUR ? tell (user) : length (user);
        s.position = static_cast<std::uint64_t> (base + offset);
        return tell (user);
    }
    static sf_count_t read (void* to, sf_count_t count, void* user)
    {
        auto& s = of (user);
        const std::size_t n = s.file->readAt (s.position, to, static_cast<std::size_t> (count));
        s.position += n;
        return static_cast<sf_count_t> (n);
    }
    static sf_count_t write (const void* from, sf_count_t count, void* user)
    {
        auto& s = of (user);
        if (! s.file->writeAt (s.position, from, static_cast<std::size_t> (count))) return 0;
        s.position += static_cast<std::uint64_t> (count);
        return count;
    }
};

class FlacBody final : public SoundFileWriter::Body
{
public:
    FlacBody (WholeFile&& whole, const SoundFormat& f, Inscription&& says) : Body (std::move (whole), f, std::move (says))
    {
        comments = flacComments (inscription, format.rate, format.channels);
        stream.file = &file;
        SF_VIRTUAL_IO io { Stream64::length, Stream64::seek, Stream64::read, Stream64::write, Stream64::tell };
        SF_INFO info {};
        info.samplerate = static_cast<int> (format.rate);
        info.channels = format.channels;
        info.format = SF_FORMAT_FLAC | (format.bits == 16 ? SF_FORMAT_PCM_16 : SF_FORMAT_PCM_24);
        handle = sf_open_virtual (&io, SFM_WRITE, &info, &stream);
        if (handle != nullptr) sf_set_string (handle, SF_STR_COMMENT, std::string (flacPlaceholder (comments), ' ').c_str());
    }
    ~FlacBody() override { sf_close (handle); }

    [[nodiscard]] bool open() const noexcept { return handle != nullptr; }

    bool write (const float* const* channels, int frames) override
    {
        samples.resize (static_cast<std::size_t> (frames) * static_cast<std::size_t> (format.channels));
        std::size_t at = 0;
        for (int i = 0; i < frames; ++i)
            for (int c = 0; c < format.channels; ++c) // libsndfile's int is 32 bits, the sound in the upper ones
                samples[at++] =
                    static_cast<int> (static_cast<std::uint32_t> (dither.quantise (channels[c][i], format.bits, c, written + i)) << (32 - format.bits));
        const sf_count_t done = sf_writef_int (handle, samples.data(), frames);
        written += frames;
        return done == frames && file.good();
    }

    Result<void> close() override
    {
        if (sf_close (std::exchange (handle, nullptr)) != 0 && file.good()) return fail (std::string ("libsndfile could not finish the FLAC file"));
        const FlacPatch patch = flacPatch (
            [this] (std::uint64_t offset, std::size_t count) {
                std::string bytes (count, '\0');
                bytes.resize (file.readAt (offset, bytes.data(), count));
                return bytes;
            },
            comments);
        if (patch.bytes.empty() && file.good()) return fail (std::string ("the FLAC file has no room for its script"));
        file.writeAt (patch.at, patch.bytes.data(), patch.bytes.size());
        return {};
    }

private:
    Stream64 stream;
    SNDFILE* handle = nullptr;
    std::string comments;
    std::vector<int> samples;
};
} // namespace

Result<std::unique_ptr<SoundFileWriter::Body>> flacBody (WholeFile&& file, const SoundFormat& format, Inscription&& inscription)
{
    auto body = std::make_unique<FlacBody> (std::move (file), format, std::move (inscription));
    if (! body->open()) return fail (std::string ("libsndfile will not write this FLAC file: ") + sf_strerror (nullptr));
    return std::unique_ptr<SoundFileWriter::Body> (std::move (body));
}
} // namespace lull::files

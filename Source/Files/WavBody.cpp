#include <algorithm>
#include <bit>
#include <cstring>

#include "Files/Bytes.h"
#include "Files/RiffTail.h"
#include "Files/SoundFileBody.h"

// WAV by hand: the sizes of RF64, short writes and the speaker mask are ours to get right (libsndfile takes channels 3 to 6 for loudspeakers).
namespace lull::files
{
namespace
{
constexpr std::uint16_t extensible = 0xFFFE, pcm = 1, ieeeFloat = 3;

std::string header (const SoundFormat& format, Frame frames, std::uint64_t tail)
{
    const auto channels = static_cast<std::uint32_t> (format.channels);
    const auto sampleBytes = static_cast<std::uint32_t> (format.bits / 8), frameBytes = sampleBytes * channels;
    const auto rate = static_cast<std::uint32_t> (format.rate + 0.5);
    const std::uint32_t code = format.bits == 32 ? ieeeFloat : pcm;
    const bool wide = channels > 2;

    std::string fmt;
    put16 (fmt, wide ? extensible : code);
    put16 (fmt, channels);
    put32 (fmt, rate);
    put32 (fmt, rate * frameBytes);
    put16 (fmt, frameBytes);
    put16 (fmt, static_cast<std::uint32_t> (format.bits));
    if (wide)
    {
        put16 (fmt, 22);
        put16 (fmt, static_cast<std::uint32_t> (format.bits));
        put32 (fmt, 3); // front left and right; the channels after them belong to no loudspeaker
        put32 (fmt, code);
        put16 (fmt, 0);
        put16 (fmt, 0x0010);
        fmt += { '\x80', '\0', '\0', '\xAA', '\0', '\x38', '\x9B', '\x71' };
    }
    else if (code == ieeeFloat) put16 (fmt, 0);

    const bool fact = code != pcm || wide;
    const std::uint64_t data = static_cast<std::uint64_t> (frames) * frameBytes;
    const std::uint64_t before = 4 + 36 + 8 + fmt.size() + (fact ? 12 : 0) + 8;
    const std::uint64_t riff = before + data + data % 2 + tail;
    const bool large = riff > format.largestRiff;
    constexpr std::uint32_t elsewhere = 0xFFFF'FFFF; // "see ds64"

    std::string out = large ? "RF64" : "RIFF";
    put32 (out, large ? elsewhere : static_cast<std::uint32_t> (riff));
    out += "WAVE";
    out += large ? "ds64" : "JUNK";
    put32 (out, 28);
    put64 (out, large ? riff : 0);
    put64 (out, large ? data : 0);
    put64 (out, large ? static_cast<std::uint64_t> (frames) : 0);
    put32 (out, 0);
    out += "fmt ";
    put32 (out, static_cast<std::uint32_t> (fmt.size()));
    out += fmt;
    if (fact)
    {
        out += "fact";
        put32 (out, 4);
        put32 (out, static_cast<std::uint32_t> (std::min<Frame> (frames, elsewhere)));
    }
    out += "data";
    put32 (out, large ? elsewhere : static_cast<std::uint32_t> (data));
    return out;
}

class WavBody final : public SoundFileWriter::Body
{
public:
    using Body::Body;

    bool write (const float* const* channels, int frames) override
    {
        const auto bytes = static_cast<std::size_t> (format.bits / 8), width = bytes * static_cast<std::size_t> (format.channels);
        std::size_t at = buffer.size();
        buffer.resize (at + width * static_cast<std::size_t> (frames));
        for (int i = 0; i < frames; ++i)
            for (int c = 0; c < format.channels; ++c)
            {
                const auto v = format.bits == 32 ? std::bit_cast<std::uint32_t> (channels[c][i])
                                                 : static_cast<std::uint32_t> (dither.quantise (channels[c][i], format.bits, c, written + i));
                for (std::size_t b = 0; b < bytes; ++b) buffer[at++] = static_cast<char> (v >> (8 * b) & 255u);
            }
        written += frames;
        return buffer.size() < full || flush();
    }

    bool flush()
    {
        const bool ok = file.write (buffer.data(), buffer.size());
        buffer.clear();
        return ok;
    }

    Result<void> close() override
    {
        if (! flush()) return {};
        const std::string tail = riffTail (inscription);
        const std::uint64_t data = static_cast<std::uint64_t> (written) * static_cast<std::uint64_t> (format.bits / 8 * format.channels);
        if (data % 2 != 0) file.write ("", 1);
        file.write (tail.data(), tail.size());
        const std::string head = header (format, written, tail.size());
        file.writeAt (0, head.data(), head.size());
        return {};
    }

private:
    static constexpr std::size_t full = 256 * 1024;
    std::string buffer;
};
} // namespace

Result<std::unique_ptr<SoundFileWriter::Body>> wavBody (WholeFile&& file, const SoundFormat& format, Inscription&& inscription)
{
    auto body = std::make_unique<WavBody> (std::move (file), format, std::move (inscription));
    const std::string head = header (format, 0, 0);
    body->file.write (head.data(), head.size());
    if (! body->file.good()) return fail (body->file.error());
    return std::unique_ptr<SoundFileWriter::Body> (std::move (body));
}
} // namespace lull::files

// Recordings that are broken, cut off or lie about themselves: refused or shortened, in one sentence, in bounded memory (faults.md 28, 29).
#include "Catch.h"

#include <cmath>
#include <fstream>
#include <functional>

#include <malloc.h>

#include "Base/Random.h"
#include "Files/Recordings.h"
#include "Files/SoundFileReader.h"
#include "Folder.h"
#include "Recorded.h"

using namespace lull;
using namespace lull::files;

namespace
{
struct Kind
{
    const char* name;
    int format;
};
constexpr Kind kinds[] { { "wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16 },   { "wide", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24 },
                         { "float", SF_FORMAT_WAV | SF_FORMAT_FLOAT },  { "rf64", SF_FORMAT_RF64 | SF_FORMAT_PCM_16 },
                         { "flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16 }, { "ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS } };

// Refused with one sentence, or read: finite, and no more of it than its own bytes can hold.
struct Outcome
{
    bool refused = false, warned = false;
    std::size_t frames = 0;
};
Outcome readBytes (const Folder& folder, const std::string& bytes)
{
    writeBytes (folder / "broken", bytes);
    const auto r = readRecording (folder.path, "broken", { .longest = 20.0 });
    if (! r)
    {
        CHECK (! r.error().message.empty());
        CHECK (r.error().message.find ('\n') == std::string::npos);
        return { true, false, 0 };
    }
    CHECK (! r->left.empty());
    CHECK (r->right.size() == r->left.size());
    CHECK (static_cast<double> (r->left.size()) <= 20.0 * r->rate);
    bool finite = true;
    for (float x : r->left) finite = finite && std::isfinite (x) && std::abs (x) <= 16.0f;
    CHECK (finite);
    return { false, ! r->warning.empty(), r->left.size() };
}

// The most that was in memory at once since the last time this was asked.
double peakMegabytes()
{
    std::ifstream status ("/proc/self/status");
    double peak = 0.0;
    for (std::string line; std::getline (status, line);)
        if (line.starts_with ("VmHWM:")) peak = std::stod (line.substr (6)) / 1024.0;
    std::ofstream ("/proc/self/clear_refs") << 5;
    return peak;
}

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
constexpr bool sanitized = true; // it keeps freed memory for a while
#else
constexpr bool sanitized = false;
#endif

// What it needs beyond what there was, in MB.
double needed (const std::function<void()>& what)
{
    malloc_trim (0);
    (void)peakMegabytes();
    const double before = peakMegabytes();
    what();
    return sanitized ? 0.0 : peakMegabytes() - before;
}

void put (std::string& bytes, std::size_t at, std::uint64_t value, int count)
{
    for (int i = 0; i < count; ++i) bytes.at (at + static_cast<std::size_t> (i)) = static_cast<char> (value >> (8 * i) & 255);
}
} // namespace

TEST_CASE ("a recording that is cut off anywhere is refused, or played as far as it goes and said to be broken")
{
    const Folder folder;
    for (const Kind& k : kinds)
    {
        save (folder / "whole", noise (1.0, 8'000.0), 8'000, k.format);
        const std::string whole = bytesOf (folder / "whole");
        const Outcome all = readBytes (folder, whole);
        CHECK (all.frames == 8'000);
        CHECK_FALSE (all.warned);
        std::size_t before = 0;
        for (std::size_t n = 0; n < 150; ++n)
        {
            // Every byte of the head, then evenly.
            const std::size_t length = n < 100 ? n : whole.size() - 1 - (whole.size() - 101) * (150 - n) / 51;
            const Outcome cut = readBytes (folder, whole.substr (0, length));
            INFO (k.name << " cut to " << length << " of " << whole.size() << " bytes: " << cut.frames << " frames");
            CHECK ((cut.refused || cut.frames < 8'000 || length + 8 > whole.size()));
            CHECK ((cut.refused || cut.warned));
            CHECK (cut.frames >= before);
            before = cut.frames;
        }
        CHECK (before > 0);
    }
}

TEST_CASE ("a recording with bits turned over is refused or read, and what is read is finite and bounded")
{
    const Folder folder;
    int refused = 0, read = 0;
    for (const Kind& k : kinds)
    {
        save (folder / "whole", noise (0.3, 8'000.0), 8'000, k.format);
        const std::string whole = bytesOf (folder / "whole");
        const Stream dice = Stream (5).child (k.name);
        for (std::uint64_t n = 0; n < 150; ++n)
        {
            const Stream own = dice.child (n);
            std::string bytes = whole;
            const auto flips = 1 + own.bits (0) % 12;
            // A half of them in the head, where they do most harm.
            const auto within = n % 2 == 0 ? std::min<std::uint64_t> (bytes.size(), 120) : bytes.size();
            for (std::uint64_t f = 0; f < flips; ++f) bytes[own.bits (2 * f + 1) % within] ^= static_cast<char> (1u << own.bits (2 * f + 2) % 8);
            INFO (k.name << " " << n);
            (readBytes (folder, bytes).refused ? refused : read)++;
        }
    }
    CHECK (refused > 50);
    CHECK (read > 50);
}

TEST_CASE ("a head that lies about what follows is caught, and costs no memory")
{
    const Folder folder;
    save (folder / "wav", noise (0.5, 8'000.0), 8'000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    save (folder / "flac", noise (0.5, 8'000.0), 8'000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    const std::string wav = bytesOf (folder / "wav"), flac = bytesOf (folder / "flac");
    REQUIRE (wav.substr (36, 4) == "data");
    const auto with = [&] (std::string bytes, std::size_t at, std::uint64_t value, int count) {
        put (bytes, at, value, count);
        return readBytes (folder, bytes);
    };

    const double much = needed ([&] {
        const Outcome longer = with (wav, 40, 0x7FFF'FFF0, 4);
        CHECK (longer.frames == 4'000);
        CHECK (longer.warned);
        const Outcome open = with (wav, 40, 0xFFFF'FFFF, 4); // written to a pipe: as long as it is
        CHECK (open.frames == 4'000);
        CHECK_FALSE (open.warned);
        CHECK (with (wav, 22, 65'535, 2).refused); // channels
        CHECK (with (wav, 22, 0, 2).refused);
        CHECK (with (wav, 24, 0, 4).refused); // rate
        CHECK (with (wav, 24, 0xFFFF'FFFF, 4).refused);
        CHECK (with (wav, 32, 0, 2).refused);           // bytes of a frame
        CHECK (with (wav, 16, 0xFFFF'FFF0, 4).refused); // the size of fmt
        CHECK (with (wav, 34, 0, 2).refused);           // bits
        CHECK (with (wav, 20, 0x161, 2).refused);       // Windows Media

        // 2^36 - 1 samples, and blocks of 65,535.
        std::string many = flac;
        many.at (21) = static_cast<char> (static_cast<unsigned char> (many.at (21)) | 15u);
        put (many, 22, 0xFFFF'FFFF, 4);
        const Outcome claims = readBytes (folder, many);
        CHECK ((claims.refused || (claims.frames == 4'000 && claims.warned)));
        (void)with (flac, 8, 0xFFFF'FFFF, 4);

        // Metadata that says it is 16 MB long.
        std::string padded = flac;
        put (padded, 5, 0xFFFFFF, 3);
        (void)readBytes (folder, padded);
    });
    CHECK (much < 8.0);
}

TEST_CASE ("chunks without end and one chunk inside another are given up")
{
    const Folder folder;
    std::string endless = "RIFF\xff\xff\xff\x7fWAVE";
    for (int i = 0; i < 20'000; ++i) endless += std::string ("junk\0\0\0\0", 8);
    CHECK (readBytes (folder, endless).refused);
    std::string nothing = "RIFF\x24\0\0\0WAVEdata\0\0\0\0";
    CHECK (readBytes (folder, nothing).refused);
}

TEST_CASE ("a long recording is decoded, made a loop, converted and brought to play in less than 16 MB")
{
    const Folder folder;
    // Five minutes of stereo, 106 MB as float at 44.1 kHz: none of it need be in memory at once.
    {
        SF_INFO info {};
        info.samplerate = 24'000;
        info.channels = 2;
        info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
        SNDFILE* out = sf_open ((folder / "long.wav").c_str(), SFM_WRITE, &info);
        const Ears e = noise (10.0, 24'000.0);
        std::vector<float> frames;
        for (std::size_t i = 0; i < e.left.size(); ++i) frames.insert (frames.end(), { e.left[i], e.right[i] });
        for (int i = 0; i < 30; ++i) sf_writef_float (out, frames.data(), static_cast<sf_count_t> (e.left.size()));
        sf_close (out);
    }
    const double much = needed ([&] {
        const auto find = recordingsIn (folder.path, SoundCache (folder / "cache"));
        text::Values values;
        values.set ("file", { std::string ("long.wav"), {}, {}, true });
        values.set ("loop", { true, {}, {}, true });
        const auto found = find (values);
        REQUIRE (found);
        const auto source = found->sound->open (SampleRate { 44'100.0 });
        source->live (0, -1);
        CHECK (source->has (0));
    });
    INFO (much << " MB");
    CHECK ((sanitized || much > 1.0)); // it is measured
    CHECK (much < 16.0);
}

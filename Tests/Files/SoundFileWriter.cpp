#include "Catch.h"

#include <cstring>

#include "Files/Bytes.h"
#include "Folder.h"
#include "Signal.h"

using namespace lull;
using namespace lull::files;

namespace
{
std::string said (const Result<void>& r) { return r ? std::string() : r.error().message; }

Result<void> writeAll (const std::filesystem::path& file, const SoundFormat& format, const Inscription& says, const Planar& signal, int block = 1000)
{
    auto writer = SoundFileWriter::create (file, format, says);
    if (! writer) return fail (writer.error());
    signal.into (*writer, block);
    return writer->finish();
}

Inscription inscription()
{
    return { "session: 1\ntitle: Probe\n", "Probe", "Lull 0.1.0", { { 0, "Settle" }, { 480, "Schläfrig, 眠い" }, { 900, "Silence" } }, {},
             Frame { 5'000'000'321 } };
}
} // namespace

TEST_CASE ("what is written as float is read back bit for bit, for every number of channels")
{
    const Folder folder;
    for (int channels : { 1, 2, 3, 6, 10, 18 })
    {
        SoundFormat format;
        format.bits = 32;
        format.channels = channels;
        const Planar signal (channels, 1001);
        REQUIRE (said (writeAll (folder / "x.wav", format, inscription(), signal)) == "");
        const ReadBack r = readBack (folder / "x.wav");
        REQUIRE (r.channels == channels);
        REQUIRE (r.frames() == 1001);
        CHECK (r.rate == 48'000);
        CHECK ((r.format & SF_FORMAT_SUBMASK) == SF_FORMAT_FLOAT);
        bool same = true;
        for (int c = 0; c < channels; ++c)
            for (int i = 0; i < 1001; ++i)
                same = same && r.at (c, i) == static_cast<double> (signal.channels[static_cast<std::size_t> (c)][static_cast<std::size_t> (i)]);
        CHECK (same);
    }
}

TEST_CASE ("whole numbers come back within a step and a half, in WAV and in FLAC, and both hold the same numbers")
{
    const Folder folder;
    for (int bits : { 16, 24 })
    {
        const double step = bits == 16 ? 1.0 / 32'768 : 1.0 / 8'388'608;
        const Planar signal (6, 5001);
        SoundFormat format;
        format.channels = 6;
        format.bits = bits;
        REQUIRE (said (writeAll (folder / "x.wav", format, inscription(), signal)) == "");
        format.container = SoundFormat::Container::flac;
        REQUIRE (said (writeAll (folder / "x.flac", format, inscription(), signal)) == "");
        const ReadBack wav = readBack (folder / "x.wav"), flac = readBack (folder / "x.flac");
        REQUIRE (wav.frames() == 5001);
        REQUIRE (flac.frames() == 5001);
        CHECK (wav.samples == flac.samples);
        double worst = 0.0;
        for (int c = 0; c < 6; ++c)
            for (int i = 0; i < 5001; ++i)
                worst = std::max (worst,
                                  std::abs (wav.at (c, i) - static_cast<double> (signal.channels[static_cast<std::size_t> (c)][static_cast<std::size_t> (i)])));
        CHECK (worst <= 1.5 * step);
        CHECK (worst > 0.9 * step); // there is dither
    }
}

TEST_CASE ("a file does not depend on the size of the blocks it came in")
{
    const Folder folder;
    const Planar signal (3, 5000);
    for (auto container : { SoundFormat::Container::wav, SoundFormat::Container::flac })
    {
        SoundFormat format;
        format.container = container;
        format.bits = 16;
        format.channels = 3;
        std::string first;
        for (int block : { 5000, 1, 33, 480, 4096 })
        {
            REQUIRE (said (writeAll (folder / "x", format, inscription(), signal, block)) == "");
            if (first.empty()) first = bytesOf (folder / "x");
            CHECK (bytesOf (folder / "x") == first);
        }
        format.seed = 2;
        REQUIRE (said (writeAll (folder / "x", format, inscription(), signal)) == "");
        CHECK (bytesOf (folder / "x") != first);
    }
}

TEST_CASE ("every chunk of a WAV file lies where the one before it ends, and the first says the size of the whole")
{
    const Folder folder;
    for (int bits : { 16, 24, 32 })
        for (int channels : { 1, 2, 5 })
            for (int frames : { 0, 1, 999 })
            {
                SoundFormat format;
                format.bits = bits;
                format.channels = channels;
                REQUIRE (said (writeAll (folder / "x.wav", format, inscription(), Planar (channels, frames))) == "");
                const std::string bytes = bytesOf (folder / "x.wav");
                CHECK (bytes.substr (0, 4) == "RIFF");
                CHECK (get32 (bytes, 4) + 8 == bytes.size());
                std::string order;
                std::size_t at = 12;
                while (at + 8 <= bytes.size())
                {
                    order += bytes.substr (at, 4) + ";";
                    const std::size_t size = get32 (bytes, at + 4);
                    if (bytes.substr (at, 4) == "data") CHECK (size == static_cast<std::size_t> (frames * channels * bits / 8));
                    at += 8 + size + size % 2;
                }
                CHECK (at == bytes.size());
                CHECK (order == (bits == 32 || channels > 2 ? "JUNK;fmt ;fact;data;cue ;LIST;LIST;bext;lull;" : "JUNK;fmt ;data;cue ;LIST;LIST;bext;lull;"));
                // Touch is for no loudspeaker: the mask names front left and right only.
                if (channels > 2) CHECK (get32 (bytes, 48 + 8 + 20) == 3);
            }
}

TEST_CASE ("where a file begins in its session is where other programs put it")
{
    const Folder folder;
    SoundFormat format;
    REQUIRE (said (writeAll (folder / "x.wav", format, inscription(), Planar (2, 999))) == "");
    SF_INFO info {};
    SNDFILE* file = sf_open ((folder / "x.wav").c_str(), SFM_READ, &info);
    REQUIRE (file != nullptr);
    SF_BROADCAST_INFO says {};
    CHECK (sf_command (file, SFC_GET_BROADCAST_INFO, &says, sizeof says) == SF_TRUE);
    sf_close (file);
    CHECK ((std::uint64_t { says.time_reference_high } << 32 | says.time_reference_low) == 5'000'000'321);
    CHECK (std::string (says.description) == "Probe");
    CHECK (std::string (says.originator) == "Lull");
    CHECK (says.version == 1);
    const auto read = readInscription (folder / "x.wav");
    REQUIRE (read);
    CHECK (read->starts == Frame { 5'000'000'321 });
}

TEST_CASE ("past its limit a RIFF file becomes RF64 with the same samples, script and markers")
{
    const Folder folder;
    const Planar signal (3, 4001);
    SoundFormat format;
    format.channels = 3;
    format.bits = 24;
    REQUIRE (said (writeAll (folder / "small.wav", format, inscription(), signal)) == "");
    const std::uint64_t riff = get32 (bytesOf (folder / "small.wav"), 4);
    format.largestRiff = riff; // exactly as large as allowed
    REQUIRE (said (writeAll (folder / "edge.wav", format, inscription(), signal)) == "");
    CHECK (bytesOf (folder / "edge.wav").substr (0, 4) == "RIFF");
    format.largestRiff = riff - 1;
    REQUIRE (said (writeAll (folder / "large.wav", format, inscription(), signal)) == "");

    const std::string bytes = bytesOf (folder / "large.wav");
    CHECK (bytes.substr (0, 4) == "RF64");
    CHECK (get32 (bytes, 4) == 0xFFFF'FFFF);
    CHECK (bytes.substr (12, 4) == "ds64");
    CHECK (get64 (bytes, 20) + 8 == bytes.size());
    CHECK (get64 (bytes, 28) == 4001u * 9u);
    CHECK (get64 (bytes, 36) == 4001u);

    const ReadBack large = readBack (folder / "large.wav"), small = readBack (folder / "small.wav");
    CHECK ((large.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_RF64);
    REQUIRE (large.frames() == 4001);
    CHECK (large.samples == small.samples);
    const auto read = readInscription (folder / "large.wav");
    REQUIRE (read);
    CHECK (read->script == inscription().script);
    REQUIRE (read->markers.size() == 3);
    CHECK (read->markers[1].frame == 480);
    CHECK (read->markers[1].name == "Schläfrig, 眠い");
}

TEST_CASE ("script, title and phase markers come back from WAV and FLAC, however long the script is")
{
    const Folder folder;
    for (const char* name : { "x.wav", "x.flac" })
        for (std::size_t length : { std::size_t { 0 }, std::size_t { 1 }, std::size_t { 2 }, std::size_t { 8'000 }, std::size_t { 255'000 } })
        {
            Inscription says = inscription();
            says.script = std::string (length, 'x');
            for (std::size_t i = 0; i < length; i += 7) says.script[i] = '\n';
            SoundFormat format;
            format.container = std::string (name).ends_with ("flac") ? SoundFormat::Container::flac : SoundFormat::Container::wav;
            REQUIRE (said (writeAll (folder / name, format, says, Planar (2, 1000))) == "");
            CHECK (readBack (folder / name).frames() == 1000);
            const auto read = readInscription (folder / name);
            REQUIRE (read);
            CHECK (read->script == says.script);
            CHECK (read->title == "Probe");
            CHECK (read->software == "Lull 0.1.0");
            REQUIRE (read->markers.size() == 3);
            for (std::size_t i = 0; i < 3; ++i)
            {
                CHECK (read->markers[i].frame == says.markers[i].frame);
                CHECK (read->markers[i].name == says.markers[i].name);
            }
            CHECK (readScriptFrom (folder / name).has_value() == (length > 0));
        }
}

TEST_CASE ("a FLAC file of more than eight channels is refused with what would do, and so is float")
{
    const Folder folder;
    SoundFormat format;
    format.container = SoundFormat::Container::flac;
    format.channels = 9;
    const auto nine = writeAll (folder / "x.flac", format, {}, Planar (9, 10));
    REQUIRE (! nine);
    CHECK (nine.error().kind == Error::Kind::usage);
    CHECK (nine.error().message.find ("--format wav") != std::string::npos);
    format.channels = 2;
    format.bits = 32;
    const auto floating = writeAll (folder / "x.flac", format, {}, Planar (2, 10));
    REQUIRE (! floating);
    CHECK (floating.error().message.find ("--bits 24") != std::string::npos);
    CHECK (folder.entries() == 0);
}

TEST_CASE ("an unfinished file disappears and leaves what was there before")
{
    const Folder folder;
    writeBytes (folder / "x.wav", "precious");
    {
        auto writer = SoundFileWriter::create (folder / "x.wav", {}, {});
        REQUIRE (writer);
        Planar (2, 100'000).into (*writer, 4096);
        CHECK (folder.entries() == 2);
        CHECK (bytesOf (folder / "x.wav") == "precious");
    }
    CHECK (folder.entries() == 1);
    CHECK (bytesOf (folder / "x.wav") == "precious");
}

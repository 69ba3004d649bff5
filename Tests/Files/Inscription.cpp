#include "Catch.h"

#include "Base/Random.h"
#include "Files/PngMark.h"
#include "Folder.h"
#include "Signal.h"

using namespace lull;
using namespace lull::files;

TEST_CASE ("files cut short, changed or of another kind are read without harm")
{
    const Folder folder;
    for (auto container : { SoundFormat::Container::wav, SoundFormat::Container::flac })
    {
        SoundFormat format;
        format.container = container;
        auto writer = SoundFileWriter::create (folder / "x", format, { "session: 1\n", "T", "S", { { 0, "A" }, { 10, "B" } } });
        REQUIRE (writer);
        Planar (2, 40).into (*writer, 40);
        REQUIRE (writer->finish());
        const std::string whole = bytesOf (folder / "x");
        for (std::size_t cut = 0; cut < whole.size(); ++cut)
        {
            writeBytes (folder / "cut", whole.substr (0, cut));
            const auto read = readInscription (folder / "cut");
            if (read) REQUIRE (read->script.size() <= 11);
        }
        const Stream random (3);
        for (std::uint64_t n = 0; n < 2000; ++n)
        {
            std::string changed = whole;
            for (std::uint64_t k = 0; k < 4; ++k)
                changed[static_cast<std::size_t> (random.bits (8 * n + k) % whole.size())] = static_cast<char> (random.bits (8 * n + k + 4) & 255u);
            writeBytes (folder / "changed", changed);
            const auto read = readInscription (folder / "changed");
            if (read) REQUIRE (read->markers.size() <= 4096);
        }
    }
    writeBytes (folder / "text", "RIFF is not enough");
    CHECK (! readInscription (folder / "text"));
    CHECK (! readInscription (folder / "missing"));
    CHECK (! readInscription (folder.path));
}

TEST_CASE ("a file of others has no script and says so")
{
    const Folder folder;
    SF_INFO info {};
    info.samplerate = 44'100;
    info.channels = 1;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    SNDFILE* out = sf_open ((folder / "x.wav").c_str(), SFM_WRITE, &info);
    REQUIRE (out != nullptr);
    sf_set_string (out, SF_STR_TITLE, "Elsewhere");
    sf_close (out);
    const auto read = readInscription (folder / "x.wav");
    REQUIRE (read);
    CHECK (read->title == "Elsewhere");
    const auto script = readScriptFrom (folder / "x.wav");
    REQUIRE (! script);
    CHECK (script.error().message.find ("holds no script") != std::string::npos);
}

TEST_CASE ("what was said beside the script is written with it and read back exactly")
{
    MadeWith made { 18'446'744'073'709'551'615u, 50.0, 0.1, 1.0 / 3.0, 44'100.0, "four-zone", "0.1.0", "deep sea, 50% for 40 min" };
    CHECK (madeWithFrom (toText (made)) == made);
    CHECK (toText (MadeWith {}).empty());
    CHECK (madeWithFrom ("") == MadeWith {});
    CHECK (toText ({ 9, {}, {}, {}, 48'000.0, "", "" }) == "seed=9 rate=48000");
    // From files of others, and of others' making.
    for (const char* odd : { "seed=-1", "seed=9x", "seed=99999999999999999999", "for=nan", "for=-1", "for=inf", "for=", "=", "==", "  ", "seed", "other=1" })
        CHECK (madeWithFrom (odd) == MadeWith {});

    const Folder folder;
    for (auto container : { SoundFormat::Container::wav, SoundFormat::Container::flac })
    {
        SoundFormat format;
        format.container = container;
        auto writer = SoundFileWriter::create (folder / "x", format, { "session: 1\n", "T", "Lull 0.1.0", {}, made });
        REQUIRE (writer);
        Planar (2, 40).into (*writer, 40);
        REQUIRE (writer->finish());
        const auto read = readInscription (folder / "x");
        REQUIRE (read);
        CHECK (read->made == made);
        CHECK (read->script == "session: 1\n");
    }
}

TEST_CASE ("a sound file and a picture of ours are known from a person's own")
{
    const Folder folder;
    auto writer = SoundFileWriter::create (folder / "ours.flac",
                                           [] {
                                               SoundFormat f;
                                               f.container = SoundFormat::Container::flac;
                                               return f;
                                           }(),
                                           { "", "T", "Lull 0.1.0", {} });
    REQUIRE (writer);
    Planar (2, 40).into (*writer, 40);
    REQUIRE (writer->finish());
    CHECK (isOurs (folder / "ours.flac"));

    const std::string head (pngMarkAt, 'x');
    writeBytes (folder / "ours.png", head + std::string (pngMark) + "and the picture");
    CHECK (isOurs (folder / "ours.png"));
    writeBytes (folder / "theirs.png", head + "and the picture, of another program");
    writeBytes (folder / "short.png", head + std::string (pngMark.substr (0, 20)));
    writeBytes (folder / "text", "Lull 0.1.0");
    for (const char* name : { "theirs.png", "short.png", "text", "missing" }) CHECK (! isOurs (folder / name));
    CHECK (! isOurs (folder.path));
}

#include "Catch.h"

#include "Base/Random.h"
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

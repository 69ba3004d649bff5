#include "Catch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Files/SoundFileReader.h"
#include "Folder.h"
#include "Recorded.h"

using namespace lull;
using namespace lull::files;
using Catch::Matchers::Contains;

namespace
{
std::string refusal (const Folder& folder, const std::string& name)
{
    const auto r = readRecording (folder.path, name);
    return r ? "" : r.error().message;
}

double difference (const Recording& r, const Ears& e)
{
    double worst = r.left.size() == e.left.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min (r.left.size(), e.left.size()); ++i)
        worst = std::max ({ worst, std::abs (static_cast<double> (r.left[i] - e.left[i])), std::abs (static_cast<double> (r.right[i] - e.right[i])) });
    return worst;
}
} // namespace

TEST_CASE ("a recording is what its first bytes say, not its name, and comes out as it was recorded")
{
    const Folder folder;
    const Ears tones = twoTones (1.0, 44'100.0);
    struct Case
    {
        int format;
        double error; // a step of the coding, and that libsndfile writes 1 as 32,767 of 32,768
    };
    for (const Case& c :
         { Case { SF_FORMAT_WAV | SF_FORMAT_PCM_16, 3.1e-5 }, Case { SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 8e-3 }, Case { SF_FORMAT_WAV | SF_FORMAT_PCM_24, 2e-7 },
           Case { SF_FORMAT_WAVEX | SF_FORMAT_PCM_32, 1e-7 }, Case { SF_FORMAT_WAV | SF_FORMAT_FLOAT, 0.0 }, Case { SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 0.0 },
           Case { SF_FORMAT_RF64 | SF_FORMAT_PCM_24, 2e-7 }, Case { SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 3.1e-5 },
           Case { SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 2e-7 }, Case { SF_FORMAT_OGG | SF_FORMAT_VORBIS, 0.05 } })
    {
        INFO (std::hex << c.format);
        save (folder / "rain.txt", tones, 44'100, c.format);
        const auto r = readRecording (folder.path, "rain.txt");
        REQUIRE (r);
        CHECK (r->rate == 44'100.0);
        CHECK (r->channels == 2);
        CHECK (r->warning.empty());
        CHECK (difference (*r, tones) <= c.error);
    }
    save (folder / "mono.wav", tones, 44'100, SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1);
    const auto mono = readRecording (folder.path, "mono.wav");
    REQUIRE (mono);
    CHECK (mono->channels == 1);
    CHECK (mono->left == tones.left);
    CHECK (mono->right == tones.left);
}

TEST_CASE ("only a regular file inside the script's own folder is opened, and nothing is waited for")
{
    const Folder folder, other;
    const Ears tones = twoTones (0.1, 48'000.0);
    const auto wav = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    save (folder / "rain.wav", tones, 48'000, wav);
    std::filesystem::create_directories (folder / "sub/deep");
    save (folder / "sub/deep/wind.wav", tones, 48'000, wav);
    save (other / "outside.wav", tones, 48'000, wav);
    const auto link = [&] (const std::string& name, const std::filesystem::path& to) { std::filesystem::create_symlink (to, folder / name); };

    for (const char* name : { "rain.wav", "./rain.wav", "sub/deep/wind.wav" }) CHECK (refusal (folder, name) == "");
    link ("inside", "sub/deep/wind.wav");
    link ("absolute", folder / "rain.wav");
    link ("down", folder / "sub");
    for (const char* name : { "inside", "absolute", "down/deep/wind.wav" }) CHECK (refusal (folder, name) == "");

    link ("out", other / "outside.wav");
    link ("up", other.path);
    link ("sub/steps", std::filesystem::path ("../../") / other.path.filename() / "outside.wav");
    link ("zero", "/dev/zero");
    for (const char* name : { "out", "up/outside.wav", "sub/steps", "zero" })
        CHECK (refusal (folder, name) == "\"" + std::string (name) + "\" lies outside the script's folder");
    for (const std::string& name :
         { "../" + folder.path.filename().string() + "/rain.wav", (folder / "rain.wav").string(), std::string ("~/rain.wav"), std::string ("sub/../rain.wav") })
        CHECK_THAT (refusal (folder, name), Contains ("lies outside the script's folder"));
    CHECK_THAT (refusal (folder, "https://example.org/rain.wav"), Contains ("is an address, and nothing is fetched"));
    CHECK_THAT (refusal (folder, "rain.wav\nx"), Contains ("holds a control character"));
    CHECK_THAT (refusal (folder, ""), Contains ("is not the name of a file"));
    CHECK_THAT (refusal (folder, std::string (2000, 'a')), Contains ("too long"));
    CHECK_THAT (refusal (folder, "wind.wav"), Contains ("there is no file \"wind.wav\" beside the script"));
    CHECK_THAT (refusal (folder, "rain.wav/x"), Contains ("there is no file"));
    link ("nowhere", "gone.wav");
    CHECK_THAT (refusal (folder, "nowhere"), Contains ("there is no file"));
    link ("loop", "loop");
    CHECK_THAT (refusal (folder, "loop"), Contains ("is a link that leads nowhere"));
    CHECK_THAT (refusal (folder, "sub"), Contains ("is a folder, not a file"));
    REQUIRE (mkfifo ((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THAT (refusal (folder, "pipe"), Contains ("is a pipe, not a file"));

    const int sparse = open ((folder / "sparse.wav").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    REQUIRE (ftruncate (sparse, off_t { 5 } << 30) == 0);
    close (sparse);
    CHECK_THAT (refusal (folder, "sparse.wav"), Contains ("has 5120 MB"));

    // A script that lies in "/" has everything inside its folder.
    CHECK (readRecording ("/", (folder / "rain.wav").string().substr (1)).has_value());
    CHECK_FALSE (readRecording (folder / "nowhere", "rain.wav").has_value());
}

TEST_CASE ("what is no sound, or of no kind that can be used, is refused in one sentence that says so")
{
    const Folder folder;
    const Ears tones = twoTones (0.1, 48'000.0);
    writeBytes (folder / "empty.wav", "");
    CHECK (refusal (folder, "empty.wav") == "\"empty.wav\" is empty");
    for (const char* bytes : { "ID3\4mp3", "RIFF\4\0\0\0AVI ", "fLa", "MThd", "\xff\xfb\x90" })
    {
        writeBytes (folder / "other.wav", bytes);
        CHECK (refusal (folder, "other.wav") == "\"other.wav\" is no WAV, FLAC or Ogg file, whatever its name says");
    }
    writeBytes (folder / "head.flac", "fLaC");
    CHECK_THAT (refusal (folder, "head.flac"), Contains ("is broken: no sound can be read from it"));
    for (int coding : { SF_FORMAT_MS_ADPCM, SF_FORMAT_IMA_ADPCM, SF_FORMAT_GSM610, SF_FORMAT_ULAW })
    {
        save (folder / "rare.wav", tones, 8'000, SF_FORMAT_WAV | coding, 1);
        CHECK_THAT (refusal (folder, "rare.wav"), Contains ("is coded in a way that is not read here"));
    }
    save (folder / "surround.wav", tones, 48'000, SF_FORMAT_WAV | SF_FORMAT_PCM_16, 6);
    CHECK (refusal (folder, "surround.wav") == "\"surround.wav\" has 6 channels");
    save (folder / "slow.wav", tones, 4'000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    CHECK (refusal (folder, "slow.wav") == "\"slow.wav\" has a sample rate of 4000 Hz");
    save (folder / "nothing.wav", Ears {}, 48'000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    CHECK_THAT (refusal (folder, "nothing.wav"), Contains ("no sound can be read from it"));
}

TEST_CASE ("samples that are not numbers or beyond reason come out finite and bounded")
{
    const Folder folder;
    Ears wild = twoTones (0.1, 48'000.0);
    wild.left[10] = std::numeric_limits<float>::quiet_NaN();
    wild.left[11] = std::numeric_limits<float>::infinity();
    wild.right[12] = -1e30f;
    save (folder / "wild.wav", wild, 48'000, SF_FORMAT_WAV | SF_FORMAT_FLOAT);
    const auto r = readRecording (folder.path, "wild.wav");
    REQUIRE (r);
    CHECK (r->left[10] == 0.0f);
    CHECK (r->left[11] == 0.0f);
    CHECK (r->right[12] == -16.0f);
    CHECK (r->left[13] == wild.left[13]);
}

TEST_CASE ("a recording that is longer than allowed is cut there, and said to be")
{
    const Folder folder;
    save (folder / "long.flac", twoTones (3.0, 8'000.0), 8'000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    const auto r = readRecording (folder.path, "long.flac", { .longest = 2.0 });
    REQUIRE (r);
    CHECK (r->left.size() == 16'000);
    CHECK (r->warning == "\"long.flac\" is longer than 2 s; the rest is left out");
    CHECK_FALSE (readRecording (folder.path, "long.flac", { .largest = 1000 }).has_value());
}

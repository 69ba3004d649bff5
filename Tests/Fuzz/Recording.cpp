// libFuzzer: any bytes as a recording beside a script, or as changes to one that was whole -> refused, or frames that are finite and bounded.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sndfile.h>
#include <unistd.h>

#include "Files/SoundFileReader.h"

using namespace lull;

namespace
{
void must (bool held)
{
    if (! held) std::abort();
}

// A tenth of a second of each format that is read, as it is written.
std::string whole (std::size_t which, const std::string& file)
{
    constexpr std::array<int, 5> formats { SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAVEX | SF_FORMAT_FLOAT, SF_FORMAT_RF64 | SF_FORMAT_PCM_24,
                                           SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_OGG | SF_FORMAT_VORBIS };
    SF_INFO info {};
    info.samplerate = 8'000;
    info.channels = 2;
    info.format = formats[which % formats.size()];
    SNDFILE* out = sf_open (file.c_str(), SFM_WRITE, &info);
    must (out != nullptr);
    std::array<float, 1'600> x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.3f * static_cast<float> (i * i % 97) / 97.0f;
    must (sf_writef_float (out, x.data(), 800) == 800);
    sf_close (out);
    std::string bytes;
    std::FILE* in = std::fopen (file.c_str(), "rb");
    must (in != nullptr);
    for (int c = std::fgetc (in); c != EOF; c = std::fgetc (in)) bytes += static_cast<char> (c);
    std::fclose (in);
    return bytes;
}

// The first byte chooses: itself, or a whole recording, in which each three bytes that follow turn bits over somewhere; two that are left cut it off.
std::string recordingOf (const std::uint8_t* data, std::size_t size, const std::string& file)
{
    const std::string own (reinterpret_cast<const char*> (data), size);
    if (size == 0 || data[0] % 6 == 0) return own;
    static const std::array<std::string, 5> all { whole (0, file), whole (1, file), whole (2, file), whole (3, file), whole (4, file) };
    std::string bytes = all[data[0] % 6 - 1u];
    std::size_t at = 1;
    const auto place = [&] { return (static_cast<std::size_t> (data[at]) << 8 | data[at + 1]) % bytes.size(); };
    for (; at + 3 <= size; at += 3) bytes[place()] ^= static_cast<char> (data[at + 2]);
    if (at + 2 <= size) bytes.resize (place());
    return bytes;
}
} // namespace

// libsndfile 1.2.0 forgets what it had begun when an Ogg file cannot be opened: 6 kB each time.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:vorbis_info_init\n"; }

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size)
{
    // One file that is written over: in a folder of its own, as a reader wants it.
    static const std::string folder = [] {
        std::string name = (std::filesystem::temp_directory_path() / "lull-fuzz-XXXXXX").string();
        must (mkdtemp (name.data()) != nullptr);
        static std::string gone = name;
        std::atexit ([] {
            unlink ((gone + "/sound").c_str());
            rmdir (gone.c_str());
        });
        return name;
    }();
    const std::string bytes = recordingOf (data, size, folder + "/sound");
    std::FILE* out = std::fopen ((folder + "/sound").c_str(), "wb");
    must (out != nullptr && std::fwrite (bytes.data(), 1, bytes.size(), out) == bytes.size() && std::fclose (out) == 0);

    const auto r = files::readRecording (folder, "sound", { .longest = 20.0 });
    if (! r)
    {
        must (! r.error().message.empty() && r.error().message.find ('\n') == std::string::npos);
        return 0;
    }
    must (! r->left.empty() && r->left.size() == r->right.size() && static_cast<double> (r->left.size()) <= 20.0 * r->rate);
    for (std::size_t i = 0; i < r->left.size(); ++i) must (std::abs (r->left[i]) <= 16.0f && std::abs (r->right[i]) <= 16.0f);
    return 0;
}

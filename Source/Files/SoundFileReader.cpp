#include "Files/SoundFileReader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <sndfile.h>

#include "Files/SoundFileHead.h"
#include "Text/Utf8.h"

namespace lull::files
{
namespace
{
using Refusal = text::Unreadable;

constexpr double leastRate = 8'000.0, greatestRate = 192'000.0;
constexpr float greatest = 16.0f;
constexpr int piece = 4096; // frames decoded at a time

// libsndfile's view of the file: a position and bytes.
struct View
{
    std::shared_ptr<const ScriptFile> file;
    sf_count_t at = 0;
};

SF_VIRTUAL_IO viewing() noexcept
{
    SF_VIRTUAL_IO io {};
    io.get_filelen = [] (void* v) { return static_cast<sf_count_t> (static_cast<View*> (v)->file->size()); };
    io.seek = [] (sf_count_t offset, int whence, void* v) {
        auto& view = *static_cast<View*> (v);
        const auto size = static_cast<sf_count_t> (view.file->size());
        const sf_count_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? view.at : size;
        // Offsets come from the file's own numbers.
        view.at = offset < -base ? 0 : offset > size - base ? size : base + offset;
        return view.at;
    };
    io.read = [] (void* bytes, sf_count_t count, void* v) {
        auto& view = *static_cast<View*> (v);
        if (count <= 0) return sf_count_t { 0 };
        const auto got = static_cast<sf_count_t> (view.file->readAt (static_cast<std::uint64_t> (view.at), bytes, static_cast<std::size_t> (count)));
        view.at += got;
        return got;
    };
    io.write = [] (const void*, sf_count_t, void*) { return sf_count_t { 0 }; };
    io.tell = [] (void* v) { return static_cast<View*> (v)->at; };
    return io;
}

bool known (int format) noexcept
{
    const int container = format & SF_FORMAT_TYPEMASK, coding = format & SF_FORMAT_SUBMASK;
    switch (container)
    {
        case SF_FORMAT_OGG: return coding == SF_FORMAT_VORBIS || coding == SF_FORMAT_OPUS;
        case SF_FORMAT_WAV:
        case SF_FORMAT_WAVEX:
        case SF_FORMAT_RF64:
        case SF_FORMAT_FLAC:
            return coding == SF_FORMAT_PCM_S8 || coding == SF_FORMAT_PCM_U8 || coding == SF_FORMAT_PCM_16 || coding == SF_FORMAT_PCM_24 ||
                   coding == SF_FORMAT_PCM_32 || coding == SF_FORMAT_FLOAT || coding == SF_FORMAT_DOUBLE;
        default: return false;
    }
}

float tamed (float x) noexcept { return std::isfinite (x) ? std::clamp (x, -greatest, greatest) : 0.0f; }
} // namespace

struct SoundFileReader::State
{
    explicit State (std::shared_ptr<const ScriptFile> f) : view { std::move (f) } {}
    ~State()
    {
        if (sound != nullptr) sf_close (sound);
    }
    State (const State&) = delete;
    State& operator= (const State&) = delete;

    View view;
    SF_INFO info {};
    SNDFILE* sound = nullptr;
    SoundFileHead head;
    sf_count_t done = 0;
    std::vector<float> pair = std::vector<float> (2 * piece);
};

SoundFileReader::SoundFileReader (std::unique_ptr<State> s) : state (std::move (s)) {}
SoundFileReader::SoundFileReader (SoundFileReader&&) noexcept = default;
SoundFileReader::~SoundFileReader() = default;

Result<SoundFileReader, text::Unreadable> SoundFileReader::open (std::shared_ptr<const ScriptFile> file)
{
    const std::string name = text::quoted (file->name());
    const auto head = readHead (*file);
    if (! head) return fail (head.error());

    auto state = std::make_unique<State> (std::move (file));
    state->head = *head;
    auto io = viewing();
    state->sound = sf_open_virtual (&io, SFM_READ, &state->info, &state->view);
    if (state->sound == nullptr) return fail (nothingIn (state->view.file->name()));
    const SF_INFO& info = state->info;
    if (! known (info.format))
        return fail (Refusal { "coding", name + " is coded in a way that is not read here", "WAV (PCM or float), FLAC, Ogg Vorbis and Opus are" });
    if (info.channels < 1) return fail (nothingIn (state->view.file->name()));
    if (info.channels > 2) return fail (Refusal { "channels", fmt::format ("{} has {} channels", name, info.channels), "one or two would be right" });
    if (info.samplerate < leastRate || info.samplerate > greatestRate)
        return fail (Refusal { "rate", fmt::format ("{} has a sample rate of {} Hz", name, info.samplerate), "8000 to 192000 Hz would be right" });
    return SoundFileReader (std::move (state));
}

text::Unreadable SoundFileReader::nothingIn (std::string_view name)
{
    return { "broken-file", text::quoted (name) + " is broken: no sound can be read from it", "export it again" };
}

double SoundFileReader::rate() const noexcept { return state->info.samplerate; }
int SoundFileReader::channels() const noexcept { return state->info.channels; }

int SoundFileReader::read (float* left, float* right, int frames)
{
    auto& s = *state;
    int got = 0;
    while (got < frames)
    {
        const auto n = static_cast<int> (sf_readf_float (s.sound, s.pair.data(), std::min (frames - got, piece)));
        if (n <= 0) break;
        const auto width = static_cast<std::size_t> (s.info.channels);
        for (int i = 0; i < n; ++i)
        {
            const float* frame = s.pair.data() + static_cast<std::size_t> (i) * width;
            left[got + i] = tamed (frame[0]);
            right[got + i] = tamed (frame[width - 1]);
        }
        got += n;
        s.done += n;
    }
    return got;
}

std::optional<std::string> SoundFileReader::cutShort() const
{
    const auto& s = *state;
    // libsndfile corrects what a WAV says in silence and guesses at an Ogg that has no end.
    const bool ogg = s.head.container == SoundFileHead::Container::ogg;
    const auto claimed = ogg && s.head.endsOpen ? 0 : ogg ? s.info.frames : static_cast<sf_count_t> (s.head.frames);
    const double have = static_cast<double> (s.done) / rate(), said = static_cast<double> (claimed) / rate();
    if (claimed > s.done) return fmt::format ("is broken: it ends after {:.1f} s of {:.1f} s", have, said);
    if (s.head.endsOpen) return fmt::format ("is broken: it ends in the middle, after {:.1f} s", have);
    return {};
}

Result<Recording, text::Unreadable> readRecording (const std::filesystem::path& folder, std::string_view name, const RecordingLimits& limits)
{
    auto file = ScriptFile::open (folder, name, limits.largest);
    if (! file) return fail (file.error());
    auto reader = SoundFileReader::open (std::make_shared<const ScriptFile> (std::move (*file)));
    if (! reader) return fail (reader.error());

    Recording r;
    r.rate = reader->rate();
    r.channels = reader->channels();
    const auto most = static_cast<std::size_t> (limits.longest * r.rate);
    std::vector<float> left (piece), right (piece);
    for (;;)
    {
        const int n = reader->read (left.data(), right.data(), piece);
        const auto take = std::min (static_cast<std::size_t> (n), most - r.left.size());
        r.left.insert (r.left.end(), left.begin(), left.begin() + static_cast<std::ptrdiff_t> (take));
        r.right.insert (r.right.end(), right.begin(), right.begin() + static_cast<std::ptrdiff_t> (take));
        if (take < static_cast<std::size_t> (n))
        {
            r.warning = fmt::format ("{} is longer than {:.0f} s; the rest is left out", text::quoted (name), limits.longest);
            break;
        }
        if (n == 0) break;
    }
    if (r.left.empty()) return fail (SoundFileReader::nothingIn (name));
    if (r.warning.empty())
    {
        if (const auto why = reader->cutShort()) r.warning = text::quoted (name) + " " + *why;
    }
    return r;
}
} // namespace lull::files

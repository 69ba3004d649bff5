// Recordings that people bring, read with care: WAV (RIFF, RF64), FLAC and Ogg (Vorbis, Opus), known by their first bytes and not by their names;
// one or two channels, 8,000 to 192,000 Hz. What is broken is refused, or played as far as it goes and said so (faults.md 29). Any thread but audio.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Base/Result.h"
#include "Files/ScriptFile.h"

namespace lull::files
{
class SoundFileReader
{
public:
    // libsndfile sees only the file's bytes, and only of the formats above.
    [[nodiscard]] static Result<SoundFileReader, text::Unreadable> open (std::shared_ptr<const ScriptFile>);
    ~SoundFileReader();
    SoundFileReader (SoundFileReader&&) noexcept;

    [[nodiscard]] double rate() const noexcept;  // Hz, whole
    [[nodiscard]] int channels() const noexcept; // 1 or 2

    // The next frames, from the beginning: how many there were, 0 at the end. Mono is on both sides. Finite and within +-16, whatever the file says.
    int read (float* left, float* right, int frames);

    // After the end: that it came too soon ("is broken: it ends after 12.3 s of 60.0 s").
    [[nodiscard]] std::optional<std::string> cutShort() const;

    // What is wrong with a file that not one frame can be read from.
    [[nodiscard]] static text::Unreadable nothingIn (std::string_view name);

private:
    struct State;
    explicit SoundFileReader (std::unique_ptr<State>);
    std::unique_ptr<State> state;
};

struct Recording
{
    double rate = 0.0;              // Hz
    int channels = 1;               // of the file; 1: left and right are the same
    std::vector<float> left, right; // at least one frame
    std::string warning;            // that it is shorter than it says or than it was; else empty
};

struct RecordingLimits
{
    double longest = 120.0; // s; what lies beyond is left out, with a warning
    std::uint64_t largest = ScriptFile::largest;
};

// All of a short recording, for what is spoken once.
[[nodiscard]] Result<Recording, text::Unreadable> readRecording (const std::filesystem::path& folder, std::string_view name, const RecordingLimits& = {});
} // namespace lull::files

// Stereo float on disk in pages of fixed size, which can be read anywhere in bounded memory: a converted recording in the cache, or one on its way
// there. Any thread but audio; a PageFile may be read by several at once.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "Base/Units.h"
#include "Files/WholeFile.h"

namespace lull::files
{
inline constexpr Frame pageFrames = 32'768; // 0.68 s at 48 kHz
inline constexpr std::size_t pageFloats = 2 * static_cast<std::size_t> (pageFrames);

class PageFile
{
public:
    struct Head
    {
        Frame frames = 0;
        double rate = 0.0;  // Hz
        std::string remark; // about the recording, at most 300 bytes
    };

    // A file that was kept; nothing when there is none that is whole.
    [[nodiscard]] static std::optional<PageFile> open (const std::filesystem::path&);

    [[nodiscard]] const Head& head() const noexcept { return theHead; }

    // Left and right of a page, 32,768 each, zeros after the last frame; false: the disk could not.
    bool readPage (Frame page, float* both) const noexcept;
    // Frames [from, from + count) that lie inside; what lies outside is silence.
    bool read (Frame from, int count, float* left, float* right) const noexcept;

private:
    friend class PageWriter;
    struct Store;
    std::shared_ptr<const Store> store;
    Head theHead;
};

class PageWriter
{
public:
    [[nodiscard]] static Result<PageWriter> create (const std::filesystem::path&, double rate);

    bool write (const float* left, const float* right, int frames);
    [[nodiscard]] Frame frames() const noexcept { return count; }
    [[nodiscard]] Error error() const { return file.error(); }

    // Gives the file its name and opens it.
    [[nodiscard]] Result<PageFile> keep (std::string remark);
    // As it is, under a name of passage: gone with the last PageFile that reads it.
    [[nodiscard]] Result<PageFile> pass (std::string remark);

private:
    PageWriter (WholeFile, std::filesystem::path, double rate);
    bool finish (const std::string& remark);

    WholeFile file;
    std::filesystem::path name;
    double rate;
    Frame count = 0;
    std::vector<float> page;
};
} // namespace lull::files

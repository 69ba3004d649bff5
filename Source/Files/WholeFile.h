// A file that appears under its name only when it is whole: written under a temporary name in the same folder, synced, renamed; removed
// when it is given up. One thread at a time, never audio.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "Base/Result.h"

namespace lull::files
{
class WholeFile
{
public:
    // An existing regular file is replaced in the end; through a symbolic link the file it points to. Devices, pipes and folders are refused.
    [[nodiscard]] static Result<WholeFile> create (const std::filesystem::path& name);

    ~WholeFile(); // removes what was not kept
    WholeFile (WholeFile&&) noexcept;
    WholeFile& operator= (WholeFile&&) = delete;

    // All of it or false; then error() says why and nothing more is written. A file-size limit is an error here, not a signal.
    bool write (const void* bytes, std::size_t count) noexcept;
    bool writeAt (std::uint64_t offset, const void* bytes, std::size_t count) noexcept;       // does not move the end
    std::size_t readAt (std::uint64_t offset, void* bytes, std::size_t count) const noexcept; // bytes that were there

    [[nodiscard]] std::uint64_t size() const noexcept { return length; }
    [[nodiscard]] bool good() const noexcept { return failure == 0; }
    [[nodiscard]] Error error() const; // in words for the person, whatever errno it was

    // Synced and renamed; the folder too, so that it survives a power cut.
    [[nodiscard]] Result<void> keep();

    // Bytes that can still be written in the folder of `name`; 0 when that cannot be known.
    [[nodiscard]] static std::uint64_t room (const std::filesystem::path& name) noexcept;

    // Takes away every file that is not kept yet, for a program that ends here and now. Safe in a signal handler; nothing is written afterwards.
    static void removeUnfinished() noexcept;

private:
    WholeFile (int descriptor, std::filesystem::path last, std::filesystem::path now);
    bool put (std::uint64_t offset, const char* bytes, std::size_t count) noexcept;

    int fd = -1, failure = 0;
    std::uint64_t length = 0;
    std::filesystem::path finalName, temporary;
    struct Unfinished;
    Unfinished* noted = nullptr;
};

// A whole file at once: under its name it is either as it was or all of this.
[[nodiscard]] Result<void> writeWhole (const std::filesystem::path& name, std::string_view bytes);

// The same; its folder is made when it is missing.
[[nodiscard]] Result<void> writeWholeIn (const std::filesystem::path& name, std::string_view bytes);
} // namespace lull::files

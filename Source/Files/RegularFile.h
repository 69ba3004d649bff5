// A plain file open for reading. What could keep its reader waiting (a pipe, a device, a folder) is refused. Any thread but audio.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "Base/Result.h"

namespace lull::files
{
class RegularFile
{
public:
    // Refusals name the file.
    [[nodiscard]] static Result<RegularFile> open (const std::filesystem::path&);

    RegularFile (RegularFile&&) noexcept;
    RegularFile& operator= (RegularFile&&) = delete;
    ~RegularFile();

    [[nodiscard]] std::uint64_t bytes() const noexcept { return length; } // when it was opened

    // `count` bytes from `offset` on; fewer where the file ends before.
    [[nodiscard]] Result<std::string> read (std::uint64_t offset, std::size_t count) const;

private:
    RegularFile (int descriptor, std::string name) noexcept;

    int fd;
    std::uint64_t length = 0;
    std::string called;
};
} // namespace lull::files

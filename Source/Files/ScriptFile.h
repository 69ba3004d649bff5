// A file that a script names: a regular one inside the script's own folder, opened for reading once it is sure to be that. A stranger's script asks for
// it, so nothing that it could name is waited for, woken up or followed out of the folder (faults.md 28). Any thread but audio.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "Text/Fields.h"

namespace lull::files
{
class ScriptFile
{
public:
    static constexpr std::uint64_t largest = 512u << 20; // bytes

    // `name` as it stands in the script; links are followed as long as they stay inside. The error says what is wrong and what would be right.
    [[nodiscard]] static Result<ScriptFile, text::Unreadable> open (const std::filesystem::path& folder, std::string_view name, std::uint64_t most = largest);

    ~ScriptFile();
    ScriptFile (ScriptFile&&) noexcept;
    ScriptFile& operator= (ScriptFile&&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return called; }
    [[nodiscard]] std::uint64_t size() const noexcept { return length; }                      // when it was opened; reads end there
    std::size_t readAt (std::uint64_t offset, void* bytes, std::size_t count) const noexcept; // bytes that were there

    // 128 bits of all its bytes, to know it again by; not proof against someone who builds a second file to it.
    using Digest = std::array<std::uint64_t, 2>;
    [[nodiscard]] Digest digest() const;

private:
    ScriptFile (int descriptor, std::uint64_t size, std::string name) noexcept : fd (descriptor), length (size), called (std::move (name)) {}

    int fd = -1;
    std::uint64_t length = 0;
    std::string called;
};
} // namespace lull::files

// Converted recordings, kept on disk under a bound: what was used longest ago goes first. Where nothing can be kept, a conversion lies in the folder for
// passing files until it is no longer read. Several programs may share one. Any thread but audio.
#pragma once

#include <functional>
#include <string>

#include "Files/PageFile.h"

namespace lull::files
{
class SoundCache
{
public:
    static constexpr std::uint64_t usual = std::uint64_t { 3 } << 30; // bytes

    // Nothing is made until there is something to keep. The person's own: ~/.cache/lull/Sounds.
    explicit SoundCache (std::filesystem::path folder, std::uint64_t most = usual);
    [[nodiscard]] static SoundCache own();

    [[nodiscard]] std::optional<PageFile> find (const std::string& key) const;

    // Writes every frame and says what is to be remarked; false when it cannot (the writer knows why). Called again for a second place.
    using Fill = std::function<bool (PageWriter&, std::string& remark)>;
    struct Made
    {
        PageFile pages;
        std::string notKept; // why it will have to be made again, or empty
    };
    // An empty key: not to be kept.
    [[nodiscard]] Result<Made> make (const std::string& key, double rate, const Fill&) const;

private:
    std::filesystem::path folder;
    std::uint64_t most;

    [[nodiscard]] std::filesystem::path nameOf (const std::string& key) const;
    void trim (const std::filesystem::path& but) const;
};
} // namespace lull::files

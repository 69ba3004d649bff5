// A session into sound files: the render command, and the preview that `try` makes where there is no device. Main thread.
#pragma once

#include <filesystem>
#include <optional>

#include "Cli/Load.h"

namespace lull::cli
{
struct Rendering
{
    std::filesystem::path file;
    std::string format;      // "wav", "flac", or empty: by the file's ending
    std::string bits = "24"; // 16, 24, 32f
    double rate = 48'000.0;
    std::optional<double> from, to;
    int block = 4096, threads = 1;
    std::filesystem::path stems; // a folder, or empty
    bool audition = false;       // touch is heard in left and right
    bool touchChannels = true;   // false: audition only, the chair was imagined
};

struct Rendered
{
    Frame frames = 0;
    int channels = 0;
    double seconds = 0.0, took = 0.0;
    std::uintmax_t bytes = 0;
    std::string container;
    std::vector<std::filesystem::path> stems;
};

// Shows progress; nothing stands under the final names unless all of it worked.
[[nodiscard]] Result<Rendered> renderTo (const Rendering&, const Loaded&, Console&);
} // namespace lull::cli

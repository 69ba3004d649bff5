// Other programs that do the reference work, and this one as its own child: run, timed by what the kernel says of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bench
{
struct Ran
{
    double processorSeconds = 0.0, wallSeconds = 0.0;
    std::string output; // stdout
};

// Runs a program to its end, stderr thrown away; nothing when it cannot be run or fails.
[[nodiscard]] std::optional<Ran> run (const std::vector<std::string>& words);

// The most memory this process ever held, in MiB.
[[nodiscard]] double peakMemory();
} // namespace bench

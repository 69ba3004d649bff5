// Another program, run for what it writes: by its words, without a shell, with a text to read, and no longer and no more than is asked for. Any thread but
// audio; waits.
#pragma once

#include <string>
#include <vector>

namespace lull::files
{
struct Errand
{
    std::vector<std::string> words; // the program, as PATH finds it, and its arguments
    std::string input;              // at most 32 KB
    std::size_t most = 1 << 20;     // bytes of output
    double seconds = 10.0;
};

struct Answer
{
    enum class End { good, missing, failed, late, tooMuch }; // failed: another exit code than 0, a signal, or it could not be begun
    End end = End::failed;
    std::string output; // complete only when good
};

// The program and all that it started in its process group are gone afterwards, unless they left the group. What it says on stderr is thrown away.
[[nodiscard]] Answer run (const Errand&);
} // namespace lull::files

// Ctrl-C and SIGTERM while a command works offline: asked for between blocks, so that half a file can be taken away in order. The second one ends
// the program at once and takes the half file with it. One at a time, made on the main thread; asked() from any.
#pragma once

#include <csignal>

#include "Base/Result.h"

namespace lull::cli
{
class Interrupt
{
public:
    Interrupt();
    ~Interrupt();
    Interrupt (const Interrupt&) = delete;
    Interrupt& operator= (const Interrupt&) = delete;

    [[nodiscard]] bool asked() const noexcept;
    [[nodiscard]] Error error() const; // "interrupted", with the exit code that a shell would say

private:
    struct sigaction oldInterrupt
    { }, oldTerminate {}, oldHangup {}; };
} // namespace lull::cli

// The two ends of a command line: data on stdout, messages on stderr; colours and movement only where a person looks. Main thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "Base/Result.h"
#include "Text/Diagnostic.h"
#include "Text/Fields.h"

namespace lull::cli
{
class Console
{
public:
    Console(); // looks at the terminal, NO_COLOR, TERM and the character set
    ~Console();
    Console (const Console&) = delete;
    Console& operator= (const Console&) = delete;

    [[nodiscard]] bool watched() const noexcept { return errTerminal; } // stderr is a terminal that can move its cursor
    [[nodiscard]] bool asked() const noexcept { return inTerminal; }    // stdin is a terminal
    [[nodiscard]] bool colours() const noexcept { return errTerminal && coloured; }
    [[nodiscard]] bool outColours() const noexcept { return outTerminal && coloured; }
    [[nodiscard]] bool unicode() const noexcept { return utf8; }
    [[nodiscard]] int columns() const noexcept; // of the terminal, 80 when it does not say

    // Data: exactly these bytes (on a terminal without control characters).
    void put (std::string_view);

    // A message: one or more whole lines. A line in progress is cleared first.
    void say (std::string_view);

    // "lull: ..." and the exit code that belongs to it.
    int fail (const Error&);
    [[nodiscard]] const std::string& failure() const noexcept { return failed; } // the last of these, or empty
    [[nodiscard]] bool hasPut() const noexcept { return putSomething; }

    // What is wrong in a text, with its lines; on stderr, or on stdout when it is the data.
    void show (const text::Diagnostics&, std::string_view text, bool asData = false);

    // One line that replaces itself; nothing where nobody watches. Longer lines are cut. clearLine() takes it away. Never waits: a terminal that takes
    // nothing (it is held, or far away) goes without.
    void line (std::string_view words, std::size_t width);
    void clearLine();

    // The exit code, or 1 when stdout did not take everything.
    int finish (int code);

private:
    std::string failed;
    int eager = -1;   // stderr's terminal, opened anew so that it does not wait
    bool cut = false; // it took a part of the last line only
    bool putSomething = false;
    bool inTerminal = false, outTerminal = false, errTerminal = false, coloured = false, utf8 = false, lineStands = false;
};

using text::clockText;

// Work that takes a while: a bar with the time that is left where somebody watches, else a line every ten seconds.
class Progress
{
public:
    Progress (Console&, std::string what);
    ~Progress() { console.clearLine(); }
    Progress (const Progress&) = delete;
    Progress& operator= (const Progress&) = delete;

    void at (double zeroToOne);

private:
    using Clock = std::chrono::steady_clock;
    Console& console;
    std::string what;
    Clock::time_point start, last;
    bool first = true;
};
} // namespace lull::cli
